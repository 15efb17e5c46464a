"""Finds hands beside known wrists: 21 landmarks each, from the palm's root to the finger tips.

Source: F. Zhang et al., "MediaPipe Hands" (arXiv 2006.10214): its landmark network, shown windows that begin at the
wrist, where the paper has a palm detector, and then follow the landmarks.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from engine.pose.hand_points import KNUCKLES, WRIST, HandPoints, Hands
from engine.pose.pose import Joint, Pose
from engine.source.blazepose import Pyramid, Window
from engine.source.tflite import read_tflite

Points = NDArray[np.float64]

_SIDE = 224
_SURE = 0.9  # less sure ones were hands in pockets and gloves, drawn where they might be
_LOOKS = 3
# A hand's length and the first window's side and distance from the wrist, as shares of the torso's length.
_LENGTH, _FIRST_SIDE, _FIRST_AT = 0.36, 0.55, 0.16
_TURNS = (0.0, 0.6, -0.6)  # of a hand beside its forearm, radians
_ASTRAY = 0.5  # hand lengths between the wrist asked for and the one found
_FRAMED = (0, 1, 2, 3, 5, 6, 9, 10, 13, 14, 17, 18)  # points around which the network was shown hands
_ELBOWS = {Joint.R_WRIST: Joint.R_ELBOW, Joint.L_WRIST: Joint.L_ELBOW}


class HandFinder:
    """Loads its network on first use and is meant for one thread at a time."""

    def __init__(self, model: Path) -> None:
        self._model = model
        self._net: cv2.dnn.Net | None = None

    def find(self, rgb: NDArray[np.uint8], pose: Pose) -> Hands:
        """The hands of a person in a photo [H, W, 3] that surely show; raises WeightsError for a damaged file."""
        xy, present = pose.xy().astype(np.float64), pose.present()
        hips = [joint for joint in (Joint.R_HIP, Joint.L_HIP) if present[joint]]
        found: dict[Joint, HandPoints] = {}
        if not hips or not present[Joint.NECK]:
            return found
        torso = float(np.hypot(*(xy[Joint.NECK] - xy[hips].mean(0))))
        photo = Pyramid(rgb)
        for wrist, elbow in _ELBOWS.items():
            if present[wrist] and present[elbow] and torso > 0:
                hand = self._hand(photo, xy[elbow], xy[wrist], torso)
                if hand is not None:
                    found[wrist] = hand
        return found

    def _hand(self, photo: Pyramid, elbow: Points, wrist: Points, torso: float) -> HandPoints | None:
        best, surest = None, _SURE
        for first in _first_windows(elbow, wrist, torso):
            window = first
            for _ in range(_LOOKS):
                points, sure = self._look(photo, window)
                if np.hypot(*(points[WRIST] - wrist)) > _ASTRAY * _LENGTH * torso:
                    break
                if sure > surest:
                    best, surest = points, sure
                window = _around(points)
            if best is not None:
                break
        return best

    def _look(self, photo: Pyramid, window: Window) -> tuple[HandPoints, float]:
        """Landmarks [21, 2] in photo pixels, and how surely there is a hand, 0..1."""
        if self._net is None:
            self._net = read_tflite(self._model, "hand network")
        self._net.setInput(cv2.dnn.blobFromImage(photo.crop(window, _SIDE), 1 / 255.0))
        marks, sure = self._net.forward(("Identity", "Identity_1"))
        inside = marks.reshape(21, 3)[:, :2].astype(np.float64) / _SIDE
        matrix = window.to_photo()
        return inside @ matrix[:, :2].T + matrix[:, 2], float(sure.item())


def _first_windows(elbow: Points, wrist: Points, torso: float) -> Iterator[Window]:
    dx, dy = wrist - elbow
    for turn in _TURNS:
        angle = math.atan2(dy, dx) + turn
        x, y = wrist + _FIRST_AT * torso * np.array([math.cos(angle), math.sin(angle)])
        yield Window(float(x), float(y), _FIRST_SIDE * torso, angle + math.pi / 2)


def _around(points: HandPoints) -> Window:
    """The window the network would have liked to be shown: its fingers up, twice as large as palm and knuckles."""
    palm = points[list(_FRAMED)]
    x, y = (points[KNUCKLES[0]] + points[KNUCKLES[2]]) / 4 + points[KNUCKLES[1]] / 2 - points[WRIST]
    turn = math.atan2(y, x) + math.pi / 2
    c, s = math.cos(turn), math.sin(turn)
    upright = palm @ np.array([[c, -s], [s, c]])
    low, high = upright.min(0), upright.max(0)
    side = max(float((high - low).max()), 1.0)
    centre = (low + high) / 2 - (0.0, 0.1 * side)
    x, y = np.array([[c, -s], [s, c]]) @ centre
    return Window(float(x), float(y), 2 * side, turn)
