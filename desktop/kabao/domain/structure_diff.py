"""What differs: local elements against the nation or an earlier case, and structures themselves."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from kabao.domain.extensions import is_blank, parse_extensions
from kabao.domain.structure_tree import structure_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kabao.domain.fields import Values
    from kabao.domain.structure import Extension, FileStructure
    from kabao.domain.structure_tree import Facts

    Numbered = tuple[int, Extension]

COLUMNS = ("name", "type", "length", "example", "reason")
SETTINGS = ("spec_version", "application_fields", "has_local_extension")


class Kind(StrEnum):
    """What happened to a place."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    FILE = "file"
    """A file that the national structure does not have."""
    APPLICATION = "application"
    """An application that the national structure does not have."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference at one place."""

    kind: Kind
    path: str
    """``DF01/EF16/C0``, or ``spec_version`` for a setting of the material."""
    column: str = ""
    """Column that changed; empty where the whole place came or went."""
    before: str = ""
    after: str = ""
    name: str = ""
    row: int = -1
    """Row of the local element in the newer list; -1 where there is none."""


def against_nation(structure: FileStructure, values: Values) -> tuple[Difference, ...]:
    """Return what a case adds to the national structure, and its files of its own."""
    found: list[Difference] = []
    told: set[str] = set()
    for row, item in enumerate(parse_extensions(values)):
        if is_blank(item):
            continue
        df = item.file.partition("/")[0]
        if structure.application(df) is None and df not in told:
            told.add(df)
            found.append(Difference(Kind.APPLICATION, df, row=row))
        if structure.find(item.file) is None and item.file not in told:
            told.add(item.file)
            found.append(Difference(Kind.FILE, item.file, row=row))
        found.append(_whole(Kind.ADDED, row, item))
    return tuple(found)


def against_case(before: Values, after: Values) -> tuple[Difference, ...]:
    """Return how material 3 of one case differs from that of an earlier one."""
    return (
        *_settings(before, after),
        *extension_differences(parse_extensions(before), parse_extensions(after)),
    )


def extension_differences(
    before: Sequence[Extension], after: Sequence[Extension]
) -> tuple[Difference, ...]:
    """Compare local elements by file and tag; the same place twice is compared in order."""
    old, new = _placed(before), _placed(after)
    found: list[Difference] = []
    for place, (row, item) in new.items():
        if place not in old:
            found.append(_whole(Kind.ADDED, row, item))
            continue
        found += _columns(old[place][1], row, item)
    gone = [old[place][1] for place in old if place not in new]
    return (*found, *(_whole(Kind.REMOVED, -1, item) for item in gone))


def national_facts(structure: FileStructure) -> dict[str, Facts]:
    """Return the facts of every national place, as files of the structure hold them."""
    return {line.path: line.facts for line in structure_lines(structure)}


def facts_differ(
    ours: Mapping[str, Mapping[str, object]], theirs: Mapping[str, Mapping[str, object]]
) -> tuple[Difference, ...]:
    """Return every place where another structure is not ours."""
    found: list[Difference] = []
    for path, facts in ours.items():
        if path not in theirs:
            found.append(Difference(Kind.REMOVED, path, name=str(facts["name"])))
            continue
        found += [
            Difference(Kind.CHANGED, path, key, _text(value), _text(theirs[path].get(key)))
            for key, value in facts.items()
            if key in theirs[path] and theirs[path][key] != value
        ]
    return (
        *found,
        *(
            Difference(Kind.ADDED, path, name=_text(facts.get("name")))
            for path, facts in theirs.items()
            if path not in ours
        ),
    )


def _settings(before: Values, after: Values) -> Iterator[Difference]:
    for name in SETTINGS:
        old, new = _text(before.get(name)), _text(after.get(name))
        if old != new:
            yield Difference(Kind.CHANGED, name, "", old, new)


def _placed(extensions: Sequence[Extension]) -> dict[tuple[str, str, int], Numbered]:
    seen: Counter[tuple[str, str]] = Counter()
    placed: dict[tuple[str, str, int], Numbered] = {}
    for row, item in enumerate(extensions):
        if is_blank(item):
            continue
        place = (item.file, item.tag)
        placed[*place, seen[place]] = (row, item)
        seen[place] += 1
    return placed


def _whole(kind: Kind, row: int, item: Extension) -> Difference:
    facts = f"{item.type} {item.length}".strip() if item.length else item.type
    before, after = (facts, "") if kind is Kind.REMOVED else ("", facts)
    return Difference(kind, f"{item.file}/{item.tag}", "", before, after, item.name, row)


def _columns(old: Extension, row: int, new: Extension) -> Iterator[Difference]:
    for column in COLUMNS:
        before, after = str(getattr(old, column)), str(getattr(new, column))
        if before != after:
            path = f"{new.file}/{new.tag}"
            yield Difference(Kind.CHANGED, path, column, before, after, new.name, row)


def _text(value: object) -> str:
    if isinstance(value, tuple | list):
        return ", ".join(map(str, value))
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)
