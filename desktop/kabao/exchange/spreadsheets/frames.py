"""What a reader tells piece by piece, and how it is written down between two processes."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Generator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kabao.domain.rosters.sheets import Unknown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kabao.domain.rosters.sheets import RawCell, Sheet

HEAD_ROWS = 50
"""Rows that are told with the sheet itself, enough to see whether it is the one."""
ROWS = 1000


@dataclass(frozen=True, slots=True)
class Begun:
    """A sheet with its first rows; where it ``asks``, the answer says whether to go on with it."""

    sheet: Sheet
    asks: bool = False


@dataclass(frozen=True, slots=True)
class More:
    """Further rows of the sheet."""

    rows: Sequence[Sequence[RawCell]]


Frames = Generator[Begun | More, bool, None]


def written(frame: Begun | More) -> bytes:
    """Write a frame down."""
    if isinstance(frame, More):
        plain: dict[str, Any] = {"rows": frame.rows}
    else:
        sheet = frame.sheet
        told = {name: getattr(sheet, name) for name in type(sheet).__slots__}
        plain = {"sheet": told, "asks": frame.asks}
    return json.dumps(plain, default=_written_cell, separators=(",", ":")).encode("ascii")


def read_back(data: bytes) -> Begun | More:
    """Read a frame that was written down."""
    from kabao.domain.rosters.sheets import Sheet

    plain = json.loads(data, object_hook=_read_object)
    if "rows" in plain:
        return More(plain["rows"])
    told = plain["sheet"]
    for name in ("others", "hidden_rows", "hidden_columns"):
        told[name] = tuple(told[name])
    told["merged"] = tuple(tuple(edges) for edges in told["merged"])
    return Begun(Sheet(**told), plain["asks"])


def _written_cell(cell: object) -> dict[str, Any]:
    if isinstance(cell, Unknown):
        return {"~": "unknown", "v": cell.shown}
    if isinstance(cell, dt.timedelta):
        return {"~": "span", "v": cell.total_seconds()}
    if isinstance(cell, dt.datetime | dt.date | dt.time):
        return {"~": type(cell).__name__, "v": cell.isoformat()}
    raise TypeError(type(cell).__name__)


def _read_object(plain: dict[str, Any]) -> Any:
    kind = plain.get("~")
    if kind is None:
        return plain
    return _CELLS[kind](plain["v"])


_CELLS: dict[str, Any] = {
    "unknown": Unknown,
    "span": lambda seconds: dt.timedelta(seconds=seconds),
    "date": dt.date.fromisoformat,
    "datetime": dt.datetime.fromisoformat,
    "time": dt.time.fromisoformat,
}
