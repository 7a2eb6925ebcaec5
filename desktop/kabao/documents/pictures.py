"""Pictures as pages: a JPEG is embedded as it is, a PNG without loss, upright and fitted to A4."""

from __future__ import annotations

import io
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kabao.documents.layout.style import MM, PAGE_HEIGHT, PAGE_WIDTH
from kabao.domain.errors import InputRefusedError

if TYPE_CHECKING:
    from PIL.Image import Image

JPEG = "image/jpeg"
PNG = "image/png"

_MARGIN = 15 * MM
_LARGEST = 120_000_000
"""Pixels; a picture that claims more is no scan of a page."""
TURNS = {
    1: (1, 0, 0, 1, 0, 0),
    2: (-1, 0, 0, 1, 1, 0),
    3: (-1, 0, 0, -1, 1, 1),
    4: (1, 0, 0, -1, 0, 1),
    5: (0, -1, -1, 0, 1, 1),
    6: (0, -1, 1, 0, 0, 1),
    7: (0, 1, 1, 0, 0, 0),
    8: (0, 1, -1, 0, 1, 0),
}
"""For each EXIF orientation: the matrix that sets the unit square of the picture upright."""


@dataclass(frozen=True, slots=True)
class Pixels:
    """A picture as PDF stores it."""

    data: bytes
    filter: str
    colours: str
    width: int
    height: int
    orientation: int = 1

    @property
    def upright(self) -> tuple[int, int]:
        """Width and height as the picture is seen."""
        turned = self.orientation >= 5
        return (self.height, self.width) if turned else (self.width, self.height)


def picture_page(data: bytes, media_type: str, name: str) -> Any:
    """Return a pikepdf document with one A4 page, upright or across, that holds the picture."""
    import pikepdf

    pixels = read_pixels(data, media_type, name)
    document = pikepdf.new()
    image = pikepdf.Stream(
        document,
        pixels.data,
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Image,
        Width=pixels.width,
        Height=pixels.height,
        BitsPerComponent=8,
        ColorSpace=pikepdf.Name("/" + pixels.colours),
        Filter=pikepdf.Name("/" + pixels.filter),
    )
    across, down = pixels.upright
    size = (PAGE_HEIGHT, PAGE_WIDTH) if across > down else (PAGE_WIDTH, PAGE_HEIGHT)
    document.add_blank_page(page_size=size)
    page = document.pages[0]
    page.obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Picture=image))
    page.obj.Contents = document.make_stream(_placed(pixels, size))
    return document


def _placed(pixels: Pixels, size: tuple[float, float]) -> bytes:
    across, down = pixels.upright
    scale = min((size[0] - 2 * _MARGIN) / across, (size[1] - 2 * _MARGIN) / down)
    width, height = across * scale, down * scale
    x, y = (size[0] - width) / 2, (size[1] - height) / 2
    turn = " ".join(str(number) for number in TURNS[pixels.orientation])
    fit = f"{width:.3f} 0 0 {height:.3f} {x:.3f} {y:.3f}"
    return f"q {fit} cm {turn} cm /Picture Do Q\n".encode("ascii")


def read_pixels(data: bytes, media_type: str, name: str) -> Pixels:
    """Read a JPEG or a PNG as PDF stores it; raises as ``attachments.inspect`` does."""
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(data), formats=["JPEG", "PNG"]) as image:
            if image.width * image.height > _LARGEST:
                raise InputRefusedError("attachment_picture_size", name=name)
            orientation = image.getexif().get(0x0112, 1)
            image.load()
            return _encode(image, data if media_type == JPEG else b"", orientation)
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError) as error:
        raise InputRefusedError("attachment_damaged", name=name) from error


def _encode(image: Image, jpeg: bytes, orientation: int) -> Pixels:
    turn = orientation if orientation in TURNS else 1
    if jpeg and image.mode in {"L", "RGB"}:
        colours = "DeviceGray" if image.mode == "L" else "DeviceRGB"
        return Pixels(jpeg, "DCTDecode", colours, image.width, image.height, turn)
    flat = _on_white(image)
    colours = "DeviceGray" if flat.mode == "L" else "DeviceRGB"
    data = zlib.compress(flat.tobytes(), 6)
    return Pixels(data, "FlateDecode", colours, flat.width, flat.height, turn)


def _on_white(image: Image) -> Image:
    from PIL import Image as Images

    if image.mode in {"1", "L"} and "transparency" not in image.info:
        return image.convert("L")
    if image.mode.startswith("I") or image.mode == "F":
        return image.point(lambda value: value / 256).convert("L")
    if image.mode == "CMYK":
        return image.convert("RGB")
    layer = image.convert("RGBA")
    ground = Images.new("RGBA", layer.size, "white")
    return Images.alpha_composite(ground, layer).convert("RGB")
