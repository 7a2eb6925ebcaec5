"""Fields outside of forms, and the way any field is marked by a finding."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QPainter, QPalette, QPen
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionButton,
    QStyleOptionComboBox,
    QStyleOptionFrame,
    QStyleOptionViewItem,
    QStylePainter,
    QToolTip,
    QWidget,
)

from kabao.domain.findings import Level
from kabao.ui.kit.text import KeyHint, restyle

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex, QPersistentModelIndex
    from PySide6.QtGui import QFocusEvent, QPaintEvent, QResizeEvent, QWheelEvent

    from kabao.ui.kit.theme import Theme

_PAUSE_MS = 80


def mark_finding(widget: QWidget, level: Level | None) -> None:
    """Mark a field by the worst finding about it; info does not colour a field."""
    if level in {Level.CRITICAL, Level.ERROR}:
        restyle(widget, "finding", "error")
    elif level is Level.WARNING:
        restyle(widget, "finding", "warning")
    else:
        restyle(widget, "finding", "")


class SearchField(QLineEdit):
    """A field with a lens; ``searched`` follows typing after a short pause, Esc empties it."""

    searched = Signal(str)

    def __init__(self, theme: Theme, hint: str, shortcut: str = "") -> None:
        super().__init__()
        self._theme = theme
        self.setPlaceholderText(hint)
        self.setAccessibleName(hint)
        self._hint = KeyHint(shortcut)
        self._hint.setVisible(bool(shortcut))
        self._row = QHBoxLayout(self)
        self._row.addStretch(1)
        self._row.addWidget(self._hint)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(lambda: self.searched.emit(self.text()))
        self.textChanged.connect(self._typed)
        theme.changed.connect(self._fit)
        self._fit()

    def set_hint(self, hint: str) -> None:
        """Change what the empty field says."""
        self.setPlaceholderText(hint)
        self.setAccessibleName(hint)
        self._hint.setVisible(self._wants_hint())
        self._fit()

    def end_search(self) -> None:
        """Empty the field and tell at once: what comes next finds everything listed."""
        self.clear()
        self._pause.stop()
        self.searched.emit("")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Empty the field on Esc, search at once on Enter."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            return
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._pause.stop()
            self.searched.emit(self.text())
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the key where there is room for it."""
        super().resizeEvent(event)
        self._hint.setVisible(self._wants_hint())
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the field, then the lens."""
        super().paintEvent(event)
        side = self._theme.px(16)
        box = QRectF(self._theme.px(9), (self.height() - side) / 2, side, side)
        self._theme.paint_icon(QPainter(self), box, "search", "ink_2")

    def _typed(self) -> None:
        self._hint.setVisible(self._wants_hint())
        self._pause.start()
        self._fit()

    def _fit(self) -> None:
        self._row.setContentsMargins(0, 0, self._theme.px(8), 0)
        room = self._hint.sizeHint().width() + self._theme.px(4) if self._wants_hint() else 0
        self.setTextMargins(self._theme.px(22), 0, room, 0)

    def _wants_hint(self) -> bool:
        return bool(self._hint.text()) and not self.text() and self._has_room()

    def _has_room(self) -> bool:
        """Say whether the key fits beside the words: those come first."""
        words = self.fontMetrics().horizontalAdvance(self.placeholderText())
        around = self._hint.sizeHint().width() + self._theme.px(22 + 8 + 8 + 16)
        return self.width() >= words + around


class CheckBox(QCheckBox):
    """A check box with its tick drawn in the colour of the theme."""

    def __init__(self, theme: Theme, text: str = "") -> None:
        super().__init__(text)
        self._theme = theme

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw box and words, then the tick."""
        super().paintEvent(event)
        if not self.isChecked():
            return
        from PySide6.QtWidgets import QStyle  # its enumerations take 5 ms

        option = QStyleOptionButton()
        self.initStyleOption(option)
        box = QRectF(
            self.style().subElementRect(QStyle.SubElement.SE_CheckBoxIndicator, option, self)
        )
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        color = self._theme.color.on_accent if self.isEnabled() else self._theme.color.disabled_ink
        painter.setPen(
            QPen(color, box.width() / 8, c=Qt.PenCapStyle.RoundCap, j=Qt.PenJoinStyle.RoundJoin)
        )
        unit = box.width() / 16
        corner = box.topLeft()
        painter.drawPolyline(
            [
                corner + QPointF(4 * unit, 8.4 * unit),
                corner + QPointF(7 * unit, 11.2 * unit),
                corner + QPointF(12 * unit, 5.2 * unit),
            ]
        )


class _ChoiceDelegate(QStyledItemDelegate):
    """Says in the list what an empty line stands for, which the field at rest leaves blank."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Put its words in place of nothing."""
        super().initStyleOption(option, index)
        if not option.text:
            option.text = index.data(Qt.ItemDataRole.AccessibleTextRole) or ""
            option.palette.setColor(QPalette.ColorRole.Text, self._theme.color.ink_3)


class ComboBox(QComboBox):
    """A pick list with its arrow drawn in ink; the wheel scrolls the page, not the choice."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMaxVisibleItems(14)
        self._is_listed = self._is_searched = False

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the field with what fits of the choice, then the arrow."""
        del event
        side = self._theme.px(16)
        painter = QStylePainter(self)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        room = self.width() - side - self._theme.px(28)
        option.currentText = self.fontMetrics().elidedText(
            option.currentText, Qt.TextElideMode.ElideRight, room
        )
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        left = self.width() - side - self._theme.px(8)
        box = QRectF(left, (self.height() - side) / 2, side, side)
        tone = "ink_2" if self.isEnabled() else "disabled_ink"
        self._theme.paint_icon(painter, box, "chevron-down", tone)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page."""
        event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Make the list of what is found, if one can search here: it looks as the whole one."""
        super().focusInEvent(event)
        completer = self.completer()
        if completer is not None and not self._is_searched:
            self._is_searched = True
            found = QListView()
            found.setProperty("part", "found")
            found.setItemDelegate(_ChoiceDelegate(self._theme, found))
            completer.setPopup(found)

    def showPopup(self) -> None:
        """Open the list as wide as its longest entry, within the screen."""
        if not self._is_listed:  # before that Qt would ask it the size of every entry, unseen
            self._is_listed = True
            self.setItemDelegate(_ChoiceDelegate(self._theme, self))
        view, room = self.view(), self.screen().availableGeometry().width()
        view.setTextElideMode(Qt.TextElideMode.ElideRight)
        longest = view.sizeHintForColumn(0) + self._theme.px(24)
        view.setMinimumWidth(min(max(longest, self.width()), room // 2))
        super().showPopup()


class NumberField(QDoubleSpinBox):
    """A number with arrows drawn in ink at its right end."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme

    def sizeHint(self) -> QSize:
        """Leave room for the arrows."""
        return super().sizeHint() + QSize(self._theme.px(12), 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the field, then the arrows."""
        super().paintEvent(event)
        painter, side = QPainter(self), self._theme.px(12)
        left, middle = self.width() - side - self._theme.px(5), self.height() / 2
        for icon, top in (("chevron-up", middle - side), ("chevron-down", middle)):
            self._theme.paint_icon(painter, QRectF(left, top, side, side), icon, "ink_2")


class UnitLineEdit(QLineEdit):
    """A line with a unit drawn at its right end; a cell at rest shortens what has no room."""

    def __init__(self, theme: Theme, unit: str = "") -> None:
        super().__init__()
        self._theme = theme
        self._unit = unit
        theme.changed.connect(self._fit)
        self._fit()

    def set_unit(self, unit: str) -> None:
        """Show another unit, or none."""
        self._unit = unit
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the room for the unit."""
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the field, then the unit."""
        if self.property("cell") and not self.hasFocus() and self._is_cut():
            self._paint_cut()
            return
        super().paintEvent(event)
        if not self._unit:
            return
        painter = QPainter(self)
        painter.setFont(self._theme.font())
        painter.setPen(self._theme.color.ink_3)
        right = self.rect().adjusted(0, 0, -self._theme.px(9), 0)
        flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(right, flags, self._unit)

    def event(self, event: QEvent) -> bool:
        """Tell the whole of what was shortened."""
        if event.type() == QEvent.Type.ToolTip and self.property("cell") and self._is_cut():
            assert isinstance(event, QHelpEvent)
            QToolTip.showText(event.globalPos(), self.text(), self)
            return True
        return super().event(event)

    def _inside(self) -> QRect:
        option = QStyleOptionFrame()
        self.initStyleOption(option)
        part = QStyle.SubElement.SE_LineEditContents
        rect = self.style().subElementRect(part, option, self)
        return rect.adjusted(2, 0, -2, 0)  # what QLineEdit itself leaves free

    def _is_cut(self) -> bool:
        return self.fontMetrics().horizontalAdvance(self.text()) > self._inside().width()

    def _paint_cut(self) -> None:
        option = QStyleOptionFrame()
        self.initStyleOption(option)
        painter = QStylePainter(self)
        painter.drawPrimitive(QStyle.PrimitiveElement.PE_PanelLineEdit, option)
        inside = self._inside()
        shown = self.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, inside.width()
        )
        painter.setPen(self.palette().text().color())
        painter.drawText(inside, self.alignment() | Qt.AlignmentFlag.AlignVCenter, shown)

    def _fit(self) -> None:
        room = self.fontMetrics().horizontalAdvance(self._unit) + self._theme.px(8)
        self.setTextMargins(0, 0, room if self._unit else 0, 0)
