"""How each rule X01 to X17 stands: kept, broken, or in the hands of whoever makes the card."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from kabao.domain.encoding import RECORD_HEAD
from kabao.domain.errors import InputRefusedError
from kabao.domain.structure import ElementType
from kabao.domain.structure_tree import LineKind, structure_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from kabao.domain.findings import Finding
    from kabao.domain.structure import (
        CardApplication,
        Element,
        ElementaryFile,
        ExtensionRule,
        FileStructure,
    )

ENVIRONMENT = "7378312E73682EC9E7BBE1B1A3D5CF"
"""Identifier of the environment SSSE, fixed for every card (X17)."""

_MAKERS = frozenset({"X14", "X15", "X16", "X17"})
"""Rules that partly speak of what is written or loaded when the card is made."""
_CHILD_TYPES = frozenset({ElementType.AN, ElementType.CN, ElementType.B, ElementType.DEC})


class Standing(StrEnum):
    """How a rule stands."""

    KEPT = "kept"
    BROKEN = "broken"
    MAKER = "maker"
    """Kept as far as it can be seen here; the rest shows when the card is made."""


@dataclass(frozen=True, slots=True)
class RuleStanding:
    """One rule with what was found against it."""

    rule: ExtensionRule
    standing: Standing
    findings: tuple[Finding, ...] = ()


def rules_standing(
    structure: FileStructure, findings: Iterable[Finding]
) -> tuple[RuleStanding, ...]:
    """Say of every rule how it stands after these findings about the case."""
    against: dict[str, list[Finding]] = {}
    for finding in findings:
        against.setdefault(finding.rule, []).append(finding)
    return tuple(_stands(rule, tuple(against.get(rule.id, ()))) for rule in structure.rules)


def national_breaches(structure: FileStructure) -> tuple[tuple[str, str], ...]:
    """Return rule and path of every place where a structure breaks its own rules."""
    return tuple(dict.fromkeys(breach for check in _CHECKS for breach in check(structure)))


def refuse_broken(structure: FileStructure) -> None:
    """Refuse a structure that was edited by hand until it no longer holds together."""
    breaches = national_breaches(structure)
    if breaches:
        rule, path = breaches[0]
        raise InputRefusedError("structure_broken", rule=rule, path=path, count=len(breaches))


def _stands(rule: ExtensionRule, findings: tuple[Finding, ...]) -> RuleStanding:
    if findings:
        return RuleStanding(rule, Standing.BROKEN, findings)
    return RuleStanding(rule, Standing.MAKER if rule.id in _MAKERS else Standing.KEPT)


def _twice(marks: Iterable[str]) -> Iterator[str]:
    return (mark for mark, times in Counter(marks).items() if times > 1)


def _identifiers(structure: FileStructure) -> Iterator[tuple[str, str]]:
    for path in _twice(line.path for line in structure_lines(structure)):
        rule = "X03" if path.count("/") > 1 else "X05"
        yield rule, path
    yield from (("X05", aid) for aid in _twice(item.aid for item in structure.applications))
    for application in structure.applications:
        yield from _short_identifiers(application)


def _short_identifiers(application: CardApplication) -> Iterator[tuple[str, str]]:
    twice = set(_twice(str(file.sfi) for file in application.files))
    for file in application.files:
        if str(file.sfi) in twice or not 1 <= file.sfi <= 30:
            yield "X06", f"{application.id}/{file.id}"


def _files(structure: FileStructure) -> Iterator[tuple[str, str]]:
    for path, file in structure.files():
        if not _sound_records(file):
            yield "X10", path
        if file.type == "transparent" and file.elements:
            yield "X07", path


def _sound_records(file: ElementaryFile) -> bool:
    places = [element.position for element in file.elements]
    if file.type == "cyclic_record":
        return file.records >= 1 and places == list(range(1, len(places) + 1))
    return not any(places)


def _records(structure: FileStructure) -> Iterator[tuple[str, str]]:
    for line in structure_lines(structure):
        if line.kind is LineKind.ELEMENT:
            element: Element = line.subject  # type: ignore[assignment]
            if RECORD_HEAD + element.length > 255:
                yield "X09", line.path
            if element.type is ElementType.B_TLV:
                yield from _children(element, line.path)


def _children(element: Element, path: str) -> Iterator[tuple[str, str]]:
    total = sum(RECORD_HEAD + child.length for child in element.children)
    if total != element.length:
        yield "X11", path
    if not {child.type for child in element.children} <= _CHILD_TYPES:
        yield "X07", path


def _employment(structure: FileStructure) -> Iterator[tuple[str, str]]:
    record = structure.find("DF02/EF06")
    if structure.find("DF02/EF07") and (record is None or record.element("3A") is None):
        yield "X13", "DF02/EF07"


def _environment(structure: FileStructure) -> Iterator[tuple[str, str]]:
    environment = structure.application("SSSE")
    if environment is None or environment.aid != ENVIRONMENT:
        yield "X17", "SSSE"


_CHECKS: tuple[Callable[[FileStructure], Iterator[tuple[str, str]]], ...] = (
    _identifiers,
    _files,
    _records,
    _employment,
    _environment,
)
