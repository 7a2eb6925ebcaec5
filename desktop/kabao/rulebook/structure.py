"""The national file structure, read from ``structure.toml``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kabao.domain.findings import Confidence, Level
from kabao.domain.structure import (
    CardApplication,
    Element,
    ElementaryFile,
    ElementType,
    ExtensionRule,
    FileStructure,
)
from kabao.domain.structure_rules import refuse_broken
from kabao.domain.words import Words
from kabao.rulebook.rule_files import origin, read_rule_file, source_words, words

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    Table = Mapping[str, Any]


def load_structure(folder: Path) -> FileStructure:
    """Read the file structure of a rulebook folder; a file that does not fit is refused."""
    data = read_rule_file(folder / "structure.toml", "rules-structure")
    extension = data["extension"]
    structure = FileStructure(
        version=data["version"],
        applications=tuple(_application(entry) for entry in data["application"]),
        rules=tuple(_rule(entry) for entry in extension["rule"]),
        sources=source_words(data["sources"]),
        spec_versions=tuple(data["spec_versions"]),
        principle=words(extension["principle"]),
        approval=words(extension["approval"]),
        code_lists=data["code_lists"],
    )
    refuse_broken(structure)
    return structure


def _application(entry: Table) -> CardApplication:
    return CardApplication(
        id=entry["id"],
        aid=entry["aid"],
        name=Words(**entry["name"]),
        files=tuple(_file(item) for item in entry["file"]),
        mandatory=entry["mandatory"],
        origin=origin(entry),
    )


def _file(entry: Table) -> ElementaryFile:
    return ElementaryFile(
        id=entry["id"],
        name=Words(**entry["name"]),
        key=entry["key"],
        type=entry["type"],
        elements=tuple(_element(item) for item in entry.get("element", ())),
        sfi=entry["sfi"],
        size=entry.get("size", 0),
        records=entry.get("records", 0),
        read=entry.get("read", ""),
        write=entry.get("write", ""),
        mandatory=entry["mandatory"],
        reserved=entry.get("reserved", False),
        note=words(entry.get("note")),
        origin=origin(entry),
        tags_seen=tuple(entry.get("tags_seen", ())),
    )


def _element(entry: Table) -> Element:
    return Element(
        tag=entry.get("tag", ""),
        key=entry["key"],
        name=Words(**entry["name"]),
        type=ElementType(entry["type"]),
        length=entry["length"],
        format=entry.get("format", ""),
        code_list=entry.get("code_list", ""),
        hex_allowed=entry.get("hex_allowed", False),
        children=tuple(_element(item) for item in entry.get("child", ())),
        origin=origin(entry),
        name_confidence=_name_confidence(entry),
        position=entry.get("position", 0),
        max_records=entry.get("max_records", 1),
        pattern=entry.get("pattern", ""),
        superseded_by=entry.get("superseded_by", ""),
        note=words(entry.get("note")),
    )


def _name_confidence(entry: Table) -> Confidence | None:
    stated = entry.get("name_confidence", entry["confidence"])
    return None if stated == "unknown" else Confidence(stated)


def _rule(entry: Table) -> ExtensionRule:
    return ExtensionRule(
        id=entry["id"],
        text=Words(**entry["text"]),
        level=Level(entry["level"]),
        origin=origin(entry),
        note=words(entry.get("note")),
    )
