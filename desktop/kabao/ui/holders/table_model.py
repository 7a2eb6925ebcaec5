"""The register as a windowed table: all ids, and pages of rows read when they come into sight."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtCore import Signal as QtSignal

from kabao.domain.activation import Light
from kabao.domain.evidence import Signal
from kabao.domain.holders import HolderRow
from kabao.ui.kit.labels import (
    date_text,
    financial_text,
    grade_short,
    light_description,
    reason_text,
    status_description,
)
from kabao.ui.kit.roles import LIGHTS_ROLE, STATE_ROLE, TONE_ROLE, URGENT_ROLE

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Sequence

    from kabao.services.holders import Holders
    from kabao.texts import Texts

Index = QModelIndex | QPersistentModelIndex
COLUMNS = (
    *("name", "number", "card", "employer", *Signal, "state", "review"),
    *("region", "grade", "financial", "reason"),
)
PAGE = 32
"""So many rows are read in a tenth of a frame; a jump shows two pages at most of a usual window."""
PAGES = 128
SOON_DAYS = 3
DISPLAY = Qt.ItemDataRole.DisplayRole
ACCESSIBLE = Qt.ItemDataRole.AccessibleTextRole


class HoldersModel(QAbstractTableModel):
    """Shows the holders of a sequence of ids; rows are read a page at a time and forgotten late."""

    _page_read = QtSignal(int)

    def __init__(self, holders: Holders, texts: Texts, clock: Callable[[], dt.date]) -> None:
        super().__init__()
        self._holders = holders
        self._texts = texts
        self._clock = clock
        self._ids: Sequence[int] = ()
        self._latest = 0
        # Time between two frames is used to read on in the direction of scrolling.
        self._page_read.connect(self._read_ahead, Qt.ConnectionType.QueuedConnection)
        self._pages: OrderedDict[int, list[HolderRow]] = OrderedDict()
        self._display: dict[object, Callable[[HolderRow], str]] = {
            "name": lambda row: row.name,
            "number": lambda row: row.masked_number,
            "card": self._card_words,
            "employer": lambda row: row.employer or texts("holders.no_employer"),
            "review": lambda row: date_text(row.status.review_on if row.status else None),
            "region": lambda row: row.region,
            "grade": self._grade_words,
            "financial": lambda row: (
                financial_text(texts, row.status.financial) if row.status else ""
            ),
            "reason": self._reason_words,
        }

    def show(self, ids: Sequence[int]) -> None:
        """Replace what the table shows."""
        self.beginResetModel()
        self._ids = ids
        self._pages.clear()
        self._latest = 0
        self.endResetModel()

    def id_at(self, row: int) -> int:
        """Return the ledger id of a row."""
        return self._ids[row]

    def ids(self) -> Sequence[int]:
        """Return the ledger ids of all rows in their order."""
        return self._ids

    def row_of(self, holder_id: int) -> int:
        """Return the row of a holder, or -1 when not shown."""
        if not holder_id:  # nobody was chosen: no reason to wait for rows out of sight
            return -1
        try:
            return self._ids.index(holder_id)
        except ValueError:
            return -1

    def row(self, number: int) -> HolderRow:
        """Return one line of the register, reading its page if needed."""
        page = number // PAGE
        rows = self._pages.get(page)
        if rows is None:
            rows = self._read(page)
            self._page_read.emit(page + (1 if page >= self._latest else -1))
        elif page != self._latest:
            self._pages.move_to_end(page)
        self._latest = page
        return rows[number % PAGE]

    def _read(self, page: int) -> list[HolderRow]:
        ids = self._ids[page * PAGE : (page + 1) * PAGE]
        found = {row.id: row for row in self._holders.rows(ids)}
        rows = self._pages[page] = [found.get(known) or _blank(known) for known in ids]
        if len(self._pages) > PAGES:
            self._pages.popitem(last=False)
        return rows

    def _read_ahead(self, page: int) -> None:
        if 0 <= page * PAGE < len(self._ids) and page not in self._pages:
            self._read(page)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        """Count the rows."""
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        """Count the columns."""
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY) -> Any:
        """Return the title of a column; the lights have icons and a tooltip."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        column = COLUMNS[section]
        if isinstance(column, Signal):
            wanted = role in (Qt.ItemDataRole.ToolTipRole, ACCESSIBLE)
            return self._texts(f"signals.{column}") if wanted else None
        return self._texts(f"holders.column.{column}") if role == DISPLAY else None

    def data(self, index: Index, role: int = DISPLAY) -> Any:
        """Return what one cell shows; the role is tested first because Qt asks for many."""
        if role == DISPLAY:
            show = self._display.get(COLUMNS[index.column()])
            return show(self.row(index.row())) if show else None
        if role == LIGHTS_ROLE:
            return self._light(index)
        if role == STATE_ROLE:
            return self._state(index)
        if role == URGENT_ROLE:
            return COLUMNS[index.column()] == "review" and self._urgent(self.row(index.row()))
        if role == TONE_ROLE:
            return self._tone(index)
        if role in (ACCESSIBLE, Qt.ItemDataRole.ToolTipRole):
            return self._spoken(index)
        return None

    def _light(self, index: Index) -> tuple[Signal, Light] | None:
        column = COLUMNS[index.column()]
        if not isinstance(column, Signal):
            return None
        status = self.row(index.row()).status
        light = status.signals.get(column) if status else None
        return column, light.light if light else Light.NONE

    def _state(self, index: Index) -> Any:
        if COLUMNS[index.column()] != "state":
            return None
        status = self.row(index.row()).status
        return (status.state, status.grade) if status else None

    def _tone(self, index: Index) -> str | None:
        column = COLUMNS[index.column()]
        row = self.row(index.row())
        if column == "card" and not row.card_number:
            return "ink_3"
        return "ink_3" if column == "employer" and not row.employer else None

    def _spoken(self, index: Index) -> str | None:
        column = COLUMNS[index.column()]
        status = self.row(index.row()).status
        if isinstance(column, Signal) and status and column in status.signals:
            return light_description(self._texts, column, status.signals[column])
        if column == "state" and status:
            return status_description(self._texts, status.state, status.grade)
        return None

    def _urgent(self, row: HolderRow) -> bool:
        review = row.status.review_on if row.status else None
        return review is not None and (review - self._clock()).days <= SOON_DAYS

    def _grade_words(self, row: HolderRow) -> str:
        return grade_short(self._texts, row.status.grade) if row.status and row.status.grade else ""

    def _reason_words(self, row: HolderRow) -> str:
        reasons = row.status.reasons if row.status else ()
        return reason_text(self._texts, reasons[0]) if reasons else ""

    def _card_words(self, row: HolderRow) -> str:
        if row.card_id is None:
            return self._texts("holders.no_card")
        return row.card_number or self._texts("holders.no_card_number")


def _blank(holder_id: int) -> HolderRow:
    """Return the row of somebody who is no longer there, until the table is filled anew."""
    return HolderRow(holder_id, "", "", "", "", None)
