"""The options of the command `batch`, as typer reads them; `batch_options` says what they mean."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from engine.batch.plan import OnConflict, Rule
from engine.export.settings import PRESETS, ColourSpace, Format, Metadata

Out = Annotated[Path, typer.Option(metavar="DIR", help="Folder for the pictures; it is made.")]
Photos = Annotated[
    list[str] | None, typer.Option(metavar="PHOTO|DIR ...", help="Photos, and folders of photos.")
]
Poses = Annotated[
    list[str] | None,
    typer.Option(
        metavar="POSE.json|DIR|library[:NAME] ...",
        help="OpenPose JSON files, folders of them, or the library: all, a folder or a pose of it.",
    ),
]
Persons = Annotated[
    str | None,
    typer.Option(
        "--person",
        metavar="N|all",
        help="Which of several people, counted from the left, or a row for each of them.",
    ),
]
PlanFile = Annotated[
    Path | None, typer.Option(metavar="PLAN.json", help="A saved plan, in place of photos and poses.")
]
NameTemplate = Annotated[
    str | None,
    typer.Option(
        metavar="TEMPLATE", help="File names from {photo} {pose} {index:03} {date} {width} {height} {folder}."
    ),
]
Conflict = Annotated[
    OnConflict | None, typer.Option(help="What happens where a name is taken; new-name if not given.")
]
Resume = Annotated[
    bool, typer.Option("--resume", help="Go on with the batch begun in DIR; finished pictures stay.")
]
PoseRule = Annotated[Rule | None, typer.Option(help="How poses come onto people; on-ground if not given.")]
Preset = Annotated[str | None, typer.Option(metavar="|".join(PRESETS), help="Output settings to start from.")]
Size = Annotated[str | None, typer.Option(metavar="photo|LONG_EDGE_PX|WxH", help="The size of the pictures.")]
Crop = Annotated[bool, typer.Option("--crop", help="Fill WxH by cropping, not by padding.")]
Upscale = Annotated[
    bool | None, typer.Option("--upscale", help="Enlarge photos that are smaller than the size.")
]
FileFormat = Annotated[Format | None, typer.Option("--format", help="The kind of files.")]
Depth = Annotated[int | None, typer.Option(metavar="8|16", help="Bits a channel, PNG and TIFF.")]
Quality = Annotated[int | None, typer.Option(min=1, max=100, help="Of JPEG and WebP.")]
Background = Annotated[
    str | None, typer.Option(metavar="plate|transparent|#RRGGBB", help="What is behind the person.")
]
Margins = Annotated[str | None, typer.Option(metavar="PX|L,T,R,B", help="Free room around the picture.")]
Colours = Annotated[ColourSpace | None, typer.Option(help="Keep the photo's profile, or sRGB.")]
Dpi = Annotated[int | None, typer.Option(min=1, help="Pixels per inch to note.")]
CarriedOver = Annotated[Metadata | None, typer.Option(help="What to carry over from the photos.")]
Gps = Annotated[bool | None, typer.Option("--gps", help="Carry over the place, too.")]
Mark = Annotated[str | None, typer.Option(metavar="TEXT", help="Words to write onto the pictures.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Only list the names and say how long it will take.")]
SavePlan = Annotated[Path | None, typer.Option(metavar="PLAN.json", help="Write the plan to a file.")]
Sheet = Annotated[
    Path | None,
    typer.Option(metavar="SHEET.pdf|SHEET.png", help="Write a contact sheet of what is finished."),
]
Table = Annotated[Path | None, typer.Option(metavar="BATCH.csv", help="Write a table of what is finished.")]
