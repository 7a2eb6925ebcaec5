"""What is known of a locked line: type, length, code list, access, confidence and source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kabao.domain.structure_tree import cyclic_bytes, record_bytes
from kabao.services.structure_sheets import element_form, element_note
from kabao.ui.kit.labels import confidence_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kabao.domain.fields import Origin
    from kabao.domain.structure import Element, ElementaryFile, FileStructure
    from kabao.texts import Texts
    from kabao.ui.cases.editors.structure.nodes import Node

    Fact = tuple[str, str]


def facts_of(node: Node, structure: FileStructure, texts: Texts) -> Iterator[Fact]:
    """Yield the key and the text of every fact about a national line."""
    if node.application is not None:
        yield "aid", node.application.aid
        if node.application.mandatory:
            yield "note", texts("structure.mandatory")
    elif node.file is not None:
        yield from _file(node.file, texts)
    elif node.element is not None:
        yield from _element(node.element, structure, texts)


def origin_of(node: Node) -> Origin:
    """Return how far a national line can be trusted."""
    subject = node.application or node.file or node.element
    assert subject is not None
    return subject.origin


def source_text(origin: Origin, structure: FileStructure, texts: Texts) -> str:
    """Return every source with what it is."""
    known = {tag: words.to(texts.language) for tag, words in structure.sources.items()}
    keys = [key for key in origin.source.split(", ") if key]
    return "\n".join(f"{key}  {known.get(key, '')}".strip() for key in keys)


def _file(file: ElementaryFile, texts: Texts) -> Iterator[Fact]:
    yield "type", texts(f"structure.file_type.{file.type}")
    yield "sfi", f"{file.sfi:02X}"
    if file.size:
        yield "size", texts("structure.bytes", count=file.size)
    if file.records:
        each = texts("structure.bytes", count=cyclic_bytes(file))
        many = texts("structure.records", count=file.records)
        yield "records", texts("labels.comma").join((many, each))
    for key, value in (("read", file.read), ("write", file.write)):
        if value:
            yield key, texts(f"structure.access.{value}")
    if file.tags_seen:
        yield "tags", ", ".join(file.tags_seen)
    yield from _note(file.note.to(texts.language) if file.note else "")


def _element(element: Element, structure: FileStructure, texts: Texts) -> Iterator[Fact]:
    yield "type", f"{element.type}  {texts(f'structure.type.{element.type}')}"
    length = texts("structure.bytes", count=element.length)
    if element.tag:
        whole = texts("cases.structure.whole_record", count=record_bytes(element))
        length = texts("labels.comma").join((length, whole))
    yield "size", length
    if element.max_records > 1:
        yield "records", texts("structure.records", count=element.max_records)
    if form := element_form(element, texts):
        yield "form", form
    if standard := structure.code_lists.get(element.code_list, ""):
        yield "codes", standard
    if element.name_confidence is None:
        yield "name", texts("structure.name_unknown")
    elif element.name_confidence is not element.origin.confidence:
        yield "name", confidence_text(texts, element.name_confidence)
    yield from _note(element_note(element, texts))


def _note(text: str) -> Iterator[Fact]:
    if text:
        yield "note", text
