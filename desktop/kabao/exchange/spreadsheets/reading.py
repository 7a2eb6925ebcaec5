"""Reading the sheet of a workbook or a text file that holds the roster."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kabao.domain.errors import CancelledError, EnvironmentProblemError, InputRefusedError
from kabao.domain.rosters.sheets import Sheet
from kabao.exchange.spreadsheets.delimited import read_delimited
from kabao.exchange.spreadsheets.extent import MOST_CELLS, MOST_ROWS, check_extent
from kabao.exchange.spreadsheets.kinds import FileKind, kind_of
from kabao.exchange.spreadsheets.old_workbooks import check_old_workbook

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_REPORTED = 2000


def read_sheet(
    path: Path,
    name: str = "",
    *,
    looks_right: Callable[[Sheet], bool] | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Sheet:
    """Read one visible sheet: the named one, else the first that looks right, else the first.

    Raises InputRefusedError with what is wrong with the file; nothing of it is run or followed.
    """
    kind = kind_of(path)
    if kind is FileKind.CSV:
        sheet = read_delimited(path)
    else:
        if kind in (FileKind.XLSX, FileKind.ODS):
            check_extent(path, kind.value)
        else:
            check_old_workbook(path)
        sheet = _from_workbook(path, name, looks_right or (lambda _: True), cancelled)
    if not any(any(cell not in (None, "") for cell in row) for row in sheet.rows):
        raise InputRefusedError("roster_no_rows", name=path.name)
    return sheet


def _from_workbook(
    path: Path,
    wanted: str,
    looks_right: Callable[[Sheet], bool],
    cancelled: Callable[[], bool],
) -> Sheet:
    import python_calamine as calamine

    try:
        with calamine.CalamineWorkbook.from_path(path) as book:
            return _chosen(book, path, (wanted, _visible(book, calamine)), looks_right, cancelled)
    except calamine.PasswordError as error:
        raise InputRefusedError("roster_password", name=path.name) from error
    except (calamine.CalamineError, ValueError, OverflowError) as error:
        raise InputRefusedError("roster_damaged", name=path.name) from error
    except OSError as error:
        raise EnvironmentProblemError("roster_unreadable", name=path.name) from error
    except BaseException as error:
        # What the reader did not foresee reaches Python outside of Exception.
        if type(error).__name__ == "PanicException":
            raise InputRefusedError("roster_damaged", name=path.name) from error
        raise


def _chosen(
    book: Any,
    path: Path,
    named: tuple[str, tuple[str, ...]],
    looks_right: Callable[[Sheet], bool],
    cancelled: Callable[[], bool],
) -> Sheet:
    wanted, names = named
    if wanted and wanted not in names:
        raise InputRefusedError("roster_no_such_sheet", name=path.name, sheet=wanted)
    first: Sheet | None = None
    for name in (wanted,) if wanted else names:
        sheet = _sheet(book, path, name, names, cancelled)
        if wanted or looks_right(sheet):
            return sheet
        first = first or sheet
    if first is None:
        raise InputRefusedError("roster_no_rows", name=path.name)
    return first


def _visible(book: Any, calamine: Any) -> tuple[str, ...]:
    return tuple(
        item.name
        for item in book.sheets_metadata
        if item.typ == calamine.SheetTypeEnum.WorkSheet
        and item.visible == calamine.SheetVisibleEnum.Visible
    )


def _sheet(
    book: Any, path: Path, name: str, names: tuple[str, ...], cancelled: Callable[[], bool]
) -> Sheet:
    raw = book.get_sheet_by_name(name)
    if raw.start is None:
        return Sheet(path.name, name, (), others=names)
    if raw.height * raw.width > MOST_CELLS:
        raise InputRefusedError(
            "roster_reaches_too_far", name=path.name, rows=raw.height, columns=raw.width
        )
    left = raw.start[1]
    rows: list[list[Any]] = []
    filled = 0
    for row in raw.iter_rows():
        if any(row):
            filled += 1
            if filled > MOST_ROWS:
                raise InputRefusedError("roster_too_many_rows", name=path.name, limit=MOST_ROWS)
        if len(rows) % _REPORTED == 0 and cancelled():
            raise CancelledError("stopped")
        rows.append(row)
    ranges = raw.merged_cell_ranges or ()
    merged = tuple(
        (top, start - left, bottom, end - left)
        for (top, start), (bottom, end) in ranges
        if end > start or bottom > top
    )
    return Sheet(path.name, name, rows, left=left, merged=merged, others=names)
