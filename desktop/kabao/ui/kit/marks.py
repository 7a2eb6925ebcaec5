"""Marks of levels and of how far a rule can be trusted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from kabao.domain.findings import Confidence, Level
from kabao.ui.kit.labels import confidence_text, level_text
from kabao.ui.kit.text import Badge, Label

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QPaintEvent, QResizeEvent

    from kabao.texts import Texts
    from kabao.ui.kit.theme import Theme

_ICONS = {
    Level.CRITICAL: ("filled/alert-octagon", "critical"),
    Level.ERROR: ("filled/circle-x", "error"),
    Level.WARNING: ("filled/alert-triangle", "warning"),
    Level.INFO: ("info-circle", "info"),
}
_TRUST = {
    Confidence.CONFIRMED: ("ok", False),
    Confidence.SINGLE: ("ink_2", False),
    Confidence.MEASURED: ("warning", True),
    Confidence.INFERRED: ("ink_2", True),
    Confidence.PROPOSED: ("ink_2", True),
    Confidence.OWN: ("ink_2", False),
}
LEVEL_TONES = {
    Level.CRITICAL: "critical_text",
    Level.ERROR: "error",
    Level.WARNING: "warning",
    Level.INFO: "info",
}


def level_icon(level: Level) -> tuple[str, str]:
    """Return icon name and colour token of a level."""
    return _ICONS[level]


def paint_level(painter: QPainter, rect: QRectF, level: Level, theme: Theme) -> None:
    """Draw the mark of a level into a square."""
    name, tone = _ICONS[level]
    theme.paint_icon(painter, rect, name, tone)


class LevelMark(QWidget):
    """The mark of one level; a tick in green for none."""

    def __init__(self, theme: Theme, level: Level | None = None, size: int = 16) -> None:
        super().__init__()
        self._theme = theme
        self._level = level
        self._size = size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def set_level(self, level: Level | None) -> None:
        """Show another level."""
        self._level = level
        self.update()

    def sizeHint(self) -> QSize:
        """A square at the present scale."""
        side = self._theme.px(self._size)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the mark."""
        del event
        rect = self.rect().toRectF()
        painter = QPainter(self)
        if self._level is None:
            self._theme.paint_icon(painter, rect, "circle-check", "ok")
        else:
            paint_level(painter, rect, self._level, self._theme)


class LevelCounts(QWidget):
    """How many findings there are of each level; nothing is hidden, zero is grey."""

    def __init__(self, theme: Theme, texts: Texts) -> None:
        super().__init__()
        self._texts = texts
        self._numbers: dict[Level, Label] = {}
        self._words: dict[Level, Label] = {}
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(5))
        for level in Level:
            word = Label(level_text(texts, level))
            number = Label("0", "section")
            for widget in (LevelMark(theme, level), word, number):
                row.addWidget(widget)
            row.addSpacing(theme.px(14))
            self._words[level], self._numbers[level] = word, number
        self.set_counts({})

    def sizeHint(self) -> QSize:
        """Room for marks, words and numbers, even while the words are away."""
        return QSize(self._least() + self._of_words(), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Marks and numbers say it too, by their shapes."""
        return QSize(self._least(), super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the words away where they would be cut."""
        super().resizeEvent(event)
        fits = self.width() >= self.sizeHint().width()
        for word in self._words.values():
            word.setVisible(fits)

    def _of_words(self) -> int:
        gap = self._row.spacing()
        return sum(word.sizeHint().width() + gap for word in self._words.values())

    def _least(self) -> int:
        shown = any(not word.isHidden() for word in self._words.values())
        return super().sizeHint().width() - (self._of_words() if shown else 0)

    def set_counts(self, counts: Mapping[Level, int]) -> None:
        """Show other counts; levels that are left out count zero."""
        for level, number in self._numbers.items():
            count = counts.get(level, 0)
            number.setText(str(count))
            tone = "ink" if count else "ink_3"
            number.set_tone(tone)
            self._words[level].set_tone(tone)
        self.setAccessibleName(
            self._texts("labels.comma").join(
                f"{level_text(self._texts, level)} {counts.get(level, 0)}" for level in Level
            )
        )


class ConfidenceBadge(Badge):
    """Solid for what is confirmed, dashed for what never holds anything up."""

    def __init__(self, theme: Theme, texts: Texts, confidence: Confidence, text: str = "") -> None:
        tone, dashed = _TRUST[confidence]
        super().__init__(theme, text or confidence_text(texts, confidence), tone, dashed=dashed)
        self._texts = texts
