"""Code lists, materials, checklist and law, read from their rule files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kabao.domain.cases import ApplicantKind, CaseKind, MaterialKey
from kabao.domain.fields import Choice
from kabao.domain.findings import Level
from kabao.domain.rules import CheckRule, LawText, MaterialRule
from kabao.domain.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kabao.rulebook.sources import RuleFile


_ISSUING = (CaseKind.ISSUANCE, CaseKind.CHANGE)


def choices(entries: Iterable[Sequence[str]]) -> tuple[Choice, ...]:
    """Return a pick list from triples of code, Chinese and English."""
    return tuple(Choice(code, Words(zh, en)) for code, zh, en in entries)


def read_code_lists(file: RuleFile) -> dict[str, tuple[Choice, ...]]:
    """Return the code lists of a file by name."""
    lists = {}
    for name, entry in file.data["lists"].items():
        file.origin(entry, name)
        file.unique([row[0] for row in entry["entries"]], name)
        lists[name] = choices(entry["entries"])
    return lists


def read_materials(file: RuleFile) -> tuple[MaterialRule, ...]:
    """Return the six materials in their numbered order."""
    materials = tuple(_material(file, entry) for entry in file.data["materials"])
    for position, material in enumerate(materials):
        if (material.number, material.key.number) != (position + 1, position + 1):
            raise file.refused(f"materials/{material.key}/number")
    return materials


def _material(file: RuleFile, entry: dict[str, Any]) -> MaterialRule:
    return MaterialRule(
        key=MaterialKey(entry["key"]),
        number=entry["number"],
        title=Words(**entry["title"]),
        source_number=entry["source_number"],
        origin=file.origin(entry, f"materials/{entry['key']}"),
        short=Words(**entry["short"]),
    )


def read_checklist(file: RuleFile) -> tuple[CheckRule, ...]:
    """Return the lines of the checklist in order."""
    file.unique([entry["id"] for entry in file.data["checks"]], "checks")
    return tuple(
        CheckRule(
            id=entry["id"],
            title=Words(entry["zh"], entry["en"]),
            level=Level(entry["level"]),
            applicants=frozenset(ApplicantKind(kind) for kind in entry["applicants"]),
            origin=file.origin(entry, f"checks/{entry['id']}"),
            kinds=frozenset(CaseKind(kind) for kind in entry.get("kinds", _ISSUING)),
        )
        for entry in file.data["checks"]
    )


def read_laws(file: RuleFile) -> dict[str, LawText]:
    """Return the articles by key."""
    file.unique([entry["key"] for entry in file.data["laws"]], "laws")
    return {
        entry["key"]: LawText(
            key=entry["key"],
            title=Words(**entry["title"]),
            paragraphs=tuple(Words(*pair) for pair in entry["paragraphs"]),
            notes=tuple(Words(*pair) for pair in entry["notes"]),
            origin=file.origin(entry, f"laws/{entry['key']}"),
        )
        for entry in file.data["laws"]
    }
