"""Periods of law, read from ``deadlines.toml``."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from kabao.domain.clocks import Bound, ClockRule, DeadlineRules, Unit
from kabao.domain.words import Words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kabao.rulebook.sources import RuleFile


def read_deadlines(file: RuleFile) -> DeadlineRules:
    """Return the clocks in their order and how each kind of unit is registered today."""
    data = file.data
    file.unique([entry["key"] for entry in data["clocks"]], "clocks")
    file.origin(data["tracks"], "tracks")
    tracks = data["tracks"]["entries"]
    file.unique([kind for entry in tracks for kind in entry["kinds"]], "tracks/kinds")
    return DeadlineRules(
        clocks=tuple(_clock(file, entry) for entry in data["clocks"]),
        tracks=MappingProxyType(
            {kind: Words(**entry["text"]) for entry in tracks for kind in entry["kinds"]}
        ),
    )


def _clock(file: RuleFile, entry: Mapping[str, Any]) -> ClockRule:
    return ClockRule(
        key=entry["key"],
        record=entry["record"],
        start_field=entry["start_field"],
        done_fields=tuple(entry["done_fields"]),
        days=entry["days"],
        unit=Unit(entry["unit"]),
        rolls=entry["rolls"],
        binds=Bound(entry["binds"]),
        law=entry["law"],
        title=Words(**entry["title"]),
        article=Words(**entry["article"]),
        event=Words(**entry["event"]),
        counting=Words(**file.data["counting"][entry["counting"]]),
        late=Words(**entry["late"]),
        note=Words(**entry["note"]),
        origin=file.origin(entry, f"clocks/{entry['key']}"),
        settled_by=tuple(entry.get("settled_by", ())),
    )
