"""Faces from the front, found by OpenCV's cascades where that is installed; else nobody looks.

The cascades come with the package and need no network. What they find is an estimate: a box of a
face and of its eyes, never who somebody is.
"""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from threading import Lock, local
from typing import TYPE_CHECKING, Any, NamedTuple

from kabao.domain.photos import FaceMeasures

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PIL.Image import Image

    from kabao.domain.photos import PhotoRules

_LOADING = Lock()
_LONGEST = 480
"""Pixels of the copy that is looked at: larger ones only take longer."""
_FACE = "haarcascade_frontalface_alt2.xml"
_EYES = "haarcascade_eye_tree_eyeglasses.xml"
_SMALLEST = 0.15
"""Share of the shorter side that a face takes at least."""
_FACE_IN_BOX = 0.86
"""How much of its box a face is wide."""


class FoundFace(NamedTuple):
    """One face in pixels of the picture that was given."""

    left: float
    top: float
    width: float
    height: float
    eyes: tuple[tuple[float, float], ...]
    """Middles of the eyes, from the left; empty unless both were found."""

    @property
    def face_width(self) -> float:
        """How wide the face itself is."""
        return self.width * _FACE_IN_BOX

    @property
    def between(self) -> tuple[float, float]:
        """The middle between the eyes, where they usually are if they were not found."""
        if not self.eyes:
            return self.left + self.width / 2, self.top + self.height * 0.38
        (one, one_down), (other, other_down) = self.eyes
        return (one + other) / 2, (one_down + other_down) / 2


def can_look() -> bool:
    """Say whether faces can be looked for here."""
    return find_spec("cv2") is not None


def find_faces(image: Image) -> tuple[FoundFace, ...] | None:
    """Return the faces of an upright picture, the largest first; None where nobody can look."""
    if not can_look():
        return None
    import numpy as np

    scale = min(1.0, _LONGEST / max(image.size))
    small = image.convert("L")
    if scale < 1:
        small = small.resize((round(image.width * scale), round(image.height * scale)))
    grey = np.asarray(small)
    least = round(min(small.size) * _SMALLEST)
    boxes = _cascades().faces.detectMultiScale(
        grey, scaleFactor=1.1, minNeighbors=5, minSize=(least, least)
    )
    found = [_face(grey, [int(value) for value in box], scale) for box in boxes]
    return tuple(sorted(found, key=lambda face: -face.width))


def measure_face(photo: Image, rules: PhotoRules) -> FaceMeasures | None:
    """Measure the face of a picture of any size as it would be at the size asked."""
    faces = find_faces(photo)
    if faces is None:
        return None
    if len(faces) != 1:
        return FaceMeasures(len(faces))
    (face,) = faces
    across, down = rules.width / photo.width, rules.height / photo.height
    if not face.eyes:
        return FaceMeasures(1, round(face.face_width * across))
    middle, line = face.between
    return FaceMeasures(
        1,
        round(face.face_width * across),
        round(middle * across),
        round((photo.height - line) * down),
    )


def _face(grey: Any, box: Sequence[int], scale: float) -> FoundFace:
    left, top, width, height = box
    # Eyes are in the upper part of a face; what is found below is a mouth.
    upper = grey[top : top + round(height * 0.6), left : left + width]
    eyes = _cascades().eyes.detectMultiScale(
        upper, scaleFactor=1.05, minNeighbors=4, minSize=(width // 10, width // 10)
    )
    middles = [(left + x + w / 2, top + y + h / 2) for x, y, w, h in eyes]
    return FoundFace(
        left / scale,
        top / scale,
        width / scale,
        height / scale,
        tuple((x / scale, y / scale) for x, y in _pair(middles, left + width / 2, width)),
    )


def _pair(
    middles: Sequence[tuple[float, float]], axis: float, width: float
) -> tuple[tuple[float, float], ...]:
    """Return one eye on either side of the face, nearly level; else none."""
    left = [eye for eye in middles if eye[0] < axis]
    right = [eye for eye in middles if eye[0] > axis]
    level = [
        (one, other) for one in left for other in right if abs(one[1] - other[1]) < width * 0.12
    ]
    return min(level, key=lambda pair: abs(pair[0][1] - pair[1][1])) if level else ()


class _Cascades(local):
    """The cascades of one thread: none of them can be used by two at once."""

    def __init__(self) -> None:
        with _LOADING:
            from cv2 import CascadeClassifier, data, setNumThreads

        # Pictures are looked at side by side already.
        setNumThreads(1)
        self.faces = CascadeClassifier(f"{data.haarcascades}{_FACE}")
        self.eyes = CascadeClassifier(f"{data.haarcascades}{_EYES}")


@cache
def _cascades() -> _Cascades:
    return _Cascades()
