"""The command `render`: one photo, one pose, one picture, and on request a report."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from engine.batch.library import file_named
from engine.batch.plan import Rule
from engine.commands.places import check_distinct, check_output, originals_among
from engine.commands.posing import Asked, asked_pose, pose_in_photo
from engine.commands.progress import STEPS, StepsShown
from engine.contract.messages import Rendered, Source
from engine.export.doubts import foreseen, judgement_values, judgement_words
from engine.export.geometry import picture_size
from engine.export.produce import Provenance, notes_for, produce, request_for
from engine.export.settings import OutputSettings, PhotoSize
from engine.photo.photo import load_photo
from engine.plate.empty_set import with_empty_set
from engine.pose.order_wishes import LimbOrder
from engine.pose.pose import Joint
from engine.render.finding import person_finder
from engine.render.way import DEFAULT, Way
from engine.runtime.stopwatch import Stopwatch
from engine.runtime.weights_version import XINGGAN_ARCHITECTURE, architecture_of
from engine.system.errors import OutputError
from engine.system.files import write_atomic, write_json_atomic
from engine.system.originals import Originals
from engine.system.say import say
from engine.system.stored_path import text_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What to render from what into what. pose: a file, or a word for one of the library.

    rule, order: how the pose comes onto the person and which limbs lie in front; None for what the pose itself says.
    clean_plate: a photo of the empty set.
    explain: a folder for what says why each pixel is what it is.
    """

    photo: Path
    pose: str
    out: Path
    source_pose: Path | None
    rule: Rule | None
    settings: OutputSettings
    device: str
    report: Path | None
    weights: Path | None
    person: int | None = None
    order: LimbOrder | None = None
    way: Way = DEFAULT
    clean_plate: Path | None = None
    explain: Path | None = None

    @property
    def originals(self) -> Originals:
        """What is never written to."""
        return originals_among(
            self.photo, file_named(self.pose), self.source_pose, self.weights, self.clean_plate
        )

    def check(self) -> None:
        """Raise OutputError unless the results may go where they are asked for, and PlanError for no pose."""
        check_output(self.out, ending=".png", originals=self.originals)
        check_output(self.report, ending=".json", originals=self.originals)
        check_distinct([self.out, self.report])
        if self.explain is not None and (
            not isinstance(self.settings.size, PhotoSize) or self.rule is Rule.EXTENDED
        ):
            raise OutputError(
                "Pictures are explained at the photo's own size. Leave --size, --rule extended or --explain out."
            )
        if (
            self.explain is not None
            and self.weights is not None
            and architecture_of(self.weights) == XINGGAN_ARCHITECTURE
        ):
            raise OutputError(
                "These weights paint pictures and tell no places. Leave --explain or --weights out."
            )
        if self.explain is not None and self.explain.exists() and not self.explain.is_dir():
            raise OutputError(f"{self.explain} is not a folder. Choose one, or a name that is not taken.")


def render(job: Job) -> None:
    """Do the job; raises EngineError before anything is written.

    All that a person may have named wrongly is looked at before what takes seconds to load is loaded.
    """
    job.check()
    with StepsShown(STEPS) as steps:
        with steps.step("open"):
            photo = load_photo(job.photo)
        given = pose_in_photo(job.source_pose, size=photo.size) if job.source_pose else None
        asked = asked_pose(job.pose, rule=job.rule, size=photo.size)
        asked.placed(photo.size)
        source = person_finder().find(photo, given=given, number=job.person, step=steps.step)
        if job.clean_plate is not None:
            source = with_empty_set(source, job.clean_plate)
        rendered = _rendered(job, asked, source, steps=steps)
        with steps.step("write"):
            _write(job, asked, rendered)
    _tell(job, rendered, steps.watch)


def _rendered(job: Job, asked: Asked, source: Source, *, steps: StepsShown) -> Rendered:
    pose = asked.for_person(source.pose, source.photo.size)
    request = request_for(
        source,
        pose,
        settings=job.settings,
        order=job.order or asked.item.order,
        extension=asked.extension(source, pose),
    )
    with steps.step("load"):
        from engine.commands.studio import open_studio, render_or_fall_back

        renderer = open_studio(job.device, job.weights, way=job.way)
    with steps.step("render"):
        rendered = render_or_fall_back(renderer, request, wanted=job.device)
        if job.explain is not None:
            from engine.commands.explain import explain

            explain(renderer, rendered, job.explain, way=job.way, originals=job.originals)
    return rendered


def _write(job: Job, asked: Asked, rendered: Rendered) -> None:
    provenance = Provenance(
        photo=job.photo.resolve(), folder=job.out.resolve().parent, pose_name=asked.item.name
    )
    data = produce(rendered, settings=job.settings, provenance=provenance)
    write_atomic(job.out, data, originals=job.originals)


def _tell(job: Job, rendered: Rendered, watch: Stopwatch) -> None:
    """Write the report, and say what a person should know."""
    request, settings = rendered.request, job.settings
    photo = request.source.photo
    notes = [*photo.notes, *notes_for(request, settings), *rendered.notes]
    doubts = foreseen(request, settings)
    milliseconds = {**watch.milliseconds, **rendered.milliseconds}
    if job.report:
        write_json_atomic(
            job.report,
            {
                "picture": text_of(job.out),
                "size": list(picture_size(request.whole_size, settings)),
                "invented": round(rendered.invented, 4),
                "cut_off": list(doubts.cut_off),
                "moved_unseen": list(doubts.unseen),
                **judgement_values(rendered.judgement),
                "device": rendered.device,
                "weights": rendered.weights,
                "licence": rendered.licence,
                "milliseconds": {step: round(value, 1) for step, value in milliseconds.items()},
                "notes": notes,
            },
            originals=job.originals,
        )
    for note in notes:
        say(note)
    if doubts.cut_off:
        say(f"The picture's edge cuts off the {' and the '.join(doubts.cut_off)}.")
    if doubts.unseen:
        joints = " and the ".join(Joint[name].label for name in doubts.unseen)
        say(f"The pose moves what the photo does not show: the {joints}.")
    if rendered.judgement is not None and rendered.judgement.is_doubtful:
        likely, why = f"{rendered.judgement.broken:.0%}", judgement_words(rendered.judgement)
        say(f"An editor would likely ({likely}) send this picture back. Look closely: {why}.")
