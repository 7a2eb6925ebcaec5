"""The chips above the register, and a filter as text: in places, saved views and settings."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kabao.services.views import filter_text, read_filter

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kabao.domain.holders import HolderFilter

__all__ = ["CHIPS", "Chip", "chip_count", "chip_filter", "filter_text", "read_filter"]

REVIEW_DAYS = 30


@dataclass(frozen=True, slots=True)
class Chip:
    """One chip; an empty set of states lets everything through."""

    key: str
    states: frozenset[str] = frozenset()


CHIPS = (
    Chip("all"),
    Chip("not_activated", frozenset({"not_activated"})),
    Chip("in_doubt", frozenset({"in_doubt"})),
    Chip("lost", frozenset({"lost_temp", "lost_formal", "app_locked"})),
    Chip("claimed", frozenset({"active/claimed"})),
    Chip("review"),
)


def chip_filter(key: str, base: HolderFilter, today: dt.date) -> HolderFilter:
    """Return the filter with one chip chosen."""
    chip = next(item for item in CHIPS if item.key == key)
    until = (today + dt.timedelta(days=REVIEW_DAYS)).isoformat() if key == "review" else ""
    return replace(base, states=chip.states, review_until=until)


def chip_count(key: str, counts: Mapping[str, int]) -> int | None:
    """Count the holders behind a chip; None where the counts by state do not tell."""
    if key == "all":
        return sum(counts.values())
    chip = next(item for item in CHIPS if item.key == key)
    return sum(counts.get(state, 0) for state in chip.states) if chip.states else None
