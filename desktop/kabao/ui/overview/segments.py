"""The eight parts of the bar of states, each with its colour, pattern and the filter behind it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kabao.ui.kit.charts import Segment

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kabao.texts import Texts


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the bar: the counted states it joins."""

    key: str
    states: tuple[str, ...]
    color: str
    pattern: str = "none"


PARTS = (
    Part("well_supported", ("active/well_supported",), "state_active_3"),
    Part("supported", ("active/supported",), "state_active_2"),
    Part("claimed", ("active/claimed",), "state_active_1"),
    Part("not_activated", ("not_activated",), "ink_3", "dots"),
    Part("not_collected", ("not_collected", "no_card"), "state_not_collected"),
    Part("lost", ("lost_temp", "lost_formal", "app_locked"), "warning", "stripes"),
    Part("ended", ("sealed", "expired", "cancelled"), "ink_3", "back_stripes"),
    Part("in_doubt", ("in_doubt",), "error"),
)


def segments(texts: Texts, counts: Mapping[str, int]) -> list[Segment]:
    """Return the parts with their counts; together they are every holder of the ledger."""
    return [
        Segment(
            part.key,
            texts(f"overview.part.{part.key}"),
            sum(counts.get(state, 0) for state in part.states),
            part.color,
            part.pattern,
        )
        for part in PARTS
    ]


def states_of(key: str) -> frozenset[str]:
    """Return the states that one part joins."""
    return frozenset(next(part.states for part in PARTS if part.key == key))
