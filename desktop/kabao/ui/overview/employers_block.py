"""The employers with their people: a small bar each, found, ordered and followed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from kabao.domain.holders import HolderFilter
from kabao.ui.kit.buttons import ElidedLink, LinkButton
from kabao.ui.kit.charts import Segment, StackedBar
from kabao.ui.kit.chips import ChipRow
from kabao.ui.kit.fields import SearchField
from kabao.ui.kit.panels import empty_layout
from kabao.ui.kit.text import Label

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kabao.services.overview import EmployerPeople
    from kabao.texts import Texts
    from kabao.ui.kit.theme import Theme

FIRST = 4
STEP = 20
"""Employers that one press adds: so many are drawn before anybody notices."""
MANY = 4
"""From more than so many on, one can search and order."""
ACTIVE = frozenset({"active"})
ATTENTION = frozenset({"in_doubt", "lost_temp", "lost_formal", "app_locked", "expired"})
INACTIVE = frozenset(
    {"not_activated", "not_collected", "no_card", "unknown", "sealed", "cancelled"}
)
GROUPS = {"active": ACTIVE, "inactive": INACTIVE, "attention": ATTENTION}
_LOOKS = {
    "active": ("state_active_3", "none"),
    "inactive": ("ink_3", "dots"),
    "attention": ("warning", "stripes"),
}


def grouped(counts: Mapping[str, int]) -> dict[str, int]:
    """Return how many are active, not active, and to be looked after."""
    return {
        key: sum(n for state, n in counts.items() if state.partition("/")[0] in states)
        for key, states in GROUPS.items()
    }


class EmployersBlock(QWidget):
    """Emits ``chosen`` with the filter behind a name or a part of a bar."""

    chosen = Signal(object)

    def __init__(self, theme: Theme, texts: Texts) -> None:
        super().__init__()
        self._theme, self._texts = theme, texts
        self._items: Sequence[EmployerPeople] = ()
        self._shown, self._order = FIRST, "people"
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.search = SearchField(theme, texts("overview.employers.search"))
        self.search.setAccessibleName(texts("overview.employers.search"))
        self.search.setProperty("compact", "true")  # as high as the chips beside it
        self.search.searched.connect(lambda _text: self._again(FIRST))
        self.orders = ChipRow(theme)
        for key in ("people", "attention", "name"):
            self.orders.add(key, texts(f"overview.employers.by_{key}"), None)
        self.orders.select("people")
        self.orders.chosen.connect(self._arrange)
        self._grid = QGridLayout()
        # A long name must not push the bars aside: both columns have their share.
        for place, share in ((0, 2), (1, 3)):
            self._grid.setColumnStretch(place, share)
        self._grid.setHorizontalSpacing(theme.space("s2"))
        self._grid.setVerticalSpacing(theme.space("s1"))
        self.more = LinkButton("", small=True)
        self.more.clicked.connect(lambda: self._again(self._shown + STEP))
        column.setSpacing(theme.space("s2"))
        tools = QHBoxLayout()
        tools.addWidget(self.search, 3)
        tools.addWidget(self.orders, 5)
        column.addLayout(tools)
        for widget in (self.search, self.orders):
            widget.hide()
        column.addLayout(self._grid)
        column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        self.more.hide()

    def show_employers(self, items: Sequence[EmployerPeople]) -> None:
        """Show other counts; what was searched and ordered stays."""
        if items == self._items and self._grid.count():
            return
        self._items = items
        for widget in (self.search, self.orders):
            widget.setVisible(len(items) > MANY)
        self._draw()

    def _arrange(self, order: str) -> None:
        self._order = order
        self._again(FIRST)

    def _again(self, shown: int) -> None:
        self._shown = shown
        self._draw()

    def _wanted(self) -> list[EmployerPeople]:
        text = self.search.text().strip().casefold()
        found = [item for item in self._items if text in item.name.casefold()]
        if self._order == "name":
            return sorted(found, key=lambda item: item.name)
        if self._order == "attention":
            return sorted(found, key=lambda item: -grouped(item.counts)["attention"])
        return found

    def _draw(self) -> None:
        texts = self._texts
        empty_layout(self._grid)
        found = self._wanted()
        for row, item in enumerate(found[: self._shown]):
            self._row(row, item)
        if not found:
            word = "no_match" if self._items else "none"
            self._grid.addWidget(Label(texts(f"overview.employers.{word}"), tone="ink_2"), 0, 0)
        self.more.setText(texts("overview.employers.more", count=len(found)))
        self.more.setVisible(len(found) > self._shown)

    def _row(self, row: int, item: EmployerPeople) -> None:
        texts = self._texts
        name = ElidedLink(item.name)
        name.clicked.connect(lambda: self._choose(item.id, ""))
        bar = StackedBar(self._theme, height=14)
        bar.set_segments(
            [
                Segment(key, texts(f"overview.employers.{key}"), count, *_LOOKS[key])
                for key, count in grouped(item.counts).items()
            ]
        )
        bar.segment_clicked.connect(partial(self._choose, item.id))
        total = Label(texts("overview.employers.people", count=f"{item.total:,}"), tone="ink_2")
        for column, widget in enumerate((name, bar, total)):
            self._grid.addWidget(widget, row, column)

    def _choose(self, employer_id: int, group: str) -> None:
        states = GROUPS.get(group, frozenset())
        self.chosen.emit(HolderFilter(employer_id=employer_id, states=states))
