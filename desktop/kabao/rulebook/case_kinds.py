"""Kinds of cases and their parts, read from ``case_kinds.toml``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kabao.domain.case_kinds import KindProfile
from kabao.domain.cases import PARTS, ApplicantKind, CaseKind, MaterialKey
from kabao.domain.rules import MaterialRule
from kabao.domain.words import Words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kabao.rulebook.sources import RuleFile


def read_kinds(file: RuleFile) -> dict[CaseKind, KindProfile]:
    """Return every kind of case; one without an entry, or with other parts, is refused."""
    file.unique([entry["key"] for entry in file.data["kinds"]], "kinds")
    profiles = [_profile(file, entry) for entry in file.data["kinds"]]
    found = {item.kind: item for item in profiles}
    for kind in CaseKind:
        if kind not in found:
            raise file.refused(f"kinds/{kind}")
        # Ledgers keep the parts under their numbers, which no rule file may move.
        if found[kind].parts != PARTS[kind]:
            raise file.refused(f"kinds/{kind}/parts")
    return found


def read_parts(
    file: RuleFile, materials: tuple[MaterialRule, ...]
) -> dict[MaterialKey, MaterialRule]:
    """Return the rule of every part of every kind, the six materials among them."""
    file.unique([entry["key"] for entry in file.data["parts"]], "parts")
    rules = {item.key: item for item in materials}
    rules |= {item.key: item for item in (_part(file, entry) for entry in file.data["parts"])}
    for key in MaterialKey:
        if key not in rules:
            raise file.refused(f"parts/{key}")
    return rules


def _profile(file: RuleFile, entry: Mapping[str, Any]) -> KindProfile:
    place = f"kinds/{entry['key']}"
    origin = file.origin(entry, place)
    return KindProfile(
        kind=CaseKind(entry["key"]),
        applicants=tuple(ApplicantKind(kind) for kind in entry["applicants"]),
        title=Words(entry["zh"], entry["en"]),
        note=Words(**entry["note"]),
        parts=tuple(_key(file, key, f"{place}/parts/{key}") for key in entry["parts"]),
        confidence=origin.confidence,
        source=origin.source,
        offered=entry["offered"],
        articles=tuple(entry.get("articles", ())),
    )


def _part(file: RuleFile, entry: Mapping[str, Any]) -> MaterialRule:
    place = f"parts/{entry['key']}"
    key = _key(file, entry["key"], place)
    return MaterialRule(
        key=key,
        number=key.number,
        title=Words(**entry["title"]),
        source_number="",
        origin=file.origin(entry, place),
        short=Words(**entry["short"]),
    )


def _key(file: RuleFile, key: str, place: str) -> MaterialKey:
    try:
        return MaterialKey(key)
    except ValueError as error:
        raise file.refused(place) from error
