"""``kabao structure``: the national structure, values as bytes and back, comparisons, files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kabao import rulebook as rulebooks
from kabao.cli.session import PATH, common_options, current, finding_entry, finding_line
from kabao.cli.spoken import group
from kabao.domain.encoding import MOST_BYTES
from kabao.domain.errors import InputRefusedError
from kabao.domain.findings import Level
from kabao.domain.structure_tree import (
    LineKind,
    element_at,
    record_bytes,
    structure_lines,
)
from kabao.domain.structure_values import (
    named_records,
    plain_hex,
    printable,
    read_record,
    read_value,
    spaced,
    write_value,
)
from kabao.services.structure_sheets import element_form, element_note
from kabao.services.structures import export_structure, search_index

if TYPE_CHECKING:
    from pathlib import Path

    from kabao.cli.session import Session
    from kabao.domain.findings import Finding
    from kabao.domain.structure import Element, FileStructure
    from kabao.domain.structure_diff import Difference
    from kabao.domain.structure_tree import StructureLine
    from kabao.domain.structure_values import Written

_GRAVE = (Level.CRITICAL, Level.ERROR)
_OF_CASE = click.option("--case", "case")


@group("structure")
def structure() -> None:
    """The file structure of the card."""


@structure.command("show")
@click.argument("path", required=False)
@click.option("--search", default="")
@common_options
def show(path: str | None, search: str) -> None:
    """List the national structure, or what is under PATH (DF01/EF06)."""
    session = current()
    national = rulebooks.load().structure
    wanted = search_index(national).paths(search) if search.strip() else None
    lines = [
        line
        for line in structure_lines(national)
        if (wanted is None or line.path in wanted)
        and (path is None or f"{line.path}/".startswith(f"{path.upper().rstrip('/')}/"))
    ]
    document = {
        "version": national.version,
        "items": [_entry(line, national, session) for line in lines],
    }
    told = [_line(line, session) for line in lines]
    session.emit(document, told or [session.texts("cli.none_listed")])


@structure.command("encode")
@click.argument("path")
@click.argument("tag")
@click.argument("value")
@_OF_CASE
@common_options
def encode(path: str, tag: str, value: str, case: str | None) -> int:
    """Encode a value: encode SSSE/EF06 09 张三."""
    session = current()
    element = _element(session, path, tag, case)
    return _tell(session, path, element, write_value(element, value))


@structure.command("decode")
@click.argument("path")
@click.argument("tag")
@click.argument("digits", metavar="HEX")
@_OF_CASE
@common_options
def decode(path: str, tag: str, digits: str, case: str | None) -> int:
    """Decode the bytes of a value, or its whole record."""
    session = current()
    element = _element(session, path, tag, case)
    typed = plain_hex(digits)
    whole = _is_record(element, typed)
    read = read_record(element, typed) if whole else read_value(element, typed)
    return _tell(session, path, element, read)


@structure.command("records")
@click.argument("digits", metavar="HEX")
@click.option("--file", "file", default="")
@common_options
def records(digits: str, file: str) -> None:
    """Split records (tag, length, value) and say what each may be."""
    session = current()
    national = rulebooks.load().structure
    entries, lines = [], []
    for tag, data, homes in named_records(national, digits, file.upper()):
        found = [_home(path, element, data, session) for path, element in homes]
        entries.append({"tag": tag, "bytes": data, "elements": found})
        lines.append(f"{tag}  {len(data) // 2:3}  {spaced(data)}")
        lines += [
            f"    {item['path']}\t{item['name']}\t{printable(item['value'])}" for item in found
        ]
    session.emit({"records": entries}, lines or [session.texts("cli.none_listed")])


@structure.command("diff")
@click.argument("case", required=False)
@click.option("--with", "other")
@common_options
def diff(case: str | None, other: str | None) -> None:
    """Compare with the national structure or an earlier case."""
    session = current()
    service = session.workspace(read_only=True).structures
    against = service.case(other) if other else None
    cases = (service.case(case),) if case else service.departments()
    entries, lines = [], []
    for item in cases:
        found = service.differences(item, against)
        entries.append({"case": item.number, "differences": [_difference(one) for one in found]})
        lines.append(session.texts("structure.compared", case=item.number, count=len(found)))
        lines += [f"  {_difference_line(one, session)}" for one in found]
    document = {"with": against.number if against else None, "cases": entries}
    session.emit(document, lines or [session.texts("cli.none_listed")])


@structure.command("export")
@click.argument("file", type=PATH)
@click.option("--case", "case")
@common_options
def export(file: Path, case: str | None) -> None:
    """Write the structure as .xlsx or .json."""
    session = current()
    chosen = None
    if case:
        chosen = session.workspace(read_only=True).structures.case(case)
    export_structure(file, rulebooks.load(), session.texts, chosen)
    document = {"file": str(file), "case": chosen.number if chosen else None}
    session.emit(document, [session.texts("structure.exported", file=file.name)])


@structure.command("import")
@click.argument("file", type=PATH)
@click.argument("case")
@click.option("--repair", is_flag=True)
@common_options
def import_(file: Path, case: str, *, repair: bool) -> None:
    """Take the local extensions of a JSON file into a case."""
    session = current()
    service = session.workspace().structures
    taken, changed = service.store(file, service.case(case), repair=repair)
    lines = [session.texts("structure.taken", count=taken.count, case=case)]
    lines += [finding_line(session.texts, one) for one in taken.remarks]
    document = {
        "case": case,
        "elements": taken.count,
        "changed": bool(changed.cases),
        "findings": [finding_entry(session.texts, one) for one in taken.remarks],
    }
    session.emit(document, lines)


def _element(session: Session, path: str, tag: str, case: str | None) -> Element:
    place = f"{path.upper().rstrip('/')}/{tag.upper()}"
    element = element_at(rulebooks.load().structure, place)
    if element is None and case:
        service = session.workspace(read_only=True).structures
        element = service.local_element(service.case(case), place)
    if element is None:
        raise InputRefusedError("structure_no_element", path=place[:60])
    return element


def _is_record(element: Element, typed: str) -> bool:
    """Say whether hex digits are a whole record: tag, the length of what follows, and that."""
    rest = len(typed) // 2 - 2
    head = f"{element.tag}{rest:02X}" if element.tag and 0 < rest <= MOST_BYTES else ""
    longer = len(typed) // 2 > element.length
    return bool(head) and longer and typed.startswith(head)


def _tell(session: Session, path: str, element: Element, made: Written) -> int:
    texts = session.texts
    document = {
        "path": f"{path.upper().rstrip('/')}/{element.tag or element.position}",
        "name": element.name.to(texts.language),
        "type": element.type.value,
        "length": element.length,
        "value": made.value,
        "bytes": made.bytes,
        "record": made.record,
        "used": made.used,
        "room": made.room,
        "findings": [finding_entry(texts, one) for one in made.findings],
    }
    lines = [f"{document['path']}  {document['name']}  {element.type.value} {element.length}"]
    shown = (
        ("value", printable(made.value)),
        ("bytes", spaced(made.bytes)),
        ("record", spaced(made.record)),
    )
    lines += [f"{texts(f'structure.coder.{key}')}\t{text}" for key, text in shown if text]
    lines += [finding_line(texts, one) for one in made.findings]
    session.emit(document, lines)
    return 1 if _refused(made.findings) or not made.bytes else 0


def _refused(findings: tuple[Finding, ...]) -> bool:
    return any(one.level in _GRAVE for one in findings)


def _entry(line: StructureLine, national: FileStructure, session: Session) -> dict[str, object]:
    texts, origin = session.texts, line.subject.origin
    entry: dict[str, object] = {
        "path": line.path,
        "kind": line.kind.value,
        "name": line.name.to(texts.language),
        "confidence": origin.confidence.value,
        "source": origin.source,
    }
    facts = {key: value for key, value in line.facts.items() if not key.startswith("name")}
    if line.kind is LineKind.ELEMENT:
        element: Element = line.subject  # type: ignore[assignment]
        entry["record"] = record_bytes(element)
        entry["standard"] = national.code_lists.get(element.code_list, "")
        entry["note"] = element_note(element, texts)
    return entry | facts


def _line(line: StructureLine, session: Session) -> str:
    texts = session.texts
    parts = [line.path, line.name.to(texts.language)]
    if line.kind is LineKind.ELEMENT:
        element: Element = line.subject  # type: ignore[assignment]
        parts += [f"{element.type.value} {element.length}", element_form(element, texts)]
        parts.append(element.code_list)
    elif line.kind is LineKind.FILE:
        parts.append(texts(f"structure.file_type.{line.facts['type']}"))
    else:
        parts.append(str(line.facts["aid"]))
    parts.append(texts(f"labels.confidence.{line.subject.origin.confidence}"))
    return "\t".join(part for part in parts if part)


def _home(path: str, element: Element, data: str, session: Session) -> dict[str, str]:
    try:
        value = read_value(element, data).value
    except InputRefusedError:
        value = ""
    name = element.name.to(session.texts.language)
    return {"path": f"{path}/{element.tag}", "name": name, "value": value}


def _difference(item: Difference) -> dict[str, object]:
    return {
        "kind": item.kind.value,
        "path": item.path,
        "column": item.column,
        "before": item.before,
        "after": item.after,
        "name": item.name,
    }


def _difference_line(item: Difference, session: Session) -> str:
    texts = session.texts
    column = texts(f"structure.book.{item.column}") if item.column else ""
    change = f"{item.before or '-'} -> {item.after or '-'}" if item.before or item.after else ""
    parts = (texts(f"structure.change.{item.kind}"), item.path, item.name, column, change)
    return "  ".join(part for part in parts if part)
