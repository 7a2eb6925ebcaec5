"""Workbooks of today (.xlsx): which part holds which sheet, and what its text tells."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING
from xml.parsers import expat

from kabao.domain.errors import InputRefusedError
from kabao.exchange.spreadsheets.kinds import opened_archive
from kabao.exchange.spreadsheets.scanning import Scan, chunks, scan_sheet

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from zipfile import ZipFile

_BOOK = "xl/workbook.xml"
_LINKS = "xl/_rels/workbook.xml.rels"
_SHEETS = re.compile(r"xl/worksheets/[^/]+\.xml$")
_TRUE = ("1", "true", "on")


def scan_workbook(path: Path) -> tuple[dict[str, Scan], bool]:
    """Go through every sheet; also say whether days are counted from 1904.

    Raises InputRefusedError for a sheet that reaches too far.
    """
    with opened_archive(path) as archive:
        names = set(archive.namelist())
        if _BOOK not in names:
            raise InputRefusedError("roster_binary_workbook", name=path.name)
        sheets, from_1904 = _sheets(archive, path.name)
        members = {sheets.get(name, name) for name in sheets}
        members |= {name for name in names if _SHEETS.match(name)}
        scans = {
            member: scan_sheet(archive, member, path.name) for member in sorted(members & names)
        }
    return {name: scans[member] for name, member in sheets.items() if member in scans}, from_1904


def _sheets(archive: ZipFile, name: str) -> tuple[dict[str, str], bool]:
    """Return the part of every sheet by its name."""
    ids: dict[str, str] = {}
    targets: dict[str, str] = {}
    from_1904: list[bool] = []

    def in_book(tag: str, attributes: dict[str, str]) -> None:
        kind = tag.rpartition(" ")[2]
        if kind == "workbookPr" and attributes.get("date1904") in _TRUE:
            from_1904.append(True)
        elif kind == "sheet":
            link = next((value for key, value in attributes.items() if key.endswith(" id")), "")
            ids[attributes.get("name", "")] = link

    def in_links(tag: str, attributes: dict[str, str]) -> None:
        if tag.rpartition(" ")[2] == "Relationship":
            target = attributes.get("Target", "")
            full = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            targets[attributes.get("Id", "")] = posixpath.normpath(full)

    _parse(archive, _BOOK, in_book, name)
    if _LINKS in archive.namelist():
        _parse(archive, _LINKS, in_links, name)
    found = {sheet: targets[link] for sheet, link in ids.items() if link in targets}
    return found, bool(from_1904)


def _parse(
    archive: ZipFile, member: str, start: Callable[[str, dict[str, str]], None], name: str
) -> None:
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = start
    try:
        for chunk in chunks(archive, member):
            parser.Parse(chunk, False)  # noqa: FBT003 (expat takes it so)
        parser.Parse(b"", True)  # noqa: FBT003
    except expat.ExpatError as error:
        raise InputRefusedError("roster_damaged", name=name) from error
