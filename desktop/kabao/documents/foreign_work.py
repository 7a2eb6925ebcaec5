"""What the other process does with a foreign file: look into it, unlock it, draw its pages."""

from __future__ import annotations

import io
import json
from typing import IO, TYPE_CHECKING, Any

from kabao.apart import receive, send
from kabao.documents.attachments import PDF, inspect, media_type_of, open_pages
from kabao.documents.conformance import prepare
from kabao.documents.digest import PageDigests
from kabao.documents.foreign import SIZE
from kabao.documents.merging import view
from kabao.documents.pictures import PNG, on_white, picture_remarks, read_pixels
from kabao.documents.png_streams import is_animated
from kabao.documents.structure import foreign_role, free_number
from kabao.domain.errors import InputRefusedError
from kabao.errands import SPOILT

if TYPE_CHECKING:
    from PIL.Image import Image

DRAWN = 20
"""Pages that are drawn on trial."""
TALLEST = 6000
"""Dots; a page may claim to be metres high."""


def look(data: bytes, name: str, password: str | None) -> tuple[str, int, tuple[str, ...], bytes]:
    """Return media type, pages and remarks of a file, and its decrypted copy if it was locked."""
    unlocked = b""
    if password is not None and media_type_of(data, name) == PDF:
        unlocked = _unlocked(data, name, password)
    taken = unlocked or data
    media_type, pages = inspect(taken, name)
    if media_type == PNG and is_animated(taken):
        raise InputRefusedError("attachment_animated", name=name)
    remarks = _tried(taken, name) if media_type == PDF else picture_remarks(taken, media_type, name)
    return media_type, pages, remarks, unlocked


def measure(data: bytes, name: str) -> tuple[str, int, int]:
    """Return media type, width and height of a picture as it is seen."""
    media_type = media_type_of(data, name)
    if media_type == PDF:
        raise InputRefusedError("picture_kind", name=name)
    return media_type, *read_pixels(data, media_type, name).upright


def _unlocked(data: bytes, name: str, password: str) -> bytes:
    """Return the file without its lock; empty where it had none."""
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(data), password=password) as document:
            if not document.is_encrypted:
                return b""
            buffer = io.BytesIO()
            document.save(buffer, fix_metadata_version=False, deterministic_id=True)
            return buffer.getvalue()
    except pikepdf.PasswordError as error:
        raise InputRefusedError("attachment_password", name=name) from error
    except (pikepdf.PdfError, ValueError, RuntimeError) as error:
        raise InputRefusedError("attachment_damaged", name=name) from error


def _tried(data: bytes, name: str) -> tuple[str, ...]:
    """Merge the pages of a file once, so that no package comes to grief over it later."""
    import pikepdf

    try:
        with open_pages(data, PDF, name) as document, pikepdf.new() as merged:
            remarks = prepare(document)
            merged.add_pages_from(document)
            if len(merged.pages) != len(document.pages):
                raise InputRefusedError("attachment_damaged", name=name)
            _as_in_a_package(merged)
            held = io.BytesIO()
            merged.save(
                held,
                fix_metadata_version=False,
                stream_decode_level=pikepdf.StreamDecodeLevel.none,
            )
            _drawn_once(held.getvalue(), name)
            return remarks
    except (pikepdf.PdfError, *SPOILT) as error:
        raise InputRefusedError("attachment_damaged", name=name) from error


def _as_in_a_package(merged: Any) -> None:
    """Ask of every page what a package will ask of it."""
    PageDigests().of(merged.pages)
    PageDigests().fonts(merged.pages)
    for page in merged.pages:
        view(page)
        free_number(page)
        foreign_role(page)


def _drawn_once(data: bytes, name: str) -> None:
    """Draw the first pages small: whoever looks at the package does so in the window's process."""
    pages = _PdfPages(data, name)
    for page in range(1, min(pages.count, DRAWN) + 1):
        pages.draw(page, 60)


def draw_once(data: bytes, name: str, page: int, width: int) -> tuple[int, int, int, bytes]:
    """Return the number of pages, then one page, counted from 1, so many dots wide."""
    if media_type_of(data, name) == PDF:
        document = _PdfPages(data, name)
        return document.count, *document.draw(page, width)
    return 1, *_Picture(data, name).draw(page, width)


def draw(order: dict[str, Any], source: IO[bytes], out: IO[bytes]) -> None:
    """Draw the pages that are asked for, until nobody asks any more."""
    data, name = receive(source) or b"", order["name"]
    pages = _PdfPages(data, name) if media_type_of(data, name) == PDF else _Picture(data, name)
    while (asked := receive(source)) is not None:
        page, width = json.loads(asked)
        across, down, pixels = pages.draw(page, width)
        send(out, SIZE.pack(across, down) + pixels)


class _PdfPages:
    def __init__(self, data: bytes, name: str) -> None:
        import pypdfium2

        self._name = name
        try:
            self._document = pypdfium2.PdfDocument(data)
            self.count = len(self._document)
        except pypdfium2.PdfiumError as error:
            raise InputRefusedError("attachment_damaged", name=name) from error

    def draw(self, page: int, width: int) -> tuple[int, int, bytes]:
        import pypdfium2

        try:
            drawn = self._document[page - 1]
            across, down = max(drawn.get_width(), 1.0), max(drawn.get_height(), 1.0)
            bitmap = drawn.render(scale=min(width / across, TALLEST / down), prefer_bgrx=True)
        except (pypdfium2.PdfiumError, IndexError, ValueError) as error:
            raise InputRefusedError("attachment_damaged", name=self._name) from error
        rows, stride = bytes(bitmap.buffer), bitmap.width * 4
        if bitmap.stride != stride:
            starts = range(0, bitmap.stride * bitmap.height, bitmap.stride)
            rows = b"".join(rows[start : start + stride] for start in starts)
        return bitmap.width, bitmap.height, rows


class _Picture:
    def __init__(self, data: bytes, name: str) -> None:
        self._data = data
        self._name = name

    def draw(self, _page: int, width: int) -> tuple[int, int, bytes]:
        from PIL import Image, ImageOps, UnidentifiedImageError

        try:
            with Image.open(io.BytesIO(self._data), formats=["JPEG", "PNG"]) as image:
                image.draft("RGB", (width, width))
                image.thumbnail((width * 2, TALLEST))
                upright = ImageOps.exif_transpose(_plain(image))
        except (
            UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, *SPOILT,
        ) as error:  # fmt: skip
            raise InputRefusedError("attachment_damaged", name=self._name) from error
        scale = min(width / upright.width, TALLEST / upright.height)
        size = max(round(upright.width * scale), 1), max(round(upright.height * scale), 1)
        return *size, upright.resize(size).tobytes("raw", "BGRX")


def _plain(image: Image) -> Image:
    """Return a picture in plain colours on white, its orientation still told with it."""
    plain = on_white(image).convert("RGB")
    plain.info["exif"] = image.info.get("exif", b"")
    return plain
