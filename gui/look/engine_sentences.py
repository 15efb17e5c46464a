"""The engine's sentences in the language of the window: the engine says them in English and knows no Qt."""

from __future__ import annotations

import re
from functools import cache, partial

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from engine.pose.pose import Joint
from gui.look.export_sentences import EXPORT_SENTENCES
from gui.look.joint_names import joint_in_phrase

# As the engine writes them, with a word in braces for each value. The tests compare this with the engine.
SENTENCES: tuple[object, ...] = (
    QT_TRANSLATE_NOOP(
        "Engine",
        "No person was found in this photo; choose one that shows a person from head to hips or more.",
    ),
    QT_TRANSLATE_NOOP("Engine", "No person was found where you clicked; click on the middle of the body."),
    QT_TRANSLATE_NOOP("Engine", "This box is too small to hold a person; draw it around the whole body."),
    QT_TRANSLATE_NOOP(
        "Engine",
        "No person was found in this box; draw it around the whole body, or place the joints by hand.",
    ),
    QT_TRANSLATE_NOOP(
        "Engine", "The pose given for this photo lies outside it; correct it or let it be detected."
    ),
    QT_TRANSLATE_NOOP(
        "Engine", "There is not enough memory for this; close other programs or choose a smaller size."
    ),
    QT_TRANSLATE_NOOP(
        "Engine", "This failed through a fault in Repose; try again, and report the log if it comes back."
    ),
    QT_TRANSLATE_NOOP("Engine", "{name} is not a photo of a known kind. Use one of {kinds}."),
    QT_TRANSLATE_NOOP(
        "Engine",
        "{name} does not fit this photo. Take a photo of the same set from the same place, without the person.",
    ),
    QT_TRANSLATE_NOOP(
        "Engine",
        "{name} shows too little of what is behind the person. Take one that shows the whole set.",
    ),
    QT_TRANSLATE_NOOP("Engine", "{name} is damaged or incomplete. Copy or export it again."),
    QT_TRANSLATE_NOOP("Engine", "{name} is empty. Export or download it again."),
    QT_TRANSLATE_NOOP("Engine", "{name} is a HEIC photo, which cannot be read here. Export it as JPEG."),
    QT_TRANSLATE_NOOP(
        "Engine",
        "This photo is {width} x {height} pixels; each side needs at least {least}. Choose a larger one.",
    ),
    QT_TRANSLATE_NOOP(
        "Engine", "This photo is {size} megapixels; the limit is {limit}. Scale it down first."
    ),
    QT_TRANSLATE_NOOP(
        "Engine", "This photo holds 32-bit or LAB colours. Save it as RGB with 8 or 16 bits first."
    ),
    QT_TRANSLATE_NOOP("Engine", "{name} is a folder. Choose a photo inside it."),
    QT_TRANSLATE_NOOP("Engine", "There is no file {path}. Check its name or choose another photo."),
    QT_TRANSLATE_NOOP("Engine", "{name} is not a file. Choose a photo."),
    QT_TRANSLATE_NOOP(
        "Engine", "{name} is {size} MB large; the limit for {kind} is {limit} MB. Export it smaller."
    ),
    QT_TRANSLATE_NOOP("Engine", "{name} may not be read. Check the file's permissions."),
    QT_TRANSLATE_NOOP("Engine", "{name} could not be read ({reason}). Check the disk or the name."),
    QT_TRANSLATE_NOOP("Engine", "There is not enough memory to open {name}. Scale it down first."),
    QT_TRANSLATE_NOOP("Engine", "The pose network {name} is missing; put it back into the weights folder."),
    QT_TRANSLATE_NOOP("Engine", "The pose network {name} is damaged; put a fresh copy into weights."),
    QT_TRANSLATE_NOOP("Engine", "The hand network {name} is missing; put it back into the weights folder."),
    QT_TRANSLATE_NOOP("Engine", "The hand network {name} is damaged; put a fresh copy into weights."),
    QT_TRANSLATE_NOOP("Engine", "The matting network {name} is missing; put it back into weights."),
    QT_TRANSLATE_NOOP("Engine", "The matting network {name} is damaged; put back a fresh copy."),
    QT_TRANSLATE_NOOP("Engine", "There is no device called {name}; choose auto, cpu, cuda or mps."),
    QT_TRANSLATE_NOOP("Engine", "This computer has no {name} device that torch can use; choose auto or cpu."),
    QT_TRANSLATE_NOOP("Engine", "{name} holds {found}, not {wanted}; choose weights made for this program."),
    QT_TRANSLATE_NOOP("Engine", "{name} asks for a network this version cannot run; update the program."),
    QT_TRANSLATE_NOOP("Engine", "{name} does not fit its own description; fetch the file again."),
    QT_TRANSLATE_NOOP("Engine", "The weights {name} are missing; put the file into {folder} or reinstall."),
    QT_TRANSLATE_NOOP("Engine", "{name} is larger than {limit} MB; it cannot be weights of ours."),
    QT_TRANSLATE_NOOP("Engine", "{name} is damaged or not a safetensors file; fetch it again."),
    QT_TRANSLATE_NOOP("Engine", "The header of {name} is not readable by this version; update the program."),
    QT_TRANSLATE_NOOP("Engine", "{name} describes a network too large to run; choose other weights."),
    QT_TRANSLATE_NOOP(
        "Engine",
        "{name} is damaged or not the one that came with Repose; get the file again and put it into {folder}, or "
        "reinstall.",
    ),
    QT_TRANSLATE_NOOP(
        "Engine", "{name} is damaged: some of its numbers are not finite. Fetch the file again."
    ),
    QT_TRANSLATE_NOOP(
        "Engine",
        "The network answered with numbers that make no picture; choose the processor as device, or other weights.",
    ),
    QT_TRANSLATE_NOOP(
        "Engine", "The person was painted by {name} at {width} x {height} pixels and enlarged {times} times."
    ),
    QT_TRANSLATE_NOOP(
        "Engine",
        "Converted from a checkpoint published by the authors of XingGAN (ECCV 2020) under CC BY-NC-SA 4.0: "
        "for research only, not for commercial use.",
    ),
    QT_TRANSLATE_NOOP("Engine", "{name} could not be opened ({reason}); check the path."),
    QT_TRANSLATE_NOOP("Engine", "{name} ends before all of it is there; download it again."),
    QT_TRANSLATE_NOOP(
        "Engine",
        "{name} holds code beside numbers, which was not run; get the checkpoint from its authors.",
    ),
    QT_TRANSLATE_NOOP("Engine", "{name} is not a readable torch checkpoint; download it again."),
    QT_TRANSLATE_NOOP(
        "Engine",
        "{name} is not a published XingGAN generator: it holds no named weights; "
        "choose a file named ..._net_netG.pth.",
    ),
    QT_TRANSLATE_NOOP(
        "Engine",
        "{name} is not a published XingGAN generator: it has the entry {entry} and not {other}; "
        "choose a file named ..._net_netG.pth.",
    ),
    QT_TRANSLATE_NOOP(
        "Engine",
        "{name} is not a published XingGAN generator: it has the entry {entry} and not {other} ({count} are missing); "
        "choose a file named ..._net_netG.pth.",
    ),
    QT_TRANSLATE_NOOP(
        "Engine",
        "{name} is not a published XingGAN generator: {entry} is missing; "
        "choose a file named ..._net_netG.pth.",
    ),
    QT_TRANSLATE_NOOP(
        "Engine",
        "{name} is not a published XingGAN generator: {entry} and {count} more are missing; "
        "choose a file named ..._net_netG.pth.",
    ),
    QT_TRANSLATE_NOOP(
        "Engine",
        "{name} is not a published XingGAN generator: it holds the unknown entry {entry}; "
        "choose a file named ..._net_netG.pth.",
    ),
    QT_TRANSLATE_NOOP(
        "Engine",
        "{name} is not a published XingGAN generator: {entry} is no tensor; "
        "choose a file named ..._net_netG.pth.",
    ),
    QT_TRANSLATE_NOOP(
        "Engine",
        "{name} is not a published XingGAN generator: {entry} has the shape {found} and not {wanted}; "
        "choose a file named ..._net_netG.pth.",
    ),
    QT_TRANSLATE_NOOP(
        "Engine",
        "{name} is not a published XingGAN generator: {entry} is {found} and not {wanted}; "
        "choose a file named ..._net_netG.pth.",
    ),
    QT_TRANSLATE_NOOP(
        "Engine", "Too few joints to tell the size of the head: place the neck and the nose or an ear."
    ),
    QT_TRANSLATE_NOOP("Engine", "Too few joints to tell this person's size. Place a shoulder and its elbow."),
    QT_TRANSLATE_NOOP(
        "Engine", "These two poses share neither hips nor a neck to hold them by. Place the neck."
    ),
    QT_TRANSLATE_NOOP(
        "Engine", "The {parent} is missing, so the {joint} cannot turn about it. Place it first."
    ),
    QT_TRANSLATE_NOOP(
        "Engine", "Both hips are missing, so the {joint} cannot turn about it. Place it first."
    ),
    QT_TRANSLATE_NOOP("Engine", "Only wrists and ankles can reach; the {joint} cannot."),
    QT_TRANSLATE_NOOP("Engine", "This pose has no joints. Place at least one first."),
    QT_TRANSLATE_NOOP("Engine", "A pose cannot be scaled by {factor}; choose a number above 0."),
    QT_TRANSLATE_NOOP(
        "Engine", "Copying a side needs the neck and a hip for the body's middle line. Place them first."
    ),
    QT_TRANSLATE_NOOP("Engine", "The pose file {path} could not be opened: {reason}."),
    QT_TRANSLATE_NOOP("Engine", "The pose file {path} is over {limit} MB. Choose a smaller one."),
    QT_TRANSLATE_NOOP("Engine", "The pose file {path} is not text. Choose an OpenPose JSON file."),
    QT_TRANSLATE_NOOP("Engine", "This file holds {people} people; the limit is {limit}. Split it first."),
    QT_TRANSLATE_NOOP("Engine", "There are no people in this pose file. Choose another."),
    QT_TRANSLATE_NOOP("Engine", "There is no person {index} in {path}; it has {count}, counted from 1."),
    QT_TRANSLATE_NOOP("Engine", "This pose is over {limit} MB of text. Choose a smaller one."),
    QT_TRANSLATE_NOOP("Engine", "This is not JSON, so it holds no pose. Choose an OpenPose JSON file."),
    QT_TRANSLATE_NOOP(
        "Engine", "There are no people in this JSON, so it is no OpenPose pose. Choose another file."
    ),
    QT_TRANSLATE_NOOP(
        "Engine",
        "This pose is given in shares of a canvas whose size the file does not say. Add "
        "canvas_width and canvas_height to it.",
    ),
    QT_TRANSLATE_NOOP(
        "Engine",
        "A person in this file has {count} numbers in pose_keypoints_2d; 54 (18 joints) or 75 "
        "(25 joints) are needed.",
    ),
    QT_TRANSLATE_NOOP(
        "Engine", "A person in this file has a joint that is no usable number. Correct the file."
    ),
    QT_TRANSLATE_NOOP("Engine", "{path} could not be written ({reason}). Choose another name or folder."),
    # Of the window's own pose library.
    QT_TRANSLATE_NOOP("Engine", "The pose could not be saved in {path}: {reason}."),
    QT_TRANSLATE_NOOP("Engine", "The pose could not be renamed in {path}: {reason}."),
    QT_TRANSLATE_NOOP("Engine", "The pose could not be moved in {path}: {reason}."),
    QT_TRANSLATE_NOOP("Engine", "The pose could not be deleted in {path}: {reason}."),
    QT_TRANSLATE_NOOP("Engine", "The pose {name} ships with Repose and stays. Only your own can be deleted."),
    QT_TRANSLATE_NOOP("Engine", "A name has 1 to {limit} letters. Choose another."),
    QT_TRANSLATE_NOOP(
        "Engine",
        "“{name}” cannot be a file's name everywhere. Use letters, digits, spaces and hyphens.",
    ),
    QT_TRANSLATE_NOOP("Engine", "The poses in {path} are damaged. Install Repose again."),
)

_FIELD = re.compile(r"\{(\w+)\}")
_LOG = "report the log"


def localised(sentence: str) -> str:
    """`sentence` in the language of the window; one that is not the engine's comes back as it is.

    One that asks for the log also says where that is.
    """
    for template, pattern in _patterns():
        match = pattern.fullmatch(sentence)
        if match is not None:
            said = _FIELD.sub(partial(_value, match), QCoreApplication.translate("Engine", template))
            return said + _where_the_log_is() if _LOG in template else said
    return sentence


def _where_the_log_is() -> str:
    """What only a window has to add: on a command line the log is what stands above."""
    return QCoreApplication.translate("EngineLog", " Help → Show log folder has it.")


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    # The longest first: sentences that begin with a name would swallow those that say more before it.
    ordered = sorted(map(str, (*SENTENCES, *EXPORT_SENTENCES)), key=len, reverse=True)
    return tuple((template, _pattern(template)) for template in ordered)


def _pattern(template: str) -> re.Pattern[str]:
    pieces = _FIELD.split(template)
    texts, names = pieces[::2], pieces[1::2]
    fields = [f"(?P<{name}>.+?)" for name in names]
    escaped = [re.escape(text) for text in texts]
    return re.compile("".join(a + b for a, b in zip(escaped, [*fields, ""], strict=True)), re.DOTALL)


def _value(match: re.Match[str], field: re.Match[str]) -> str:
    """The value that `field` of a template has in `match`; joints have names in every language."""
    value = match[field[1]]
    return next((joint_in_phrase(joint) for joint in Joint if joint.label == value), value)
