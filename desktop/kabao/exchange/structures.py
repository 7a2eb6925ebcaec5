"""The file structure of a case as JSON: written whole, read with every place that does not fit."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kabao import errands
from kabao.domain.errors import EnvironmentProblemError, InputRefusedError
from kabao.domain.exchange import refusal
from kabao.domain.structure_diff import SETTINGS
from kabao.domain.structure_tree import structure_lines
from kabao.exchange.parsing import parse_json
from kabao.exchange.schema import MOST_FINDINGS
from kabao.exchange.spreadsheets.saving import saved_whole

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kabao.domain.fields import Row, Value
    from kabao.domain.findings import Finding
    from kabao.domain.structure import FileStructure

VERSION = 1
MOST_BYTES = 16 * 1024 * 1024
MOST_ROWS = 2000
COLUMNS = ("file", "tag", "name", "type", "length", "example", "reason")
RECORD = "record"
"""The record of the example in hex: written for the maker of the card, compared when read."""
_KNOWN = frozenset({"kabao_structure", "case", "version", "extensions", "national", *SETTINGS})
_LONGEST = 2000


@dataclass(frozen=True, slots=True)
class StructureFile:
    """What a structure file holds."""

    case: str
    version: str
    """Version of the national structure."""
    settings: Mapping[str, Value] = field(default_factory=dict)
    extensions: tuple[Row, ...] = ()
    national: Mapping[str, Mapping[str, object]] | None = None
    """Facts by path; None where the file leaves the national part out."""


def write_structure(
    target: Path, structure: FileStructure, content: StructureFile, records: Sequence[str]
) -> None:
    """Write the national structure and what a case adds; ``records`` go with the extensions."""
    plain = {
        "kabao_structure": VERSION,
        "case": content.case,
        "version": structure.version,
        **{name: _plain(value) for name, value in content.settings.items()},
        "extensions": [
            {**row, RECORD: record} for row, record in zip(content.extensions, records, strict=True)
        ],
        "national": list(_national(structure)),
    }
    text = json.dumps(plain, ensure_ascii=False, indent=1)
    with saved_whole(target) as path:
        path.write_text(text + "\n", encoding="utf-8", newline="\n")


def read_structure(path: Path) -> StructureFile:
    """Return what a file holds; refuses it with every place that has another shape.

    Another process reads it.
    """
    work = "kabao.exchange.structures:read_here"
    told: StructureFile = errands.run(work, str(path.absolute()), name=path.name)
    return told


def read_here(place: str) -> StructureFile:
    """Do as ``read_structure`` in this process."""
    path = Path(place)
    plain = parse_json(_bytes_of(path))
    if not isinstance(plain, dict) or type(plain.get("kabao_structure")) is not int:
        raise InputRefusedError("structure_not_one", file=path.name)
    if plain["kabao_structure"] > VERSION:
        raise InputRefusedError("structure_newer", file=path.name)
    findings = tuple(_misshapen(plain))[:MOST_FINDINGS]
    if findings:
        count = len(findings)
        raise InputRefusedError("structure_refused", findings, file=path.name, count=count)
    return StructureFile(
        case=str(plain.get("case") or ""),
        version=str(plain.get("version") or ""),
        settings={name: _value(plain[name]) for name in SETTINGS if name in plain},
        extensions=tuple(plain.get("extensions", ())),
        national=_facts(plain["national"]) if "national" in plain else None,
    )


def _national(structure: FileStructure) -> Iterator[dict[str, object]]:
    for line in structure_lines(structure):
        origin = line.subject.origin
        trust = {"confidence": origin.confidence.value, "source": origin.source}
        yield {"path": line.path, "kind": line.kind.value, **line.facts, **trust}


def _facts(entries: list[dict[str, Any]]) -> dict[str, dict[str, object]]:
    return {
        entry["path"]: {key: value for key, value in entry.items() if key != "path"}
        for entry in entries
    }


def _bytes_of(path: Path) -> bytes:
    try:
        if not path.is_file():
            raise InputRefusedError("exchange_no_file", file=path.name)
        if path.stat().st_size > MOST_BYTES:
            raise InputRefusedError("exchange_too_large", limit=MOST_BYTES // 2**20)
        return path.read_bytes()
    except OSError as error:
        raise EnvironmentProblemError("exchange_unreadable", file=path.name) from error


def _misshapen(plain: dict[str, Any]) -> Iterator[Finding]:
    yield from (refusal("exchange_unknown_key", key[:60]) for key in plain if key not in _KNOWN)
    for name, kinds in (("case", (str,)), ("version", (str,)), ("spec_version", (str,))):
        yield from _kind(name, plain.get(name, ""), (*kinds, type(None)))
    yield from _kind("has_local_extension", plain.get("has_local_extension"), (bool, type(None)))
    fields = plain.get("application_fields")
    yield from _kind("application_fields", fields, (list, type(None)))
    for place, item in enumerate(fields if isinstance(fields, list) else ()):
        yield from _kind(f"application_fields[{place}]", item, (str,))
    yield from _list("extensions", plain.get("extensions", []), _misshapen_row)
    yield from _list("national", plain.get("national", []), _misshapen_place)


def _list(name: str, items: object, check: Any) -> Iterator[Finding]:
    if not isinstance(items, list):
        yield from _kind(name, items, (list,))
        return
    if len(items) > MOST_ROWS:
        yield refusal("exchange_wrong_value", name, rule="maxItems", limit=str(MOST_ROWS))
        return
    paths: set[object] = set()
    for place, item in enumerate(items):
        where = f"{name}[{place}]"
        if not isinstance(item, dict):
            yield from _kind(where, item, (dict,))
            continue
        yield from check(where, item)
        path = item.get("path")
        if isinstance(path, str) and path in paths:
            yield refusal("structure_path_twice", where, path=path[:60])
        paths.add(path if isinstance(path, str) else None)


def _misshapen_row(where: str, row: dict[str, Any]) -> Iterator[Finding]:
    for key, value in row.items():
        if key not in (*COLUMNS, RECORD):
            yield refusal("exchange_unknown_key", f"{where}.{key[:60]}")
        elif key == "length":
            yield from _kind(f"{where}.{key}", value, (int, type(None)))
        else:
            yield from _kind(f"{where}.{key}", value, (str, type(None)))
            if isinstance(value, str) and len(value) > _LONGEST:
                limit = str(_LONGEST)
                yield refusal(
                    "exchange_wrong_value", f"{where}.{key}", rule="maxLength", limit=limit
                )


def _misshapen_place(where: str, entry: dict[str, Any]) -> Iterator[Finding]:
    if not isinstance(entry.get("path"), str):
        yield refusal("exchange_missing_key", where, keys="path")


def _kind(where: str, value: object, kinds: tuple[type, ...]) -> Iterator[Finding]:
    if type(value) not in kinds:
        expected = ", ".join(_NAMES[kind] for kind in kinds if kind is not type(None))
        yield refusal(
            "exchange_wrong_type", where, expected=expected, found=_NAMES.get(type(value), "?")
        )


def _value(value: Any) -> Value:
    return tuple(value) if isinstance(value, list) else value


def _plain(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value


_NAMES: Mapping[type, str] = {
    str: "string",
    bool: "boolean",
    int: "integer",
    float: "number with decimals",
    list: "array",
    dict: "object",
    type(None): "null",
}
