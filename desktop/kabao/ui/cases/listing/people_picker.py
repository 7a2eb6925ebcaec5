"""Choosing the people of a case: search, tick, everyone of an employer at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kabao.domain.holders import HolderFilter
from kabao.ui.cases.listing.delegates import TickDelegate
from kabao.ui.cases.listing.pick_model import PickModel
from kabao.ui.kit.buttons import SecondaryButton, TextButton
from kabao.ui.kit.cells import MaskedDelegate
from kabao.ui.kit.fields import CheckBox, SearchField
from kabao.ui.kit.tables import CellDelegate, Column, Table
from kabao.ui.kit.text import Label

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kabao.ui.kit.context import RoomContext

_HEIGHT = 232


class PeoplePicker(QWidget):
    """A searchable list of holders with ticks; Space or Enter ticks the current row."""

    changed = Signal()

    def __init__(self, context: RoomContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._employer = 0
        self._text = ""
        theme, texts = context.theme, context.texts
        self.model = PickModel(context.workspace.holders, texts)
        self.search = SearchField(theme, texts("cases.pick.search"))
        self.search.searched.connect(self._searched)
        self.everyone = CheckBox(theme, texts("cases.pick.others_too"))
        self.everyone.toggled.connect(lambda _on: self._reload())
        self.all = SecondaryButton(theme, texts("cases.pick.all"), small=True)
        self.all.clicked.connect(self._choose_all)
        self.none = TextButton(theme, texts("cases.pick.none"))
        self.none.clicked.connect(lambda: self.choose(()))
        self._count = Label("", "small", "ink_2")
        self.table = self._build_table()
        head = QHBoxLayout()
        head.addWidget(self.search, 1)
        head.addWidget(self.everyone)
        foot = QHBoxLayout()
        for widget in (self._count, self.all, self.none):
            foot.addWidget(widget)
        foot.insertStretch(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addLayout(head)
        column.addWidget(self.table, 1)
        column.addLayout(foot)
        self.set_employer(0)

    def set_single(self, single: bool) -> None:
        """Allow one person only, or any number."""
        self.model.single = single
        self.all.setVisible(not single)
        if single and len(self.model.chosen()) > 1:
            self.choose(self.model.chosen()[:1])

    def set_employer(self, employer_id: int) -> None:
        """Offer the people of an employer first; 0 for everyone."""
        self._employer = employer_id
        self.everyone.setVisible(bool(employer_id))
        self._reload()

    def choose(self, ids: Iterable[int]) -> None:
        """Choose exactly these people."""
        self.model.choose(ids)
        self._show_count()
        self.changed.emit()

    def take_changes(self) -> None:
        """Offer who is in the ledger now; whoever is gone is chosen no more."""
        known = {row.id for row in self._context.workspace.holders.rows(self.chosen())}
        self._reload()
        if not known.issuperset(self.chosen()):
            self.choose(number for number in self.chosen() if number in known)

    def chosen(self) -> tuple[int, ...]:
        """Return the ids of the people chosen."""
        return self.model.chosen()

    def _build_table(self) -> Table:
        theme, texts = self._context.theme, self._context.texts
        table = Table(theme, row="row_small_table", lead=0)
        table.setObjectName("people")
        table.setAccessibleName(texts("cases.head.people"))
        table.setModel(self.model)
        plain = CellDelegate(theme, table)
        table.set_columns(
            Column(32, delegate=TickDelegate(theme, table)),
            Column(120, delegate=plain),
            Column(148, delegate=MaskedDelegate(theme, table)),
            Column(140, elastic=True, delegate=plain, until=440),
        )
        table.setMinimumHeight(theme.px(_HEIGHT))
        table.clicked.connect(lambda index: self._toggle(index.row()))
        space = QShortcut(QKeySequence(Qt.Key.Key_Space), table)
        space.setContext(Qt.ShortcutContext.WidgetShortcut)
        space.activated.connect(lambda: self._toggle(table.currentIndex().row()))
        enter = QShortcut(QKeySequence(Qt.Key.Key_Return), table)
        enter.setContext(Qt.ShortcutContext.WidgetShortcut)
        enter.activated.connect(lambda: self._toggle(table.currentIndex().row()))
        return table

    def _toggle(self, row: int) -> None:
        if row >= 0:
            self.model.toggle(row)
            self._show_count()
            self.changed.emit()

    def _choose_all(self) -> None:
        self.model.choose_shown()
        self._show_count()
        self.changed.emit()

    def _searched(self, text: str) -> None:
        self._text = text.strip()
        self._reload()

    def _reload(self) -> None:
        own = self._employer and not self.everyone.isChecked()
        wanted = HolderFilter(search=self._text, employer_id=self._employer if own else None)
        self.model.show(self._context.workspace.holders.ids(wanted))
        self.all.setEnabled(self.model.rowCount() > 0)
        self._show_count()

    def _show_count(self) -> None:
        texts = self._context.texts
        chosen, shown = len(self.model.chosen()), self.model.rowCount()
        nobody = not (chosen or shown or self._text)
        words = texts("cases.pick.count", chosen=chosen, shown=shown)
        self._count.setText(texts("cases.pick.nobody") if nobody else words)
        self.none.setEnabled(chosen > 0)
