"""What is noted while a foreign text is read: remarks, pictures, and how much there is of it."""

from __future__ import annotations

import hashlib
import io
from collections import Counter

from kabao.domain.errors import InputRefusedError
from kabao.domain.prose.imports import MOST_SIGNS, ForeignPicture, Remark
from kabao.domain.prose.model import Picture
from kabao.errands import SPOILT

_MOST_PIXELS = 120_000_000
_MOST_BYTES = 20 * 1024 * 1024
_PAGES = {"PNG": "png", "JPEG": "jpg"}
_READABLE = ("PNG", "JPEG", "GIF", "BMP", "TIFF", "WEBP")
DEEPEST = 100
"""Elements inside each other; no text that was written for people has more."""


class Foreign:
    """Gathers what was left out, the pictures, and the length of one file."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.files: dict[str, ForeignPicture] = {}
        self._counts: Counter[str] = Counter()
        self._details: dict[str, list[str]] = {}
        self._signs = 0

    def note(self, code: str, detail: str = "", *, count: int = 1) -> None:
        """Note something that does not come along."""
        if count < 1:
            return
        self._counts[code] += count
        known = self._details.setdefault(code, [])
        if detail and detail not in known:
            known.append(detail)

    def remarks(self) -> tuple[Remark, ...]:
        """Return what was noted, each kind once with its count."""
        return tuple(
            Remark(code, count, ", ".join(self._details[code][:3]))
            for code, count in self._counts.items()
        )

    def measure(self, text: str) -> None:
        """Count characters; refuses more than one text may have."""
        self._signs += len(text)
        if self._signs > MOST_SIGNS:
            raise InputRefusedError("text_too_long", name=self.name, most=MOST_SIGNS)

    def deeper(self, depth: int) -> None:
        """Refuse what is nested deeper than any text for people."""
        if depth > DEEPEST:
            raise InputRefusedError("text_too_deep", name=self.name, most=DEEPEST)

    def picture(self, name: str, data: bytes, alt: str) -> Picture | None:
        """Take a picture along; None with a remark for one that cannot stand on paper."""
        from PIL import Image, UnidentifiedImageError

        if len(data) > _MOST_BYTES:
            self.note("picture_too_large", name)
            return None
        try:
            with Image.open(io.BytesIO(data), formats=_READABLE) as image:
                if image.width * image.height > _MOST_PIXELS:
                    self.note("picture_too_large", name)
                    return None
                kind, size = str(image.format), (image.width, image.height)
                turned = image.getexif().get(0x0112, 1) >= 5
                if kind not in _PAGES:
                    held = io.BytesIO()
                    image.convert("RGBA").save(held, "PNG")
                    data, kind = held.getvalue(), "PNG"
                    self.note("picture_converted", name)
        except (
            UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, *SPOILT,
        ):  # fmt: skip
            self.note("picture_unreadable", name)
            return None
        sha256 = hashlib.sha256(data).hexdigest()
        stem = name.rpartition(".")[0] or name
        self.files[sha256] = ForeignPicture(f"{stem}.{_PAGES[kind]}", data)
        width, height = reversed(size) if turned else size
        return Picture(sha256, alt.strip(), width, height)
