"""The structure as tables that the maker of a card can build from: nation, locality, rules."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kabao.documents.blocks import Caption, Column, Heading, Prose, Table
from kabao.domain.encoding import RECORD_HEAD
from kabao.domain.extensions import byte_budget, check_extensions, extension_element
from kabao.domain.structure import ElementType
from kabao.domain.structure_rules import Standing, rules_standing
from kabao.domain.structure_tree import cyclic_bytes, element_mark, record_bytes
from kabao.domain.structure_values import plain_hex, spaced, write_value

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kabao.documents.blocks import Block
    from kabao.documents.plans.sources import Source
    from kabao.documents.plans.wording import Wording
    from kabao.domain.structure import (
        CardApplication,
        Element,
        ElementaryFile,
        Extension,
        FileStructure,
    )
    from kabao.domain.structure_rules import RuleStanding

_INDENT = "　"
_HEX_LINE = 48
_SYNTHETIC = frozenset({ElementType.AN, ElementType.CN, ElementType.B})


class StructureTables:
    """Builds the tables of one paper."""

    def __init__(self, source: Source) -> None:
        self._wording: Wording = source.wording
        self._structure: FileStructure = source.order.rulebook.structure

    def local(self, declared: Sequence[Extension], caption: Caption) -> Iterator[Block]:
        """Yield what the locality adds, the bytes of its examples and the budget of its files."""
        if not declared:
            return
        wording = self._wording
        columns = (
            Column(wording("documents.structure.place"), 1.3),
            Column(wording("structure.column.element"), 1.6),
            Column(wording("structure.column.type"), 1.1),
            Column(wording("structure.column.length"), 0.6, "right"),
            Column(wording("documents.structure.record"), 0.6, "right"),
            Column(wording("structure.book.example"), 1.3),
            Column(wording("structure.book.reason"), 3.7),
        )
        rows = tuple(self._local_row(item) for item in declared)
        names = tuple(_path(item) for item in declared)
        yield Table(columns, rows, caption, names=names, small=True)
        yield from self._examples(declared)
        yield self._budget(tuple(declared))

    def national(self) -> Iterator[Block]:
        """Yield the national structure, one table for each application, and its sources."""
        wording, structure = self._wording, self._structure
        title = wording("documents.structure.national", version=structure.version)
        yield Heading(title, note=wording("structure.locked"))
        for words in (structure.principle, structure.approval):
            if words is not None:
                yield Prose(wording.words(words), kind="note")
        yield Prose(wording("documents.structure.legend"), kind="note")
        for application in structure.applications:
            yield self._application(application)

    def rules(self, declared: tuple[Extension, ...]) -> Iterator[Block]:
        """Yield every rule on extensions with how it stands."""
        wording, structure = self._wording, self._structure
        yield Heading(wording("documents.structure.rules"))
        columns = (
            Column(wording("structure.book.rule"), 0.7),
            Column(wording("structure.book.text"), 5.2),
            Column(wording("documents.structure.standing"), 1.5),
            Column(wording("structure.column.confidence"), 1.3),
        )
        rows = tuple(
            (
                item.rule.id,
                self._rule_text(item),
                wording.one(f"cases.structure.standing.{item.standing}", count=len(item.findings)),
                self._trust(item.rule.origin.confidence.value, item.rule.origin.source),
            )
            for item in rules_standing(structure, check_extensions(declared, structure))
        )
        yield Table(columns, rows, small=True)

    def sources(self) -> Iterator[Block]:
        """Yield what the letters of the sources stand for."""
        wording = self._wording
        columns = (
            Column(wording("structure.book.source"), 0.6),
            Column(wording("structure.book.text"), 7.0),
        )
        rows = tuple((tag, text.to(wording.main)) for tag, text in self._structure.sources.items())
        yield Table(columns, rows, wording("documents.structure.sources"), small=True)

    def _rule_text(self, item: RuleStanding) -> str:
        text = item.rule.text.to(self._wording.main)
        if item.standing is not Standing.MAKER:
            return text
        return f"{text}\n{self._wording.one(f'cases.structure.maker.{item.rule.id}')}"

    def _local_row(self, item: Extension) -> tuple[str, ...]:
        known = item.length > 0
        return (
            _path(item),
            item.name,
            self._type(item.type),
            str(item.length) if known else "",
            str(item.length + RECORD_HEAD) if known else "",
            item.example,
            item.reason,
        )

    def _examples(self, declared: Sequence[Extension]) -> Iterator[Block]:
        wording = self._wording
        rows = [(_path(item), item.example, example_lines(item)) for item in declared]
        shown = tuple(row for row in rows if row[2])
        if not shown:
            return
        columns = (
            Column(wording("documents.structure.place"), 1.3),
            Column(wording("structure.book.example"), 2.0),
            Column(wording("documents.structure.record_hex"), 5.0),
        )
        caption = wording("documents.structure.examples")
        yield Table(columns, shown, caption, names=tuple(row[0] for row in shown), small=True)

    def _budget(self, declared: tuple[Extension, ...]) -> Table:
        wording = self._wording
        columns = (
            Column(wording("structure.column.file"), 2),
            Column(wording("documents.structure.size"), 1, "right"),
            Column(wording("structure.column.used"), 1, "right"),
            Column(wording("structure.column.room"), 1, "right"),
        )
        unknown = wording.one("structure.size_unknown")
        rows = tuple(
            (
                budget.path,
                str(budget.size) if budget.size else unknown,
                str(budget.used),
                unknown if budget.left is None else str(budget.left),
            )
            for budget in byte_budget(self._structure, declared)
        )
        return Table(columns, rows, wording("documents.structure.budget"))

    def _application(self, application: CardApplication) -> Table:
        wording = self._wording
        columns = (
            Column(wording("documents.structure.file_or_tag"), 1.15),
            Column(wording("structure.column.element"), 2.1),
            Column(wording("structure.column.type"), 1.8),
            Column(wording("structure.column.length"), 0.7, "right"),
            Column(wording("documents.structure.record"), 0.8, "right"),
            Column(wording("documents.structure.form_access"), 2.3),
            Column(wording("documents.structure.trust"), 1.9),
        )
        rows: list[tuple[str, ...]] = []
        strong: list[int] = []
        for file in application.files:
            strong.append(len(rows))
            rows.append(self._file_row(file))
            rows += self._element_rows(file.elements, "")
        name = application.name
        caption = Caption(
            f"{application.id}{_INDENT}{name.to(wording.main)}{_INDENT}AID {application.aid}",
            name.en if wording.language == "both" else "",
        )
        return Table(columns, tuple(rows), caption, small=True, strong=frozenset(strong))

    def _file_row(self, file: ElementaryFile) -> tuple[str, ...]:
        wording = self._wording
        name = self._name(file)
        if file.reserved:
            first, _, second = name.partition("\n")
            first = wording.one("documents.structure.reserved", name=first)
            name = f"{first}\n{second}" if second else first
        size, record = str(file.size or ""), ""
        if file.records:
            record = f"{file.records} x {cyclic_bytes(file)}"
            size = str(file.records * cyclic_bytes(file))
        return (
            file.id,
            name,
            wording.one(f"structure.file_type.{file.type}"),
            size,
            record,
            self._access(file),
            self._trust(file.origin.confidence.value, file.origin.source),
        )

    def _access(self, file: ElementaryFile) -> str:
        wording = self._wording
        parts = [f"SFI {file.sfi:02X}"]
        for key, value in (("read", file.read), ("write", file.write)):
            if value:
                title = wording.one(f"structure.column.{key}")
                parts.append(f"{title} {wording.one(f'structure.access.{value}')}")
        if file.mandatory:
            parts.append(wording.one("structure.mandatory"))
        if file.tags_seen:
            seen = wording.one("cases.structure.fact.tags")
            parts.append(f"{seen} {' '.join(file.tags_seen)}")
        return wording.one("labels.comma").join(parts)

    def _element_rows(
        self, elements: tuple[Element, ...], indent: str
    ) -> Iterator[tuple[str, ...]]:
        for element in elements:
            yield (
                f"{indent}{element_mark(element)}",
                self._name(element),
                self._type(element.type.value),
                str(element.length),
                str(record_bytes(element)) if element.tag else "",
                self._form(element),
                self._trust(element.origin.confidence.value, element.origin.source),
            )
            yield from self._element_rows(element.children, indent + _INDENT)

    def _form(self, element: Element) -> str:
        wording = self._wording
        parts = [wording.one(f"structure.format.{element.format}")] if element.format else []
        if element.hex_allowed:
            parts.append(wording.one("structure.hex_allowed"))
        if element.max_records > 1:
            parts.append(wording.one("structure.records", count=element.max_records))
        standard = self._structure.code_lists.get(element.code_list, "")
        parts += [standard] if standard else []
        if element.superseded_by:
            parts.append(wording.one("structure.superseded", path=element.superseded_by))
        return "\n".join(parts)

    def _name(self, subject: Element | ElementaryFile) -> str:
        name = subject.name
        if self._wording.language != "both" or name.en == name.zh:
            return name.to(self._wording.main)
        return f"{name.zh}\n{name.en}"

    def _type(self, kind: str) -> str:
        if kind not in {item.value for item in ElementType}:
            return kind
        return f"{kind} {self._wording.one(f'structure.type.{kind}')}"

    def _trust(self, confidence: str, source: str) -> str:
        words = self._wording.one(f"labels.confidence.{confidence}")
        return f"{words} {source}" if source else words


def example_lines(item: Extension) -> str:
    """Return the record of an example in pairs of hex digits, with its filling counted."""
    if not item.example or item.length < 1 or item.type not in {one.value for one in ElementType}:
        return ""
    element = extension_element(item)
    if element.type is ElementType.B_TLV:
        plain = plain_hex(item.example)
        element = replace(element, type=ElementType.B)
        return _lines(write_value(element, plain).record)
    if element.type not in _SYNTHETIC:
        return ""
    return _lines(write_value(element, item.example).record)


def _lines(record: str) -> str:
    lines = (record[at : at + _HEX_LINE] for at in range(0, len(record), _HEX_LINE))
    return "\n".join(spaced(line) for line in lines)


def _path(item: Extension) -> str:
    return f"{item.file}/{item.tag}"
