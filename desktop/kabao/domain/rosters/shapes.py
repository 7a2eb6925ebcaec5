"""Rows and cells that do not stand as one row for one person: merged ones, sums, titles again."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kabao.domain.findings import Level
from kabao.domain.rosters.cells import Note
from kabao.domain.rosters.headers import normal_title
from kabao.domain.rosters.mapping import titles_of
from kabao.domain.rosters.sheets import cell_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kabao.domain.rosters.mapping import RosterMapping
    from kabao.domain.rosters.sheets import RawCell, Sheet

MERGED = "merged"
"""The correction that fills merged cells with what their first one says."""
_SUMS = re.compile(r"(本页)?(合\s*计|总\s*计|小\s*计|共\s*计)|total|subtotal|sum", re.IGNORECASE)
_SIGNED = re.compile(
    r"(制表|填表|填报|经办|审核|复核|负责|单位盖章|盖章|填报单位)(人|日期|时间)?[::：]"
)
_MOST_MERGED = 100_000


class Merges:
    """Cells below the titles that belong to a merged one and are empty themselves."""

    def __init__(self, sheet: Sheet, mapping: RosterMapping) -> None:
        self._sheet = sheet
        self._ticked = MERGED in mapping.fixes
        self._sources: dict[int, dict[int, tuple[int, int]]] = {}
        count = 0
        for top, left, bottom, right in sheet.merged:
            if top <= mapping.header or bottom == top:
                continue
            for column in range(left, right + 1):
                if column not in mapping.columns:
                    continue
                for row in range(top + 1, bottom + 1):
                    count += 1
                    if count > _MOST_MERGED:
                        return
                    self._sources.setdefault(row, {})[column] = (top, left)

    def __bool__(self) -> bool:
        return bool(self._sources)

    def filled(self, row: int, cells: Sequence[RawCell]) -> Sequence[RawCell]:
        """Return the cells with the merged ones filled, if that was ticked and not all blank."""
        sources = self._sources.get(row)
        if not sources or not self._ticked or not any(cell_text(cell).strip() for cell in cells):
            return cells
        taken = list(cells)
        taken += [None] * (max(sources) + 1 - len(taken))
        for column, source in sources.items():
            if taken[column] in (None, ""):
                taken[column] = self._cell(source)
        return taken

    def notes(self, row: int) -> Iterator[tuple[int, Note]]:
        """Say what was filled or what is offered, by column."""
        own = self._sheet.rows[row]
        for column, source in self._sources.get(row, {}).items():
            text = cell_text(self._cell(source)).strip()
            if column < len(own) and own[column] not in (None, ""):
                continue
            if text and self._ticked:
                yield column, Note("roster_fixed_merged", Level.INFO)
            elif text:
                yield column, Note("roster_merged", Level.WARNING, MERGED, text)

    def _cell(self, source: tuple[int, int]) -> RawCell:
        row, column = source
        cells = self._sheet.rows[row]
        return cells[column] if column < len(cells) else None


class OtherRows:
    """Tells rows without a number that are no people: sums, signatures, titles once more."""

    def __init__(self, sheet: Sheet, mapping: RosterMapping, titles: Mapping[str, str]) -> None:
        self._columns = {key: column for column, key in mapping.columns.items()}
        self._titles = titles
        self.width = len(titles_of(sheet, mapping.header, mapping.header_rows))

    def code_of(self, cells: Sequence[RawCell]) -> str:
        """Return why a row is no person; empty where it may be one."""
        texts = [cell_text(cell).strip() for cell in cells]
        said = [text for text in texts if text]
        if not said:
            return ""
        if _SUMS.match(said[0]):
            return "roster_row_of_sums"
        if _SIGNED.match(said[0]):
            return "roster_row_of_notes"
        return "roster_row_of_titles" if self._repeats(texts) else ""

    def _repeats(self, texts: Sequence[str]) -> bool:
        essential = [self._columns.get(key, -1) for key in ("name", "doc_no")]
        if not all(0 <= column < len(texts) for column in essential):
            return False
        name, number = (self._titles.get(normal_title(texts[at]), "") for at in essential)
        return (name, number) == ("name", "doc_no")
