"""The structure line by line: what is fixed about every application, file and data element."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from kabao.domain.encoding import RECORD_HEAD

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kabao.domain.structure import (
        CardApplication,
        Element,
        ElementaryFile,
        FileStructure,
    )
    from kabao.domain.words import Words

    Facts = Mapping[str, str | int | bool]


class LineKind(StrEnum):
    """What a line of the structure stands for."""

    APPLICATION = "application"
    FILE = "file"
    ELEMENT = "element"


@dataclass(frozen=True, slots=True)
class StructureLine:
    """One application, file or data element with its path."""

    path: str
    """``DF01``, ``DF01/EF15``, ``DF01/EF15/40``, or ``DF01/EF15/40/57`` inside a record."""
    kind: LineKind
    subject: CardApplication | ElementaryFile | Element
    facts: Facts
    """What a locality may not change; equal facts mean the same structure."""

    @property
    def name(self) -> Words:
        """Name in both languages."""
        return self.subject.name


def structure_lines(structure: FileStructure) -> Iterator[StructureLine]:
    """Yield every application, file and element in the order of the structure."""
    for application in structure.applications:
        top = application.id
        yield StructureLine(top, LineKind.APPLICATION, application, _application_facts(application))
        for file in application.files:
            path = f"{top}/{file.id}"
            yield StructureLine(path, LineKind.FILE, file, _file_facts(file))
            yield from _element_lines(path, file.elements)


def element_mark(element: Element) -> str:
    """Return the tag of an element, or the position of a field of a cyclic record."""
    return element.tag or str(element.position)


def element_at(structure: FileStructure, path: str) -> Element | None:
    """Return the element of a path such as ``DF01/EF15/40/57``, or None."""
    df, _, rest = path.partition("/")
    ef, _, marks = rest.partition("/")
    file = structure.find(f"{df}/{ef}")
    if file is None or not marks:
        return None
    elements, found = file.elements, None
    for mark in marks.split("/"):
        found = next((item for item in elements if element_mark(item) == mark), None)
        if found is None:
            return None
        elements = found.children
    return found


def record_bytes(element: Element) -> int:
    """Return the bytes of a whole record; a field of a cyclic record has no head of its own."""
    return element.length + (RECORD_HEAD if element.tag else 0)


def cyclic_bytes(file: ElementaryFile) -> int:
    """Return the bytes of one record of a cyclic file; 0 for other files."""
    return sum(item.length for item in file.elements) if file.type == "cyclic_record" else 0


def _element_lines(path: str, elements: tuple[Element, ...]) -> Iterator[StructureLine]:
    for element in elements:
        own = f"{path}/{element_mark(element)}"
        yield StructureLine(own, LineKind.ELEMENT, element, _element_facts(element))
        yield from _element_lines(own, element.children)


def _application_facts(application: CardApplication) -> Facts:
    return {
        "name": application.name.zh,
        "name_en": application.name.en,
        "aid": application.aid,
        "mandatory": application.mandatory,
    }


def _file_facts(file: ElementaryFile) -> Facts:
    return {
        "name": file.name.zh,
        "name_en": file.name.en,
        "type": file.type,
        "sfi": file.sfi,
        "size": file.size,
        "records": file.records,
        "read": file.read,
        "write": file.write,
        "mandatory": file.mandatory,
        "reserved": file.reserved,
    }


def _element_facts(element: Element) -> Facts:
    return {
        "name": element.name.zh,
        "name_en": element.name.en,
        "type": element.type.value,
        "length": element.length,
        "format": element.format,
        "code_list": element.code_list,
        "hex_allowed": element.hex_allowed,
        "max_records": element.max_records,
        "pattern": element.pattern,
    }
