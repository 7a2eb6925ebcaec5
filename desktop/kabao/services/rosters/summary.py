"""What a preview comes to, counted once where nobody waits for it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kabao.domain.findings import Level
    from kabao.domain.rosters.reading import CellFinding
    from kabao.services.rosters.matching import PlannedRow

PARTS = ("all", "found", "refused", "updated")
"""The parts of a preview that are shown by themselves."""


@dataclass(frozen=True, slots=True)
class Summary:
    """Findings by level, cells by the correction offered, and the rows of each part."""

    levels: Mapping[Level, int] = field(default_factory=dict)
    offers: Mapping[str, int] = field(default_factory=dict)
    parts: Mapping[str, list[PlannedRow]] = field(default_factory=dict)
    found_at: Sequence[int] = ()
    """Where among all rows those with findings stand."""


def summary_of(rows: list[PlannedRow], general: Iterable[CellFinding]) -> Summary:
    """Go through every row and finding once."""
    levels = Counter(item.finding.level for item in general)
    offers: Counter[str] = Counter()
    parts: dict[str, list[PlannedRow]] = {name: [] for name in PARTS}
    parts["all"] = rows
    found_at: list[int] = []
    for number, row in enumerate(rows):
        found = row.row.findings
        if found:
            found_at.append(number)
            parts["found"].append(row)
            levels.update(item.finding.level for item in found)
            offers.update(item.fix for item in found if item.fix)
        if row.outcome.value in parts:
            parts[row.outcome.value].append(row)
    return Summary(levels, offers, parts, found_at)
