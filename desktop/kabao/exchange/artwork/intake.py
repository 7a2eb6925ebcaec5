"""Taking in one file of artwork: JPEG, PNG or SVG in, JPEG or PNG in plain RGB out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kabao import errands
from kabao.domain.errors import EnvironmentProblemError, InputRefusedError

MOST_BYTES = 20 * 1024 * 1024
MOST_PIXELS = 10_000
"""Pixels of one side; 300 dpi over the whole card take 1,011."""

PNG = "image/png"
JPEG = "image/jpeg"


@dataclass(frozen=True, slots=True)
class TakenArtwork:
    """A picture as it is kept: 8 bits, upright, sRGB; ``remarks`` say what was changed."""

    data: bytes
    file_name: str
    media_type: str
    width: int
    height: int
    remarks: tuple[str, ...] = ()
    """``cmyk``, ``deep``, ``turned``, ``profile`` or ``drawn``."""


def read_artwork(path: Path) -> TakenArtwork:
    """Read a file of artwork; raises the KabaoError family with what is wrong in words.

    Another process reads it.
    """
    work = "kabao.exchange.artwork.intake:read_here"
    told: TakenArtwork = errands.run(work, str(path.absolute()), name=path.name)
    return told


def read_here(place: str) -> TakenArtwork:
    """Do as ``read_artwork`` in this process."""
    path = Path(place)
    try:
        # A pipe or a device is not opened: reading one might never end.
        if not path.is_file():
            raise InputRefusedError("file_missing", name=path.name)
        if path.stat().st_size > MOST_BYTES:
            raise InputRefusedError("attachment_too_large", name=path.name)
        data = path.read_bytes()
    except OSError as error:
        raise EnvironmentProblemError("file_unreadable", name=path.name) from error
    return take_artwork(data, path.name)


def take_artwork(data: bytes, name: str) -> TakenArtwork:
    """Take the bytes of a picture or a drawing."""
    if not data:
        raise InputRefusedError("attachment_empty", name=name)
    if data.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")):
        from kabao.exchange.artwork.pictures import take_picture

        return take_picture(data, name)
    if _looks_like_svg(data):
        from kabao.exchange.artwork.drawings import take_drawing

        return take_drawing(data, name)
    raise InputRefusedError("artwork_kind", name=name)


def _looks_like_svg(data: bytes) -> bool:
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    return head.startswith((b"<?xml", b"<svg", b"<!--", b"<!DOCTYPE svg")) and b"<svg" in data
