"""The photograph of a person in the ledger, and how it was cut from its original."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

PURPOSE = "consent_purpose"
KEEP_UNTIL = "keep_until"
"""Fields of a person that the keeping of pictures follows."""


@dataclass(frozen=True, slots=True)
class PhotoCrop:
    """Which part of an upright picture is taken, as shares of its size, after turning it."""

    left: float = 0.0
    top: float = 0.0
    width: float = 1.0
    height: float = 1.0
    degrees: float = 0.0
    """Turned clockwise before it is cut: by quarters, then around the middle by what is left of it;
    what comes in at corners is white."""

    @property
    def quarters(self) -> int:
        """How many quarters it is turned clockwise, 0 to 3."""
        return round(self.degrees / 90) % 4

    @property
    def tilt(self) -> float:
        """Degrees beyond the quarters."""
        return self.degrees - 90 * round(self.degrees / 90)

    def as_values(self) -> dict[str, float]:
        """Return what is stored of it."""
        return {
            "left": round(self.left, 6),
            "top": round(self.top, 6),
            "width": round(self.width, 6),
            "height": round(self.height, 6),
            "degrees": round(self.degrees, 2),
        }

    @classmethod
    def of(cls, stored: object) -> PhotoCrop | None:
        """Read what was stored; None for anything else."""
        if not isinstance(stored, dict):
            return None
        try:
            return cls(*(float(stored[name]) for name in cls().as_values()))
        except (KeyError, TypeError, ValueError):
            return None


@dataclass(frozen=True, slots=True)
class HolderPhoto:
    """The accepted photograph of one person; its bytes lie in the ledger under their digest."""

    holder_id: int
    file_name: str
    """As it was called when it was taken in; numbers in it are masked."""
    sha256: str = ""
    size: int = 0
    fields: Mapping[str, object] = field(default_factory=dict)
    """How it was made: profile of file size and crop."""
    taken_in_at: str = ""
    original: str = ""
    """Digest of the file it was made from; empty when that is not kept."""
    original_size: int = 0

    @property
    def crop(self) -> PhotoCrop | None:
        """How it was cut from its original."""
        return PhotoCrop.of(self.fields.get("crop"))

    @property
    def profile(self) -> str:
        """Key of the profile of file size that it was made for."""
        return str(self.fields.get("profile") or "")


@dataclass(frozen=True, slots=True)
class Outstayed:
    """Somebody whose pictures are kept beyond the day that was agreed."""

    holder_id: int
    name: str
    keep_until: dt.date
