"""The one mutable state of the window: the document, its undo stack, the selection and what the engine said."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from engine.pose.pose import Joint, Pose
from gui.document import choosing
from gui.document import document as documents
from gui.document.commands import NOT_MERGED, EditPhoto, RemovePhotos
from gui.document.document import Aside, Document, PhotoEntry, entry_of_file
from gui.document.following import NOTHING_FOLLOWS, Follow, Following
from gui.document.session_kept import SessionKept
from gui.document.single_undo import Refused, undone_alone
from gui.look.said import Said

if TYPE_CHECKING:
    from engine.imaging.extension import Extension
    from engine.pose.order_wishes import LimbOrder
    from gui.document.export_plan import ExportPlan
    from gui.document.found import Found
    from gui.document.others import Variant
    from gui.document.weights_names import WeightsNames


class Session(SessionKept):
    """Everything the window shows is read here, and every change is made through a method of this class.

    Gestures make one undo entry each: `begin_gesture`, any number of `update_gesture`, `end_gesture`. Other
    edits are one call, one entry. What comes from the engine (sources, pictures) is no edit.
    """

    # -- photos

    def add_photos(self, paths: Sequence[Path]) -> None:
        """Open photo files; those that are open already come onto the canvas."""
        self.add_entries(tuple(entry_of_file(Path(path).absolute()) for path in paths))

    def add_entries(self, entries: Sequence[PhotoEntry]) -> None:
        """Add photos to the film strip; `photos_added` tells which of them are new, or failed and are tried again.

        The first of these comes onto the canvas once it was read; where there are none, the first of `entries`.
        """
        new = tuple(entry for entry in entries if self._is_wanted(entry.key))
        changed = documents.with_photos(self._document, entries)
        if not new and entries:
            changed = documents.with_current(changed, entries[0].key)
        self._set(changed)
        if new:
            for entry in new:
                self.take_fault(entry.key, None)
            self._arrivals = tuple(entry.key for entry in new)
            self.photos_added.emit(new)

    def select_photo(self, key: str) -> None:
        """Bring a photo onto the canvas."""
        self._set(documents.with_current(self._document, key))

    def remove_photo(self, key: str) -> None:
        """Take a photo off the film strip, which can be undone."""
        self.remove_photos((key,))

    def remove_photos(self, keys: Collection[str]) -> None:
        """Take photos off the film strip, which can be undone at once."""
        gone = [(row, entry) for row, entry in enumerate(self._document.photos) if entry.key in keys]
        if gone:
            text = Said("Session", "Remove photo") if len(gone) == 1 else Said("Session", "Remove photos")
            self.undo_stack.push(RemovePhotos(self._take_off, self._put_back, gone=gone, text=text), None)

    def exchange(self, key: str, entry: PhotoEntry) -> None:
        """Put `entry` where the photo called `key` is, for which whoever calls this has its person found.

        Where `entry` is open already it stays as it is, and comes onto the canvas.
        """
        self._set(documents.with_exchanged(self._document, key, entry=entry))

    def replace_document(self, document: Document, known: Mapping[str, Found] = MappingProxyType({})) -> None:
        """Open another document in place of this one; undo starts anew. Photos without a source are looked at.

        known: by their keys, what was found in photos before, so that their pixels are all that is wanted.
        """
        self._before_gesture = None
        self.undo_stack.clear()
        self._photos.clear()
        self._glimpses.clear()
        self._source_edits.clear()
        self._kept_changes.clear()
        self._found.clear()
        self._asides = dict(known)
        self._transplants.clear()
        self._faults.clear()
        self._brought = frozenset(entry.key for entry in document.photos)
        photos = tuple(_aside(entry, known.get(entry.key)) for entry in document.photos)
        document = replace(document, photos=photos)
        self._set(document, anew=True)
        waiting = tuple(e for e in photos if e.source is None and e.key not in known)
        if waiting:
            self.photos_added.emit(waiting)
        self.photos_reopened.emit(tuple(entry for entry in photos if entry.key in known))

    def look_for_person(self, key: str) -> None:
        """Have the person of a photo found after all."""
        entry = self._document.find(key)
        if entry is not None and entry.source is None:
            self.photos_added.emit((entry,))

    # -- edits

    def begin_gesture(self) -> None:
        """From here on, steps are one edit until `end_gesture` or `cancel_gesture`."""
        self._before_gesture = self.entry

    def update_gesture(self, pose: Pose) -> None:
        """Show a step of the gesture."""
        if self.entry is not None and self.in_gesture:
            self._put(replace(self.entry, pose=pose))

    def end_gesture(self, text: str) -> None:
        """Make the gesture one undo entry called `text`; nothing when it changed nothing."""
        before, self._before_gesture = self._before_gesture, None
        if before is not None and self.entry is not None and before.pose != self.entry.pose:
            self._push(before, self.entry, text=text)
            self.document_changed.emit()
        self.gesture_ended.emit()

    def cancel_gesture(self) -> None:
        """Go back to where the gesture began."""
        before, self._before_gesture = self._before_gesture, None
        entry = None if before is None else self._document.find(before.key)
        if before is not None and entry is not None:
            self._put(documents.edited_like(entry, before))  # a pose kept meanwhile stays
        self.gesture_ended.emit()

    def apply_pose(
        self,
        pose: Pose,
        text: str,
        *,
        merge: str | None = None,
        order: LimbOrder | None = None,
        name: str | None = None,
    ) -> None:
        """One edit of the pose, and with `order` of which limbs lie in front and behind.

        Consecutive edits that give the same `merge` word become one undo entry. name: what the pose is called, where
        it has a name; kept as it is, it is called so.
        """
        entry = self.entry
        if entry is None:
            return
        order = entry.order if order is None else order
        new = replace(entry, pose=pose, in_front=order.in_front, behind=order.behind)
        if new != entry:
            self._push(entry, new, text=text, merge=merge)
        if name is not None:
            self._named = pose, name

    def set_locked(self, joints: Iterable[Joint], *, locked: bool) -> None:
        """Lock joints where they are, or let them go."""
        entry = self.entry
        if entry is None:
            return
        new = entry.locked | set(joints) if locked else entry.locked - set(joints)
        if new != entry.locked:
            text = Said("Session", "Lock joints") if locked else Said("Session", "Unlock joints")
            self._push(entry, replace(entry, locked=frozenset(new)), text=text)

    def set_order(self, order: LimbOrder, text: str) -> None:
        """Which limbs are in front and behind, by the joint they end in."""
        entry = self.entry
        if entry is not None and order != entry.order:
            self._push(entry, replace(entry, in_front=order.in_front, behind=order.behind), text=text)

    def set_extension(self, extension: Extension, text: str) -> None:
        """What pictures of the photo on the canvas show beyond its edges."""
        entry = self.entry
        if entry is not None and extension != entry.extension:
            self._push(entry, replace(entry, extension=extension), text=text)

    def use_variant(self, variant: Variant, text: str) -> None:
        """Bring a kept pose back, with the order of its limbs, and with it those of the others."""
        entry = self.entry
        if entry is not None and (new := choosing.as_kept(entry, variant)) != entry:
            self._push(entry, new, text=text)

    def step_person(self, text: str, *, nearer: bool) -> None:
        """Have the edited person one place nearer among the people of the photo, or farther."""
        entry = self.entry
        if entry is not None and (new := choosing.stepped(entry, nearer=nearer)) is not entry:
            self._push(entry, new, text=text)

    def set_drawn(self, donor: str | None, body: Pose, text: str) -> None:
        """Draw another photo's person, or with None this one's own; `body` is how they stand here.

        The pose and the kept poses take that person's proportions, all in one undo entry. Raises PoseError where
        that cannot be.
        """
        entry = self.entry
        if entry is None or entry.pose is None or donor == entry.drawn:
            return
        drawn = self.source or entry.source
        stood = entry.pose if drawn is None else drawn.pose
        fitted = partial(documents.fitted_to, number=entry.person)
        following = Following.of(entry.variants, partial(fitted, body=body), back=partial(fitted, body=stood))
        after = documents.with_drawn(entry, donor, body=body)
        self._push(entry, after, text=text, following=following)

    def refused_alone(self, number: int) -> Refused | None:
        """Why an edit of the photo on the canvas, by its number, cannot be undone alone; None where it can be."""
        if number == self.undo_stack.index() - 1:
            return None  # the last is undone as ever
        undone = self._undone_alone(number)
        return undone if isinstance(undone, Refused) else None

    def undo_alone(self, number: int) -> None:
        """Undo one edit of the photo on the canvas, and leave the later ones; nothing where that cannot be."""
        stack, entry = self.undo_stack, self.entry
        if number == stack.index() - 1:
            stack.setIndex(number)
            return
        undone = self._undone_alone(number)
        if entry is not None and isinstance(undone, Pose):
            text = Said("Session", "Take out “{edit}”").format(edit=stack.text(number))
            self._push(entry, replace(entry, pose=undone), text=text)

    def _undone_alone(self, number: int) -> Pose | Refused:
        stack, pose = self.undo_stack, self.pose
        if pose is None or not 0 <= number < stack.index():
            return Refused()
        later = [stack.command(each) for each in range(number + 1, stack.index())]
        return undone_alone(pose, stack.command(number), later=later)

    def keep_export(self, plan: ExportPlan) -> None:
        """Keep the plan of an export with the document; nothing that undo takes back, but something to be saved."""
        if plan != self._document.export:
            self._document = replace(self._document, export=plan)
            self.undo_stack.resetClean()
            self.export_changed.emit()

    def choose_weights(self, names: WeightsNames) -> None:
        """Have the document's pictures made with these; nothing that undo takes back, but something to be saved."""
        if names != self._document.weights:
            self._set(replace(self._document, weights=names))
            self.undo_stack.resetClean()

    # -- inside

    def _is_wanted(self, key: str) -> bool:
        """Whether a photo is not open yet, or could not be."""
        entry = self._document.find(key)
        return entry is None or (entry.source is None and self.fault_of(key) is not None)

    def _push(
        self,
        before: PhotoEntry,
        after: PhotoEntry,
        *,
        text: str,
        merge: str | None = None,
        following: Following = NOTHING_FOLLOWS,
    ) -> None:
        self.stay()
        number = NOT_MERGED if merge is None else self._merge_ids.setdefault(merge, next(self._merges))
        command = EditPhoto(
            self._show_edit, before, after=after, text=text, merge=number, following=following
        )
        self.undo_stack.push(command, before.key)

    def _show_edit(self, like: PhotoEntry, follow: Follow) -> None:
        entry = self._document.find(like.key)
        if entry is not None:
            shown = documents.with_current(self._document, like.key)
            edited = documents.edited_like(self._kept_changes.followed(entry, follow), like)
            self._set(documents.with_entry(shown, edited))

    def _take_off(self, key: str) -> PhotoEntry | None:
        entry = self._document.find(key)
        self._set(documents.without_photo(self._document, key))
        return entry

    def _put_back(self, index: int, entry: PhotoEntry) -> None:
        if self._document.find(entry.key) is not None:  # it was opened again meanwhile
            self.select_photo(entry.key)
            return
        self._set(documents.with_photo_at(self._document, index, entry=entry))
        if entry.source is None:  # it was taken off before its person was found
            self.photos_added.emit((entry,))


def _aside(entry: PhotoEntry, found: Found | None) -> PhotoEntry:
    """An entry with what is known of a photo that is still to be read."""
    return entry if found is None else replace(entry, aside=Aside(found.pose, found.size))
