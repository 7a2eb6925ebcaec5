"""The table of the register: its columns as chosen, and the keys that choose many rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHeaderView

from kabao.domain import evidence
from kabao.ui.holders.table_model import COLUMNS
from kabao.ui.kit.cells import DateDelegate, MaskedDelegate
from kabao.ui.kit.lights import LightsDelegate
from kabao.ui.kit.states import StateDelegate
from kabao.ui.kit.tables import CellDelegate, Column, Table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtGui import QKeyEvent, QResizeEvent
    from PySide6.QtWidgets import QStyledItemDelegate

    from kabao.texts import Texts
    from kabao.ui.holders.table_model import HoldersModel
    from kabao.ui.kit.theme import Theme

GLYPHS = {
    evidence.Signal.PASSWORD_SET: "signal-password-set",
    evidence.Signal.USED_NORMALLY: "signal-used-normally",
    evidence.Signal.QUERYABLE_ONLINE: "signal-queryable-online",
    evidence.Signal.NOTICE_RECEIVED: "signal-notice-received",
}
WIDTHS: dict[str, int] = {
    "name": 108,
    "number": 132,
    "card": 84,
    "employer": 148,
    "state": 160,
    "review": 108,
    "region": 88,
    "grade": 92,
    "financial": 132,
    "reason": 220,
    **dict.fromkeys(evidence.Signal, 24),
}
_LIGHTS = frozenset(evidence.Signal)
NARROWEST, WIDEST = 60, 600
_ELASTIC = ("employer", "reason", "name")
"""The first of these that is shown takes the room that is left."""
_SHRINKS = 0.75
"""The part of its width down to which the elastic column gives way before the table scrolls."""
_TOGGLE = QItemSelectionModel.SelectionFlag.Toggle | QItemSelectionModel.SelectionFlag.Rows
_MOVE = QItemSelectionModel.SelectionFlag.NoUpdate


class RegisterTable(Table):
    """Rows of people; Space takes a row in or out, Insert does so and goes on to the next."""

    width_changed = Signal(str, int)
    """Column and unscaled width, when somebody drags the edge of a title."""
    menu_asked = Signal(str, QPoint)
    """Column whose menu is wanted, and where."""
    clear_asked = Signal()
    is_whole = True
    """Esc while several rows are chosen."""

    def __init__(self, theme: Theme, texts: Texts, model: HoldersModel) -> None:
        super().__init__(theme)
        self.setObjectName("holders_table")
        self.setAccessibleName(texts("holders.title"))
        self._shown: tuple[str, ...] = ()
        self._widths: Mapping[str, int] = {}
        self._elastic = 0
        self.setModel(model)
        self._delegates = _delegates(theme, texts, self)
        header = self.horizontalHeader()
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._ask_menu_at)
        header.sectionResized.connect(self._on_resized)
        self.show_columns(tuple(str(column) for column in COLUMNS[:10]), {})
        theme.changed.connect(self._dress)

    def show_columns(self, shown: Sequence[str], widths: Mapping[str, int]) -> None:
        """Show these columns in this order; widths are unscaled, those not given are usual ones."""
        self._shown, self._widths = tuple(shown), dict(widths)
        elastic = next((key for key in _ELASTIC if key in shown), shown[-1])
        self.set_columns(*(self._column(column, elastic) for column in COLUMNS))
        header = self.horizontalHeader()
        self._elastic = COLUMNS.index(elastic)
        for place, column in enumerate(COLUMNS):
            header.setSectionHidden(place, column not in shown)
        for place, key in enumerate(shown):
            header.moveSection(header.visualIndex(COLUMNS.index(key)), place)
            if key != elastic and key not in _LIGHTS:
                # Titles may be dragged wider; the lights are as wide as they are.
                header.setSectionResizeMode(COLUMNS.index(key), QHeaderView.ResizeMode.Interactive)

        self._give_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let one column take the room that is left, and scroll where there is none."""
        super().resizeEvent(event)
        self._give_room()

    def shown_columns(self) -> tuple[str, ...]:
        """Return the columns shown, in their order."""
        return self._shown

    def current_column(self) -> str:
        """Return the column the keyboard is in, or the first."""
        index = self.currentIndex()
        return str(COLUMNS[index.column()]) if index.isValid() else self._shown[0]

    def spans(self) -> list[tuple[int, int]]:
        """Return the chosen rows as pairs of first and last, in order and apart."""
        chosen = self.selectionModel().selection()
        ranges = (chosen.at(place) for place in range(chosen.count()))
        joined: list[tuple[int, int]] = []
        for first, last in sorted((one.top(), one.bottom()) for one in ranges):
            if joined and first <= joined[-1][1] + 1:
                joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
            else:
                joined.append((first, last))
        return joined

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take rows in and out by Space and Insert; Alt+Down opens the menu of the column."""
        key = event.key()
        if key == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.ask_menu(self.current_column())
        elif key in (Qt.Key.Key_Space, Qt.Key.Key_Insert) and not event.modifiers():
            self._toggle(on_to_next=key == Qt.Key.Key_Insert)
        elif key == Qt.Key.Key_Escape and self._has_many():
            self.clear_asked.emit()
        else:
            super().keyPressEvent(event)

    def ask_menu(self, column: str) -> None:
        """Ask for the menu of a column beneath its title."""
        header = self.horizontalHeader()
        left = header.sectionViewportPosition(COLUMNS.index(column))
        self.menu_asked.emit(column, header.mapToGlobal(QPoint(left, header.height())))

    def _dress(self) -> None:
        self.show_columns(self._shown, self._widths)

    def _give_room(self) -> None:
        header, place = self.horizontalHeader(), self._elastic
        wanted = self.theme.px(self._widths.get(str(COLUMNS[place]), WIDTHS[COLUMNS[place]]))
        wanted += self.lead if place == 0 else 0
        shown = (COLUMNS.index(key) for key in self._shown)
        taken = sum(header.sectionSize(one) for one in shown if one != place)
        if self.viewport().width() - taken >= wanted * _SHRINKS:
            header.setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)
        else:
            header.setSectionResizeMode(place, QHeaderView.ResizeMode.Fixed)
            header.resizeSection(place, wanted)

    def _has_many(self) -> bool:
        spans = self.spans()
        return len(spans) > 1 or any(first < last for first, last in spans)

    def _toggle(self, *, on_to_next: bool) -> None:
        index = self.currentIndex()
        if not index.isValid():
            return
        self.keyboard = True
        self.selectionModel().select(index, _TOGGLE)
        below = index.siblingAtRow(index.row() + 1)
        if on_to_next and below.isValid():
            self.selectionModel().setCurrentIndex(below, _MOVE)
        self.viewport().update()

    def _ask_menu_at(self, point: QPoint) -> None:
        place = self.horizontalHeader().logicalIndexAt(point)
        if place >= 0:
            where = self.horizontalHeader().mapToGlobal(point)
            self.menu_asked.emit(str(COLUMNS[place]), where)

    def _on_resized(self, place: int, before: int, width: int) -> None:
        del before
        header = self.horizontalHeader()
        dragged = QGuiApplication.mouseButtons() & Qt.MouseButton.LeftButton
        if dragged and header.sectionResizeMode(place) == QHeaderView.ResizeMode.Interactive:
            lead = self.lead if place == 0 else 0
            plain = round((width - lead) / self.theme.scale)
            self.width_changed.emit(str(COLUMNS[place]), within(plain))

    def _column(self, column: str, elastic: str) -> Column:
        width = self._widths.get(str(column), WIDTHS[column])
        icon = GLYPHS[column] if isinstance(column, evidence.Signal) else ""
        delegate = self._delegates.get(column, self._delegates["employer"])
        return Column(width, elastic=column == elastic, delegate=delegate, icon=icon)


def within(width: int) -> int:
    """Return a width that a column can have."""
    return min(max(width, NARROWEST), WIDEST)


def _delegates(theme: Theme, texts: Texts, table: Table) -> dict[str, QStyledItemDelegate]:
    lights = LightsDelegate(theme, table)
    return {
        "name": CellDelegate(theme, table, emphasis=True),
        "number": MaskedDelegate(theme, table),
        "employer": CellDelegate(theme, table),
        **dict.fromkeys(evidence.Signal, lights),
        "state": StateDelegate(theme, texts, table),
        "review": DateDelegate(theme, table),
    }
