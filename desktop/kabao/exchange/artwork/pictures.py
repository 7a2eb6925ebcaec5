"""Pictures for print: upright, eight bits, sRGB; what cannot be repaired is refused in words."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from kabao.domain.errors import InputRefusedError
from kabao.errands import SPOILT
from kabao.exchange.artwork.intake import JPEG, MOST_PIXELS, PNG, TakenArtwork

if TYPE_CHECKING:
    from PIL.Image import Image

_ORIENTATION = 0x0112
_DEEP = ("I", "F")
_PLAIN = {"L", "RGB"}


def take_picture(data: bytes, name: str) -> TakenArtwork:
    """Return a picture as it will be printed; one that needs no change keeps its bytes."""
    from PIL import Image, UnidentifiedImageError

    limit, Image.MAX_IMAGE_PIXELS = Image.MAX_IMAGE_PIXELS, MOST_PIXELS * MOST_PIXELS
    try:
        with Image.open(io.BytesIO(data), formats=["JPEG", "PNG"]) as image:
            _refuse(image, name)
            image.load()
            return _repaired(image, data, name)
    except (UnidentifiedImageError, OSError, SyntaxError, *SPOILT) as error:
        raise InputRefusedError("attachment_damaged", name=name) from error
    except Image.DecompressionBombError as error:
        raise InputRefusedError("artwork_pixels", name=name, most=MOST_PIXELS) from error
    finally:
        Image.MAX_IMAGE_PIXELS = limit


def _refuse(image: Image, name: str) -> None:
    """Refuse by what the head of the file says, before its pixels are read."""
    if max(image.size) > MOST_PIXELS:
        raise InputRefusedError("artwork_pixels", name=name, most=MOST_PIXELS)
    if image.format == "PNG" and getattr(image, "n_frames", 1) > 1:
        raise InputRefusedError("artwork_animated", name=name)


def _repaired(image: Image, data: bytes, name: str) -> TakenArtwork:
    from PIL import ImageOps

    remarks = []
    turned = image
    if image.getexif().get(_ORIENTATION, 1) in range(2, 9):
        turned = ImageOps.exif_transpose(image)
        remarks.append("turned")
    flat, changed = _in_rgb(turned)
    remarks += changed
    if image.format == "JPEG" and not remarks and image.mode in _PLAIN:
        return TakenArtwork(data, name, JPEG, *image.size)
    stored = io.BytesIO()
    flat.save(stored, "PNG", optimize=False)
    stem = name.rpartition(".")[0] or name
    return TakenArtwork(stored.getvalue(), f"{stem}.png", PNG, *flat.size, tuple(remarks))


def _in_rgb(image: Image) -> tuple[Image, list[str]]:
    if image.mode == "CMYK":
        return _converted(image) or image.convert("RGB"), ["cmyk"]
    if image.mode.startswith(_DEEP):
        # Sixteen bits are kept as whole numbers up to 65535.
        return image.convert("I").point(lambda value: value / 257).convert("L"), ["deep"]
    profile = image.info.get("icc_profile")
    clear = "transparency" in image.info or image.mode in {"RGBA", "LA", "PA", "La", "RGBa"}
    plain = image if image.mode in _PLAIN else image.convert("RGBA" if clear else "RGB")
    if profile and not _is_srgb(profile):
        converted = _converted(plain)
        if converted is not None:
            return converted, ["profile"]
    return plain, []


def _converted(image: Image) -> Image | None:
    """Return a picture in sRGB by the profile it brings; None without a usable one."""
    from PIL import ImageCms

    profile = image.info.get("icc_profile")
    if not profile:
        return None
    mode = "RGBA" if image.mode == "RGBA" else "RGB"
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        wanted = ImageCms.createProfile("sRGB")
        return ImageCms.profileToProfile(image, source, wanted, outputMode=mode)
    except (ImageCms.PyCMSError, OSError, ValueError):
        return None


def _is_srgb(profile: bytes) -> bool:
    return b"sRGB" in profile[:4096] or b"s\0R\0G\0B" in profile[:4096]
