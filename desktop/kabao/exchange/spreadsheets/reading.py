"""Reading the sheet of a workbook or a text file that holds the roster."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

from kabao.domain.errors import CancelledError, InputRefusedError
from kabao.exchange.spreadsheets.apart import frames_apart
from kabao.exchange.spreadsheets.frames import Begun

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kabao.domain.rosters.sheets import RawCell, Sheet
    from kabao.exchange.spreadsheets.frames import Frames


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
    if cancelled():
        raise CancelledError("stopped")
    with closing(frames_apart(path, name, cancelled=cancelled)) as telling:
        return put_together(telling, path.name, looks_right or (lambda _: True))


def put_together(telling: Frames, name: str, looks_right: Callable[[Sheet], bool]) -> Sheet:
    """Make one sheet of what a reader tells; raises InputRefusedError where nothing is in it."""
    begun: Sheet | None = None
    rows: list[list[RawCell]] = []
    frame = next(telling, None)
    while frame is not None:
        taken = False
        if isinstance(frame, Begun):
            taken = looks_right(frame.sheet)
            begun = frame.sheet if taken or not frame.asks else begun
            rows = [list(row) for row in frame.sheet.rows]
        else:
            rows += frame.rows  # type: ignore[arg-type]
        try:
            frame = telling.send(taken)
        except StopIteration:
            break
    if begun is None or not any(cell not in (None, "") for row in rows for cell in row):
        raise InputRefusedError("roster_no_rows", name=name)
    return replace(begun, rows=rows)
