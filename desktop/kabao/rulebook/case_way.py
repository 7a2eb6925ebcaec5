"""The way of cases, read from ``case_way.toml``."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from kabao.domain.case_way_rules import (
    BEGINNING,
    CaseWayRules,
    ChangeItem,
    Route,
    Transition,
    WayPath,
    WayState,
)
from kabao.domain.cases import ApplicantKind, CaseKind
from kabao.domain.words import Words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kabao.rulebook.sources import RuleFile


def read_case_way(file: RuleFile) -> CaseWayRules:
    """Return the way of cases; a step between states that are not listed is refused."""
    data = file.data
    _hold_together(file)
    return CaseWayRules(
        states=tuple(_state(file, entry) for entry in data["states"]),
        transitions=tuple(_transition(file, entry) for entry in data["transitions"]),
        paths=tuple(_path(entry) for entry in data["paths"]),
        changes=tuple(_change(file, entry) for entry in data["changes"]),
    )


def _hold_together(file: RuleFile) -> None:
    data = file.data
    states = [entry["key"] for entry in data["states"]]
    file.unique(states, "states")
    file.unique([entry["key"] for entry in data["transitions"]], "transitions")
    file.unique([entry["key"] for entry in data["changes"]], "changes")
    named = [
        BEGINNING,
        *(key for path in data["paths"] for part in path["stretches"] for key in part),
    ]
    for entry in data["transitions"]:
        named += [*entry["from"], entry["to"]]
        if entry["actor"] not in data["actors"]:
            raise file.refused(f"transitions/{entry['key']}/actor")
    unknown = [key for key in named if key not in states]
    if unknown:
        raise file.refused(f"states/{unknown[0]}")


def _state(file: RuleFile, entry: Mapping[str, Any]) -> WayState:
    return WayState(
        key=entry["key"],
        label=_label(entry),
        origin=file.origin(entry, f"states/{entry['key']}"),
        official=entry.get("official", False),
        final=entry.get("final", False),
        may_change=entry.get("may_change", False),
    )


def _transition(file: RuleFile, entry: Mapping[str, Any]) -> Transition:
    return Transition(
        key=entry["key"],
        sources=tuple(entry["from"]),
        target=entry["to"],
        label=_label(entry),
        actor=Words(**file.data["actors"][entry["actor"]]),
        applicants=tuple(ApplicantKind(kind) for kind in entry["applicants"]),
        kinds=tuple(CaseKind(kind) for kind in entry["kinds"]),
        needs=frozenset(entry.get("needs", ())),
        guards=tuple(entry.get("guards", ())),
        origin=file.origin(entry, f"transitions/{entry['key']}"),
        snapshot=entry.get("snapshot", ""),
        fills=MappingProxyType(dict(entry.get("fills", {}))),
    )


def _path(entry: Mapping[str, Any]) -> WayPath:
    return WayPath(
        ApplicantKind(entry["applicant"]),
        CaseKind(entry["kind"]),
        tuple(tuple(part) for part in entry["stretches"]),
    )


def _change(file: RuleFile, entry: Mapping[str, Any]) -> ChangeItem:
    return ChangeItem(
        key=entry["key"],
        label=_label(entry),
        route=Route(entry["route"]),
        retest=entry.get("retest", False),
        places=tuple(entry["places"]),
        origin=file.origin(entry, f"changes/{entry['key']}"),
        direction=entry.get("direction", ""),
        note=Words(**entry["note"]) if "note" in entry else None,
    )


def _label(entry: Mapping[str, Any]) -> Words:
    return Words(entry["zh"], entry["en"])
