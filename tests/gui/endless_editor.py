"""Edits a document for ever and tells of every gesture, in children that wait to be killed; see test_journal.

For each folder named on stdin, a child is forked that keeps its journal there; its number is printed. A child
writes "begun N" and "kept N" around each gesture to the file `progress` beside its journal.
"""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from itertools import count
from pathlib import Path

import numpy as np

from engine.contract.messages import Source
from gui.document.document import Document
from gui.project.journal import Journal
from tests.gui.documents import a_pose, document_of


def edit_for_ever(journal: Journal, document: Document, progress: int) -> None:
    entry = document.photos[0]
    for number in count():
        if number % 7 == 3 and entry.source:
            matte = np.full(entry.source.matte.shape, (number % 100) / 100, np.float32)
            entry = replace(entry, source=Source(entry.source.photo, entry.source.pose, matte))
        entry = replace(entry, pose=a_pose(number))
        os.write(progress, f"begun {number}\n".encode())
        journal.record(Document((entry, *document.photos[1:]), 0), modified=True)
        os.write(progress, f"kept {number}\n".encode())


def main() -> None:
    for line in sys.stdin:
        folder = Path(line.strip())
        # Here rather than in each child, so that decoders are loaded once.
        document = document_of(*sorted(folder.glob("*.png")))
        child = os.fork()
        if child:
            sys.stdout.write(f"{child}\n")
            sys.stdout.flush()
            continue
        progress = os.open(folder / "progress", os.O_CREAT | os.O_WRONLY | os.O_APPEND)
        edit_for_ever(Journal(folder / "journal"), document, progress)


if __name__ == "__main__":
    main()
