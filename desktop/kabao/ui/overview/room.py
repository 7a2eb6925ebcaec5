"""The first room: attention, states of all cards, running clocks, latest changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from kabao.domain.findings import Place
from kabao.ui.employers.clock_bar import ClockBar
from kabao.ui.employers.clock_words import clock_sentence, clock_tone
from kabao.ui.kit.charts import StackedBar, Swatch
from kabao.ui.kit.panels import Hairline, Scroller, empty_layout, page_header
from kabao.ui.kit.rooms import Room
from kabao.ui.kit.text import Label
from kabao.ui.overview.attention_list import AttentionList
from kabao.ui.overview.history_words import what, when
from kabao.ui.overview.segments import segments, states_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kabao.domain.changes import Changed
    from kabao.domain.clocks import Clock
    from kabao.services.overview import Attention
    from kabao.ui.kit.context import RoomContext

CLOCKS = 6
"""Clocks drawn on the page; the room of employers has them all."""


class OverviewRoom(Room):
    """Reads everything anew whenever a record changed."""

    def __init__(self, context: RoomContext) -> None:
        super().__init__("overview", "home", context.texts("overview.title"))
        self._context = context

    def build(self) -> QWidget:
        """Build the page: attention beside states, clocks beside changes."""
        context = self._context
        theme, texts = context.theme, context.texts
        self._attention = AttentionList(theme, texts)
        self._attention.chosen.connect(self._follow)
        self._bar = StackedBar(theme)
        self._bar.segment_clicked.connect(self._filter)
        self._legend = QGridLayout()
        self._clocks = QGridLayout()
        self._changes = QVBoxLayout()
        self._total = Label(tone="ink_2")
        upper = self._pair(
            self._block(texts("overview.attention_title"), self._attention),
            self._block(texts("overview.states_title"), self._total, self._bar, self._legend),
        )
        lower = self._pair(
            self._block(texts("overview.clocks_title"), self._clocks),
            self._block(texts("overview.changes_title"), self._changes),
        )
        scroll = Scroller()
        column = scroll.body
        margin = theme.space("page_margin")
        column.setContentsMargins(margin, 0, margin, margin)
        column.setSpacing(theme.space("s5"))
        column.addLayout(upper)
        column.addWidget(Hairline())
        column.addLayout(lower)
        column.addStretch(1)
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(page_header(theme, texts("overview.title"), self._day()))
        layout.addWidget(scroll, 1)
        self._reload()
        return page

    def refresh(self, changed: Changed) -> None:
        """Read everything anew."""
        self._reload()

    def _reload(self) -> None:
        overview = self._context.workspace.overview
        self._attention.show_items(overview.attention())
        self._show_states()
        self._show_clocks()
        self._show_changes()

    def _show_states(self) -> None:
        texts, theme = self._context.texts, self._context.theme
        parts = segments(texts, self._context.workspace.overview.counts())
        total = sum(part.count for part in parts)
        self._bar.set_segments(parts)
        self._total.setText(texts("overview.total", count=total))
        empty_layout(self._legend)
        for row, part in enumerate(parts):
            share = f"{100 * part.count / total:.1f}%" if total else "-"
            self._legend.addWidget(Swatch(theme, part), row, 0)
            self._legend.addWidget(Label(part.label), row, 1)
            self._legend.addWidget(Label(f"{part.count:,}"), row, 2)
            self._legend.addWidget(Label(share, tone="ink_2"), row, 3)
        self._legend.setColumnStretch(1, 1)

    def _show_clocks(self) -> None:
        """Count the clocks in a worker: the schedule of holidays takes its time to be read."""
        workspace = self._context.workspace

        def count(_control: object) -> list[Clock]:
            with workspace.beside() as own:
                found = own.deadlines.all()
            return [item.clock for item in found if item.clock.rule.record == "employer"][:CLOCKS]

        self._context.jobs.run(count, self._draw_clocks, self._context.alerts.show, background=True)

    def _draw_clocks(self, clocks: Sequence[Clock]) -> None:
        texts, theme, today = self._context.texts, self._context.theme, self._context.clock()
        empty_layout(self._clocks)
        for row, clock in enumerate(clocks):
            sentence = clock_sentence(texts, clock)
            self._clocks.addWidget(Label(clock.name, wrap=True), row, 0)
            self._clocks.addWidget(ClockBar(theme, texts, clock, today), row, 1)
            self._clocks.addWidget(Label(sentence, tone=clock_tone(clock), wrap=True), row, 2)
        if not clocks:
            self._clocks.addWidget(Label(texts("overview.no_clocks"), tone="ink_2"), 0, 0)
        self._clocks.setColumnStretch(1, 1)

    def _show_changes(self) -> None:
        texts = self._context.texts
        empty_layout(self._changes)
        for entry in self._context.workspace.overview.latest():
            line = QHBoxLayout()
            line.setSpacing(self._context.theme.space("s3"))
            line.addWidget(Label(when(entry), "small", "ink_3"))
            line.addWidget(Label(what(texts, entry), wrap=True), 1)
            self._changes.addLayout(line)

    def _follow(self, item: Attention) -> None:
        if item.filter is not None:
            self._show_states_of(item.filter.states)
        else:
            self._context.navigate(Place(item.room, item.record))

    def _filter(self, key: str) -> None:
        self._show_states_of(states_of(key))

    def _show_states_of(self, states: frozenset[str]) -> None:
        wanted = ",".join(sorted(states))
        self._context.navigate(Place("holders", section=f"states:{wanted}"))

    def _day(self) -> str:
        today = self._context.clock()
        weekday = self._context.texts(f"overview.weekday.{today.isoweekday()}")
        return f"{today.isoformat()}  {weekday}"

    def _block(self, title: str, *parts: QWidget | QVBoxLayout | QGridLayout) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(self._context.theme.space("s3"))
        column.addWidget(Label(title, "heading"))
        for part in parts:
            if isinstance(part, QWidget):
                column.addWidget(part)
            else:
                column.addLayout(part)
        column.addStretch(1)
        return column

    def _pair(self, left: QVBoxLayout, right: QVBoxLayout) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(self._context.theme.space("s6"))
        row.addLayout(left, 3)
        row.addWidget(Hairline(upright=True))
        row.addLayout(right, 2)
        return row
