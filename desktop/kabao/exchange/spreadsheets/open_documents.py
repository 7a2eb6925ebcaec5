"""Spreadsheets in the open document format: how far they reach, and whether they are locked."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.parsers import expat

from kabao.domain.errors import InputRefusedError
from kabao.exchange.spreadsheets.kinds import opened_archive
from kabao.exchange.spreadsheets.scanning import (
    MOST_CELLS,
    MOST_SHEET_ROWS,
    Scan,
    chunks,
    too_far,
)

if TYPE_CHECKING:
    from pathlib import Path

_TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
_MANIFEST = "META-INF/manifest.xml"
_MOST_HIDDEN = 1000


def scan_open_document(path: Path) -> dict[str, Scan]:
    """Go through the tables; raises InputRefusedError for a locked one or one too far."""
    with opened_archive(path) as archive:
        if _MANIFEST in archive.namelist():
            manifest = b"".join(chunks(archive, _MANIFEST))
            if b":encryption-data" in manifest or b":encrypted-key" in manifest:
                raise InputRefusedError("roster_password", name=path.name)
        extent = _Extent(path.name)
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler = extent.start
        parser.EndElementHandler = extent.end
        try:
            for chunk in chunks(archive, "content.xml"):
                parser.Parse(chunk, False)  # noqa: FBT003 (expat takes it so)
            parser.Parse(b"", True)  # noqa: FBT003
        except expat.ExpatError as error:
            raise InputRefusedError("roster_damaged", name=path.name) from error
    return extent.scans


class _Extent:
    """Follows the rows and repeated cells of every table."""

    def __init__(self, name: str) -> None:
        self.scans: dict[str, Scan] = {}
        self._name = name
        self._scan = Scan()
        self._row = self._column = self._widest = self._filled = self._repeat = 0
        self._is_hidden = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Count a row or a cell."""
        if tag == f"{_TABLE} table":
            self._row = self._widest = 0
            self._scan = self.scans.setdefault(attributes.get(f"{_TABLE} name", ""), Scan())
        elif tag == f"{_TABLE} table-row":
            self._repeat = _count(attributes, "number-rows-repeated")
            self._column = self._filled = 0
            self._is_hidden = attributes.get(f"{_TABLE} visibility") in ("collapse", "filter")
        elif tag == f"{_TABLE} table-cell":
            self._column += _count(attributes, "number-columns-repeated")
            if any(key.endswith(" value-type") for key in attributes):
                self._filled = self._column

    def end(self, tag: str) -> None:
        """Add a row up once it is over."""
        if tag != f"{_TABLE} table-row":
            return
        before, self._row = self._row, self._row + self._repeat
        if not self._filled:
            return
        if self._is_hidden and len(self._scan.hidden_rows) < _MOST_HIDDEN:
            self._scan.hidden_rows += range(before + 1, min(self._row, before + _MOST_HIDDEN) + 1)
        self._widest = max(self._widest, self._filled)
        last = self._row if self._repeat > 1 else before + 1
        if last * self._widest > MOST_CELLS or last > MOST_SHEET_ROWS:
            raise too_far(self._name, last, self._widest)


def _count(attributes: dict[str, str], name: str) -> int:
    text = attributes.get(f"{_TABLE} {name}", "1")
    return int(text) if text.isdigit() and len(text) < 9 else 1
