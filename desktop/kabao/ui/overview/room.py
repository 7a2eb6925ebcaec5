"""The first room: attention beside the states of all cards and employers, clocks, changes."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from kabao.domain.findings import Place
from kabao.domain.holders import HolderFilter
from kabao.ui.kit.employer_choice import EmployerChoice
from kabao.ui.kit.layouts import MeasuredPage
from kabao.ui.kit.panels import Scroller, page_header
from kabao.ui.kit.rooms import Room
from kabao.ui.overview.attention_list import AttentionList
from kabao.ui.overview.block import Block
from kabao.ui.overview.changes_block import ChangesBlock
from kabao.ui.overview.clocks_block import ClocksBlock
from kabao.ui.overview.columns import Columns
from kabao.ui.overview.employers_block import EmployersBlock
from kabao.ui.overview.first_steps_block import FirstStepsBlock
from kabao.ui.overview.states_block import StatesBlock

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator, Sequence

    from kabao.domain.changes import Changed
    from kabao.domain.history import HistoryEntry
    from kabao.services.deadlines import Deadline
    from kabao.services.overview import Attention, PeopleCounted
    from kabao.ui.kit.context import RoomContext

Deadlined = tuple["Sequence[Attention]", "Sequence[Deadline]", "frozenset[dt.date]"]

ROOMY = 1000
"""Height of the page, unscaled, that has room for everything that presses and the calendar."""


class OverviewRoom(Room):
    """Reads everything anew whenever a record or the day has changed."""

    def __init__(self, context: RoomContext) -> None:
        super().__init__("overview", "home", context.texts("overview.title"))
        self._context = context
        self._counting = self._again = False
        self._people: Sequence[Attention] = ()
        self._near: Sequence[Attention] | None = None
        self._found: PeopleCounted | None = None

    def build(self) -> QWidget:
        """Build the page: attention beside states and employers."""
        theme, texts = self._context.theme, self._context.texts
        self._make_parts()
        employers = Block(theme, texts("overview.employers.title")).add(self._employers)
        attention = self._pressing = Block(theme, texts("overview.attention_title"))
        attention.add(self._attention)
        top = QWidget()
        upright = self._top = QVBoxLayout(top)
        upright.setContentsMargins(0, 0, 0, 0)
        upright.setSpacing(theme.space("s5"))
        upright.addWidget(attention)
        upright.insertWidget(0, self._first)
        self.columns = Columns(theme, (top, self._states, employers, self._clocks, self._changes))
        scroll = Scroller()
        margin = theme.space("page_margin")
        scroll.body.setContentsMargins(margin, 0, margin, margin)
        scroll.hold_edge(margin)
        scroll.body.addWidget(self.columns)
        scroll.body.addStretch(1)
        page = MeasuredPage()
        page.height_changed.connect(self._fold)
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self.employers = EmployerChoice(self._context)
        self.employers.employer_chosen.connect(self._reload)
        header = page_header(theme, texts("overview.title"), self._day(), actions=(self.employers,))
        self._note = header.note
        for part, share in ((header, 0), (scroll, 1)):
            layout.addWidget(part, share)
        self._reload()
        return page

    def regions(self) -> Sequence[QWidget]:
        """F6 goes from what needs attention over states and employers to clocks and changes."""
        return (
            self._attention,
            self._first,
            self._states,
            self._employers,
            self._clocks,
            self._changes,
        )

    def refresh(self, changed: Changed) -> None:
        """Read everything anew."""
        self._note.setText(self._day())
        self.employers.reload()
        self._reload()

    def _fold(self, height: int) -> None:
        self._attention.set_low(low=height < self._context.theme.px(ROOMY))

    def _make_parts(self) -> None:
        theme, texts, navigate = self._context.theme, self._context.texts, self._context.navigate
        self._attention = AttentionList(theme, texts)
        self._attention.chosen.connect(self._follow)
        self._states = StatesBlock(theme, texts)
        self._states.chosen.connect(self._show_states_of)
        self._employers = EmployersBlock(theme, texts)
        self._employers.chosen.connect(self._show_filter)
        self._clocks = ClocksBlock(theme, texts)
        self._clocks.chosen.connect(navigate)
        self._first = FirstStepsBlock(theme, texts)
        self._first.chosen.connect(navigate)
        self._changes = ChangesBlock(theme, texts)
        self._changes.chosen.connect(navigate)
        self._changes.undo_asked.connect(partial(self._take_step, back=True))
        self._changes.redo_asked.connect(partial(self._take_step, back=False))

    def _reload(self) -> None:
        from kabao.services.first_steps import first_steps

        overview = self._context.workspace.overview
        if self.employers.employer is None:
            self._states.show_counts(overview.counts())
        self._first.show_steps(first_steps(self._context.workspace))
        self._show_changes()
        self._count()

    def _show_changes(self) -> None:
        from kabao.domain.history import redo_candidate, undo_candidate

        context = self._context
        overview, steps = context.workspace.overview, context.steps
        entries = overview.latest()
        # A ledger that is only read offers no way back.
        known = () if steps is None or context.workspace.ledger.read_only else entries
        self._changes.show_entries(
            entries,
            overview.place_of,
            context.clock(),
            undo_candidate(known),
            redo_candidate(known),
        )

    def _take_step(self, entry: HistoryEntry, *, back: bool) -> None:
        steps = self._context.steps
        if steps is not None:
            (steps.undo_entry if back else steps.redo_entry)(entry)

    def _count(self) -> None:
        """Count in a worker what reads many people; what changed meanwhile is counted after it."""
        if self._counting:
            self._again = True
            return
        self._counting, self._again = True, False
        workspace, employer = self._context.workspace, self.employers.employer

        def people(_control: object) -> PeopleCounted:
            with workspace.beside() as own:
                if employer is not None:
                    return own.overview.people_of(employer)
                # A ledger that is only read keeps the statuses of an earlier day.
                only_read = workspace.ledger.read_only
                return own.overview.people_today() if only_read else own.overview.people()

        # After the people: the schedule of holidays takes its time to be read.
        today = self._context.clock()

        def clocks(_control: object) -> Deadlined:
            from kabao.ui.employers.day_axis import days_around

            with workspace.beside() as own:
                found = [
                    item for item in own.deadlines.all() if employer in (None, item.employer_id)
                ]
                near = own.overview.clocks(found)
                rest = own.deadlines.rest_days(days_around(today))
            return near, found, rest

        jobs = self._context.jobs
        jobs.run_when_idle(people, self._draw_people, self._context.alerts.show)
        jobs.run_when_idle(clocks, self._finish, self._failed)

    def _draw_people(self, found: PeopleCounted) -> None:
        self._people, self._found = found.attention, found
        self._context.jobs.in_pieces(self._attention, self._draw_parts(found))

    def _draw_parts(self, found: PeopleCounted) -> Iterator[None]:
        """Draw one part after the other: each lays the page out anew."""
        draws: tuple[Callable[[], object], ...] = (
            partial(self._states.show_counts, found.states),
            self._show_attention,
            partial(self._employers.show_employers, found.employers),
        )
        for draw in draws:
            if found is self._found:
                draw()
                yield

    def _failed(self, error: Exception) -> None:
        self._context.alerts.show(error)
        self._end_count()

    def _finish(self, found: Deadlined) -> None:
        self._near, deadlines, rest = found
        self._show_attention()
        self._clocks.show_clocks(deadlines, rest, self._context.clock())
        self._end_count()

    def _show_attention(self) -> None:
        from kabao.services.overview import gravest_first

        # Nothing to do is said only when the clocks have been looked at too.
        if self._people or self._near is not None:
            items = gravest_first([*(self._near or ()), *self._people])
            self._attention.show_items(items)
            # While nothing presses, who has just begun looks for the first step.
            self._top.insertWidget(0, self._pressing if items else self._first)
            note = self._context.texts("overview.attention_note", count=f"{len(items):,}")
            self._pressing.note.setText(note if len(items) > 1 else "")

    def _end_count(self) -> None:
        self._counting = False
        if self._again:
            self._count()

    def _follow(self, item: Attention) -> None:
        if item.filter is not None:
            self._show_filter(item.filter)
        elif item.place is not None:
            self._context.navigate(item.place)

    def _show_states_of(self, states: frozenset[str]) -> None:
        employer = self.employers.employer
        if employer is not None:
            self._show_filter(HolderFilter(employer_id=employer, states=states))
            return
        wanted = ",".join(sorted(states))
        self._context.navigate(Place("holders", section=f"states:{wanted}"))

    def _show_filter(self, wanted: HolderFilter) -> None:
        from kabao.services.views import filter_text

        self._context.navigate(Place("holders", section=f"filter:{filter_text(wanted)}"))

    def _day(self) -> str:
        today = self._context.clock()
        weekday = self._context.texts(f"overview.weekday.{today.isoweekday()}")
        return f"{today.isoformat()}  {weekday}"
