"""Pictures opened with care: kinds that are known, bounded size, upright, in three colours."""

from __future__ import annotations

import io
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kabao.domain.errors import InputRefusedError
from kabao.domain.photos import KB
from kabao.errands import SPOILT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PIL.Image import Image
    from PIL.Image import Image as Picture

MOST_BYTES = 30 * 1024 * KB
MOST_PIXELS = 80_000_000
"""Below the number at which Pillow itself begins to warn of a bomb."""
KINDS = ("JPEG", "PNG", "MPO", "HEIF")
"""Pictures that are taken; a camera's MPO begins with an ordinary JPEG."""
ORIENTATION = 274
_HEIF_BRANDS = frozenset({b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1"})
_AMPLE = 1.3
"""So much larger than the size asked a JPEG is decoded at least, so that no eye sees it."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A picture with what its file says of itself."""

    image: Image
    """As it is stored, perhaps lying; of a JPEG perhaps already smaller."""
    format: str
    mode: str
    width: int
    height: int
    dpi: int
    turned: bool


@contextmanager
def opened(data: bytes, name: str, enough: tuple[float, float] | None = None) -> Iterator[Opened]:
    """Open a picture whole; everything Pillow says of a bad one leaves it in words.

    With ``enough`` a JPEG is decoded only as large as needed to show so many pixels well.

    Raises:
        InputRefusedError: It is no picture, another kind, cut short, or beyond the bounds.
    """
    from PIL import Image

    if len(data) > MOST_BYTES:
        raise InputRefusedError("photo_too_heavy", name=name, most=MOST_BYTES // (KB * KB))
    try:
        with _image(data) as image:
            if image.format not in KINDS:
                raise InputRefusedError("photo_kind", name=name, kind=str(image.format))
            if image.width * image.height > MOST_PIXELS:
                raise InputRefusedError("photo_too_many_pixels", name=name)
            yield _loaded(image, enough)
    except Image.DecompressionBombError as error:
        raise InputRefusedError("photo_too_many_pixels", name=name) from error
    except (OSError, SyntaxError, *SPOILT) as error:
        raise InputRefusedError("photo_unreadable", name=name) from error


def upright(image: Image) -> Image:
    """Return the picture as it is seen, in three colours; what is transparent is white."""
    from PIL import Image, ImageOps

    seen = image
    if image.getexif().get(ORIENTATION, 1) != 1:
        seen = ImageOps.exif_transpose(image)
    if seen.mode in ("I", "I;16", "I;16B", "F"):
        # Sixteen bits a pixel: the upper eight are what a screen shows.
        seen = seen.point(lambda value: value / 256).convert("L")
    if seen.has_transparency_data:
        layer = seen.convert("RGBA")
        ground = Image.new("RGBA", layer.size, "white")
        return Image.alpha_composite(ground, layer).convert("RGB")
    return seen if seen.mode == "RGB" else seen.convert("RGB")


def is_heif(data: bytes) -> bool:
    """Say whether bytes begin as a picture of a phone in HEIF does."""
    return data[4:8] == b"ftyp" and data[8:12] in _HEIF_BRANDS


def _image(data: bytes) -> Picture:
    from PIL import Image

    if is_heif(data):
        # The sister of pillow-heif that only decodes: without an encoder there is no GPL in it.
        from pi_heif import HeifImageFile

        phone: Picture = HeifImageFile(io.BytesIO(data))
        return phone
    return Image.open(io.BytesIO(data))


def _loaded(image: Image, enough: tuple[float, float] | None) -> Opened:
    exif = image.getexif()
    turned = exif.get(ORIENTATION, 1) != 1
    size, density = image.size, image.info.get("dpi", (0, 0))[0]
    mode = image.mode
    if enough is not None and image.format in ("JPEG", "MPO"):
        wide, high = (enough[1], enough[0]) if exif.get(ORIENTATION, 1) > 4 else enough
        image.draft(None, (round(wide * _AMPLE), round(high * _AMPLE)))
    image.load()
    return Opened(
        image,
        "JPEG" if image.format == "MPO" else str(image.format),
        mode,
        *size,
        round(float(density)),
        turned,
    )
