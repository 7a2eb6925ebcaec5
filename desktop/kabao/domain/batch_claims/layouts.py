"""How a bureau wants the list of a batch: columns, titles, codes or labels, names of photographs.

A layout is rule data by region. What a user changed is kept in the ledger and read back by
``read_layout``; the rulebook's own layout shows through wherever the kept one says nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from kabao.domain.photo_names import PATTERNS
from kabao.domain.words import Words

if TYPE_CHECKING:
    from kabao.domain.fields import Origin, Values

ANYWHERE = "default"
"""Key of the layout for regions that have none of their own."""
MOST_COLUMNS = 40
MOST_FIRST_ROW = 50
LONGEST_TITLE = 60
LONGEST_SHEET = 31
LONG_TERM = "长期"
"""How an identity document without an end is written in files."""


class Shape(StrEnum):
    """How the value of a column is written."""

    TEXT = "text"
    LABEL = "label"
    """The words of a pick list."""
    CODE = "code"
    """The code of a pick list, in the region's own coding where one is known."""
    DATE8 = "date8"
    """Eight digits, 20261122."""
    DATE = "date"
    """2026-11-22."""


CHOICE_SHAPES = (Shape.LABEL, Shape.CODE)
DATE_SHAPES = (Shape.DATE8, Shape.DATE)


@dataclass(frozen=True, slots=True)
class ColumnKind:
    """Something that a list can tell of a person."""

    key: str
    """Name of a field of a holder, or one of those that ``rows`` makes up, such as ``seq``."""
    title: Words
    shapes: tuple[Shape, ...]
    """How it can be written, the usual way first."""
    origin: Origin
    weight: float = 1.0
    """Share of the width of the printed list."""


@dataclass(frozen=True, slots=True)
class BatchColumn:
    """One column of a layout."""

    key: str
    title: str
    shape: Shape = Shape.TEXT
    required: bool = False
    """Whether the bureau sends rows back that leave it blank."""


@dataclass(frozen=True, slots=True)
class BatchLayout:
    """What one region asks of a list."""

    region: str
    """Six digits, or ``default``."""
    name: Words
    columns: tuple[BatchColumn, ...]
    sheet: str = "名单"
    """Name of the sheet in the workbook."""
    first_row: int = 1
    """Number of the row with the titles, as a spreadsheet program counts."""
    photo_pattern: str = PATTERNS[0]
    photo_profile: str = ""
    """Key of the profile of file sizes; empty for the usual one."""
    photo_folder: bool = False
    """Whether the archive holds the photographs in a folder named after the employer."""
    photos_asked: bool = True
    """Whether everybody needs a photograph; some bureaus fetch them themselves."""
    codes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """The region's codes by field and by our own code."""
    origin: Origin | None = None
    edited: bool = False
    """Whether the user changed what the rulebook says."""

    def column(self, key: str) -> BatchColumn | None:
        """Return the column of a key, or None."""
        return next((item for item in self.columns if item.key == key), None)

    def code(self, name: str, ours: str) -> str:
        """Return the region's code for one of ours; our own where none is known."""
        return self.codes.get(name, {}).get(ours, ours)

    def knows_code(self, name: str, ours: str) -> bool:
        """Say whether the region's coding of a list is known for a value, or none is needed."""
        return name not in self.codes or ours in self.codes[name]

    def as_values(self) -> Values:
        """Return what the user can change, for keeping."""
        return {
            "columns": tuple(
                {
                    "key": item.key,
                    "title": item.title,
                    "shape": item.shape.value,
                    "required": item.required,
                }
                for item in self.columns
            ),
            "sheet": self.sheet,
            "first_row": self.first_row,
            "photo_pattern": self.photo_pattern,
            "photo_profile": self.photo_profile,
            "photo_folder": self.photo_folder,
            "photos_asked": self.photos_asked,
        }


@dataclass(frozen=True, slots=True)
class BatchRules:
    """Everything the rulebook says about batches."""

    kinds: tuple[ColumnKind, ...] = ()
    layouts: Mapping[str, BatchLayout] = field(default_factory=dict)
    """By region; ``default`` is always there."""
    states: Mapping[str, str] = field(default_factory=dict)
    """Our state of progress by the words and codes with which bureaus answer."""
    states_origin: Origin | None = None
    photo_from_age: int = 0
    """Full years from which on a photograph is asked for."""

    def kind(self, key: str) -> ColumnKind | None:
        """Return what a column of a key tells, or None."""
        return next((item for item in self.kinds if item.key == key), None)

    def layout(self, region: str) -> BatchLayout:
        """Return the layout of a region: its own, else its city's, its province's, the usual."""
        code = region.strip()
        for key in (code, f"{code[:4]}00", f"{code[:2]}0000"):
            if key in self.layouts:
                return self.layouts[key]
        usual = self.layouts.get(ANYWHERE)
        return usual or BatchLayout(ANYWHERE, Words("", ""), ())


def read_layout(kept: Values, ground: BatchLayout, rules: BatchRules) -> BatchLayout:
    """Return a layout as the user changed it; what cannot be read is taken from the rulebook."""
    rows = kept.get("columns")
    columns = tuple(
        column
        for row in (rows if isinstance(rows, tuple | list) else ())
        if isinstance(row, Mapping) and (column := _column(row, rules)) is not None
    )
    first = kept.get("first_row")
    pattern = str(kept.get("photo_pattern") or "")
    return replace(
        ground,
        columns=columns[:MOST_COLUMNS] or ground.columns,
        sheet=str(kept.get("sheet") or ground.sheet)[:LONGEST_SHEET],
        first_row=first if isinstance(first, int) and 1 <= first <= MOST_FIRST_ROW else 1,
        photo_pattern=pattern if pattern_fits(pattern) else ground.photo_pattern,
        photo_profile=str(kept.get("photo_profile") or ""),
        photo_folder=kept.get("photo_folder") is True,
        photos_asked=kept.get("photos_asked") is not False,
        edited=True,
    )


def pattern_fits(pattern: str) -> bool:
    """Say whether a pattern tells people apart and can be filled in."""
    try:
        filled = pattern.format(doc_no="1", name="2")
    except (KeyError, IndexError, ValueError, AttributeError):
        return False
    return "{doc_no}" in pattern and not set(filled) & set('\\/:*?"<>|')


def _column(row: Mapping[str, object], rules: BatchRules) -> BatchColumn | None:
    kind = rules.kind(str(row.get("key") or ""))
    if kind is None:
        return None
    wanted = str(row.get("shape") or "")
    shape = next((item for item in kind.shapes if item == wanted), kind.shapes[0])
    title = str(row.get("title") or kind.title.zh)[:LONGEST_TITLE]
    return BatchColumn(kind.key, title, shape, row.get("required") is True)
