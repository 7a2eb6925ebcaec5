"""Which column of a sheet means which field; guessed from titles and remembered by layout."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from kabao.domain.rosters.headers import EMPLOYER_CODE, EMPLOYER_NAME, LEFT_OUT, normal_title
from kabao.domain.rosters.sheets import cell_text, column_index

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kabao.domain.fields import Row, Scalar, Value, Values
    from kabao.domain.rosters.sheets import Sheet

_SEARCHED = 20
"""Rows from the top among which the titles are looked for."""
_FEWEST = 2
_WIDEST = 16_384
_ESSENTIAL = frozenset({"name", "doc_no"})


@dataclass(frozen=True, slots=True)
class RosterMapping:
    """Where the titles stand, what each column means, and what holds for every row."""

    header: int = 0
    """Index in ``Sheet.rows`` of the (last) row of titles."""
    header_rows: int = 1
    columns: Mapping[int, str] = field(default_factory=dict)
    """Key of a field by index of the column; columns left out are not read."""
    defaults: Values = field(default_factory=dict)
    """Values for every row whose sheet has no such column."""
    fixes: frozenset[str] = frozenset()
    """Kinds of corrections that the user has ticked."""
    remembered: bool = False

    @property
    def is_complete(self) -> bool:
        """Whether name and document number have a column."""
        return set(self.columns.values()) >= _ESSENTIAL

    def with_column(self, column: int, key: str) -> RosterMapping:
        """Return a mapping in which a column means a field (or nothing); no field twice."""
        columns = {at: known for at, known in self.columns.items() if at != column and known != key}
        if key:
            columns[column] = key
        return replace(self, columns=dict(sorted(columns.items())))

    def with_fixes(self, fixes: frozenset[str]) -> RosterMapping:
        """Return the same mapping with other corrections ticked."""
        return replace(self, fixes=fixes)


@dataclass(frozen=True, slots=True)
class MappingFile:
    """What a mapping file says: columns by title or letters, defaults, corrections ticked."""

    columns: Mapping[str, str] = field(default_factory=dict)
    defaults: Values = field(default_factory=dict)
    fixes: frozenset[str] = frozenset()
    sheet: str = ""
    header: int = 0
    """Number of the row of titles as the spreadsheet program shows it; 0 to look for it."""


def titles_of(sheet: Sheet, header: int, header_rows: int = 1) -> tuple[str, ...]:
    """Return the title of every column; two rows of titles are read as one."""
    last = _texts(sheet, header)
    if header_rows == 1:
        return tuple(last)
    above = _spread(sheet, header - 1)
    width = max(len(last), len(above))
    last += [""] * (width - len(last))
    above += [""] * (width - len(above))
    return tuple(
        low if not high or high == low else f"{high}{low}"
        for high, low in zip(above, last, strict=True)
    )


def guess_mapping(sheet: Sheet, titles: Mapping[str, str]) -> RosterMapping | None:
    """Find the row of titles and what the columns mean; None where no row looks like titles."""
    best: RosterMapping | None = None
    best_score = _FEWEST - 1
    for candidate in _candidates(sheet, titles):
        found = set(candidate.columns.values())
        score = len(found) + len(found & _ESSENTIAL) * 2
        if score > best_score and found & _ESSENTIAL:
            best, best_score = candidate, score
    return best


def layout_of(sheet: Sheet, mapping: RosterMapping) -> str:
    """Return a short name for the titles of a sheet, the same for every file laid out so."""
    titles = titles_of(sheet, mapping.header, mapping.header_rows)
    text = "\n".join(normal_title(title) for title in titles).rstrip("\n")
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:32]


def to_values(mapping: RosterMapping) -> Values:
    """Return the choices of a user as plain values to remember; corrections are not kept."""
    rows: tuple[Row, ...] = tuple(
        {"column": at, "field": key} for at, key in mapping.columns.items()
    )
    defaults: tuple[Row, ...] = tuple(
        {"field": key, "value": value} for key, value in _scalars(mapping.defaults)
    )
    return {"columns": rows, "defaults": defaults}


def with_remembered(mapping: RosterMapping, values: Values, known: frozenset[str]) -> RosterMapping:
    """Return a guessed mapping with what was chosen for this layout the last time."""
    columns: dict[int, str] = {}
    for entry in _rows(values.get("columns")):
        column, key = entry.get("column"), entry.get("field")
        if isinstance(column, int) and isinstance(key, str) and key in known:
            columns[column] = key
    defaults: dict[str, Scalar] = {
        str(entry["field"]): entry.get("value")
        for entry in _rows(values.get("defaults"))
        if entry.get("field") in known
    }
    if not columns:
        return mapping
    return replace(mapping, columns=columns, defaults=defaults, remembered=True)


def resolve_columns(
    named: Mapping[str, str], titles: Sequence[str], left: int
) -> tuple[dict[int, str], tuple[str, ...]]:
    """Find the columns that a mapping file names by title or letters; also which are not there."""
    by_title = {normal_title(title): at for at, title in enumerate(titles) if title}
    columns: dict[int, str] = {}
    missing: list[str] = []
    for name, key in named.items():
        at = by_title.get(normal_title(name), -1)
        if at < 0:
            at = column_index(name.strip().upper()) - left
        if 0 <= at < max(len(titles), 1):
            columns[at] = key
        else:
            missing.append(name)
    return columns, tuple(missing)


def mappable(fields: Mapping[str, object]) -> frozenset[str]:
    """Return the keys that a column may have."""
    return frozenset((*fields, EMPLOYER_NAME, EMPLOYER_CODE))


def _candidates(sheet: Sheet, titles: Mapping[str, str]) -> Iterator[RosterMapping]:
    for row in range(min(len(sheet.rows), _SEARCHED)):
        yield RosterMapping(row, 1, _recognised(titles_of(sheet, row), titles))
        if row and _has_merge(sheet, row - 1):
            yield RosterMapping(row, 2, _recognised_pair(sheet, row, titles))


def _recognised(found: Sequence[str], titles: Mapping[str, str]) -> dict[int, str]:
    columns: dict[int, str] = {}
    for at, title in enumerate(found):
        key = titles.get(normal_title(title), "") if title else ""
        if key and key not in LEFT_OUT and key not in columns.values():
            columns[at] = key
    return columns


def _recognised_pair(sheet: Sheet, row: int, titles: Mapping[str, str]) -> dict[int, str]:
    """Titles over two rows: both together, else the lower alone, else the upper alone."""
    columns = _recognised(titles_of(sheet, row, 2), titles)
    for found in (titles_of(sheet, row), _texts(sheet, row - 1)):
        for at, key in _recognised(found, titles).items():
            if at not in columns and key not in columns.values():
                columns[at] = key
    return dict(sorted(columns.items()))


def _has_merge(sheet: Sheet, row: int) -> bool:
    return any(first <= row <= last for first, _, last, _ in sheet.merged)


def _texts(sheet: Sheet, row: int) -> list[str]:
    return [cell_text(cell).strip() for cell in sheet.rows[row]]


def _spread(sheet: Sheet, row: int) -> list[str]:
    """Return a row whose merged cells all show the text of the first one."""
    texts = _texts(sheet, row)
    widest = max((right + 1 for top, _, low, right in sheet.merged if top <= row <= low), default=0)
    texts += [""] * (min(widest, _WIDEST) - len(texts))
    for top, left, bottom, right in sheet.merged:
        if top <= row <= bottom and left < len(texts):
            text = _texts(sheet, top)[left] if left < len(sheet.rows[top]) else ""
            for at in range(left, min(right + 1, len(texts))):
                texts[at] = text
    return texts


def _rows(value: Value) -> list[Row]:
    entries = value if isinstance(value, tuple | list) else ()
    return [entry for entry in entries if not isinstance(entry, str)]


def _scalars(values: Values) -> Iterator[tuple[str, str | int | bool]]:
    for key, value in values.items():
        if isinstance(value, str | int | bool):
            yield key, value
