"""The sheets of the structure's workbook: all that the maker of a card needs, in rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kabao.domain.extensions import byte_budget, extension_element, is_blank, parse_extensions
from kabao.domain.structure_tree import LineKind, cyclic_bytes, record_bytes, structure_lines
from kabao.domain.structure_values import spaced, write_value
from kabao.exchange.structures_book import BookSheet

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kabao.domain.fields import Values
    from kabao.domain.structure import (
        CardApplication,
        Element,
        ElementaryFile,
        Extension,
        FileStructure,
    )
    from kabao.domain.structure_tree import StructureLine
    from kabao.texts import Texts

_COLUMNS = (
    *("path", "name", "name_en", "kind", "type", "length", "record", "many", "sfi", "size"),
    *("form", "codes", "read", "write", "mandatory", "confidence", "source", "note"),
)
_LOCAL = ("number", "path", "name", "type", "length", "record", "example", "bytes", "reason")


def structure_sheets(
    structure: FileStructure, values: Values, texts: Texts, case: str = ""
) -> tuple[BookSheet, ...]:
    """Return national part, local part, byte budget, rules and sources."""
    words = _Words(structure, texts)
    declared = [item for item in parse_extensions(values) if not is_blank(item)]
    sheets = [words.national()]
    if case:
        sheets += [words.local(declared), words.budget(tuple(declared))]
    return (*sheets, words.rules(), words.sources())


class _Words:
    def __init__(self, structure: FileStructure, texts: Texts) -> None:
        self._structure = structure
        self._texts = texts.for_files()

    def national(self) -> BookSheet:
        rows: list[list[str]] = []
        strong: set[int] = set()
        for line in structure_lines(self._structure):
            if line.kind is not LineKind.ELEMENT:
                strong.add(len(rows))
            rows.append(self._line(line))
        return self._sheet("national", _COLUMNS, rows, frozenset(strong))

    def local(self, declared: list[Extension]) -> BookSheet:
        rows = [self._local(number, item) for number, item in enumerate(declared, 1)]
        return self._sheet("local", _LOCAL, rows)

    def budget(self, declared: tuple[Extension, ...]) -> BookSheet:
        rows = [
            [
                item.path,
                str(item.size or self._texts("structure.size_unknown")),
                str(item.used),
                "" if item.left is None else str(item.left),
            ]
            for item in byte_budget(self._structure, declared)
        ]
        return self._sheet("budget", ("path", "size", "used", "left"), rows)

    def rules(self) -> BookSheet:
        language = self._texts.language
        rows = [
            [
                rule.id,
                rule.text.to(language),
                self._texts(f"levels.{rule.level}"),
                self._texts(f"labels.confidence.{rule.origin.confidence}"),
                rule.origin.source,
                rule.note.to(language) if rule.note else "",
            ]
            for rule in self._structure.rules
        ]
        columns = ("rule", "text", "level", "confidence", "source", "note")
        return self._sheet("rules", columns, rows)

    def sources(self) -> BookSheet:
        language = self._texts.language
        rows = [[key, text.to(language)] for key, text in self._structure.sources.items()]
        return self._sheet("sources", ("source", "text"), rows)

    def _sheet(
        self,
        key: str,
        columns: tuple[str, ...],
        rows: list[list[str]],
        strong: frozenset[int] = frozenset(),
    ) -> BookSheet:
        titles = [self._texts(f"structure.book.{name}") for name in columns]
        return BookSheet(self._texts(f"structure.sheet.{key}"), titles, rows, strong)

    def _line(self, line: StructureLine) -> list[str]:
        facts = dict.fromkeys(_COLUMNS, "")
        facts |= {"path": line.path, "name": line.name.zh, "name_en": line.name.en}
        facts["kind"] = self._texts(f"structure.kind.{line.kind}")
        origin = line.subject.origin
        facts["confidence"] = self._texts(f"labels.confidence.{origin.confidence}")
        facts["source"] = origin.source
        made = {
            LineKind.APPLICATION: self._application,
            LineKind.FILE: self._file,
            LineKind.ELEMENT: self._element,
        }[line.kind]
        facts |= dict(made(line.subject))  # type: ignore[operator]
        return [facts[name] for name in _COLUMNS]

    def _application(self, application: CardApplication) -> Iterator[tuple[str, str]]:
        yield "note", f"AID {application.aid}"
        yield "mandatory", self._yes(said=application.mandatory)

    def _file(self, file: ElementaryFile) -> Iterator[tuple[str, str]]:
        texts = self._texts
        yield "type", texts(f"structure.file_type.{file.type}")
        yield "sfi", f"{file.sfi:02X}"
        yield "size", str(file.size or cyclic_bytes(file) * file.records or "")
        yield "many", str(file.records or "")
        for key, value in (("read", file.read), ("write", file.write)):
            yield key, texts(f"structure.access.{value}") if value else ""
        yield "mandatory", self._yes(said=file.mandatory)
        notes = [texts("structure.reserved")] if file.reserved else []
        notes += [file.note.to(texts.language)] if file.note else []
        notes += [", ".join(file.tags_seen)] if file.tags_seen else []
        yield "note", "; ".join(notes)

    def _element(self, element: Element) -> Iterator[tuple[str, str]]:
        texts = self._texts
        yield "type", element.type.value
        yield "length", str(element.length)
        yield "record", str(record_bytes(element))
        yield "many", str(element.max_records) if element.max_records > 1 else ""
        yield "form", element_form(element, texts)
        yield "codes", self._structure.code_lists.get(element.code_list, "")
        yield "note", element_note(element, texts)

    def _local(self, number: int, item: Extension) -> list[str]:
        path = f"{item.file}/{item.tag}"
        made = write_value(extension_element(item), item.example) if item.length else None
        shown = made.bytes if made and item.example else ""
        length, record = (str(item.length), str(item.length + 2)) if item.length else ("", "")
        texts = [str(number), path, item.name, item.type, length, record]
        return [*texts, item.example, spaced(shown), item.reason]

    def _yes(self, *, said: bool) -> str:
        return self._texts("structure.mandatory") if said else ""


def element_form(element: Element, texts: Texts) -> str:
    """Return the known form of a value: date, pattern, hex digits."""
    parts = [texts(f"structure.format.{element.format}")] if element.format else []
    if element.hex_allowed:
        parts.append(texts("structure.hex_allowed"))
    if element.pattern:
        parts.append(element.pattern)
    return "; ".join(parts)


def element_note(element: Element, texts: Texts) -> str:
    """Return what else is known of an element."""
    parts = [element.note.to(texts.language)] if element.note else []
    if element.superseded_by:
        parts.append(texts("structure.superseded", path=element.superseded_by))
    return "; ".join(parts)
