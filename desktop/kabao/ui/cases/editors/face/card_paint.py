"""Painting one side of the card in millimetres; the colours of paper are the same in any theme."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPen, QPolygonF

from kabao.domain.face_artwork import BACKGROUNDS, artwork_box
from kabao.domain.face_layout import POINT
from kabao.domain.faces import Box

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtGui import QFont, QImage

    from kabao.domain.face_artwork import Artwork
    from kabao.domain.face_design import Guide
    from kabao.domain.faces import FaceRules, PlacedElement
    from kabao.domain.words import Language
    from kabao.ui.kit.theme import Theme

_FONT_PX = 100
"""Size at which text is shaped before it is scaled: small sizes would be rounded to pixels."""

_WAVE = 6.0
SPECIMEN = "样稿 SPECIMEN"


@dataclass(frozen=True, slots=True)
class Overlay:
    """What is drawn over the card to explain it; the specimen mark cannot be left out."""

    regions: bool = True
    keep_out: bool = True
    safe_edge: bool = True


@dataclass(frozen=True, slots=True)
class Shown:
    """Artwork as it is shown: what is known about the file, and its picture."""

    artwork: Artwork
    image: QImage


@dataclass(frozen=True, slots=True)
class CardPainter:
    """Draws in a painter whose unit is one millimetre, origin at the corner of the card."""

    rules: FaceRules
    theme: Theme
    language: Language
    overlay: Overlay
    artwork: Mapping[str, Shown] = field(default_factory=dict)

    def ground(self, painter: QPainter, side: str) -> None:
        """Draw the card itself with its background; the slow part, which seldom changes."""
        self._body(painter, side)

    def paint(
        self, painter: QPainter, side: str, placed: tuple[PlacedElement, ...], *, turned: bool
    ) -> None:
        """Draw one side with its elements over its ground."""
        if side == "photo" and self.overlay.keep_out:
            self._keep_out(painter, turned=turned)
        mine = [item for item in placed if item.side == side]
        for item in mine:
            self._element(painter, item)
        if self.overlay.regions:
            self._regions(painter, side, mine)
        if self.overlay.safe_edge:
            self._safe_edge(painter)
        self._specimen(painter)

    def outline(self, painter: QPainter, box: Box) -> None:
        """Mark the chosen element."""
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(_pen(self.theme.color.overlay_region, 2.0))
        painter.drawRect(_rect(box).adjusted(-0.3, -0.3, 0.3, 0.3))

    def ghost(self, painter: QPainter, before: Box, after: Box | None) -> None:
        """Show where an element stood, and the way to where it stands now."""
        color = self.theme.color.specimen
        painter.setPen(_pen(color, 1.0, dashed=True))
        painter.setBrush(QBrush(_faint(color, 26)))
        painter.drawRect(_rect(before))
        if after is None:
            return
        painter.setPen(_pen(color, 1.0))
        start = QPointF(before.centre_x, before.centre_y)
        painter.drawLine(start, QPointF(after.centre_x, after.centre_y))
        painter.setBrush(QBrush(color))
        painter.drawEllipse(start, 0.5, 0.5)

    def guides(self, painter: QPainter, guides: Sequence[Guide]) -> None:
        """Draw the lines that an element has snapped to."""
        painter.setPen(_pen(self.theme.color.specimen, 1.0))
        for guide in guides:
            if guide.upright:
                painter.drawLine(QPointF(guide.at, 0), QPointF(guide.at, self.rules.height))
            else:
                painter.drawLine(QPointF(0, guide.at), QPointF(self.rules.width, guide.at))

    def _body(self, painter: QPainter, side: str) -> None:
        color = self.theme.color
        card = QRectF(0, 0, self.rules.width, self.rules.height)
        painter.setPen(_pen(color.paper_ink, 1.0))
        painter.setBrush(QBrush(color.paper))
        painter.drawRoundedRect(card, self.rules.radius, self.rules.radius)
        painter.save()
        inside = QPainterPath()
        inside.addRoundedRect(card, self.rules.radius, self.rules.radius)
        painter.setClipPath(inside)
        shown = self.artwork.get(BACKGROUNDS[side])
        if shown is not None:
            self._picture(
                painter, shown, Box(0, 0, self.rules.width, self.rules.height), cover=True
            )
            painter.restore()
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(card, self.rules.radius, self.rules.radius)
            return
        painter.setPen(_pen(_faint(color.overlay_region, 40), 1.0))
        row = 2.0
        while row < self.rules.height + 2:
            painter.drawPath(_wave(row, self.rules.width))
            row += 3.6
        painter.restore()

    def _picture(self, painter: QPainter, shown: Shown, box: Box, *, cover: bool) -> None:
        place = artwork_box(shown.artwork, box, cover=cover)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(_rect(place), shown.image)

    def _element(self, painter: QPainter, item: PlacedElement) -> None:
        shown = self.artwork.get(item.key)
        if shown is not None:
            self._picture(painter, shown, item.box, cover=False)
            return
        draw = {
            "text": self._text,
            "placeholder": self._placeholder,
            "photo": self._photo,
            "chip": self._chip,
            "seal": self._seal,
            "arrow": self._arrow,
        }[item.kind]
        draw(painter, item)

    def _text(self, painter: QPainter, item: PlacedElement) -> None:
        font = self._font(bold=item.bold)
        if not item.text:
            self._frame(painter, item, dashed=True)
            self._word(painter, item, item.name.to(self.language))
            return
        painter.setPen(_pen(self.theme.color.paper_ink, 1.0))
        scale = item.fitted_size * POINT / _FONT_PX
        if item.pitch:
            self._pitched(painter, item, font, scale)
            return
        painter.setFont(font)
        width = painter.fontMetrics().horizontalAdvance(item.text) * scale
        if width > item.box.width:
            scale *= item.box.width / width
            width = item.box.width
        left = item.box.left + _shift(item, width)
        _draw_text(painter, QPointF(left, _baseline(painter, item.box, scale)), item.text, scale)

    def _pitched(self, painter: QPainter, item: PlacedElement, font: QFont, scale: float) -> None:
        painter.setFont(font)
        metrics = painter.fontMetrics()
        widths = [metrics.horizontalAdvance(sign) * scale for sign in item.text]
        whole = item.pitch * (len(widths) - 1) + widths[-1]
        left = item.box.left + _shift(item, whole)
        base = _baseline(painter, item.box, scale)
        for number, sign in enumerate(item.text):
            _draw_text(painter, QPointF(left + number * item.pitch, base), sign, scale)

    def _placeholder(self, painter: QPainter, item: PlacedElement) -> None:
        if item.key == "national_emblem":
            painter.setBrush(QBrush(self.theme.color.paper))
            painter.setPen(_pen(self.theme.color.overlay_safe_edge, 1.0, dashed=True))
            painter.drawEllipse(_rect(item.box))
        else:
            self._frame(painter, item)
        self._word(painter, item, item.text or item.name.to(self.language))

    def _photo(self, painter: QPainter, item: PlacedElement) -> None:
        self._frame(painter, item)
        size = f"{item.box.width:.0f} × {item.box.height:.0f}"
        self._word(painter, item, f"{item.name.to(self.language)} {size}")

    def _chip(self, painter: QPainter, item: PlacedElement) -> None:
        painter.setPen(_pen(self.theme.color.overlay_keep_out, 1.0))
        painter.setBrush(QBrush(_faint(self.theme.color.overlay_keep_out, 50)))
        painter.drawRoundedRect(_rect(item.box), 1.2, 1.2)
        self._word(painter, item, item.name.to(self.language))

    def _seal(self, painter: QPainter, item: PlacedElement) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(_pen(self.theme.color.specimen, 1.0, dashed=True))
        painter.drawEllipse(_rect(item.box))
        self._word(painter, item, item.name.to(self.language), tone="specimen")

    def _arrow(self, painter: QPainter, item: PlacedElement) -> None:
        if item.text:
            self._word(painter, item, item.text, tone="paper_ink")
            return
        box = item.box
        middle = (box.top + box.bottom) / 2
        tip, back = (box.left, box.right) if item.direction == "left" else (box.right, box.left)
        quarter = box.height / 4
        shape = QPolygonF(
            [
                QPointF(tip, middle),
                QPointF(back, middle - quarter),
                QPointF(back, middle + quarter),
            ]
        )
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QBrush(self.theme.color.paper_ink))
        painter.drawPolygon(shape)

    def _frame(self, painter: QPainter, item: PlacedElement, *, dashed: bool = False) -> None:
        painter.setBrush(QBrush(_faint(self.theme.color.paper, 200)))
        painter.setPen(_pen(self.theme.color.overlay_safe_edge, 1.0, dashed=dashed))
        painter.drawRoundedRect(_rect(item.box), 0.6, 0.6)

    def _word(
        self, painter: QPainter, item: PlacedElement, word: str, tone: str = "overlay_safe_edge"
    ) -> None:
        painter.setFont(self._font(bold=False))
        painter.setPen(_pen(self.theme.color.named(tone), 1.0))
        scale = min(6.0 * POINT / _FONT_PX, item.box.height * 0.8 / _FONT_PX)
        width = painter.fontMetrics().horizontalAdvance(word) * scale
        room = item.box.width * 0.92
        if width > room:
            scale *= room / width
            width = room
        left = item.box.centre_x - width / 2
        _draw_text(painter, QPointF(left, _baseline(painter, item.box, scale)), word, scale)

    def _regions(self, painter: QPainter, side: str, mine: list[PlacedElement]) -> None:
        there = {item.rule for item in mine}
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(_pen(self.theme.color.overlay_region, 1.0, dashed=True))
        for rule in self.rules.rules:
            if rule.region is not None and rule.side == side and rule.id in there:
                painter.drawRect(_rect(rule.region))

    def _keep_out(self, painter: QPainter, *, turned: bool) -> None:
        keep_out = self.rules.keep_out_turned if turned else self.rules.keep_out_upright
        contact = self.rules.contact_turned if turned else self.rules.contact_upright
        color = self.theme.color.overlay_keep_out
        painter.setPen(_pen(color, 1.0, dashed=True))
        painter.setBrush(QBrush(_faint(color, 28)))
        painter.drawRect(_rect(keep_out))
        painter.setPen(_pen(color, 1.0))
        painter.drawRect(_rect(contact))

    def _safe_edge(self, painter: QPainter) -> None:
        limits = self.rules.rule("X01").limits.get("edge_mm")
        if limits is None:
            return
        edge = limits[0]
        card = QRectF(0, 0, self.rules.width, self.rules.height)
        pen = _pen(self.theme.color.overlay_safe_edge, 1.0)
        pen.setDashPattern([1, 2])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(card.adjusted(edge, edge, -edge, -edge), 2.5, 2.5)

    def _specimen(self, painter: QPainter) -> None:
        painter.save()
        painter.setFont(self._font(bold=True))
        painter.setPen(_pen(_faint(self.theme.color.specimen, 84), 1.0))
        scale = 22 * POINT / _FONT_PX
        metrics = painter.fontMetrics()
        painter.translate(self.rules.width / 2, self.rules.height / 2)
        painter.rotate(-28)
        painter.scale(scale, scale)
        painter.drawText(
            QPointF(-metrics.horizontalAdvance(SPECIMEN) / 2, metrics.ascent() / 2.4), SPECIMEN
        )
        painter.restore()

    def _font(self, *, bold: bool) -> QFont:
        font = self.theme.font(bold=bold)
        font.setPixelSize(_FONT_PX)
        return font


def _rect(box: Box) -> QRectF:
    return QRectF(box.left, box.top, box.width, box.height)


def _pen(color: QColor, width: float, *, dashed: bool = False) -> QPen:
    pen = QPen(color, width)
    pen.setCosmetic(True)
    if dashed:
        pen.setDashPattern([4, 3])
    return pen


def _faint(color: QColor, alpha: int) -> QColor:
    faint = QColor(color)
    faint.setAlpha(alpha)
    return faint


def _wave(row: float, width: float) -> QPainterPath:
    path = QPainterPath(QPointF(0, row))
    step = 0.8
    for number in range(1, math.ceil(width / step) + 1):
        x = number * step
        path.lineTo(x, row + 0.55 * math.sin(x * 2 * math.pi / _WAVE))
    return path


def _shift(item: PlacedElement, width: float) -> float:
    spare = item.box.width - width
    return {"center": spare / 2, "centre": spare / 2, "right": spare}.get(item.align, 0.0)


def _baseline(painter: QPainter, box: Box, scale: float) -> float:
    metrics = painter.fontMetrics()
    height = (metrics.ascent() + metrics.descent()) * scale
    return (box.top + box.bottom - height) / 2 + metrics.ascent() * scale


def _draw_text(painter: QPainter, at: QPointF, text: str, scale: float) -> None:
    painter.save()
    painter.translate(at)
    painter.scale(scale, scale)
    painter.drawText(QPointF(0, 0), text)
    painter.restore()
