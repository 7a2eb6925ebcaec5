"""Pictures as pages: JPEG and PNG embedded as they are, upright and fitted to A4.

Only what a page cannot hold is packed anew, without loss of what is seen: transparent, interlaced
and very fine PNG, and JPEG in the colours of a press.
"""

from __future__ import annotations

import io
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kabao.documents.layout.style import MM, PAGE_HEIGHT, PAGE_WIDTH
from kabao.documents.png_streams import png_stream
from kabao.domain.errors import InputRefusedError
from kabao.errands import SPOILT

if TYPE_CHECKING:
    from PIL.Image import Image

    from kabao.documents.png_streams import PngStream

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
    bits: int = 8
    png: PngStream | None = None
    """The PNG whose dots these are, where they stand as in the file."""

    @property
    def upright(self) -> tuple[int, int]:
        """Width and height as the picture is seen."""
        turned = self.orientation >= 5
        return (self.height, self.width) if turned else (self.width, self.height)


def picture_page(data: bytes, media_type: str, name: str) -> Any:
    """Return a pikepdf document with one A4 page, upright or across, that holds the picture."""
    import pikepdf

    pixels = read_pixels(data, media_type, name, packed=True)
    document = pikepdf.new()
    image = pikepdf.Stream(
        document,
        pixels.data,
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Image,
        Width=pixels.width,
        Height=pixels.height,
        BitsPerComponent=pixels.bits,
        ColorSpace=pikepdf.Name("/" + pixels.colours),
        Filter=pikepdf.Name("/" + pixels.filter),
    )
    if pixels.png is not None:
        _as_png(image, pixels.png)
    across, down = pixels.upright
    size = (PAGE_HEIGHT, PAGE_WIDTH) if across > down else (PAGE_WIDTH, PAGE_HEIGHT)
    document.add_blank_page(page_size=size)
    page = document.pages[0]
    page.obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Picture=image))
    page.obj.Contents = document.make_stream(_placed(pixels, size))
    return document


def _as_png(image: Any, png: PngStream) -> None:
    """Let the dots be read by the rules of PNG: each row foretold from the one before."""
    import pikepdf

    image.DecodeParms = pikepdf.Dictionary(
        Predictor=15, Colors=png.colours, BitsPerComponent=png.bits, Columns=png.width
    )
    if png.palette:
        last = len(png.palette) // 3 - 1
        table = pikepdf.String(png.palette[: 3 * (last + 1)])
        name = pikepdf.Name
        image.ColorSpace = pikepdf.Array([name.Indexed, name.DeviceRGB, last, table])


def picture_remarks(data: bytes, media_type: str, name: str) -> tuple[str, ...]:
    """Say what becomes of a picture that a page cannot hold as it is."""
    from PIL import Image

    pixels = read_pixels(data, media_type, name, packed=True)
    if pixels.filter == "DCTDecode" or pixels.png is not None:
        return ()
    with Image.open(io.BytesIO(data), formats=["JPEG", "PNG"]) as image:
        if image.mode == "CMYK":
            return ("press",)
        deep = image.mode.startswith("I") or data[24:25] == b"\x10"
        return ("fine",) if media_type == PNG and deep else ("white",) if _is_clear(image) else ()


def _is_clear(image: Image) -> bool:
    return "transparency" in image.info or image.mode in {"LA", "RGBA", "PA"}


def _placed(pixels: Pixels, size: tuple[float, float]) -> bytes:
    across, down = pixels.upright
    scale = min((size[0] - 2 * _MARGIN) / across, (size[1] - 2 * _MARGIN) / down)
    width, height = across * scale, down * scale
    x, y = (size[0] - width) / 2, (size[1] - height) / 2
    turn = " ".join(str(number) for number in TURNS[pixels.orientation])
    fit = f"{width:.3f} 0 0 {height:.3f} {x:.3f} {y:.3f}"
    return f"q {fit} cm {turn} cm /Picture Do Q\n".encode("ascii")


def read_pixels(data: bytes, media_type: str, name: str, *, packed: bool = False) -> Pixels:
    """Read a JPEG or a PNG as PDF stores it; raises as ``attachments.inspect`` does.

    A PNG stays ``packed`` as it is where that is asked for and possible.
    """
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(data), formats=["JPEG", "PNG"]) as image:
            if image.width * image.height > _LARGEST:
                raise InputRefusedError("attachment_picture_size", name=name)
            orientation = image.getexif().get(0x0112, 1)
            image.load()
            if media_type == PNG and packed:
                return _encode_png(image, data, orientation)
            return _encode(image, data if media_type == JPEG else b"", orientation)
    except Image.DecompressionBombError as error:
        raise InputRefusedError("attachment_picture_size", name=name) from error
    except (UnidentifiedImageError, OSError, SyntaxError, *SPOILT) as error:
        raise InputRefusedError("attachment_damaged", name=name) from error


def _encode_png(image: Image, data: bytes, orientation: int) -> Pixels:
    """Take the dots over as they are packed; Pillow has found the file whole by now."""
    png = png_stream(data)
    if png is None or (png.width, png.height) != image.size:
        return _encode(image, b"", orientation)
    turn = orientation if orientation in TURNS else 1
    colours = "DeviceRGB" if png.colours > 1 else "DeviceGray"
    return Pixels(
        png.data, "FlateDecode", colours, png.width, png.height, turn, bits=png.bits, png=png
    )


def _encode(image: Image, jpeg: bytes, orientation: int) -> Pixels:
    turn = orientation if orientation in TURNS else 1
    if jpeg and image.mode in {"L", "RGB"}:
        colours = "DeviceGray" if image.mode == "L" else "DeviceRGB"
        return Pixels(jpeg, "DCTDecode", colours, image.width, image.height, turn)
    flat = on_white(image)
    colours = "DeviceGray" if flat.mode == "L" else "DeviceRGB"
    data = zlib.compress(flat.tobytes(), 6)
    return Pixels(data, "FlateDecode", colours, flat.width, flat.height, turn)


def on_white(image: Image) -> Image:
    """Return a picture in greys or plain colours, what is clear in it white."""
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
