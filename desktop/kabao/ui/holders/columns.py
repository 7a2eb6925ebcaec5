"""Which columns the register shows, how wide and in what order, kept in the settings."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QMenu, QWidget

from kabao.domain.evidence import Signal as Light
from kabao.domain.holders import ORDERS
from kabao.services.views import COLUMNS, SHOWN, known_columns
from kabao.ui.holders.option_list import Option, OptionList
from kabao.ui.holders.table import WIDTHS, within
from kabao.ui.kit.buttons import LinkButton

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtCore import QPoint
    from PySide6.QtGui import QKeyEvent

    from kabao.ui.holders.table import RegisterTable
    from kabao.ui.kit.context import RoomContext

SHORTCUT = "Ctrl+Shift+C"
_STEP = 12
_LIGHTS = frozenset(Light)
_FIRST = "name"
"""The column that stays: it says who a row is about."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Columns in their order, the widths somebody gave them, and the order of the rows."""

    shown: tuple[str, ...] = SHOWN
    widths: Mapping[str, int] = field(default_factory=dict)
    order: str = "name"

    def toggled(self, column: str) -> Layout:
        """Return the layout with a column hidden, or shown at the end."""
        if column == _FIRST:
            return self
        if column in self.shown:
            return replace(self, shown=tuple(key for key in self.shown if key != column))
        return replace(self, shown=(*self.shown, column))

    def moved(self, column: str, by: int) -> Layout:
        """Return the layout with a column one place to the left (-1) or right (1)."""
        if column not in self.shown or column == _FIRST:
            return self
        others = [key for key in self.shown if key != column]
        place = min(max(self.shown.index(column) + by, 1), len(others))
        return replace(self, shown=(*others[:place], column, *others[place:]))

    def sized(self, column: str, width: int) -> Layout:
        """Return the layout with a column of another width."""
        if column in _LIGHTS:
            return self
        return replace(self, widths={**self.widths, column: within(width)})

    def width(self, column: str) -> int:
        """Return the unscaled width of a column."""
        return self.widths.get(column, WIDTHS[column])


def layout_text(layout: Layout) -> str:
    """Write a layout as JSON; the usual one is empty."""
    if layout == Layout():
        return ""
    parts = {"shown": layout.shown, "widths": dict(layout.widths), "order": layout.order}
    return json.dumps({"register": parts}, sort_keys=True)


def read_layout(text: str) -> Layout:
    """Read what ``layout_text`` wrote; what is unknown or spoilt is as usual."""
    try:
        stored: Any = json.loads(text or "{}")
        parts = stored["register"]
        widths = {key: within(int(parts["widths"][key])) for key in parts["widths"]}
        shown = known_columns(parts["shown"])
        order = str(parts["order"])
    except (ValueError, TypeError, KeyError, RecursionError):
        return Layout()
    known = {key: width for key, width in widths.items() if key in COLUMNS and key not in _LIGHTS}
    right = order if order.removeprefix("-") in ORDERS else "name"
    return Layout(shown or SHOWN, known, right)


class Columns(QObject):
    """Applies the layout to the table and keeps it; offers the list and the menu of a title."""

    sort_asked = Signal(str)
    """An order such as ``-review``."""
    layout_changed = Signal()

    def __init__(self, context: RoomContext, table: RegisterTable) -> None:
        super().__init__(table)
        self._context = context
        self._table = table
        kept = context.preferences.now.window_state if context.preferences else ""
        self.layout = read_layout(kept)
        self.list: ColumnList | None = None
        table.width_changed.connect(self._dragged)
        table.menu_asked.connect(self.open_menu)
        self._apply()

    def show(self, columns: Sequence[str]) -> None:
        """Show the columns of a view; none leaves those shown."""
        if columns:
            self.take(replace(self.layout, shown=tuple(columns)))

    def keep_order(self, order: str) -> None:
        """Remember how the rows are ordered."""
        self._keep(replace(self.layout, order=order))

    def take(self, layout: Layout) -> None:
        """Show and keep another layout."""
        self._keep(layout)
        self._apply()
        self.layout_changed.emit()

    def reset(self) -> None:
        """Show the usual columns in their usual widths."""
        self.take(Layout(order=self.layout.order))

    def open(self, anchor: QWidget) -> None:
        """Open the list of all columns beneath a button."""
        if self.list is None:
            self.list = ColumnList(self._context, self, self._table)
            self.list.closed.connect(self._closed)
            self.list.open_below(anchor)

    def open_menu(self, column: str, where: QPoint) -> None:
        """Open the menu of a column."""
        self.menu(column).popup(where)

    def menu(self, column: str) -> QMenu:
        """Make the menu of a column: order, place, hide."""
        texts = self._context.texts
        menu = QMenu(self._table)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        name = self.title(column)
        if column in ORDERS:
            for key, order in (("ascending", column), ("descending", f"-{column}")):
                words = texts(f"holders.columns.{key}", column=name)
                menu.addAction(words, partial(self.sort_asked.emit, order))
            menu.addSeparator()
        if column != _FIRST:
            for key, by in (("left", -1), ("right", 1)):
                words = texts(f"holders.columns.{key}")
                menu.addAction(words, partial(self.take, self.layout.moved(column, by)))
            words = texts("holders.columns.hide", column=name)
            menu.addAction(words, partial(self.take, self.layout.toggled(column)))
            menu.addSeparator()
        menu.addAction(texts("holders.columns.choose"), lambda: self.open(self._table))
        menu.addAction(texts("holders.columns.reset"), self.reset)
        return menu

    def title(self, column: str) -> str:
        """Return what a column is called."""
        subject = "signals" if column in _LIGHTS else "holders.column"
        return self._context.texts(f"{subject}.{column}")

    def _apply(self) -> None:
        self._table.show_columns(self.layout.shown, self.layout.widths)

    def _dragged(self, column: str, width: int) -> None:
        self._keep(self.layout.sized(column, width))

    def _keep(self, layout: Layout) -> None:
        if layout == self.layout:
            return
        self.layout = layout
        if self._context.preferences is not None:
            self._context.preferences.change(window_state=layout_text(layout))

    def _closed(self) -> None:
        self.list = None


class ColumnList(OptionList):
    """Every column with a tick: Space shows or hides, Alt and arrows move, arrows size."""

    def __init__(self, context: RoomContext, columns: Columns, parent: QWidget) -> None:
        self._columns = columns
        texts = context.texts
        words = ("holders.columns.choose", "holders.columns.hint", "holders.conditions.none")
        title, hint, none = (texts(key) for key in words)
        keys = texts("holders.columns.keys")
        super().__init__(context.theme, (title, hint, none, keys), self._listed, parent, stays=True)
        self.chosen.connect(lambda key: columns.take(columns.layout.toggled(key)))
        reset = LinkButton(texts("holders.columns.reset"))
        reset.setObjectName("reset_columns")
        reset.clicked.connect(lambda _=False: self._change(Layout(order=columns.layout.order)))
        self.column.addWidget(reset)

    def key(self, event: QKeyEvent) -> bool:
        """Move a column by Alt and the arrows, size it by the arrows, else as in any list."""
        option, layout = self.current(), self._columns.layout
        if option is not None:
            column = str(option.key)
            sides = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
            if event.key() in sides and event.modifiers() & Qt.KeyboardModifier.AltModifier:
                return self._change(layout.moved(column, sides[Qt.Key(event.key())]))
            sizes = {Qt.Key.Key_Left: -_STEP, Qt.Key.Key_Right: _STEP}
            if event.key() in sizes and not self.line.text():
                wider = layout.width(column) + sizes[Qt.Key(event.key())]
                return self._change(layout.sized(column, wider))
        return super().key(event)

    def _change(self, layout: Layout) -> bool:
        self._columns.take(layout)
        self.refill()
        return True

    def _listed(self, typed: str) -> Sequence[Option]:
        layout = self._columns.layout
        others = [key for key in COLUMNS if key not in layout.shown]
        options = [self._column_option(key, layout) for key in (*layout.shown, *others)]
        return [option for option in options if typed.casefold() in option.text.casefold()]

    def _column_option(self, key: str, layout: Layout) -> Option:
        note = "" if key in _LIGHTS or key not in layout.shown else str(layout.width(key))
        return Option(key, self._columns.title(key), checked=key in layout.shown, note=note)
