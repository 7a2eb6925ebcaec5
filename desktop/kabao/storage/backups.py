"""Copies of a ledger that prove themselves: made by SQLite, read again whole, then named."""

from __future__ import annotations

import os
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

import sqlcipher3.dbapi2

from kabao.domain.errors import EnvironmentProblemError, InputRefusedError
from kabao.storage import driver
from kabao.storage.failures import translated
from kabao.storage.folders import sync_folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from hashlib import _Hash as Digest
    from pathlib import Path

    from kabao.storage.driver import Connection

_TABLES = (
    "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'"
    " AND name NOT LIKE 'sqlite!_%' ESCAPE '!' ORDER BY name"
)
_DERIVED = frozenset({"census", "register", "sounds", "touched"})
"""Tables that follow from others: read by the check of the file, no part of the contents."""
_BATCH = 500
_BYTES = "blobs"
"""The table whose rows are files: read one by one and not turned into text."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What a ledger holds at one moment."""

    counts: dict[str, int]
    """Rows of each table."""
    newest: tuple[str, str, str]
    """Moment, action and subject of the newest entry of the history; empty texts for none."""
    state: str
    """Names that entry: two ledgers of one origin with the same state hold the same records."""
    digest: str
    """SHA-256 over every value of every table."""


def copy_ledger(source: Path, target: Path) -> Contents:
    """Copy a ledger that may be in use; the copy is read whole and compared before it has a name.

    Sees what was committed when it began. Never over another file; a failure leaves nothing.
    """
    with translated(target):
        _reserve(target)
    part = target.with_name(f"{target.name}.part")
    try:
        with _snapshot(source) as connection:
            with translated(target):
                _copy(connection, part)
            with translated(source):
                wanted = _contents(connection)
        _compare(contents(part), wanted, target)
        with translated(target):
            _sync(part)
            part.replace(target)
            sync_folder(target.parent)
    except BaseException:
        for leftover in (part, part.with_name(f"{part.name}-journal"), target):
            with suppress(OSError):
                leftover.unlink()
        raise
    return wanted


def contents(path: Path) -> Contents:
    """Read a ledger whole; refuses one that is damaged anywhere."""
    with _snapshot(path) as connection, translated(path):
        if connection.execute("PRAGMA quick_check(1)").fetchall() != [("ok",)]:
            raise InputRefusedError("ledger_damaged", name=path.name)
        return _contents(connection)


def is_empty(path: Path) -> bool:
    """Say whether a ledger holds nobody and nothing that was ever done."""
    with _snapshot(path) as connection, translated(path):
        asked = "SELECT EXISTS (SELECT 1 FROM history) OR EXISTS (SELECT 1 FROM holders)"
        return not connection.execute(asked).fetchone()[0]


def state(path: Path) -> str:
    """Return the name of the newest entry of the history."""
    with _snapshot(path) as connection, translated(path):
        return _state(connection)[0]


@contextmanager
def _snapshot(path: Path) -> Iterator[Connection]:
    """Read a file as it is at this moment, whatever others write to it meanwhile."""
    with translated(path):
        connection = driver.connect(path, read_only=True)
    try:
        with translated(path):
            connection.execute("BEGIN")
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        yield connection
    finally:
        connection.close()


def _compare(found: Contents, wanted: Contents, target: Path) -> None:
    if found != wanted:
        raise EnvironmentProblemError("backup_differs", name=target.name)


def _reserve(target: Path) -> None:
    """Take the name, so that no other file can get it meanwhile."""
    try:
        os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    except FileExistsError as error:
        raise InputRefusedError("backup_exists", name=target.name) from error


def _copy(connection: Connection, part: Path) -> None:
    part.unlink(missing_ok=True)
    os.close(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    copy = sqlcipher3.dbapi2.connect(str(part), isolation_level=None)
    try:
        # In one step: smaller ones begin again with every change that others make.
        connection.backup(copy)
        # One file without a log beside it can be carried about.
        copy.execute("PRAGMA journal_mode=DELETE")
    finally:
        copy.close()


def _contents(connection: Connection) -> Contents:
    whole = sha256()
    counts: dict[str, int] = {}
    for (name,) in connection.execute(_TABLES).fetchall():
        if name in _DERIVED:
            continue
        whole.update(name.encode())
        counts[name] = _add_rows(connection, name, whole)
    state, newest = _state(connection)
    return Contents(counts, newest, state, whole.hexdigest())


def _add_rows(connection: Connection, table: str, whole: Digest) -> int:
    cursor = connection.execute(f'SELECT * FROM "{table}"')  # noqa: S608 (own table names)
    count = 0
    while batch := cursor.fetchmany(1 if table == _BYTES else _BATCH):
        count += len(batch)
        if table != _BYTES:
            whole.update(repr(batch).encode())
            continue
        for value in batch[0]:
            whole.update(value if isinstance(value, bytes) else repr(value).encode())
    return count


def _state(connection: Connection) -> tuple[str, tuple[str, str, str]]:
    asked = "SELECT id, at, action, subject FROM history ORDER BY id DESC LIMIT 1"
    found = connection.execute(asked).fetchone()
    if found is None:
        return "", ("", "", "")
    number, at, action, subject = found
    return f"{number} {at}", (at, action, subject)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
