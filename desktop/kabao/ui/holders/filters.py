"""The chips above the register, and a filter as text: in places, saved views and settings."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any

from kabao.domain.holders import HolderFilter

if TYPE_CHECKING:
    from collections.abc import Mapping

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


def filter_text(wanted: HolderFilter) -> str:
    """Write a filter as JSON, only the parts that differ from letting everybody through."""
    plain = HolderFilter()
    parts = {
        part.name: _written(getattr(wanted, part.name))
        for part in fields(HolderFilter)
        if getattr(wanted, part.name) != getattr(plain, part.name)
    }
    return json.dumps(parts, ensure_ascii=False, sort_keys=True)


def read_filter(text: str) -> HolderFilter:
    """Read what ``filter_text`` wrote; parts that are unknown or of another kind are left out."""
    try:
        stored = json.loads(text)
    except (ValueError, RecursionError):
        return HolderFilter()
    if not isinstance(stored, dict):
        return HolderFilter()
    plain = HolderFilter()
    kept = {part.name: getattr(plain, part.name) for part in fields(HolderFilter)}
    for name in kept.keys() & stored.keys():
        kept[name] = _read(kept[name], stored[name])
    return HolderFilter(**kept)


def _written(value: Any) -> Any:
    return sorted(value) if isinstance(value, frozenset) else value


def _read(plain: Any, value: Any) -> Any:
    """Return a stored value as the kind its field has, or the field's own."""
    if isinstance(plain, frozenset):
        usable = isinstance(value, list) and all(isinstance(item, str) for item in value)
        return frozenset(value) if usable else plain
    if plain is None:
        return value if isinstance(value, int) and not isinstance(value, bool) else None
    return value if type(value) is type(plain) else plain
