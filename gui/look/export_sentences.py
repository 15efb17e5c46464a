"""The sentences of exports, which `gui.look.engine_sentences` says in the language of the window."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP

# As the engine writes them, with a word in braces for each value.
EXPORT_SENTENCES: tuple[object, ...] = (
    QT_TRANSLATE_NOOP("Engine", "{path} exists already. Choose another name or allow it to be replaced."),
    QT_TRANSLATE_NOOP("Engine", "There is no room for {name} in {folder}. Free some space first."),
    QT_TRANSLATE_NOOP("Engine", "{path} may not be written. Choose a folder of your own."),
    QT_TRANSLATE_NOOP("Engine", "The folder {folder} does not exist. Create it or choose another."),
    QT_TRANSLATE_NOOP("Engine", "{path} is not a file that can be replaced. Choose another name."),
    QT_TRANSLATE_NOOP("Engine", "No pose could be read; {note}"),
    QT_TRANSLATE_NOOP("Engine", "{file} is left out: {reason}"),
    QT_TRANSLATE_NOOP("Engine", "There is no pose file in the folder {place}. Choose another."),
    QT_TRANSLATE_NOOP("Engine", "There is no {what} in the folder {place}. Choose another."),
    QT_TRANSLATE_NOOP(
        "Engine",
        "The person of {name} was changed in a window. Open the project there and export again.",
    ),
    QT_TRANSLATE_NOOP(
        "Engine",
        "The picture could not be signed ({reason}). Check the certificate and key, or switch "
        "Content Credentials off.",
    ),
    QT_TRANSLATE_NOOP(
        "Engine",
        "Content Credentials need the package c2pa-python, which is not installed. Install it, or switch "
        "them off.",
    ),
    QT_TRANSLATE_NOOP(
        "Engine", "The certificate or key for Content Credentials cannot be used ({reason}). Choose others."
    ),
    QT_TRANSLATE_NOOP("Engine", "{path} for Content Credentials could not be opened: {reason}."),
    QT_TRANSLATE_NOOP(
        "Engine", "Choose a certificate and a key for Content Credentials, or switch them off."
    ),
    QT_TRANSLATE_NOOP("Engine", "{name} is no PEM file. Choose a certificate and a key in PEM form."),
    QT_TRANSLATE_NOOP("Engine", "The recipe in this picture is damaged; the picture is opened as a photo."),
    QT_TRANSLATE_NOOP("Engine", "The recipe in this picture is too large to be one of Repose."),
    QT_TRANSLATE_NOOP(
        "Engine", "The recipe in this picture was written by a newer Repose. Update Repose to use it."
    ),
    QT_TRANSLATE_NOOP("Engine", "{place} could not be opened ({reason}). Check its permissions."),
    QT_TRANSLATE_NOOP(
        "Engine", "A picture would be called {name}, which the batch needs. Change the name template."
    ),
    QT_TRANSLATE_NOOP("Engine", "{path} is in use here, and originals are kept. Choose another name."),
    QT_TRANSLATE_NOOP("Engine", "{path} could not be written ({reason}). Choose another folder."),
    QT_TRANSLATE_NOOP("Engine", "{path} is too large to be the record of a batch. Choose another folder."),
    QT_TRANSLATE_NOOP("Engine", "{path} could not be read ({reason}). Check its permissions."),
    QT_TRANSLATE_NOOP(
        "Engine", "Another batch is writing into {folder}. Wait for it or choose another folder."
    ),
    QT_TRANSLATE_NOOP("Engine", "There is no room left in {folder}. Free some space first."),
    QT_TRANSLATE_NOOP("Engine", "{path} is not a plain file. Move it away or choose another folder."),
    QT_TRANSLATE_NOOP(
        "Engine", "The name template holds “{letters}”, which no file name may hold. Use - or _ instead."
    ),
    QT_TRANSLATE_NOOP("Engine", "The name template has no token {token}. There are {known}."),
    QT_TRANSLATE_NOOP("Engine", "The name template cannot write {token}. {advice}"),
    QT_TRANSLATE_NOOP("Engine", "A name template has 1 to {limit} letters, such as {example}."),
    QT_TRANSLATE_NOOP(
        "Engine",
        "The name template “{text}” has a brace without its partner. Write tokens as {photo}, and a "
        "brace itself twice.",
    ),
    QT_TRANSLATE_NOOP(
        "Engine",
        "{count} pictures would be called {name}. Add {photo}, {pose} or {index} to the name template.",
    ),
    QT_TRANSLATE_NOOP(
        "Engine",
        "{count} pictures would be called {name}, and {more} more names are taken twice. Add {photo},"
        " {pose} or {index} to the name template.",
    ),
    QT_TRANSLATE_NOOP(
        "Engine",
        "How large pictures become that are extended to their poses is not known before they are made. "
        "Take {width} and {height} out of the name template, or choose an exact size.",
    ),
    QT_TRANSLATE_NOOP("Engine", "The folder {folder} cannot be reached. Choose another."),
    QT_TRANSLATE_NOOP(
        "Engine", "There is nothing to make: the plan has no cell that is on. Add photos and poses."
    ),
    QT_TRANSLATE_NOOP("Engine", "{path} is a file, so no folder can be there. Choose another name."),
    QT_TRANSLATE_NOOP("Engine", "Nothing may be written into {folder}. Choose a folder of your own."),
    QT_TRANSLATE_NOOP("Engine", "The folder {folder} could not be made ({reason}). Choose another."),
    QT_TRANSLATE_NOOP("Engine", "The folder {folder} cannot be read ({reason}). Is it still there?"),
    QT_TRANSLATE_NOOP(
        "Engine",
        "This picture failed through a fault in Repose; try again, and report the log if it comes back.",
    ),
    QT_TRANSLATE_NOOP(
        "Engine",
        "The batch stopped through a fault in Repose; resume it, and report the log if it comes back.",
    ),
    QT_TRANSLATE_NOOP(
        "Engine",
        "{name} holds at most {limit} pixels a side, and the picture has {found}. Choose a smaller "
        "size, or PNG or TIFF.",
    ),
    QT_TRANSLATE_NOOP(
        "Engine", "No font on this computer has all letters of the mark “{text}”. Choose other words."
    ),
    QT_TRANSLATE_NOOP(
        "Engine", "JPEG cannot be transparent. Choose PNG, WebP or TIFF, or a background colour."
    ),
    QT_TRANSLATE_NOOP("Engine", "Only PNG and TIFF hold 16 bits a channel. Choose one of them, or 8 bits."),
    QT_TRANSLATE_NOOP("Engine", "The margins leave no room for the picture. Make them smaller."),
    QT_TRANSLATE_NOOP(
        "Engine", "The pose {name} lies outside the photo. Let the pose be fitted to the person instead."
    ),
    QT_TRANSLATE_NOOP(
        "Engine",
        "{name} is for a canvas of {width} x {height} pixels, and the photo is of another shape "
        "({photo_width} x {photo_height}). Let the pose be fitted to the person instead.",
    ),
)
