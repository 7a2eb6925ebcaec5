"""Pictures of the sample: a scanned certificate and the ground of both sides of a card.

Nothing here looks like a seal, an emblem or a trade mark; their places are dashed frames.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from kabao import paths
from kabao.domain.face_layout import FaceData, FaceSettings, face_elements
from story import OFFICE

if TYPE_CHECKING:
    from pathlib import Path

    from PIL import Image, ImageDraw, ImageFont

    from kabao.domain.faces import FaceRules, PlacedElement

A4 = (1240, 1754)
"""Pixels at 150 dots an inch."""
CARD = (1011, 638)
"""85.60 mm by 53.98 mm at 300 dots an inch."""
DOT = 1011 / 85.6
INK, SOFT, GREEN = (32, 38, 42), (110, 118, 122), (58, 134, 112)
PALE, LIGHT = (226, 240, 232), (246, 250, 240)
SMALLEST = 10
"""Pixels below which the name of a place is left out."""
SIDES = (("emblem", "卡正面（国徽面）", (505, 590)), ("photo", "卡背面", (514, 130)))
"""Side, title, and where the title finds room."""
CERTIFICATE = (
    ("产品名称", "示例密码机"),
    ("产品型号", "SJJ-示例-3000"),
    ("产品类别", "服务器密码机（示例）"),
    ("委托单位", "示例密码设备有限公司（虚构）"),
    ("认证依据", "以主管部门公布的目录和标准为准"),
    ("证书编号", "示例0002"),
    ("有效期", "五年"),
)


def write_pictures(folder: Path, rules: FaceRules) -> None:
    """Write the certificate and both sides of the card, with the places that the rules give."""
    _save(_certificate(), folder / "crypto.jpg", 150)
    settings = FaceSettings(financial=True)
    placed = face_elements(rules, settings, FaceData(issuer_title=OFFICE))
    for side, title, at in SIDES:
        frames = [item for item in placed if item.side == side]
        _save(_card(title, at, frames), folder / f"face-{side}.jpg", 300)


def _save(picture: Image.Image, path: Path, dots: int) -> None:
    picture.save(path, "JPEG", quality=82, optimize=True, dpi=(dots, dots))


def _font(size: float, bold: bool = False) -> ImageFont.FreeTypeFont:
    from PIL import ImageFont

    name = "NotoSansSC-Bold.ttf" if bold else "NotoSansSC-Regular.ttf"
    return ImageFont.truetype(str(paths.resources() / "fonts" / name), size)


def _certificate() -> Image.Image:
    from PIL import Image, ImageDraw

    picture = Image.new("RGB", A4, (252, 252, 249))
    draw = ImageDraw.Draw(picture)
    draw.rectangle((70, 70, A4[0] - 70, A4[1] - 70), outline=GREEN, width=4)
    draw.rectangle((84, 84, A4[0] - 84, A4[1] - 84), outline=GREEN, width=1)
    _watermark(picture)
    middle = A4[0] / 2
    draw.text((middle, 250), "商用密码产品证书", INK, _font(64, bold=True), anchor="mm")
    draw.text((middle, 340), "示例 SPECIMEN", GREEN, _font(40, bold=True), anchor="mm")
    for row, (name, value) in enumerate(CERTIFICATE):
        y = 480 + row * 96
        draw.text((190, y), name, SOFT, _font(34), anchor="lm")
        draw.text((460, y), value, INK, _font(34), anchor="lm")
        draw.line((180, y + 46, A4[0] - 180, y + 46), (205, 214, 209), 2)
    notes = (
        "本页为演示用的示例文件，产品、单位和编号均为虚构，",
        "不是任何机构颁发的证书，不具有任何效力。",
    )
    for row, text in enumerate(notes):
        draw.text((middle, 1260 + row * 56), text, INK, _font(32), anchor="mm")
    _frame(draw, (760, 1400, 1060, 1560), "颁发机构签章处（留空）", 24)
    return picture


def _watermark(picture: Image.Image) -> None:
    from PIL import Image, ImageDraw

    layer = Image.new("L", (900, 260), 0)
    text = ImageDraw.Draw(layer)
    text.text((450, 130), "示例 SPECIMEN", 22, _font(110, bold=True), anchor="mm")
    turned = layer.rotate(30, expand=True, resample=Image.Resampling.BICUBIC)
    for y in (260, 960):
        picture.paste(GREEN, (170, y), turned)


def _card(title: str, at: tuple[int, int], frames: list[PlacedElement]) -> Image.Image:
    from PIL import Image, ImageDraw

    picture = Image.new("RGB", CARD, PALE)
    draw = ImageDraw.Draw(picture)
    for row in range(CARD[1]):
        share = row / CARD[1]
        shade = tuple(round(a + (b - a) * share) for a, b in zip(PALE, LIGHT, strict=True))
        draw.line((0, row, CARD[0], row), shade)
    for number in range(16):
        draw.line(_wave(number), (196, 224, 210) if number % 2 else (208, 230, 218), 3)
    _frames(draw, frames)
    draw.text(at, f"{title}底图　示例 样稿 SPECIMEN", SOFT, _font(22), anchor="mm")
    return picture


def _frames(draw: ImageDraw.ImageDraw, frames: list[PlacedElement]) -> None:
    for item in frames:
        if item.key.endswith("_label"):
            continue
        box, words = item.box, item.name.zh
        edges = (box.left * DOT, box.top * DOT, box.right * DOT, box.bottom * DOT)
        size = min(22, 0.9 * box.width * DOT / len(words), 0.8 * box.height * DOT)
        _frame(draw, edges, words if size >= SMALLEST else "", max(size, SMALLEST))


def _wave(number: int) -> list[tuple[float, float]]:
    base = 150 + number * 30
    return [
        (x, base + 26 * math.sin(x / 130 + number * 0.45) + 10 * math.sin(x / 41 + number))
        for x in range(-10, CARD[0] + 11, 6)
    ]


def _frame(
    draw: ImageDraw.ImageDraw, box: tuple[float, float, float, float], words: str, size: float
) -> None:
    left, top, right, bottom = box
    for start in range(round(left), round(right), 16):
        for y in (top, bottom):
            draw.line((start, y, min(start + 9, right), y), SOFT, 2)
    for start in range(round(top), round(bottom), 16):
        for x in (left, right):
            draw.line((x, start, x, min(start + 9, bottom)), SOFT, 2)
    draw.text(((left + right) / 2, (top + bottom) / 2), words, SOFT, _font(size), anchor="mm")
