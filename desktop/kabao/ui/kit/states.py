"""The state of a card as icon and word, its grade as three bars."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from kabao.domain.activation import CardState, Grade
from kabao.ui.kit.labels import grade_short, grade_text, state_text, status_description
from kabao.ui.kit.roles import STATE_ROLE
from kabao.ui.kit.tables import CellDelegate

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex, QPersistentModelIndex
    from PySide6.QtGui import QPaintEvent, QPixmap
    from PySide6.QtWidgets import QStyleOptionViewItem

    from kabao.texts import Texts
    from kabao.ui.kit.theme import Theme

_ICONS = {
    CardState.ACTIVE: ("circle-check", "ok"),
    CardState.NOT_ACTIVATED: ("circle-dashed", "ink_2"),
    CardState.IN_DOUBT: ("", "error"),
    CardState.LOST_TEMP: ("credit-card-off", "warning"),
    CardState.LOST_FORMAL: ("credit-card-off", "error"),
    CardState.APP_LOCKED: ("lock", "warning"),
    CardState.EXPIRED: ("calendar-x", "warning"),
    CardState.CANCELLED: ("circle-x", "ink_2"),
    CardState.SEALED: ("archive", "ink_2"),
    CardState.NOT_COLLECTED: ("inbox", "ink_2"),
}
_BARS = {Grade.WELL_SUPPORTED: 3, Grade.SUPPORTED: 2, Grade.CLAIMED: 1}


def state_icon(state: CardState) -> tuple[str, str]:
    """Return icon name and colour token of a state; the diamond of doubt has no file."""
    return _ICONS[state]


def paint_state_icon(painter: QPainter, rect: QRectF, state: CardState, theme: Theme) -> None:
    """Draw the icon of a state into a square."""
    name, tone = _ICONS[state]
    if name:
        theme.paint_icon(painter, rect, name, tone)
        return
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    color = theme.color.named(tone)
    painter.setPen(QPen(color, rect.width() / 12, j=Qt.PenJoinStyle.RoundJoin))
    center, reach = rect.center(), rect.width() * 0.44
    painter.drawPolygon(
        QPolygonF(
            [
                QPointF(center.x(), center.y() - reach),
                QPointF(center.x() + reach, center.y()),
                QPointF(center.x(), center.y() + reach),
                QPointF(center.x() - reach, center.y()),
            ]
        )
    )
    font = theme.font("small", bold=True)
    font.setPixelSize(max(round(rect.width() * 0.6), 1))
    painter.setFont(font)
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, "?")
    painter.restore()


def paint_grade(painter: QPainter, rect: QRectF, grade: Grade, theme: Theme) -> None:
    """Draw three rising bars, filled from the left as far as the grade goes."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    unit = rect.width() / 16
    base = rect.bottom()
    for place, height in enumerate((5, 8, 12)):
        filled = place < _BARS[grade]
        bar = QRectF(
            rect.left() + place * 5.3 * unit, base - height * unit, 4.2 * unit, height * unit
        )
        painter.setPen(QPen(theme.color.ink_2, 1))
        painter.setBrush(theme.color.ink_2 if filled else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(bar.adjusted(0.5, 0.5, -0.5, -0.5), 1, 1)
    painter.restore()


def _paint_bars(painter: QPainter, rect: QRectF, grade: Grade, theme: Theme) -> None:
    """Draw the bars of a grade as a picture that is made once for each look."""
    side, ratio = theme.px(16), painter.device().devicePixelRatio()

    def draw(pixmap: QPixmap) -> None:
        inner = QPainter(pixmap)
        paint_grade(inner, QRectF(QPointF(0, 0), rect.size()), grade, theme)
        inner.end()

    picture = theme.picture(("bars", grade, theme.name, side, ratio), side, ratio, draw)
    painter.drawPixmap(rect.topLeft(), picture)


def paint_state(
    painter: QPainter,
    rect: QRectF,
    status: tuple[CardState, Grade | None],
    theme: Theme,
    texts: Texts,
) -> None:
    """Draw icon and word of a state, and for an active card the bars and word of its grade."""
    state, grade = status
    side = theme.icon_px("inline")
    top = rect.center().y() - side / 2
    paint_state_icon(painter, QRectF(rect.left(), top, side, side), state, theme)
    painter.setFont(theme.font())
    painter.setPen(theme.color.ink)
    word = state_text(texts, state)
    left = rect.left() + side + theme.px(6)
    line = QRectF(left, rect.top(), rect.right() - left, rect.height())
    flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
    painter.drawText(line, flags, word)
    if grade is None or state is not CardState.ACTIVE:
        return
    left += painter.fontMetrics().horizontalAdvance(word) + theme.px(12)
    bars = QRectF(left, rect.center().y() - theme.px(7), theme.px(15), theme.px(12))
    _paint_bars(painter, bars, grade, theme)
    painter.setFont(theme.font("small"))
    painter.setPen(theme.color.ink_2)
    left = bars.right() + theme.px(5)
    line = QRectF(left, rect.top(), max(rect.right() - left, 0), rect.height())
    text = painter.fontMetrics().elidedText(
        grade_short(texts, grade), Qt.TextElideMode.ElideRight, round(line.width())
    )
    painter.drawText(line, flags, text)


class StateDelegate(CellDelegate):
    """Paints state and grade of a card in a table cell."""

    def __init__(self, theme: Theme, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._texts = texts

    def paint_content(
        self,
        painter: QPainter,
        rect: QRectF,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw the state, or the plain text for a row without one."""
        status = index.data(STATE_ROLE)
        if status is None:
            super().paint_content(painter, rect, option, index)
        else:
            paint_state(painter, rect, status, self.theme, self._texts)


class StateBadge(QWidget):
    """State and grade as a widget, large at the head of a panel."""

    def __init__(self, theme: Theme, texts: Texts, *, large: bool = False) -> None:
        super().__init__()
        self._theme = theme
        self._texts = texts
        self._large = large
        self._status: tuple[CardState, Grade | None] | None = None
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def set_status(self, state: CardState, grade: Grade | None) -> None:
        """Show another state."""
        self._status = (state, grade)
        self.setAccessibleName(status_description(self._texts, state, grade))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Room for icon, word, bars and grade."""
        return QSize(
            self._theme.px(260 if self._large else 180), self._theme.px(28 if self._large else 24)
        )

    def minimumSizeHint(self) -> QSize:
        """Room for icon and word."""
        return QSize(self._theme.px(100), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the state."""
        del event
        if self._status is None:
            return
        painter = QPainter(self)
        if not self._large:
            paint_state(painter, self.rect().toRectF(), self._status, self._theme, self._texts)
            return
        self._paint_large(painter, *self._status)

    def _paint_large(self, painter: QPainter, state: CardState, grade: Grade | None) -> None:
        theme = self._theme
        side = theme.icon_px("status_large")
        middle = self.height() / 2
        paint_state_icon(painter, QRectF(0, middle - side / 2, side, side), state, theme)
        painter.setFont(theme.font("heading"))
        painter.setPen(theme.color.ink)
        word = state_text(self._texts, state)
        left = side + theme.px(8)
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(QRectF(left, 0, self.width() - left, self.height()), flags, word)
        if grade is None or state is not CardState.ACTIVE:
            return
        left += painter.fontMetrics().horizontalAdvance(word) + theme.px(12)
        bars = QRectF(left, middle - theme.px(7), theme.px(15), theme.px(12))
        paint_grade(painter, bars, grade, theme)
        painter.setFont(theme.font("small"))
        painter.setPen(theme.color.ink_2)
        left = round(bars.right()) + theme.px(5)
        line = QRectF(left, 0, self.width() - left, self.height())
        painter.drawText(line, flags, grade_text(self._texts, grade))
