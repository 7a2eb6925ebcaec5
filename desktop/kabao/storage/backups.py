"""Copies of a ledger that prove themselves: made by SQLite, read again whole, then named."""

from __future__ import annotations

import os
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

import sqlcipher3.dbapi2

from kabao.domain.errors import EnvironmentProblemError, InputRefusedError
from kabao.storage import driver, keys, opening
from kabao.storage.failures import translated
from kabao.storage.folders import sync_folder, take_name

if TYPE_CHECKING:
    from collections.abc import Iterator
    from hashlib import _Hash as Digest
    from pathlib import Path

    from kabao.storage.driver import Connection
    from kabao.storage.keys import LedgerKey

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


def copy_ledger(source: Path, target: Path, key: LedgerKey | None = None) -> Contents:
    """Copy a ledger that may be in use; the copy is read whole and compared before it has a name.

    Sees what was committed when it began. Never over another file; a failure leaves nothing. The
    copy of an encrypted ledger is encrypted with the same ``key``.
    """
    needed = keys.key_for(source, key) if source.is_file() else None
    return _copied(source, target, needed, needed)


def copy_under(
    source: Path, target: Path, key: LedgerKey | None, new: LedgerKey | None
) -> Contents:
    """Copy a ledger as ``copy_ledger`` does, encrypted with another key or with none."""
    return _copied(source, target, keys.key_for(source, key), new)


def _copied(source: Path, target: Path, key: LedgerKey | None, new: LedgerKey | None) -> Contents:
    if target.exists():
        raise InputRefusedError("backup_exists", name=target.name)
    part = target.with_name(f"{target.name}.part")
    named = False
    try:
        with _snapshot(source, key) as connection:
            with translated(target):
                if key is new:
                    _copy(connection, part, key)
                else:
                    _export(source, part, key, new)
            with translated(source):
                wanted = _contents(connection)
        _compare(contents(part, new), wanted, target)
        with translated(target):
            _sync(part)
            named = _named(part, target)
            sync_folder(target.parent)
    except BaseException:
        remains = [part.with_name(part.name + suffix) for suffix in ("", "-journal")]
        for leftover in (*remains, *([target] if named else [])):
            with suppress(OSError):
                leftover.unlink()
        raise
    return wanted


def contents(path: Path, key: LedgerKey | None = None) -> Contents:
    """Read a ledger whole; refuses one that is damaged anywhere."""
    with _snapshot(path, key) as connection, translated(path):
        if connection.execute("PRAGMA quick_check(1)").fetchall() != [("ok",)]:
            raise InputRefusedError("ledger_damaged", name=path.name)
        return _contents(connection)


def is_empty(path: Path, key: LedgerKey | None = None) -> bool:
    """Say whether a ledger holds nobody and nothing that was ever done."""
    with _snapshot(path, key) as connection, translated(path):
        asked = "SELECT EXISTS (SELECT 1 FROM history) OR EXISTS (SELECT 1 FROM holders)"
        return not connection.execute(asked).fetchone()[0]


def state(path: Path, key: LedgerKey | None = None) -> str:
    """Return the name of the newest entry of the history."""
    with _snapshot(path, key) as connection, translated(path):
        return _state(connection)[0]


@contextmanager
def _snapshot(path: Path, key: LedgerKey | None) -> Iterator[Connection]:
    """Read a file as it is at this moment, whatever others write to it meanwhile."""
    with translated(path):
        connection = opening.unlocked(path, read_only=True, key=key)
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


def _named(part: Path, target: Path) -> bool:
    """Give the copy its name only now, so that a kill leaves nothing under it."""
    try:
        take_name(part, target)
    except FileExistsError as error:
        raise InputRefusedError("backup_exists", name=target.name) from error
    return True


def _copy(connection: Connection, part: Path, key: LedgerKey | None) -> None:
    _make(part)
    copy = sqlcipher3.dbapi2.connect(str(part), isolation_level=None)
    try:
        if key is not None:
            copy.execute(f'PRAGMA key="{key.literal()}"')
        # In one step: smaller ones begin again with every change that others make.
        connection.backup(copy)
        # One file without a log beside it can be carried about.
        copy.execute("PRAGMA journal_mode=DELETE")
    finally:
        copy.close()


def _export(source: Path, part: Path, key: LedgerKey | None, new: LedgerKey | None) -> None:
    """Write everything anew under another key; SQLite's own copy keeps pages as they are."""
    _make(part)
    copy = driver.connect(part, key=new)
    try:
        copy.execute("PRAGMA auto_vacuum=INCREMENTAL")  # only before the first page
        uri = f"{source.resolve().as_uri()}?mode=ro"
        copy.execute("ATTACH ? AS source KEY ?", (uri, key.literal() if key else ""))
        copy.execute("BEGIN")
        copy.execute("SELECT sqlcipher_export('main', 'source')").fetchall()
        for name in ("application_id", "user_version"):
            (value,) = copy.execute(f"PRAGMA source.{name}").fetchone()
            copy.execute(f"PRAGMA main.{name}={int(value)}")
        copy.execute("COMMIT")
        copy.execute("DETACH source")
    finally:
        copy.close()


def _make(part: Path) -> None:
    for suffix in ("", "-journal"):  # what a kill left
        part.with_name(part.name + suffix).unlink(missing_ok=True)
    os.close(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))


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
