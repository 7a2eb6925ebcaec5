"""What can still be read of a damaged ledger, row by row, into a new one that is sound."""

from __future__ import annotations

from contextlib import closing, suppress
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from kabao.domain.errors import InputRefusedError, LedgerLockedError
from kabao.storage import driver, opening
from kabao.storage.chain import Chain
from kabao.storage.failures import translated
from kabao.storage.folders import sync_folder, take_name
from kabao.storage.keys import fits, key_for
from kabao.storage.register import Register

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from kabao.storage.driver import Connection
    from kabao.storage.keys import LedgerKey

    Row = tuple[Any, ...]

_TABLES = """
SELECT name, wr FROM pragma_table_list
WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!'
"""
_LEFT = frozenset(
    {
        "_sqlite_migrations",
        "census",
        "history_chain",
        "history_emptied",
        "projections",
        "register",
        "sounds",
        "touched",
        "undo_images",
        "undo_open",
        "undo_ranges",
    }
)
"""What a new ledger has by itself, what follows from other tables, and what undoing would take."""
_KEPT_FROM = """
UPDATE settings SET value = (SELECT coalesce(max(id), 0) + 1 FROM history)
WHERE name = 'history.kept_from'
"""
_OF_THE_DISK = frozenset({8, 10, 13, 14})
"""SQLITE_READONLY, IOERR, FULL and CANTOPEN."""
_SPAN = 512
_SPAN_OF_FILES = 8
_HIGHEST = 1 << 24
_LEAST_BYTES = 64
"""A record takes more of the file, so that its size says where to stop if nothing else does."""
_PATIENCE = 2
"""After so many spans without one readable record the next ones are only probed."""


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of one table."""

    table: str
    saved: int
    lost: int
    """Rows that could not be read, as far as that can be counted."""
    refused: int
    """Rows that could be read but are not as they must be, or belong to one that is lost."""


def salvage(damaged: Path, new: Path, key: LedgerKey | None = None) -> tuple[Saved, ...]:
    """Copy every readable row into a new ledger; the damaged file is only read.

    The new ledger of an encrypted one is encrypted with the same ``key``.

    Raises InputRefusedError when nothing at all can be read, and leaves no new file then.
    """
    with translated(damaged):
        own = _key_of(damaged, key)
    if not new.resolve().parent.is_dir():
        raise InputRefusedError("folder_missing", name=new.parent.name)
    if new.exists():
        raise InputRefusedError("ledger_exists", name=new.name)
    building = new.with_name(f"{new.name}.salvaging")
    with translated(new):
        for suffix in ("", "-journal"):  # what a kill left
            building.with_name(building.name + suffix).unlink(missing_ok=True)
        opening.create_file(building, own)
        try:
            with closing(driver.connect(building, key=own)) as target:
                found = _copy_all(damaged, own, target)
            _refuse_nothing(found, damaged)
            take_name(building, new)
            _make_durable(new)
        except BaseException:
            for suffix in ("", "-journal"):
                with suppress(OSError):
                    building.with_name(building.name + suffix).unlink()
            raise
    return found


def _make_durable(new: Path) -> None:
    """Make the name durable, or take it back: what is told as failed is not there."""
    try:
        sync_folder(new.parent)
    except BaseException:
        new.unlink(missing_ok=True)
        raise


def _key_of(damaged: Path, key: LedgerKey | None) -> LedgerKey | None:
    """Return the key that a file needs; without its first page SQLite knows nothing of it."""
    opening.refuse_foreign(damaged)
    own = key_for(damaged, key)
    try:
        with closing(driver.connect(damaged, read_only=True, key=own)) as connection:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except driver.DatabaseError as error:
        if own is not None and not fits(damaged, own):
            raise LedgerLockedError("ledger_passphrase_wrong", name=damaged.name) from error
        raise InputRefusedError("salvage_nothing", name=damaged.name) from error
    return own


def _refuse_nothing(found: Sequence[Saved], damaged: Path) -> None:
    if not any(item.saved for item in found if item.table != "settings"):
        raise InputRefusedError("salvage_nothing", name=damaged.name)


def _copy_all(damaged: Path, key: LedgerKey | None, target: Connection) -> tuple[Saved, ...]:
    target.execute("BEGIN IMMEDIATE")
    with closing(_Source(damaged, key)) as source:
        found = tuple(_copy(source, target, name) for name in _in_order(target))
        _keep_numbers(source, target)
    target.execute(_KEPT_FROM)
    Chain(target).catch_up()  # of what was saved; the chain before is broken anyway
    Register(target).catch_up()
    target.execute("COMMIT")
    return tuple(item for item in found if item.saved or item.lost or item.refused)


def _copy(source: _Source, target: Connection, table: str) -> Saved:
    columns = [name for name in _columns(target, table) if name in source.columns(table)]
    if not columns:
        return Saved(table, 0, 0, 0)
    names, places = ", ".join(columns), ", ".join("?" * len(columns))
    verb = "INSERT OR REPLACE" if table == "settings" else "INSERT"
    sql = f"{verb} INTO {table} ({names}) VALUES ({places})"
    optional = _optional_parents(target, table, columns)
    read = saved = 0
    for row in source.rows(table, columns):
        read += 1
        saved += _insert(target, sql, row, optional) if _is_sound(table, columns, row) else 0
    lost = max(source.count(table, source.unreadable + read) - read, 0)
    return Saved(table, saved, lost, read - saved)


def _insert(target: Connection, sql: str, row: Row, optional: Sequence[int]) -> bool:
    """Insert a row; without the record it names if that is lost and need not be named."""
    tries = [row]
    if any(row[place] is not None for place in optional):
        tries.append(tuple(None if at in optional else value for at, value in enumerate(row)))
    for values in tries:
        try:
            target.execute(sql, values)
        except driver.DatabaseError as error:
            if getattr(error, "sqlite_errorcode", 0) & 0xFF in _OF_THE_DISK:
                raise  # no fault of the row
            continue
        return True
    return False


def _is_sound(table: str, columns: Sequence[str], row: Row) -> bool:
    """Say whether the bytes of a file are those that its name was made of."""
    if table != "blobs":
        return True
    values = dict(zip(columns, row, strict=True))
    data = values["data"]
    return isinstance(data, bytes) and sha256(data).hexdigest() == values["sha256"]


def _in_order(target: Connection) -> list[str]:
    """Name the tables of a ledger, what others name first."""
    waiting = {name for name, _ in target.execute(_TABLES).fetchall()} - _LEFT
    ordered: list[str] = []
    while waiting:
        ready = sorted(name for name in waiting if not (_parents(target, name) & waiting - {name}))
        ordered += ready
        waiting -= set(ready)
    return ordered


def _parents(target: Connection, table: str) -> set[str]:
    keys = target.execute(f"PRAGMA foreign_key_list({table})").fetchall()
    return {key[2] for key in keys}


def _columns(target: Connection, table: str) -> list[str]:
    found = target.execute(f"PRAGMA table_xinfo({table})").fetchall()
    return [column[1] for column in found if not column[6]]


def _optional_parents(target: Connection, table: str, columns: Sequence[str]) -> list[int]:
    needed = {row[1]: row[3] for row in target.execute(f"PRAGMA table_xinfo({table})").fetchall()}
    keys = target.execute(f"PRAGMA foreign_key_list({table})").fetchall()
    return [columns.index(key[3]) for key in keys if key[3] in columns and not needed[key[3]]]


def _keep_numbers(source: _Source, target: Connection) -> None:
    """Let no number be given again that a lost record had."""
    for table, last in source.sequence().items():
        target.execute("UPDATE sqlite_sequence SET seq = max(seq, ?) WHERE name = ?", (last, table))


class _Source:
    """A damaged file, asked for little at a time."""

    def __init__(self, path: Path, key: LedgerKey | None) -> None:
        self._path = path
        self._key = key
        self._connection = driver.connect(path, read_only=True, key=key)
        self.unreadable = 0
        """How many numbers of the table read last could not be read."""

    def close(self) -> None:
        self._connection.close()

    def columns(self, table: str) -> set[str]:
        found = self._try(f"SELECT name FROM pragma_table_xinfo('{table}')")  # noqa: S608
        return {row[0] for row in found or ()}

    def sequence(self) -> dict[str, int]:
        found = self._try("SELECT name, seq FROM sqlite_sequence WHERE typeof(seq) = 'integer'")
        return {name: last for name, last in found or () if last <= _HIGHEST}

    def count(self, table: str, otherwise: int) -> int:
        """Count rows by whatever index is whole; ``otherwise`` when none is."""
        found = self._try(f"SELECT count(*) FROM {table}")  # noqa: S608
        return int(found[0][0]) if found else otherwise

    def rows(self, table: str, columns: Sequence[str]) -> Iterator[Row]:
        """Give every row that can be read."""
        self.unreadable = 0
        names = ", ".join(columns)
        kinds: dict[str, int] = dict(self._try(_TABLES) or ())
        if kinds.get(table):
            yield from self._from_both_ends(f"SELECT {names} FROM {table}")  # noqa: S608
            return
        sql = f"SELECT {names} FROM {table} WHERE rowid BETWEEN ? AND ?"  # noqa: S608
        span = _SPAN_OF_FILES if table == "blobs" else _SPAN
        last = self._last(table)
        dead = 0
        for first in range(1, last + 1, span):
            ends = (first, min(first + span - 1, last))
            before = self.unreadable
            if self._is_worth_reading(sql, ends, dead):
                yield from self._within(sql, *ends)
            else:
                self.unreadable += span
            dead = dead + 1 if self.unreadable - before >= span else 0

    def _within(self, sql: str, first: int, last: int) -> Iterator[Row]:
        found = self._try(sql, (first, last))
        if found is not None:
            yield from found
        elif first == last:
            self.unreadable += 1
        else:
            middle = (first + last) // 2
            yield from self._within(sql, first, middle)
            yield from self._within(sql, middle + 1, last)

    def _is_worth_reading(self, sql: str, ends: tuple[int, int], dead: int) -> bool:
        """Say whether a span is to be read row by row; ``dead`` ones lie before it.

        Each row that cannot be read costs a new connection to an encrypted file, so there a span
        is probed first, so closely that no page of eight rows is missed.
        """
        first, last = ends
        if dead >= _PATIENCE:
            return self._is_alive(sql, (first, (first + last) // 2, last))
        if self._key is None:
            return True
        return self._try(sql, ends) is not None or self._is_alive(sql, range(first, last + 1, 8))

    def _is_alive(self, sql: str, numbers: Iterable[int]) -> bool:
        """Say whether anything can be read at some places of a span."""
        return any(self._try(sql, (number, number)) is not None for number in numbers)

    def _from_both_ends(self, sql: str) -> Iterator[Row]:
        """Read a table without numbers forward to the damage, then back to it from its end."""
        seen: set[Row] = set()
        for order in ("ASC", "DESC"):
            with suppress(driver.DatabaseError):
                for row in self._connection.execute(f"{sql} ORDER BY 1 {order}"):
                    if row not in seen:
                        seen.add(row)
                        yield row
                return
            self._begin_anew()

    def _last(self, table: str) -> int:
        found = self._try(f"SELECT rowid FROM {table} ORDER BY rowid DESC LIMIT 1")  # noqa: S608
        if found is None:
            unknown = self._path.stat().st_size // _LEAST_BYTES
            return min(self.sequence().get(table, unknown), _HIGHEST)
        return min(int(found[0][0]), _HIGHEST) if found else 0

    def _try(self, sql: str, params: Sequence[object] = ()) -> list[Row] | None:
        try:
            rows: list[Row] = self._connection.execute(sql, params).fetchall()
        except driver.DatabaseError:
            self._begin_anew()
            return None
        return rows

    def _begin_anew(self) -> None:
        """After a page whose code is wrong SQLCipher may refuse good ones on that connection."""
        if self._key is not None:
            self._connection.close()
            self._connection = driver.connect(self._path, read_only=True, key=self._key)
