"""From a path to an open ledger: everything that can be wrong with the file is said in words."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

import sqlcipher3.dbapi2

from kabao.domain.errors import EnvironmentProblemError, InputRefusedError, KabaoError
from kabao.storage import driver
from kabao.storage.folders import sync_folder
from kabao.storage.migrations import APPLICATION_ID, STEPS, migrate, structure, version

if TYPE_CHECKING:
    from pathlib import Path

    from kabao.storage.driver import Connection, Statements

_MAGIC = b"SQLite format 3\0"
_HEADER = 100
_CHECKED_WHOLE = 4 * 1024 * 1024
"""Ledgers up to this many bytes are read through at every opening (about 10 ms per MB)."""


_PLAIN_TABLES = "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'"


def refuse_foreign(path: Path) -> None:
    """Look at the first bytes of a file; SQLite itself would take an empty one for a new ledger."""
    head = _head(path)
    if not head:
        raise InputRefusedError("ledger_empty", name=path.name)
    ours = head[68:72] == APPLICATION_ID.to_bytes(4, "big")
    if head.startswith(_MAGIC) and (ours or len(head) < _HEADER):
        if len(head) < _HEADER:
            raise InputRefusedError("ledger_damaged", name=path.name)
        return
    raise InputRefusedError("ledger_damaged" if ours else "ledger_not_a_ledger", name=path.name)


def is_up_to_date(path: Path) -> bool:
    """Say whether opening a ledger takes no step to another schema, which may last."""
    try:
        head = _head(path)
    except (KabaoError, OSError):
        return False
    return int.from_bytes(head[60:64], "big") == len(STEPS)


def open_file(path: Path, *, read_only: bool) -> Connection:
    """Connect to a ledger, bring its schema up to date and make sure that it is whole."""
    if not read_only and not os.access(path, os.W_OK):
        raise EnvironmentProblemError("ledger_read_only", name=path.name)
    connection = driver.connect(path, read_only=read_only)
    try:
        db = driver.Statements(connection)
        _refuse_other_versions(db, path, read_only=read_only)
        _refuse_damaged(db, path)
        if not read_only:
            connection.execute("PRAGMA journal_mode=WAL")
            if version(db) < len(STEPS):
                _keep_older(path)
                migrate(driver.database(connection))
        _refuse_altered(db, path)
    except BaseException:
        connection.close()
        raise
    return connection


def create_file(path: Path) -> None:
    """Make an empty ledger under another name first, so that a kill leaves none half made."""
    building = path.with_name(f"{path.name}.new")
    building.unlink(missing_ok=True)
    try:
        os.close(os.open(building, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
        connection = driver.connect(building)
        try:
            connection.execute("PRAGMA auto_vacuum=INCREMENTAL")  # only before the first page
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
            migrate(driver.database(connection))
        finally:
            connection.close()
        building.rename(path)
        sync_folder(path.parent)
    finally:
        for suffix in ("", "-wal", "-shm"):
            with suppress(FileNotFoundError):
                building.with_name(building.name + suffix).unlink()


def _keep_older(path: Path) -> None:
    """Make a proven backup before a ledger takes steps from which there is no way back."""
    from kabao.domain.backups import Reason
    from kabao.storage.backup_folder import BackupFolder

    BackupFolder.of(path).make_before(Reason.MIGRATION)


def _head(path: Path) -> bytes:
    if not path.parent.is_dir():
        raise InputRefusedError("folder_missing", name=path.parent.name)
    try:
        with path.open("rb") as file:
            return file.read(_HEADER)
    except FileNotFoundError as error:
        raise InputRefusedError("ledger_missing", name=path.name) from error
    except IsADirectoryError as error:
        raise InputRefusedError("ledger_not_a_ledger", name=path.name) from error
    except PermissionError as error:
        raise EnvironmentProblemError("ledger_unopened", name=path.name) from error


def _refuse_other_versions(db: Statements, path: Path, *, read_only: bool) -> None:
    found = version(db)
    if found > len(STEPS):
        raise InputRefusedError("ledger_newer", name=path.name, found=found, known=len(STEPS))
    if read_only and found < len(STEPS):
        raise InputRefusedError("ledger_older", name=path.name)


def _refuse_damaged(db: Statements, path: Path) -> None:
    """Read a small ledger through; of a large one only both ends of every table."""
    pages, size = (
        db.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "page_size")
    )
    if pages * size <= _CHECKED_WHOLE:
        if db.execute("PRAGMA quick_check(1)").fetchall() != [("ok",)]:
            raise InputRefusedError("ledger_damaged", name=path.name)
        return
    for (name,) in db.execute(_PLAIN_TABLES).fetchall():
        for order in ("ASC", "DESC"):
            db.execute(f"SELECT * FROM {name} ORDER BY 1 {order} LIMIT 1").fetchall()  # noqa: S608


def _refuse_altered(db: Statements, path: Path) -> None:
    """Another program may have dropped a trigger that keeps evidence and history as written."""
    fresh = driver.Statements(sqlcipher3.dbapi2.connect(":memory:", isolation_level=None))
    try:
        for step in STEPS:
            step(fresh)
        missing = structure(fresh) - structure(db)
    finally:
        fresh.conn.close()
    if missing:
        raise InputRefusedError("ledger_altered", name=path.name)
