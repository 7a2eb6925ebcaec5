"""Laying out the sheets of a file, in whatever process this runs."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import islice
from typing import TYPE_CHECKING, Any

from kabao.domain.errors import EnvironmentProblemError, InputRefusedError
from kabao.domain.rosters.sheets import Sheet
from kabao.exchange.spreadsheets.delimited import read_delimited
from kabao.exchange.spreadsheets.frames import HEAD_ROWS, ROWS, Begun, Frames, More
from kabao.exchange.spreadsheets.kinds import FileKind, kind_of
from kabao.exchange.spreadsheets.new_workbooks import scan_workbook
from kabao.exchange.spreadsheets.old_workbooks import scan_old_workbook
from kabao.exchange.spreadsheets.open_documents import scan_open_document
from kabao.exchange.spreadsheets.scanning import MOST_CELLS, MOST_ROWS, Scan, too_far

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from kabao.domain.rosters.sheets import RawCell

    Rows = Iterator[list[RawCell]]

_BLANK: list[RawCell] = []


@dataclass(frozen=True, slots=True)
class _File:
    """A workbook with what its text told."""

    path: Path
    scans: Mapping[str, Scan] = field(default_factory=dict)
    from_1904: bool = False


def frames(path: Path, wanted: str = "") -> Frames:
    """Tell the wanted sheet, else ask about one after the other and fall back to the first.

    Raises InputRefusedError with what is wrong with the file; nothing of it is run or followed.
    """
    kind = kind_of(path)
    if kind is FileKind.CSV:
        sheet, rows = read_delimited(path)
        yield from _told(sheet, rows)
        return
    if kind is FileKind.XLSX:
        file = _File(path, *scan_workbook(path))
    elif kind is FileKind.ODS:
        file = _File(path, scan_open_document(path))
    else:
        file = _File(path, *scan_old_workbook(path))
    yield from _of_workbook(file, wanted)


def _of_workbook(file: _File, wanted: str) -> Frames:
    import python_calamine as calamine

    name = file.path.name
    try:
        with calamine.CalamineWorkbook.from_path(file.path) as book:
            yield from _chosen(book, file, _visible(book, calamine), wanted)
    except calamine.PasswordError as error:
        raise InputRefusedError("roster_password", name=name) from error
    except (calamine.CalamineError, ValueError, OverflowError) as error:
        raise InputRefusedError("roster_damaged", name=name) from error
    except OSError as error:
        raise EnvironmentProblemError("roster_unreadable", name=name) from error
    except BaseException as error:
        # What the reader did not foresee reaches Python outside of Exception.
        if type(error).__name__ == "PanicException":
            raise InputRefusedError("roster_damaged", name=name) from error
        raise


def _chosen(book: Any, file: _File, names: tuple[str, ...], wanted: str) -> Frames:
    if wanted and wanted not in names:
        raise InputRefusedError("roster_no_such_sheet", name=file.path.name, sheet=wanted)
    if not names:
        raise InputRefusedError("roster_no_rows", name=file.path.name)
    if not wanted and len(names) > 1:
        for name in names:
            sheet, rows = _laid_out(book, file, name, names)
            if (yield Begun(sheet, asks=True)):
                yield from _rest(rows)
                return
    yield from _told(*_laid_out(book, file, wanted or names[0], names))


def _told(sheet: Sheet, rows: Rows) -> Frames:
    yield Begun(sheet)
    yield from _rest(rows)


def _rest(rows: Rows) -> Frames:
    while batch := list(islice(rows, ROWS)):
        yield More(batch)


def _visible(book: Any, calamine: Any) -> tuple[str, ...]:
    return tuple(
        item.name
        for item in book.sheets_metadata
        if item.typ == calamine.SheetTypeEnum.WorkSheet
        and item.visible == calamine.SheetVisibleEnum.Visible
    )


def _laid_out(book: Any, file: _File, name: str, names: tuple[str, ...]) -> tuple[Sheet, Rows]:
    raw = book.get_sheet_by_name(name)
    scan = file.scans.get(name, Scan())
    sheet = Sheet(file.path.name, name, (), others=names, counts_from_1904=file.from_1904)
    if raw.start is None:
        return sheet, iter(())
    if raw.height * raw.width > MOST_CELLS:
        raise too_far(file.path.name, raw.height, raw.width)
    left = raw.start[1]
    merged = tuple(
        (top, start - left, bottom, end - left)
        for (top, start), (bottom, end) in raw.merged_cell_ranges or ()
        if end > start or bottom > top
    )
    rows = _counted(_completed(raw, scan, left), file.path.name)
    head = list(islice(rows, HEAD_ROWS))
    told = replace(
        sheet,
        rows=head,
        left=left,
        merged=merged,
        hidden_rows=tuple(scan.hidden_rows),
        hidden_columns=tuple(scan.hidden_columns),
    )
    return told, rows


def _completed(raw: Any, scan: Scan, left: int) -> Rows:
    """Put in what the reader left blank because the file does not tell it."""
    if not scan.unknown:
        yield from raw.iter_rows()
        return
    by_row: dict[int, list[tuple[int, RawCell]]] = {}
    for (row, column), unknown in scan.unknown.items():
        by_row.setdefault(row, []).append((column - left, unknown))
    number = -1
    for number, cells in enumerate(raw.iter_rows()):
        for column, cell in by_row.get(number, ()):
            if 0 <= column < len(cells) and cells[column] in ("", None):
                cells[column] = cell
        yield cells


def _counted(rows: Rows, name: str) -> Rows:
    """Refuse more rows than are taken at once; blank ones weigh nothing."""
    filled = 0
    for number, row in enumerate(rows):
        if any(row) or any(cell not in ("", None) for cell in row):
            filled += 1
            if filled > MOST_ROWS:
                raise InputRefusedError("roster_too_many_rows", name=name, limit=MOST_ROWS)
            yield row
        else:
            yield row if number < HEAD_ROWS else _BLANK
