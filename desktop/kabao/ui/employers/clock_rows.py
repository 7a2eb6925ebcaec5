"""The lines of the calendar of clocks: one per employer's clock, one for all people of a clock."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kabao.domain.clocks import ClockState
from kabao.domain.findings import Place
from kabao.services.deadline_words import standing
from kabao.ui.kit.labels import begun

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from kabao.domain.clocks import Clock
    from kabao.services.deadlines import Deadline
    from kabao.texts import Texts


@dataclass(frozen=True, slots=True)
class ClockRow:
    """One line: whose, what, how it stands, and where it is dealt with."""

    clock: Clock
    """Of several, the one that ends first."""
    others: tuple[dt.date, ...]
    """The last days of the others."""
    name: str
    title: str
    standing: str
    place: Place

    def told(self, texts: Texts) -> str:
        """Say the whole line."""
        clock = self.clock
        row = texts(
            "employers.axis.row",
            name=self.name,
            title=self.title,
            standing=self.standing,
            start=clock.start,
            due=clock.nominal_due,
        )
        if clock.final_due == clock.nominal_due:
            return row
        return texts("employers.axis.row_moved", row=row, final=clock.final_due)


def clock_rows(deadlines: Iterable[Deadline], texts: Texts) -> list[ClockRow]:
    """Put open clocks into lines, in the order in which they come."""
    lines: dict[tuple[str, int], list[Clock]] = {}
    for item in deadlines:
        clock = item.clock
        whose = clock.record if clock.rule.record == "employer" else 0
        lines.setdefault((clock.rule.key, whose), []).append(clock)
    return [_row(clocks, texts, of_people=not key[1]) for key, clocks in lines.items()]


def _standing(clock: Clock, texts: Texts) -> str:
    if clock.state is ClockState.PAST_NOMINAL:  # the calendar shows why
        return texts("employers.axis.past_nominal", final=f"{clock.final_due:%m-%d}")
    return begun(standing(clock, texts))


def _row(clocks: list[Clock], texts: Texts, *, of_people: bool) -> ClockRow:
    first, *others = clocks
    count = texts("employers.axis.people", count=f"{len(clocks):,}") if others else first.name
    place = Place("employers", first.record, section="deadlines")
    return ClockRow(
        first,
        tuple(sorted({clock.nominal_due for clock in others})),
        count if of_people else first.name,
        first.rule.title.to(texts.language),
        _standing(first, texts),
        place,
    )
