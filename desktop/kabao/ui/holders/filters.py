"""Chips and conditions of the register as plain values: which let whom through, and how they join.

Chips and conditions write into one ``HolderFilter``, so that what is shown, saved and counted is
always the same thing. Conditions of one kind widen each other (two states), kinds narrow.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any

from kabao.domain.holders import HolderFilter
from kabao.services.views import filter_text, read_filter

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = [
    "CHIPS",
    "Chip",
    "Condition",
    "chip_count",
    "chip_filter",
    "chip_of",
    "conditions",
    "filter_text",
    "read_filter",
    "toggled",
    "without",
]

REVIEW_DAYS = 30
SETS = {
    "state": "states",
    "grade": "grades",
    "lit": "signals",
    "dark": "without_signals",
    "kind": "attention_kinds",
}
"""Kinds of conditions of which several may hold, and where they stand in a filter."""
_OPPOSITE = {"lit": "without_signals", "dark": "signals"}
_SINGLE = {"region": "region", "review": "review_until", "search": "search"}
_COVERED = frozenset({*SETS.values(), *_SINGLE.values(), "employer_id", "attention"})
_NOT_CONDITIONS = frozenset({"order", "today"})


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
    """Return the filter with one chip chosen in place of states, grades and review."""
    chip = next(item for item in CHIPS if item.key == key)
    until = review_day(today) if key == "review" else ""
    return replace(base, states=chip.states, grades=frozenset(), review_until=until)


def chip_of(wanted: HolderFilter, today: dt.date) -> str:
    """Return the chip that says what a filter says about states and review, or nothing."""
    chips = (item.key for item in CHIPS if chip_filter(item.key, wanted, today) == wanted)
    return next(chips, "")


def chip_count(key: str, counts: Mapping[str, int]) -> int | None:
    """Count the holders behind a chip; None where the counts by state do not tell."""
    if key == "all":
        return sum(counts.values())
    chip = next(item for item in CHIPS if item.key == key)
    return sum(counts.get(state, 0) for state in chip.states) if chip.states else None


def review_day(today: dt.date, days: int = REVIEW_DAYS) -> str:
    """Return the day until which reviews are meant."""
    return (today + dt.timedelta(days=days)).isoformat()


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition that can be seen and taken away by itself."""

    kind: str
    """A key of ``SETS``, employer, region, attention, review, search, or a field's name."""
    value: str = ""


def conditions(wanted: HolderFilter) -> Iterator[Condition]:
    """Go through the conditions of a filter; order is none, nor is the day it counts from."""
    for kind, name in SETS.items():
        yield from (Condition(kind, value) for value in sorted(getattr(wanted, name)))
    if wanted.employer_id is not None:
        yield Condition("employer", str(wanted.employer_id))
    for kind, name in _SINGLE.items():
        if getattr(wanted, name):
            yield Condition(kind, getattr(wanted, name))
    if wanted.attention:
        yield Condition("attention")
    plain = HolderFilter()
    for part in fields(HolderFilter):
        known = part.name in _COVERED or part.name in _NOT_CONDITIONS
        if not known and getattr(wanted, part.name) != getattr(plain, part.name):
            yield Condition(part.name, str(getattr(wanted, part.name)))


def toggled(wanted: HolderFilter, condition: Condition) -> HolderFilter:
    """Return the filter with a condition added, or taken away where it holds."""
    if condition in conditions(wanted):
        return without(wanted, condition)
    kind, value = condition.kind, condition.value
    if kind in SETS:
        changes = {SETS[kind]: getattr(wanted, SETS[kind]) | {value}}
        if kind in _OPPOSITE:
            changes[_OPPOSITE[kind]] = getattr(wanted, _OPPOSITE[kind]) - {value}
        return replace(wanted, **changes)
    if kind == "employer":
        return replace(wanted, employer_id=int(value))
    if kind == "attention":
        return replace(wanted, attention=True)
    return _with(wanted, **{_SINGLE[kind]: value})


def without(wanted: HolderFilter, condition: Condition) -> HolderFilter:
    """Return the filter without a condition."""
    kind = condition.kind
    if kind in SETS:
        return replace(wanted, **{SETS[kind]: getattr(wanted, SETS[kind]) - {condition.value}})
    if kind == "employer":
        return replace(wanted, employer_id=None)
    name = _SINGLE.get(kind, kind)
    return replace(wanted, **{name: getattr(HolderFilter(), name)})


def state_count(wanted: HolderFilter, condition: Condition, counts: Mapping[str, int]) -> int:
    """Count who would be shown by a state or a grade alone, next to the other of the two.

    ``counts`` are those of the filter without states and grades.
    """
    grades = wanted.grades if condition.kind == "state" else {condition.value}
    states = wanted.states if condition.kind == "grade" else {condition.value}
    return sum(
        count
        for key, count in counts.items()
        if (not states or not states.isdisjoint((key, key.partition("/")[0])))
        and (not grades or key.partition("/")[2] in grades)
    )


def _with(wanted: HolderFilter, **changes: Any) -> HolderFilter:
    return replace(wanted, **changes)
