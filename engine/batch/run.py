"""Runs a batch, for the command line and the window alike: photo by photo, with the disk's work beside rendering."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Collection, Generator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from functools import cache, cached_property
from itertools import groupby

from engine.batch.control import Control
from engine.batch.estimate import Pace
from engine.batch.events import BatchListener, End, Ended, PictureLeftOut, Step
from engine.batch.job import Task
from engine.batch.lane import Lane
from engine.batch.legal import same_file_key
from engine.batch.manifest import Manifest, file_sha256
from engine.batch.plan import OnConflict, PhotoItem
from engine.batch.rates import foretold_for
from engine.batch.ready import Ready
from engine.batch.recipe import extension_of, pose_for, recipe_key
from engine.batch.resuming import begin, still_to_make
from engine.batch.sources import SourcesAtHand
from engine.batch.tally import Summary, Tally
from engine.batch.unwanted import Unwanted, put_aside
from engine.batch.writer import Target, Work, Writer
from engine.contract.messages import Rendered, Source
from engine.export.doubts import foreseen
from engine.export.geometry import picture_size
from engine.export.produce import Provenance, notes_for, produce, request_for
from engine.photo.photo import Photo, load_photo
from engine.plate.empty_set import with_empty_set
from engine.pose.plain import pose_of
from engine.system.equipment import SHIPPED, OwnWeights
from engine.system.errors import EngineError
from engine.system.files import make_folder

_Group = tuple[int, tuple[Task, ...]]


class BatchRun:
    """One run of a batch in its folder. What failed or was left is made by another one, of `Ready.resumed`.

    weights: the version of the weights, which are the lane's, or `own`. `listener` is called on the thread of `run` and
    on the writer's, one at a time, and must return soon. at_hand: sources that need not be made from files. unwanted:
    what a person says of single pictures meanwhile.
    """

    def __init__(
        self,
        ready: Ready,
        *,
        lane: Lane,
        weights: str,
        listener: BatchListener,
        control: Control,
        at_hand: SourcesAtHand | None = None,
        unwanted: Unwanted | None = None,
        own: OwnWeights = SHIPPED,
    ) -> None:
        self._ready, self._lane, self._weights = ready, lane, weights
        self._listener, self._control = listener, control
        self._at_hand = at_hand or SourcesAtHand()
        self._unwanted, self._own = unwanted or Unwanted(), own
        self._paused_seconds = 0.0

    def run(self, only: Collection[int] | None = None) -> Summary:
        """Make the pictures, or only the cells of these indices; waits until they are made or the batch has to stop.

        Raises OutputError when the folder or its manifest cannot be written to in the first place.
        """
        tasks = [task for task in self._ready.tasks if only is None or task.cell.index in only]
        groups = _by_photo(tasks)
        places = {task.cell.photo: task.photo for task in tasks}
        found = {place for place, item in places.items() if self._at_hand.photo_key(item) is not None}
        pace = Pace(foretold_for(self._ready, found))
        tally = Tally(len(tasks), len(groups), listener=self._listener, pace=pace)
        since, self._paused_seconds = time.perf_counter(), 0.0
        folder = self._ready.folder
        make_folder(folder)
        with Manifest(folder) as manifest:
            begin(self._ready, manifest)
            try:
                self._leave_out(manifest, tally)
                ended = self._dealt_with(groups, manifest=manifest, tally=tally)
                self._leave_out(manifest, tally)
            except EngineError as error:  # of the folder; those of pictures were caught
                ended = Ended(End.STOPPED, str(error))
        seconds = time.perf_counter() - since - self._paused_seconds
        self._listener(ended)
        return tally.summary(ended, seconds=seconds)

    def _dealt_with(self, groups: Sequence[_Group], *, manifest: Manifest, tally: Tally) -> Ended:
        tally.begin(Step.CHECKING)
        left = [(photo, self._left(photo, tasks, manifest=manifest, tally=tally)) for photo, tasks in groups]
        left = [(photo, tasks) for photo, tasks in left if tasks]
        tally.expect_photos(len(left))
        names = frozenset(same_file_key(task.name) for task in self._ready.tasks)
        target = Target(self._ready.folder, self._ready.plan.on_conflict, self._ready.originals, names)
        with Writer(target, manifest, tally) as writer, closing(self._opened_ahead(left)) as photos:
            for tasks, opened in photos:
                tally.photo_begun()
                self._leave_out(manifest, tally)
                wanted = [task for task in tasks if task.name not in manifest.history.left_out]
                if not self._photo(wanted, opened, writer=writer, tally=tally, manifest=manifest):
                    break
            tally.begin(Step.WRITING)
        if writer.stopped is not None:
            return Ended(End.STOPPED, str(writer.stopped))
        return Ended(End.CANCELLED if self._control.is_cancelled else End.COMPLETE)

    def _left(
        self, photo: int, tasks: Sequence[Task], *, manifest: Manifest, tally: Tally
    ) -> tuple[Task, ...]:
        """Which of a photo's `tasks` are still to be made."""
        item = self._ready.plan.photos[photo]
        key_of = cache(lambda: self._photo_key(item))  # of no argument, as a found pose cannot be hashed

        def recipe_of(task: Task) -> str | None:
            key = key_of()
            return None if key is None else self._recipe(task, key)

        return still_to_make(tasks, self._ready, manifest, recipe_of=recipe_of, told=tally)

    def _photo_key(self, item: PhotoItem) -> str | None:
        """The key of a photo's content without opening it; None where it cannot be told."""
        key = self._at_hand.photo_key(item)
        if key is not None:
            return key
        return None if item.file is None or item.prepared else file_sha256(item.file)

    def _leave_out(self, manifest: Manifest, tally: Tally) -> None:
        """Do what was said of single pictures since the last time; raises OutputError."""
        said = self._unwanted.take()
        for task in self._ready.tasks:
            again = said.get(task.cell.index)
            if again is not None and (again or task.name not in manifest.history.left_out):
                put_aside(task, manifest, self._ready.folder, again=again, aside=self._unwanted.aside)
                if not again:
                    tally(PictureLeftOut(task.cell.index, task.photo.name, task.pose.name))

    def _photo(
        self,
        tasks: Sequence[Task],
        opened: Future[Photo | Source],
        *,
        writer: Writer,
        tally: Tally,
        manifest: Manifest,
    ) -> bool:
        """All pictures of one photo; False when the batch has to stop."""
        tasks = self._not_skipped(tasks, writer)
        if not tasks or not self._may_go_on():
            return not self._control.is_cancelled
        since = time.perf_counter()
        tally.begin(Step.OPENING, photo=tasks[0].photo.name)
        try:
            taken = opened.result()
            source = taken if isinstance(taken, Source) else self._lane.prepare(taken)
            if self._ready.plan.clean_plate is not None:
                source = with_empty_set(source, self._ready.plan.clean_plate)
        except EngineError as error:
            return self._give_up(tasks, str(error), writer=writer)
        tally.pace.opened(time.perf_counter() - since, is_found=isinstance(taken, Source))
        for task in tasks:
            self._leave_out(manifest, tally)
            if task.name in manifest.history.left_out:
                continue
            if not self._picture(task, source, writer=writer, tally=tally):
                return False
        return True

    def _picture(self, task: Task, source: Source, *, writer: Writer, tally: Tally) -> bool:
        """One picture, up to handing it to the writer; False when the batch has to stop."""
        if not self._may_go_on() or writer.stopped is not None:
            return False
        tally.begin(Step.RENDERING, photo=task.photo.name, pose=task.pose.name)
        since = time.perf_counter()
        try:
            rendered = self._render(task, source)
        except EngineError as error:
            return self._give_up([task], str(error), writer=writer)
        goes_on = writer.put(self._work(task, rendered))
        once = (sum(rendered.milliseconds.values()) - rendered.own_milliseconds) / 1e3
        tally.pace.made(max(0.0, time.perf_counter() - since - once), once=once)
        return goes_on

    def _render(self, task: Task, source: Source) -> Rendered:
        photo, rule, size = task.photo, task.cell.rule, source.photo.size
        pose = pose_for(task.pose, rule, person=source.pose, size=size, extension=photo.extension(size))
        output = self._ready.plan.output
        farther, nearer = self._at_hand.beside(photo)
        others = [each.source for each in (*farther, *nearer)]
        extension = extension_of(photo, rule, source=source, pose=pose, others=others)
        return self._lane.render(
            request_for(
                source,
                pose,
                settings=output,
                order=task.pose.order,
                weights=self._own,
                farther=farther,
                nearer=nearer,
                extension=extension,
            )
        )

    def _opened_ahead(
        self, groups: Sequence[_Group]
    ) -> Generator[tuple[tuple[Task, ...], Future[Photo | Source]], None, None]:
        """Each photo's tasks with the photo, which is read and decoded while the one before is worked on."""
        with ThreadPoolExecutor(1, thread_name_prefix="batch reader") as pool:
            ahead: deque[Future[Photo | Source]] = deque()
            for place, (_, tasks) in enumerate(groups):
                for _, coming in groups[place + len(ahead) : place + 2]:
                    ahead.append(pool.submit(_opened, coming[0].photo, self._at_hand))
                yield tasks, ahead.popleft()

    def _work(self, task: Task, rendered: Rendered) -> Work:
        request, output = rendered.request, self._ready.plan.output
        provenance = Provenance(
            weights_version=self._weights,
            pose_name=task.pose.name,
            photo=task.photo.file,
            folder=self._ready.folder,
        )
        return Work(
            task=task,
            rendered=rendered,
            encode=lambda done: produce(done, settings=output, provenance=provenance),
            recipe=self._recipe(task, request.source.photo.key),
            size=picture_size(request.whole_size, output),
            notes=(*request.source.photo.notes, *notes_for(request, output), *rendered.notes),
            foreseen=foreseen(request, output),
        )

    def _recipe(self, task: Task, photo_key: str) -> str:
        output = self._ready.plan.output
        key = self._empty_set_key
        return recipe_key(photo_key, task, output=output, weights=self._weights, empty_set=key)

    @cached_property
    def _empty_set_key(self) -> str | None:
        empty = self._ready.plan.clean_plate
        return None if empty is None else file_sha256(empty)

    def _not_skipped(self, tasks: Sequence[Task], writer: Writer) -> Sequence[Task]:
        """Without those whose names are taken where such are skipped: they need not even be rendered."""
        if self._ready.plan.on_conflict is not OnConflict.SKIP:
            return tasks
        taken = [task for task in tasks if writer.is_taken(task.name)]
        for task in taken:
            writer.skip(task)
        return [task for task in tasks if task not in taken]

    def _give_up(self, tasks: Sequence[Task], sentence: str, *, writer: Writer) -> bool:
        """Note that `tasks` failed, unless it is the end that failed them; whether the batch goes on."""
        if self._control.is_cancelled:
            return False
        for task in tasks:
            writer.fail(task, sentence)
        return True

    def _may_go_on(self) -> bool:
        since = time.perf_counter()
        goes_on = self._control.may_go_on()
        self._paused_seconds += time.perf_counter() - since
        return goes_on


def _by_photo(tasks: Sequence[Task]) -> list[_Group]:
    return [(photo, tuple(same)) for photo, same in groupby(tasks, key=lambda task: task.cell.photo)]


def _opened(item: PhotoItem, at_hand: SourcesAtHand) -> Photo | Source:
    """What is at hand of a photo, or its file decoded; raises EngineError."""
    source = at_hand.of(item)
    if source is not None:
        return source
    photo = load_photo(item.path)
    return photo if item.pose is None else replace(photo, pose=pose_of(item.pose))
