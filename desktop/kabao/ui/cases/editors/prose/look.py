"""How the parts of a text look while they are written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QPainter,
    QPen,
    QPixmap,
    QTextBlockFormat,
    QTextCharFormat,
    QTextFormat,
    QTextImageFormat,
    QTextLength,
    QTextListFormat,
    QTextTableFormat,
)

from kabao.domain.prose.model import DEEPEST, HEADS, Kind

if TYPE_CHECKING:
    from kabao.ui.kit.theme import Theme

FIGURE = "figure:"
PICTURE = "picture:"
"""How the images of a document are named: a figure by its field, a picture by its SHA-256."""

ALT, WIDTH, HEIGHT, SHARE = (QTextFormat.Property.UserProperty + n for n in range(1, 5))

_SIZES = {Kind.HEAD_1: 2, Kind.HEAD_2: 1, Kind.HEAD_3: 0}
_ABOVE = {Kind.HEAD_1: 10, Kind.HEAD_2: 8, Kind.HEAD_3: 6}
_BULLETS = (
    QTextListFormat.Style.ListDisc,
    QTextListFormat.Style.ListCircle,
    QTextListFormat.Style.ListSquare,
)
_NUMBERS = (
    QTextListFormat.Style.ListDecimal,
    QTextListFormat.Style.ListDecimal,
    QTextListFormat.Style.ListLowerAlpha,
)


def block_format(theme: Theme, kind: Kind) -> QTextBlockFormat:
    """Return the distances of a passage."""
    made = QTextBlockFormat()
    made.setHeadingLevel(HEADS.index(kind) + 1 if kind in HEADS else 0)
    made.setTopMargin(theme.px(_ABOVE.get(kind, 0)))
    made.setBottomMargin(theme.px(4))
    made.setLineHeight(theme.px(5), QTextBlockFormat.LineHeightTypes.LineDistanceHeight.value)
    return made


def char_format(kind: Kind, *, bold: bool = False) -> QTextCharFormat:
    """Return the letters of a passage."""
    made = QTextCharFormat()
    made.setFontWeight(QFont.Weight.Bold if bold or kind in HEADS else QFont.Weight.Normal)
    if kind in HEADS:
        made.setProperty(QTextFormat.Property.FontSizeAdjustment, _SIZES[kind])
    return made


def list_format(kind: Kind, depth: int) -> QTextListFormat:
    """Return the signs of a list, which tell its kind and depth again."""
    made = QTextListFormat()
    depth = min(DEEPEST, max(0, depth))
    made.setStyle((_BULLETS if kind is Kind.BULLET else _NUMBERS)[depth])
    made.setIndent(depth + 1)
    if kind is Kind.NUMBER:
        made.setNumberPrefix("(" if depth == 1 else "")
        made.setNumberSuffix((".", ")", ")")[depth])
    return made


def list_kind(found: QTextListFormat) -> Kind:
    """Return which kind of list signs belong to."""
    return Kind.BULLET if found.style() in _BULLETS else Kind.NUMBER


def table_format(theme: Theme) -> QTextTableFormat:
    """Return thin rules and some air."""
    made = QTextTableFormat()
    made.setBorder(1)
    made.setBorderCollapse(True)
    made.setBorderBrush(theme.color.hairline_strong)
    made.setCellPadding(theme.px(4))
    made.setTopMargin(theme.px(4))
    made.setBottomMargin(theme.px(8))
    made.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    made.setHeaderRowCount(1)
    return made


def figure_format(name: str, *, bold: bool = False) -> QTextImageFormat:
    """Return what stands in the document for a figure."""
    made = QTextImageFormat()
    made.setName(FIGURE + name)
    made.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignBaseline)
    made.setFontWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
    return made


def chip(theme: Theme, words: str, *, known: bool, ratio: float) -> QPixmap:
    """Draw the chip of a figure: its value on a soft ground, dashed in red where it has none."""
    font = theme.font()
    metrics = QFontMetricsF(font)
    pad = theme.px(6)
    width, height = metrics.horizontalAdvance(words) + 2 * pad, metrics.height()
    made = QPixmap(round(width * ratio) + 1, round(height * ratio))
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    tone, ground = ("accent", "accent_soft") if known else ("error", "error_soft")
    pen = QPen(theme.color.named(tone), 1)
    if not known:
        pen.setDashPattern([3, 2])
    painter.setPen(pen)
    painter.setBrush(theme.color.named(ground))
    radius = theme.px(4)
    painter.drawRoundedRect(1, 1, round(width) - 2, round(height) - 2, radius, radius)
    painter.setFont(font)
    painter.drawText(round(pad), round(metrics.ascent()), words)
    painter.end()
    return made
