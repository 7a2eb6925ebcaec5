"""Markdown, read by markdown-it as CommonMark with tables; HTML in it is only looked through."""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from kabao.domain.errors import InputRefusedError
from kabao.domain.prose.reading import read_blocks, version
from kabao.exchange.prose.html import HtmlReader
from kabao.exchange.spreadsheets.encodings import decoded

if TYPE_CHECKING:
    from pathlib import Path

    from kabao.domain.prose.model import Picture, Text
    from kabao.exchange.prose.foreign import Foreign

MOST_BYTES = 5 << 20
_HELD = re.compile(r"data:image/(png|jpe?g|gif|webp);base64,", re.IGNORECASE)
_REMOTE = re.compile(r"[a-z][a-z0-9+.-]+:|//", re.IGNORECASE)
_SUFFIXES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".bmp", ".webp", ".tif", ".tiff"})
_SHARE = re.compile(r"[0-9]+x[0-9]+ ([0-9]{1,3})%")
_MOST_PICTURE = 20 << 20
_MOST_NESTING = 60


def read_marked(data: bytes, path: Path, foreign: Foreign) -> Text:
    """Return the text of a Markdown file; pictures lie beside it or are held in it."""
    if len(data) > MOST_BYTES:
        raise InputRefusedError("text_too_large", name=foreign.name, most=MOST_BYTES >> 20)
    try:
        source, _ = decoded(data, foreign.name)
    except InputRefusedError as error:
        raise InputRefusedError("text_encoding", name=foreign.name) from error
    source = source.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    foreign.measure(source)
    if version(source):
        return read_blocks(source.partition("\n")[2])
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": True, "maxNesting": _MOST_NESTING}).enable("table")
    rendered = parser.render(_front_matter(source, foreign))
    reader = HtmlReader(foreign, _Pictures(path.parent, foreign))
    reader.feed(rendered)
    reader.close()
    return reader.text()


def _front_matter(source: str, foreign: Foreign) -> str:
    found = re.match(r"---\n(?:.*\n)*?---\n", source[:20_000])
    if found:
        foreign.note("front_matter")
        return source[found.end() :]
    return source


class _Pictures:
    """Fetches what a Markdown file shows: from itself or from beside it, never from afar."""

    def __init__(self, folder: Path, foreign: Foreign) -> None:
        self._folder = folder
        self._foreign = foreign

    def __call__(self, source: str, alt: str, title: str) -> Picture | None:
        """Return one picture, None with a remark where there is none to be had."""
        held = _HELD.match(source)
        if held:
            return self._taken(f"image.{held[1].lower()}", _decoded(source[held.end() :]), alt)
        if not source or _REMOTE.match(source):
            self._foreign.note("remote_picture", source[:60])
            return None
        from mdurl import decode

        data, name = self._beside(decode(source, ""))
        picture = self._taken(name, data, alt)
        share = _SHARE.fullmatch(title)
        if picture is None or not share:
            return picture
        return replace(picture, share=min(100, max(10, int(share[1]))))

    def _taken(self, name: str, data: bytes, alt: str) -> Picture | None:
        if not data:
            self._foreign.note("picture_missing", name)
            return None
        return self._foreign.picture(name, data, alt)

    def _beside(self, source: str) -> tuple[bytes, str]:
        """Read a picture below the folder of the file; nothing outside of it."""
        name = source.replace("\\", "/").rpartition("/")[2][:80]
        try:
            wanted = (self._folder / source).resolve()
            inside = wanted.is_relative_to(self._folder.resolve())
            if not inside or wanted.suffix.lower() not in _SUFFIXES or not wanted.is_file():
                return b"", name
            if wanted.stat().st_size > _MOST_PICTURE:
                return b"", name
            return wanted.read_bytes(), name
        except (OSError, ValueError):
            return b"", name


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=False)
    except (binascii.Error, ValueError):
        return b""
