"""The one mutable state of the window: the document, its undo stack, the selection and what the engine said."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from engine.pose import Joint, Pose
from gui import document as documents
from gui.commands import NOT_MERGED, EditPhoto, RemovePhoto
from gui.document import Document, PhotoEntry, Variant
from gui.session_state import SessionState

if TYPE_CHECKING:
    from engine.contract import Rendered, Source
    from gui.pictures import Picture


class Session(SessionState):
    """Everything the window shows is read here, and every change is made through a method of this class.

    Gestures make one undo entry each: `begin_gesture`, any number of `update_gesture`, `end_gesture`. Other
    edits are one call, one entry. What comes from the engine (sources, pictures) is no edit.
    """

    # -- photos

    def add_photos(self, paths: Sequence[Path]) -> None:
        """Open photo files; those that are open already come onto the canvas."""
        entries = tuple(PhotoEntry(str(p), p, p.name) for p in (Path(path).absolute() for path in paths))
        self.add_entries(entries)

    def add_entries(self, entries: Sequence[PhotoEntry]) -> None:
        """Add photos to the film strip; `photos_added` tells which of them are new."""
        new = tuple(entry for entry in entries if self._document.find(entry.key) is None)
        changed = documents.with_photos(self._document, entries)
        if not new and entries:
            changed = documents.with_current(changed, entries[0].key)
        self._set(changed)
        if new:
            self.photos_added.emit(new)

    def select_photo(self, key: str) -> None:
        """Bring a photo onto the canvas."""
        self._set(documents.with_current(self._document, key))

    def remove_photo(self, key: str) -> None:
        """Take a photo off the film strip, which can be undone."""
        index = self._document.index_of(key)
        if index is None:
            return
        command = RemovePhoto(
            self._take_off, self._put_back, index=index, entry=self._document.photos[index],
            text=self.tr("Remove photo"),
        )  # fmt: skip
        self.undo_stack.push(command)

    def exchange(self, key: str, entry: PhotoEntry) -> None:
        """Put `entry` where the photo called `key` is, for which whoever calls this has its person found.

        Where `entry` is open already it stays as it is, and comes onto the canvas.
        """
        self._set(documents.with_exchanged(self._document, key, entry=entry))

    def replace_document(self, document: Document) -> None:
        """Open another document in place of this one; undo starts anew. Photos without a source are looked at."""
        self._before_gesture = None
        self.undo_stack.clear()
        self._photos.clear()
        self._faults.clear()
        self._document = Document()
        self._set(document)
        waiting = tuple(entry for entry in document.photos if entry.source is None)
        if waiting:
            self.photos_added.emit(waiting)

    # -- what the engine says

    def take_photo(self, key: str, picture: Picture) -> None:
        """The pixels of a photo were read."""
        if self._document.find(key) is None:
            return
        self._photos[key] = picture
        self.document_changed.emit()
        if self._is_current(key):
            self.photo_changed.emit()

    def take_source(self, key: str, source: Source) -> None:
        """The person of a photo was found; a photo without a pose takes the person's own."""
        entry = self._document.find(key)
        if entry is None:
            return
        self.take_fault(key, None)
        self._put(replace(entry, source=source, pose=entry.pose or source.pose))
        self.source_ready.emit(key)

    def take_fault(self, key: str, sentence: str | None) -> None:
        """Something could not be done with a photo, or with None: all is well again."""
        if self._faults.get(key) == sentence:
            return
        if sentence is None:
            del self._faults[key]
        else:
            self._faults[key] = sentence
        self.fault_changed.emit()

    def take_picture(self, rendered: Rendered, picture: Picture) -> None:
        """A picture came; it is dropped when another photo is on the canvas by now."""
        if rendered.request.source == self.source:
            self._show(rendered, picture)

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
        if before is not None:
            self._put(before)
        self.gesture_ended.emit()

    def apply_pose(self, pose: Pose, text: str, *, merge: str | None = None) -> None:
        """One edit of the pose; consecutive edits that give the same `merge` word become one undo entry."""
        entry = self.entry
        if entry is not None and entry.pose != pose:
            self._push(entry, replace(entry, pose=pose), text=text, merge=merge)

    def set_locked(self, joints: Iterable[Joint], *, locked: bool) -> None:
        """Lock joints where they are, or let them go."""
        entry = self.entry
        if entry is None:
            return
        new = entry.locked | set(joints) if locked else entry.locked - set(joints)
        if new != entry.locked:
            text = self.tr("Lock joints") if locked else self.tr("Unlock joints")
            self._push(entry, replace(entry, locked=frozenset(new)), text=text)

    def set_in_front(self, limbs: tuple[Joint, ...]) -> None:
        """Which limbs are in front, by the joint they end in."""
        entry = self.entry
        if entry is not None and limbs != entry.in_front:
            self._push(entry, replace(entry, in_front=limbs), text=self.tr("Limb in front"))

    def set_variants(self, variants: tuple[Variant, ...], text: str) -> None:
        """Keep, rename, reorder, duplicate or delete variants of the photo on the canvas."""
        entry = self.entry
        if entry is not None and variants != entry.variants:
            self._push(entry, replace(entry, variants=variants), text=text)

    def keep_variant(self, name: str | None = None) -> None:
        """Keep the pose as a variant, under a free name where none is given."""
        entry = self.entry
        if entry is None or entry.pose is None:
            return
        called = name or documents.free_variant_name(entry, self.tr("Pose"))
        self.set_variants((*entry.variants, Variant(called, entry.pose)), self.tr("Keep pose"))

    def select(self, joints: Iterable[Joint]) -> None:
        """Select these joints and no others."""
        chosen = frozenset(joints)
        if chosen != self._selection:
            self._selection = chosen
            self.selection_changed.emit()

    # -- inside

    def _push(self, before: PhotoEntry, after: PhotoEntry, *, text: str, merge: str | None = None) -> None:
        number = NOT_MERGED if merge is None else self._merge_ids.setdefault(merge, next(self._merges))
        self.undo_stack.push(EditPhoto(self._show_edit, before, after=after, text=text, merge=number))

    def _show_edit(self, like: PhotoEntry) -> None:
        entry = self._document.find(like.key)
        if entry is not None:
            shown = documents.with_current(self._document, like.key)
            self._set(documents.with_entry(shown, documents.edited_like(entry, like)))

    def _take_off(self, key: str) -> None:
        self._set(documents.without_photo(self._document, key))

    def _put_back(self, index: int, entry: PhotoEntry) -> None:
        self._set(documents.with_photo_at(self._document, index, entry=entry))
        if entry.source is None:  # it was taken off before its person was found
            self.photos_added.emit((entry,))

    def _put(self, entry: PhotoEntry) -> None:
        self._set(documents.with_entry(self._document, entry))

    def _is_current(self, key: str) -> bool:
        return self.entry is not None and self.entry.key == key

    def _show(self, rendered: Rendered | None, picture: Picture | None) -> None:
        self._rendered, self._picture = rendered, picture
        self.picture_changed.emit()

    def _set(self, document: Document) -> None:
        """Take over a document and tell exactly what changed on the canvas."""
        old, self._document = self._document, document
        if old == document:
            return
        before, after = old.entry, document.entry
        moved_on = (before.key if before else None) != (after.key if after else None)
        if moved_on:
            self.select(())
        if self._rendered is not None and self._rendered.request.source != self.source:
            self._show(None, None)
        if not self.in_gesture:
            self.document_changed.emit()
        if moved_on:
            self.photo_changed.emit()
            self.fault_changed.emit()
        self._tell_edits(before, after)

    def _tell_edits(self, before: PhotoEntry | None, after: PhotoEntry | None) -> None:
        told = {
            "pose": self._tell_pose,
            "locked": self.locks_changed.emit,
            "variants": self.variants_changed.emit,
        }
        for name, tell in told.items():
            if getattr(before, name, None) != getattr(after, name, None):
                tell()

    def _tell_pose(self) -> None:
        self.pose_changed.emit(self.pose)
