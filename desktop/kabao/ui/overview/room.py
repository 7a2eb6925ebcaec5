"""The first room: attention, states of all cards, running clocks, latest changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from kabao.domain.findings import Place
from kabao.services.overview import gravest_first
from kabao.services.views import filter_text
from kabao.ui.employers.clock_bar import ClockBar
from kabao.ui.employers.clock_words import clock_sentence, clock_tone
from kabao.ui.kit.buttons import LinkButton
from kabao.ui.kit.charts import StackedBar, Swatch
from kabao.ui.kit.panels import Hairline, Scroller, empty_layout, page_header
from kabao.ui.kit.rooms import Room
from kabao.ui.kit.text import Label
from kabao.ui.overview.attention_list import AttentionList
from kabao.ui.overview.employers_block import EmployersBlock
from kabao.ui.overview.history_words import by_day, what, when
from kabao.ui.overview.segments import segments, states_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kabao.domain.changes import Changed
    from kabao.domain.clocks import Clock
    from kabao.domain.history import HistoryEntry
    from kabao.domain.holders import HolderFilter
    from kabao.services.overview import Attention, PeopleCounted
    from kabao.ui.kit.charts import Segment
    from kabao.ui.kit.context import RoomContext

Deadlined = tuple["Sequence[Attention]", "Sequence[Clock]"]

_RIGHT = Qt.AlignmentFlag.AlignRight
CLOCKS = 6
"""Clocks drawn on the page; the room of employers has them all."""


class OverviewRoom(Room):
    """Reads everything anew whenever a record changed."""

    def __init__(self, context: RoomContext) -> None:
        super().__init__("overview", "home", context.texts("overview.title"))
        self._context = context

    def build(self) -> QWidget:
        """Build the page: attention beside states, clocks beside changes."""
        self._make_parts()
        theme, texts = self._context.theme, self._context.texts
        upper = self._pair(
            self._block(texts("overview.attention_title"), self._attention),
            self._block(texts("overview.states_title"), self._total, self._bar, self._legend),
        )
        lower = self._pair(
            self._clocks_and_changes(),
            self._block(texts("overview.employers.title"), self._employers),
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
        header = page_header(theme, texts("overview.title"), self._day())
        self._note = header.note
        layout.addWidget(header)
        layout.addWidget(scroll, 1)
        self._reload()
        return page

    def _make_parts(self) -> None:
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
        self._employers = EmployersBlock(theme, texts)
        self._employers.chosen.connect(self._show_filter)
        self._counting = self._again = False
        self._states: Mapping[str, int] | None = None
        self._people: Sequence[Attention] = ()
        self._near: Sequence[Attention] | None = None

    def refresh(self, changed: Changed) -> None:
        """Read everything anew."""
        self._note.setText(self._day())
        self._reload()

    def _reload(self) -> None:
        self._show_states(self._context.workspace.overview.counts())
        self._show_changes()
        self._count()

    def _show_states(self, counts: Mapping[str, int]) -> None:
        if counts == self._states:
            return
        self._states = counts
        texts, theme = self._context.texts, self._context.theme
        parts = segments(texts, counts)
        total = sum(part.count for part in parts)
        self._bar.set_segments(parts)
        self._total.setText(texts("overview.total", count=f"{total:,}"))
        empty_layout(self._legend)
        for row, part in enumerate(parts):
            share = f"{100 * part.count / total:.1f}%" if total else "-"
            self._legend.addWidget(Swatch(theme, part), row, 0)
            self._legend.addWidget(self._state_link(part), row, 1)
            self._legend.addWidget(Label(f"{part.count:,}"), row, 2, _RIGHT)
            self._legend.addWidget(Label(share, tone="ink_2"), row, 3, _RIGHT)
        self._legend.setColumnStretch(1, 1)

    def _count(self) -> None:
        """Count in a worker what reads many people; what changed meanwhile is counted after it."""
        if self._counting:
            self._again = True
            return
        self._counting, self._again = True, False
        workspace = self._context.workspace

        def people(_control: object) -> PeopleCounted:
            with workspace.beside() as own:
                # A ledger that is only read keeps the statuses of an earlier day.
                only_read = workspace.ledger.read_only
                return own.overview.people_today() if only_read else own.overview.people()

        # After the people: the schedule of holidays takes its time to be read.
        def clocks(_control: object) -> Deadlined:
            with workspace.beside() as own:
                found = own.deadlines.all()
                near = own.overview.clocks(found)
            running = [item.clock for item in found if item.clock.rule.record == "employer"]
            return near, running[:CLOCKS]

        jobs = self._context.jobs
        jobs.run_when_idle(people, self._draw_people, self._context.alerts.show)
        jobs.run_when_idle(clocks, self._finish, self._failed)

    def _draw_people(self, found: PeopleCounted) -> None:
        self._people = found.attention
        self._show_states(found.states)
        self._show_attention()
        self._employers.show_employers(found.employers)

    def _failed(self, error: Exception) -> None:
        self._context.alerts.show(error)
        self._end_count()

    def _finish(self, found: Deadlined) -> None:
        self._near, running = found
        self._show_attention()
        self._draw_clocks(running)
        self._end_count()

    def _show_attention(self) -> None:
        # Nothing to do is said only when the clocks have been looked at too.
        if self._people or self._near is not None:
            self._attention.show_items(gravest_first([*(self._near or ()), *self._people]))

    def _end_count(self) -> None:
        self._counting = False
        if self._again:
            self._count()

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
        latest = self._context.workspace.overview.latest()
        for day, entries in by_day(texts, latest, self._context.clock()):
            self._changes.addWidget(Label(day, "section"))
            for entry in entries:
                self._changes.addLayout(self._change(entry))
        if not latest:
            self._changes.addWidget(Label(texts("overview.no_changes"), tone="ink_2"))

    def _change(self, entry: HistoryEntry) -> QHBoxLayout:
        """One line; its time leads to the entry in the history, where its records are."""
        line = QHBoxLayout()
        line.setSpacing(self._context.theme.space("s3"))
        words = what(self._context.texts, entry)
        link = LinkButton(when(entry), small=True)
        link.setAccessibleName(f"{link.text()} {words}")
        link.clicked.connect(lambda: self._context.navigate(Place("history", entry.id)))
        line.addWidget(link)
        line.addWidget(Label(words, wrap=True), 1)
        return line

    def _state_link(self, part: Segment) -> QWidget:
        if not part.count:
            return Label(part.label, tone="ink_3")
        link = LinkButton(part.label)
        words = self._context.texts("overview.show_state", state=part.label, count=part.count)
        link.setAccessibleName(words)
        link.clicked.connect(lambda: self._filter(part.key))
        return link

    def _follow(self, item: Attention) -> None:
        if item.filter is not None:
            self._show_filter(item.filter)
        elif item.place is not None:
            self._context.navigate(item.place)

    def _filter(self, key: str) -> None:
        self._show_states_of(states_of(key))

    def _show_states_of(self, states: frozenset[str]) -> None:
        wanted = ",".join(sorted(states))
        self._context.navigate(Place("holders", section=f"states:{wanted}"))

    def _show_filter(self, wanted: HolderFilter) -> None:
        self._context.navigate(Place("holders", section=f"filter:{filter_text(wanted)}"))

    def _clocks_and_changes(self) -> QVBoxLayout:
        texts = self._context.texts
        column = self._block(texts("overview.clocks_title"), self._clocks)
        column.addWidget(Hairline())
        column.addLayout(self._block(texts("overview.changes_title"), self._changes))
        return column

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
