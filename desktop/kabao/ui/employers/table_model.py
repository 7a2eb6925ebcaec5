"""The table of employers: name, code, day of establishment, and how the clock stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt

from kabao.ui.employers.clock_words import ICONS, clock_line, clock_rule, clock_tone
from kabao.ui.kit.labels import begun, date_text
from kabao.ui.kit.lines_model import Index, LinesModel
from kabao.ui.kit.roles import ICON_ROLE, TONE_ROLE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kabao.domain.clocks import Clock
    from kabao.domain.employers import Employer
    from kabao.texts import Texts

COLUMNS = ("name", "uscc", "kind", "established_on", "people", "clock")


@dataclass(frozen=True, slots=True)
class EmployerLine:
    """One row: the employer, its kind in words, how many people, and its clocks."""

    employer: Employer
    kind: str
    people: int
    clocks: Sequence[Clock] = ()
    """Open ones first by the day they end."""
    practice: str = ""
    """How an employer of its kind is registered today, in words."""

    @property
    def clock(self) -> Clock | None:
        """The one that ends next, or the last that was done."""
        return self.clocks[0] if self.clocks else None


class EmployersModel(LinesModel["EmployerLine"]):
    """Rows of employers; small enough to hold whole."""

    def __init__(self, texts: Texts) -> None:
        super().__init__(texts, COLUMNS, "employers.column")

    def row_of(self, employer_id: int) -> int:
        """Return the row of an employer, or -1."""
        ids = [line.employer.id for line in self._lines]
        return ids.index(employer_id) if employer_id in ids else -1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the text of a cell, or how urgent its clock is."""
        line = self._lines[index.row()]
        column = COLUMNS[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(line, column)
        if role == Qt.ItemDataRole.ToolTipRole and column == "clock":
            return "\n".join(filter(None, (self._text(line, column), self._rule(line))))
        if role == TONE_ROLE and column == "clock":
            return clock_tone(line.clock)
        if role == ICON_ROLE and column == "clock" and line.clock is not None:
            return ICONS[line.clock.urgency], clock_tone(line.clock)
        return None

    def _rule(self, line: EmployerLine) -> str:
        return clock_rule(self._texts, line.clock)

    def _text(self, line: EmployerLine, column: str) -> str:
        if column == "clock":
            return begun(clock_line(self._texts, line.clock))
        if column == "established_on":
            return date_text(line.employer.established_on)
        if column == "people":
            return f"{line.people:,}"
        if column == "kind":
            return begun(line.kind)
        return line.employer.text(column)
