"""Place and size of an element in millimetres, typed: x, y, width, height and type size."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from kabao.domain.faces import Box
from kabao.domain.findings import Level
from kabao.ui.kit.fields import UnitLineEdit, mark_finding
from kabao.ui.kit.text import Label

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from kabao.domain.faces import PlacedElement
    from kabao.texts import Texts
    from kabao.ui.kit.theme import Theme

_NUMBER = re.compile(r"\d{1,2}([.．]\d{1,2})?")
_WRONG = Level.ERROR
_NAMES = ("left", "top", "width", "height", "size")


class NumberField(UnitLineEdit):
    """Up and down change it by 0.1, with Shift by 1."""

    stepped = Signal(float)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Step with the arrows."""
        way = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()))
        if way is None:
            super().keyPressEvent(event)
            return
        big = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        self.stepped.emit(way * (1.0 if big else 0.1))


class PlaceFields(QWidget):
    """``changed`` carries the new box and the type size, 0 for an element without text."""

    changed = Signal(object, float)

    def __init__(self, theme: Theme, texts: Texts) -> None:
        super().__init__()
        self._item: PlacedElement | None = None
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.px(8))
        grid.setVerticalSpacing(theme.px(8))
        self.fields: dict[str, NumberField] = {}
        for number, name in enumerate(_NAMES):
            words = texts(f"cases.face.{name}")
            unit = texts("cases.designer.pt" if name == "size" else "cases.designer.mm")
            field = NumberField(theme, unit)
            field.setObjectName(f"place_{name}")
            field.setAccessibleName(f"{words} {unit}")
            field.editingFinished.connect(self._take)
            field.stepped.connect(lambda by, it=name: self._step(it, by))
            self.fields[name] = field
            row, column = divmod(number, 2)
            label = Label(words, tone="ink_2")
            label.setBuddy(field)
            grid.addWidget(label, row, 2 * column)
            grid.addWidget(field, row, 2 * column + 1)
            if name == "size":
                self._size_label = label
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)

    def show_item(self, item: PlacedElement, *, fixed: bool) -> None:
        """Show where an element stands; a fixed one cannot be moved."""
        self._item = item
        values = (item.box.left, item.box.top, item.box.width, item.box.height, item.size)
        extra = item.key.startswith("extra_")
        for name, value in zip(_NAMES, values, strict=True):
            field = self.fields[name]
            with QSignalBlocker(field):
                field.setText(f"{value:.2f}" if name != "size" else f"{value:g}")
            mark_finding(field, None)
            field.setEnabled(not fixed and (not extra or name in ("left", "top")))
        for widget in (self.fields["size"], self._size_label):
            widget.setVisible(item.kind == "text" and not extra)

    def _step(self, name: str, by: float) -> None:
        value = _number(self.fields[name].text())
        if value is not None:
            self.fields[name].setText(f"{max(0.0, value + by):.2f}")
            self._take()

    def _take(self) -> None:
        item = self._item
        if item is None:
            return
        numbers = {name: _number(field.text()) for name, field in self.fields.items()}
        left, top, width, height, size = (numbers[name] for name in _NAMES)
        if left is None or top is None or not width or not height or not size:
            for name, value in numbers.items():
                wrong = value is None or (value == 0 and name not in ("left", "top"))
                mark_finding(self.fields[name], _WRONG if wrong else None)
            return
        box = Box(left, top, round(left + width, 2), round(top + height, 2))
        if box != item.box or (item.kind == "text" and abs(size - item.size) > 1e-9):
            self.changed.emit(box, size if item.kind == "text" else 0.0)


def _number(text: str) -> float | None:
    plain = text.strip().replace("．", ".").replace("，", ".").replace(",", ".")
    return float(plain) if _NUMBER.fullmatch(plain) else None
