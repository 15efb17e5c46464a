"""The session's kept poses: put aside by a person, and outside of the history of posing."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from gui.document import choosing
from gui.document import document as documents
from gui.document.session_aside import SessionAside
from gui.look.said import Said

if TYPE_CHECKING:
    from gui.document.others import Variant


class SessionKept(SessionAside):
    """The part of `gui.document.session.Session` that is about kept poses.

    A kept pose stays until it is deleted: no undo, redo or step of the history of posing makes one or takes one away.
    What is done to them has an undo of its own, `take_back_kept`.
    """

    def set_variants(self, variants: tuple[Variant, ...], text: str) -> None:
        """Keep, rename, reorder, duplicate or delete kept poses of the photo on the canvas."""
        entry = self.entry
        if entry is not None and variants != entry.variants:
            self._kept_changes.note(entry.key, entry.variants, after=variants, text=text)
            self._put_kept(variants)

    def keep_variant(self, name: str | None = None) -> bool:
        """Keep the pose as a variant, under a free name where none is given; whether that was done.

        Without a name, what equals the one kept last in everybody's pose and order is not kept twice.
        """
        entry = self.entry
        if entry is None or entry.pose is None:
            return False
        last = entry.variants[-1] if entry.variants else None
        if name is None and last is not None and choosing.kept(entry, last.name, entry.pose) == last:
            return False
        known = self._named[1] if self._named is not None and self._named[0] == entry.pose else None
        called = name or (
            documents.free_variant_name(entry, self.tr("Pose"))
            if known is None
            else documents.free_name(known, [variant.name for variant in entry.variants])
        )
        kept = choosing.kept(entry, called, entry.pose)
        self.set_variants((*entry.variants, kept), Said("SessionKept", "Keep pose"))
        return True

    @property
    def kept_undo_text(self) -> str:
        """What `take_back_kept` would take back; empty for nothing."""
        return "" if self.entry is None else self._kept_changes.text(self.entry.key)

    def take_back_kept(self) -> None:
        """Bring back what was deleted, renamed or moved last among the kept poses of the photo on the canvas."""
        entry = self.entry
        if entry is not None and self.kept_undo_text:
            self._put_kept(self._kept_changes.take_back(entry.key, entry.variants))

    def has_kept_undo(self, key: str) -> bool:
        """Whether a photo's kept poses were changed in a way that can be taken back."""
        return bool(self._kept_changes.text(key))

    def _put_kept(self, variants: tuple[Variant, ...]) -> None:
        entry = self.entry
        if entry is not None:
            self.stay()
            self.undo_stack.resetClean()
            self._put(replace(entry, variants=variants))
