"""The session's sources: what the engine says of photos, and edits of the person in one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from engine.photo.mending.mending import NOTHING
from engine.pose.pose import Joint, Pose
from gui.document import choosing, correcting
from gui.document import document as documents
from gui.document.document import Document, PhotoEntry
from gui.document.others import with_sources_of
from gui.document.session_state import Fault, SessionState
from gui.document.source_commands import ChangePerson, CorrectSkeleton, EditMatte, Mend, Standing

if TYPE_CHECKING:
    from engine.contract.messages import Rendered, Source
    from engine.photo.mending.mending import Mending
    from gui.document.following import Follow, Following
    from gui.document.matte_brush import MattePatch
    from gui.link.pictures import Picture


class SessionSources(SessionState):
    """The part of `gui.document.session.Session` that is about sources and pictures, and that tells what changed."""

    # -- what the engine says

    def take_photo(self, key: str, picture: Picture) -> None:
        """The pixels of a photo were read."""
        if self._document.find(key) is None:
            return
        glimpse = self._glimpses.get(key)
        self._photos[key] = picture
        self.document_changed.emit()
        if self._is_current(key):
            # Where it was seen small before, view and pointer stay as they are.
            is_seen = glimpse is not None and glimpse.size == picture.size
            (self.picture_changed if is_seen else self.photo_changed).emit()
        self._show_arrival()

    def take_glimpse(self, key: str, picture: Picture) -> None:
        """A small picture of a photo came, which shows until its pixels are read."""
        if self._document.find(key) is None or key in self._photos:
            return
        self._glimpses[key] = picture
        self.photo_seen.emit(
            key
        )  # not document_changed: of hundreds, each would have all the others looked through
        if self._is_current(key):
            self.photo_changed.emit()

    def take_source(self, key: str, source: Source) -> None:
        """The engine found the person of a photo; what an earlier session knew of it stays.

        A photo without a pose takes the person's own.
        """
        entry = self._document.find(key)
        if entry is None:
            return
        self._found[key, entry.person] = source
        self.restore_source(key, entry.source or source)

    def restore_source(self, key: str, source: Source, others: Mapping[int, Source] | None = None) -> None:
        """The person of a photo is known from an earlier session, with what was corrected by hand.

        others: the other people of the photo, by their numbers.
        """
        entry = self._document.find(key)
        if entry is None:
            return
        self.take_fault(key, None)
        if not entry.corrected and key not in self._brought:
            self._found.setdefault((key, entry.person), source)
        known = others or {}
        people = tuple(replace(each, source=known.get(each.number, each.source)) for each in entry.others)
        self._put(replace(entry, source=source, pose=entry.pose or source.pose, others=people))
        self.source_ready.emit(key)

    def take_transplant(self, *, person: Source, place: Source, made: Source) -> None:
        """One person was put in another's place; those that no photo needs any more are let go."""
        self._transplants[person.key, place.key] = made
        sources = {entry.source.key for entry in self._document.photos if entry.source is not None}
        self._transplants = {key: made for key, made in self._transplants.items() if sources.issuperset(key)}
        for entry in self._document.photos:
            if entry.drawn is not None and entry.source == place:
                self.source_ready.emit(entry.key)

    def take_fault(self, key: str, fault: Fault | None) -> None:
        """Something could not be done with a photo, or with None: all is well again."""
        if self._faults.get(key) == fault:
            return
        if fault is None:
            del self._faults[key]
        else:
            self._faults[key] = fault
        self.fault_changed.emit()
        self._show_arrival()

    def take_picture(self, rendered: Rendered, picture: Picture) -> None:
        """A picture came; it is dropped when another photo is on the canvas by now. It ends what went wrong before."""
        if self.entry is not None and rendered.request.source == self.source:
            self.take_fault(self.entry.key, None)
            self._show(rendered, picture)

    # -- edits of the person

    def retouch(self, patch: MattePatch, touched_up: Source, text: str) -> None:
        """Change the matte of the photo on the canvas: by `patch`, to the one of `touched_up`."""
        entry = self.entry
        if entry is not None and entry.source is not None:
            self._source_edits.add(entry.key)
            command = EditMatte(
                self._put_source, self._source_of, entry=entry, patch=patch, ready=touched_up,
                corrected=self._is_corrected(entry, touched_up), text=text,
            )  # fmt: skip
            self.undo_stack.push(command, entry.key)

    def mend(
        self, mending: Mending, text: str, *, patch: MattePatch | None = None, ready: Source | None = None
    ) -> None:
        """Say something else of the layers of the photo on the canvas, or of what lies behind.

        patch: what goes with it in the matte; ready: the source with both changed, where it has been made.
        """
        entry = self.entry
        if entry is None or entry.source is None or (patch is None and mending == entry.source.mending):
            return
        self._source_edits.add(entry.key)
        made = ready or entry.source.mended(mending)
        command = Mend(
            self._put_source, self._source_of, entry=entry, said=(entry.source.mending, mending), patch=patch,
            ready=made, corrected=self._is_corrected(entry, made), text=text,
        )  # fmt: skip
        self.undo_stack.push(command, entry.key)

    def choose_person(self, key: str, source: Source, text: str) -> None:
        """Pose another person of a photo, from how they stand there; who was posed before keeps their pose."""
        entry = self._document.find(key)
        if entry is None or entry.source is None or entry.source.pose == source.pose:
            return
        # What lies behind is the photo's; what was said of layers was said of somebody else.
        own = source.mended(replace(NOTHING, plate=entry.source.mending.plate))
        after = choosing.with_new_person(entry, own)
        self._found[key, after.person] = source
        self._change_person(entry, after, text)

    def edit_person(self, number: int, text: str) -> None:
        """Go on with somebody of the photo on the canvas who was posed before."""
        entry = self.entry
        if entry is not None:
            self._change_person(entry, choosing.with_person(entry, number), text)

    def correct_skeleton(self, found: Pose, text: str) -> None:
        """Say where the joints of the person on the canvas are in the photo; poses follow where nobody moved them."""
        entry = self.entry
        if entry is not None and entry.source is not None and found != entry.source.pose:
            following = correcting.following_joints(entry, stood=entry.source.pose, stands=found)
            self._push_skeleton(entry, correcting.with_joints(entry, found), following=following, text=text)

    def swap_skeleton_sides(self, text: str) -> None:
        """Say that left and right of the person on the canvas were taken for each other."""
        entry = self.entry
        if entry is not None and entry.source is not None:
            after, following = correcting.with_sides_swapped(entry), correcting.following_sides(entry)
            self._push_skeleton(entry, after, following=following, text=text)

    def select(self, joints: Iterable[Joint]) -> None:
        """Select these joints and no others."""
        chosen = frozenset(joints)
        if chosen != self._selection:
            self._selection = chosen
            self.selection_changed.emit()

    def stay(self) -> None:
        """Keep the photo on the canvas, where a person is at work; those being read do not come in its place."""
        self._arrivals = ()

    # -- inside

    def _show_arrival(self) -> None:
        """Of the photos opened last, the first that can be read comes onto the canvas once it has been."""
        first = self.arrival
        if first is None:
            self.stay()
        elif first in self._photos:
            self.stay()
            self._set(documents.with_current(self._document, first))

    def _source_of(self, key: str) -> Source | None:
        entry = self._document.find(key)
        return entry.source if entry else None

    def _put_source(self, key: str, source: Source, corrected: bool) -> None:
        entry = self._document.find(key)
        if entry is not None:
            shown = documents.with_current(self._document, key)
            self._set(documents.with_entry(shown, replace(entry, source=source, corrected=corrected)))
            self.source_ready.emit(key)

    def _change_person(self, before: PhotoEntry, after: PhotoEntry, text: str) -> None:
        if after is not before:
            self._source_edits.add(before.key)
            command = ChangePerson(self._put_people, before, after=after, text=text)
            self.undo_stack.push(command, before.key)

    def _put_people(self, like: PhotoEntry) -> None:
        entry = self._document.find(like.key)
        if entry is None:
            return
        self.select(())
        shown = documents.with_current(self._document, like.key)
        edited = documents.edited_like(replace(entry, person=like.person, pose=like.pose), like)
        self._set(
            documents.with_entry(shown, replace(edited, others=with_sources_of(like.others, entry.others)))
        )
        self.source_ready.emit(like.key)

    def _push_skeleton(
        self, before: PhotoEntry, after: PhotoEntry, *, following: Following, text: str
    ) -> None:
        stood, stands = before.source, after.source
        if stood is not None and stands is not None:
            self._source_edits.add(before.key)
            after = replace(after, corrected=self._is_corrected(before, stands))
            found = Standing.of(stood), Standing.of(stands)
            command = CorrectSkeleton(
                self._put_skeleton, before, after=after, found=found, following=following, text=text
            )
            self.undo_stack.push(command, before.key)

    def _put_skeleton(self, found: Standing, like: PhotoEntry, follow: Follow) -> None:
        entry = self._document.find(like.key)
        if entry is not None and entry.source is not None:
            source = entry.source.standing_as(found.pose).mended(found.mending)
            standing = replace(self._kept_changes.followed(entry, follow), source=source)
            shown = documents.with_current(self._document, like.key)
            self._set(documents.with_entry(shown, documents.edited_like(standing, like)))
            self.source_ready.emit(like.key)

    def _put(self, entry: PhotoEntry) -> None:
        self._set(documents.with_entry(self._document, entry))

    def _is_current(self, key: str) -> bool:
        return self.entry is not None and self.entry.key == key

    def _show(self, rendered: Rendered | None, picture: Picture | None) -> None:
        self._rendered, self._picture = rendered, picture
        self.picture_changed.emit()

    def _set(self, document: Document, *, anew: bool = False) -> None:
        """Take over a document and tell exactly what changed on the canvas; with `anew` nothing of the old is left."""
        old, self._document = self._document, document
        if old == document and not anew:
            return
        before, after = old.entry, document.entry
        moved_on = anew or (before.key if before else None) != (after.key if after else None)
        if moved_on:
            self.stay()
            self.select(())
        if moved_on and self._rendered is not None:
            self._show(None, None)
        if not self.in_gesture:
            self.document_changed.emit()
        if moved_on:
            self.photo_changed.emit()
            self.fault_changed.emit()
        self._tell_edits(before, after)
        if old.weights != document.weights:
            self.weights_changed.emit()

    def _tell_edits(self, before: PhotoEntry | None, after: PhotoEntry | None) -> None:
        told = {
            "pose": self._tell_pose,
            "locked": self.locks_changed.emit,
            "variants": self.variants_changed.emit,
            "order": self.order_changed.emit,
            "others": self.people_changed.emit,
            "depth": self.people_changed.emit,
            "extension": self.extension_changed.emit,
        }
        for name, tell in told.items():
            if getattr(before, name, None) != getattr(after, name, None):
                tell()

    def _tell_pose(self) -> None:
        self.pose_changed.emit(self.pose)
