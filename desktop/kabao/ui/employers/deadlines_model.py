"""The table of deadlines: how each stands, its day, what is to be done, and for whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt

from kabao.domain.clocks import Bound, Urgency
from kabao.services.deadline_words import standing
from kabao.ui.employers.clock_words import ICONS, clock_rule, clock_tone
from kabao.ui.kit.labels import begun
from kabao.ui.kit.lines_model import Index, LinesModel
from kabao.ui.kit.roles import ICON_ROLE, TONE_ROLE

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from kabao.domain.clocks import Clock
    from kabao.services.deadlines import Deadline
    from kabao.texts import Texts

COLUMNS = ("standing", "due", "title", "whose", "employer")
WEEK, MONTH = 7, 30

FILTERS: Mapping[str, Callable[[Clock], bool]] = {
    "all": lambda _clock: True,
    "late": lambda clock: clock.urgency is Urgency.LATE,
    "week": lambda clock: 0 <= clock.days_left <= WEEK,
    "month": lambda clock: 0 <= clock.days_left <= MONTH,
    "own": lambda clock: clock.rule.binds is Bound.EMPLOYER,
    "office": lambda clock: clock.rule.binds is Bound.OFFICE,
}
"""What the chips let through."""


class DeadlinesModel(LinesModel["Deadline"]):
    """Rows of open clocks, the nearest first."""

    def __init__(self, texts: Texts) -> None:
        super().__init__(texts, COLUMNS, "employers.deadlines.column")

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the text of a cell, or the mark of how urgent it is."""
        line, column = self.line(index.row()), COLUMNS[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(line, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return clock_rule(self._texts, line.clock)
        if column == "standing" and role == ICON_ROLE:
            return ICONS[line.clock.urgency], clock_tone(line.clock)
        if column == "standing" and role == TONE_ROLE:
            return clock_tone(line.clock)
        return None

    def _text(self, line: Deadline, column: str) -> str:
        clock = line.clock
        match column:
            case "standing":
                return begun(standing(clock, self._texts))
            case "due":
                return clock.nominal_due.isoformat()
            case "title":
                return clock.rule.title.to(self._texts.language)
            case "whose":
                return clock.name
            case _:
                return line.employer if line.employer != clock.name else ""


def filtered(deadlines: Sequence[Deadline], key: str, search: str) -> list[Deadline]:
    """Return what a chip and the search field let through."""
    lets = FILTERS[key]
    return [
        item
        for item in deadlines
        if lets(item.clock) and search in f"{item.clock.name} {item.employer}"
    ]
