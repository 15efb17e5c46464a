"""Opens a picture of Repose as what it was made of: its photo with the pose it shows, where the photo is found."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from engine.contract.messages import Event, PhotoFile, PhotoLoaded
from engine.imaging.extension import Extension
from engine.photo.recipe import Recipe
from engine.photo.reopen import original_of
from engine.pose.pose import Joint
from engine.system.stored_path import path_of
from gui.document.document import PhotoEntry, entry_of_file
from gui.document.live_render import LiveRender
from gui.document.session import Session
from gui.link.background import Background
from gui.link.engine_link import EngineLink
from gui.link.pictures import Picture, to_picture
from gui.look.said import Said
from gui.project.photo_places import place_of

if TYPE_CHECKING:
    from engine.photo.photo import Photo

_Original = tuple[Path, "Photo", Picture]


class RecipeOpener(QObject):
    """Listens for photos that carry a recipe.

    A picture whose photo lies unchanged where the recipe says, beside it, or beside another photo that is open, gives
    way to that photo in the picture's pose. Any other stays on the film strip as a photo, with the joints that its
    recipe names. `said` tells which.
    """

    said = Signal(str)

    def __init__(
        self, session: Session, link: EngineLink, *, live: LiveRender, background: Background
    ) -> None:
        super().__init__()
        self._session = session
        self._live = live
        self._background = background
        link.event_heard.connect(self._on_event_heard)

    @Slot(object, object)
    def _on_event_heard(self, event: Event, _picture: object) -> None:
        if isinstance(event, PhotoLoaded) and event.photo.recipe is not None:
            entry = self._entry_of(event.subject)
            # One that was edited already, as in a reopened project, is meant to stay.
            if entry is not None and entry.path is not None and entry.pose is None:
                self._look_for(entry, entry.path, event.photo.recipe)

    def _entry_of(self, subject: Path | PhotoFile) -> PhotoEntry | None:
        photos = self._session.document.photos
        return next((entry for entry in photos if subject in (entry.path, entry.embedded)), None)

    def _look_for(self, entry: PhotoEntry, picture: Path, recipe: Recipe) -> None:
        folders = [each.path.parent for each in self._session.document.photos if each.path is not None]
        self._background.run(
            partial(_found, recipe, picture, folders=folders),
            partial(self._take, entry.key, recipe),
            otherwise=lambda _sentence: self._say_missing(recipe),
        )

    def _take(self, key: str, recipe: Recipe, original: _Original | None) -> None:
        """The photo was looked for; the picture may be gone, or edited, by now."""
        entry = self._session.document.find(key)
        if entry is None or _is_edited(entry):
            return
        if original is None:
            self._say_missing(recipe)
            return
        self._open(entry, recipe, original)
        sentence = self.tr("{picture} was made from {photo}, which was opened in the same pose.")
        self.said.emit(sentence.format(picture=entry.name, photo=original[0].name))

    def _open(self, picture: PhotoEntry, recipe: Recipe, original: _Original) -> None:
        path, photo, shown = original
        new = replace(
            entry_of_file(path), pose=recipe.pose_asked(),
            in_front=_joints(recipe.in_front), behind=_joints(recipe.behind),
            extension=Extension(*recipe.extended).within(photo.size),
        )  # fmt: skip
        known = self._session.document.find(new.key)
        self._session.exchange(picture.key, new)
        if known is None:
            self._session.take_photo(new.key, shown)
            self._live.intake.prepare_as(new.key, photo)
        elif known.source is not None:
            self._session.apply_pose(recipe.pose_asked(), Said("RecipeOpener", "Pose of a picture"))

    def _say_missing(self, recipe: Recipe) -> None:
        sentence = self.tr(
            "The photo {photo} that this picture was made from was not found, so the picture itself was opened."
        )
        self.said.emit(sentence.format(photo=recipe.photo.name))


def _name_in(told: str) -> str:
    try:
        return Path(str(path_of(told)).replace("\\", "/")).name
    except ValueError:
        return ""


def _joints(names: Iterable[str]) -> tuple[Joint, ...]:
    """The joints of these names, each once; names of a newer Repose are passed over."""
    return tuple(dict.fromkeys(Joint[name] for name in names if name in Joint.__members__))


def _is_edited(entry: PhotoEntry) -> bool:
    moved = entry.stands is not None and entry.pose != entry.stands
    return moved or bool(entry.variants or entry.others or entry.locked)


def _found(recipe: Recipe, picture: Path, *, folders: Iterable[Path]) -> _Original | None:
    """Called on another thread. folders: where photos are known to be."""
    recorded = place_of(picture, beside=recipe.photo.beside, absolute=None)
    # Only names: a recipe from a stranger must not lead anywhere else.
    names = dict.fromkeys(_name_in(told) for told in (recipe.photo.beside, recipe.photo.name) if told)
    near = [folder / name for folder in (picture.parent, *folders) for name in names if name]
    places = dict.fromkeys(place for place in (recorded, *near) if place is not None and place != picture)
    original = original_of(recipe, places)
    return None if original is None else (*original, to_picture(original[1].rgb))
