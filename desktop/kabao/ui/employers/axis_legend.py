"""What the marks of the calendar mean: only those that are on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QPainter, QPen
from PySide6.QtWidgets import QHBoxLayout, QWidget

from kabao.domain.clocks import Bound, ClockState
from kabao.ui.employers.clock_paint import dashes, paint_diamond
from kabao.ui.employers.day_axis import rest_color
from kabao.ui.kit.layouts import FlowLayout
from kabao.ui.kit.panels import empty_layout
from kabao.ui.kit.text import Label

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtGui import QPaintEvent

    from kabao.domain.clocks import Clock
    from kabao.texts import Texts
    from kabao.ui.kit.theme import Theme

KEYS = ("due", "moved", "spent", "office", "late", "rest")


def keys_of(clocks: Iterable[Clock]) -> list[str]:
    """Return the marks that a calendar of these clocks has."""
    known = list(clocks)
    sometimes = {
        "moved": any(item.final_due != item.nominal_due for item in known),
        "office": any(item.rule.binds is Bound.OFFICE for item in known),
        "late": any(item.state is ClockState.OVERDUE for item in known),
    }
    return [key for key in KEYS if sometimes.get(key, True)]


class AxisLegend(QWidget):
    """A small sample of each mark with its word."""

    def __init__(self, theme: Theme, texts: Texts) -> None:
        super().__init__()
        self._theme, self._texts = theme, texts
        self._keys: list[str] = []
        self._flow = FlowLayout(theme.space("s4"), self)

    def show_keys(self, keys: list[str]) -> None:
        """Explain other marks, unless they are explained already."""
        if keys == self._keys:
            return
        self._keys = keys
        empty_layout(self._flow)
        for key in keys:
            entry = QWidget()
            line = QHBoxLayout(entry)
            line.setContentsMargins(0, 0, 0, 0)
            line.setSpacing(self._theme.px(6))
            line.addWidget(_Sample(self._theme, key))
            line.addWidget(Label(self._texts(f"employers.axis.legend.{key}"), "small", "ink_2"))
            self._flow.addWidget(entry)


class _Sample(QWidget):
    def __init__(self, theme: Theme, key: str) -> None:
        super().__init__()
        self._theme, self._key = theme, key
        self._fit()
        theme.changed.connect(self._fit)

    def _fit(self) -> None:
        px = self._theme.px
        self.setFixedSize(px(14 if self._key in {"due", "moved", "rest"} else 24), px(14))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the mark."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme, box = self._theme, QRectF(self.rect())
        bar = box.adjusted(0.5, theme.px(1) + 0.5, -0.5, -theme.px(1) - 0.5)
        if self._key in {"due", "moved"}:
            middle, full = box.center(), self._key == "moved"
            paint_diamond(painter, middle.x(), middle.y(), theme.px(5), theme, full=full)
        elif self._key == "rest":
            painter.fillRect(box, rest_color(theme))
        elif self._key == "office":
            painter.setPen(dashes(theme.color.accent))
            painter.drawRoundedRect(bar, 2, 2)
        elif self._key == "late":
            painter.setPen(QPen(theme.color.error, 1))
            painter.setBrush(QBrush(theme.color.error, Qt.BrushStyle.BDiagPattern))
            painter.drawRect(bar)
        else:
            painter.setPen(QPen(theme.color.accent, 1))
            painter.setBrush(theme.color.accent_soft)
            painter.drawRoundedRect(bar, 2, 2)
            painter.fillRect(bar.adjusted(0, 0, -bar.width() / 2, 0), theme.color.accent)
        painter.end()
