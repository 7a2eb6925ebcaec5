"""The clocks that end first on one calendar; read late, so the drawing is imported late."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal

from kabao.domain.findings import Place
from kabao.ui.kit.buttons import LinkButton
from kabao.ui.kit.text import Label
from kabao.ui.overview.block import Block

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Sequence

    from kabao.services.deadlines import Deadline
    from kabao.texts import Texts
    from kabao.ui.employers.axis_legend import AxisLegend
    from kabao.ui.employers.clock_calendar import ClockCalendar
    from kabao.ui.kit.theme import Theme

ROWS = 6
"""Lines drawn on the page; the room of employers has them all."""


class ClocksBlock(Block):
    """Emits ``chosen`` with the place where a clock, or all of them, are dealt with."""

    chosen = Signal(object)

    def __init__(self, theme: Theme, texts: Texts) -> None:
        super().__init__(theme, texts("overview.clocks_title"))
        self._theme, self._texts = theme, texts
        self._drawn: tuple[ClockCalendar, AxisLegend] | None = None
        self.empty = Label(texts("overview.loading"), tone="ink_2")
        self.all = LinkButton("", small=True)
        self.all.clicked.connect(lambda: self.chosen.emit(Place("employers", section="deadlines")))
        self.all.hide()
        self.add(self.empty)
        self.heading.addWidget(self.all, 0, Qt.AlignmentFlag.AlignVCenter)

    def show_clocks(
        self, deadlines: Sequence[Deadline], rest: Collection[dt.date], today: dt.date
    ) -> None:
        """Show other clocks, those first that end first."""
        from kabao.ui.employers.axis_legend import keys_of
        from kabao.ui.employers.clock_rows import clock_rows

        rows = clock_rows(deadlines, self._texts)[:ROWS]
        calendar, legend = self._drawn or self._draw()
        calendar.show_rows(rows, rest, today)
        legend.show_keys(keys_of(row.clock for row in rows))
        for part in (calendar, legend, self.all):
            part.setVisible(bool(rows))
        self.all.setText(self._texts("employers.axis.all", count=f"{len(deadlines):,}"))
        self.empty.setText(self._texts("overview.no_clocks"))
        self.empty.setVisible(not rows)

    def _draw(self) -> tuple[ClockCalendar, AxisLegend]:
        from kabao.ui.employers.axis_legend import AxisLegend
        from kabao.ui.employers.clock_calendar import ClockCalendar

        calendar = ClockCalendar(self._theme, self._texts)
        calendar.chosen.connect(self.chosen)
        legend = AxisLegend(self._theme, self._texts)
        for place, part in enumerate((calendar, legend), 1):
            self.body.insertWidget(place, part)
        self._drawn = (calendar, legend)
        return self._drawn
