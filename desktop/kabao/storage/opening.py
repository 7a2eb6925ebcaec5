"""From a path to an open ledger: everything that can be wrong with the file is said in words."""

from __future__ import annotations

import hashlib
import os
import time
from contextlib import suppress
from functools import cache
from typing import TYPE_CHECKING

import sqlcipher3.dbapi2

from kabao.domain.errors import (
    EnvironmentProblemError,
    InputRefusedError,
    KabaoError,
    LedgerLockedError,
)
from kabao.storage import driver
from kabao.storage.folders import sync_folder
from kabao.storage.keys import fits, is_encrypted, key_for
from kabao.storage.migrations import APPLICATION_ID, STEPS, migrate, structure, version

if TYPE_CHECKING:
    from pathlib import Path

    from kabao.storage.driver import Connection, Statements
    from kabao.storage.keys import LedgerKey
    from kabao.storage.migrations import Step

_NOTES = "_sqlite_migrations"
_STAGED = 3600.0
"""Seconds after which nobody puts a staged file in place any more."""
_MAGIC = b"SQLite format 3\0"
_HEADER = 100
_PLAIN_ERROR = 1
_NOT_A_DATABASE = 26
_CHECKED_WHOLE = 4 * 1024 * 1024
"""Ledgers up to this many bytes are read through at every opening (about 10 ms per MB)."""
KNOWN = "79ba4f61bc02fca213c4cbb032050a33e69ff90074eb15f8b657309a62f45d85"
"""Digest of what a new ledger holds: making one to compare with would be felt at the start. For a
ledger of another digest that is done, as after a new step until a test has asked for this line."""


_PLAIN_TABLES = "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'"


def refuse_foreign(path: Path) -> None:
    """Look at the first bytes of a file; SQLite itself would take an empty one for a new ledger."""
    head = _head(path)
    if not head:
        raise InputRefusedError("ledger_empty", name=path.name)
    if is_encrypted(path):
        return
    ours = head[68:72] == APPLICATION_ID.to_bytes(4, "big")
    if head.startswith(_MAGIC) and (ours or len(head) < _HEADER):
        if len(head) < _HEADER:
            raise InputRefusedError("ledger_damaged", name=path.name)
        return
    raise InputRefusedError("ledger_damaged" if ours else "ledger_not_a_ledger", name=path.name)


def is_up_to_date(path: Path) -> bool:
    """Say whether opening a ledger takes neither a passphrase nor a step to another schema."""
    try:
        head = _head(path)
    except (KabaoError, OSError):
        return False
    return int.from_bytes(head[60:64], "big") == len(STEPS)


def open_file(path: Path, *, read_only: bool, key: LedgerKey | None = None) -> Connection:
    """Connect to a ledger, bring its schema up to date and make sure that it is whole."""
    if not read_only and not os.access(path, os.W_OK):
        raise EnvironmentProblemError("ledger_read_only", name=path.name)
    connection = unlocked(path, read_only=read_only, key=key)
    try:
        db = driver.Statements(connection)
        _refuse_other_versions(db, path, read_only=read_only)
        _refuse_spoilt(db, path)
        if not read_only:
            connection.execute("PRAGMA journal_mode=WAL")
            if version(db) < len(STEPS):
                _keep_older(path, key)
                migrate(driver.database(connection))
        _refuse_altered(db, path)
    except BaseException:
        connection.close()
        raise
    return connection


def unlocked(path: Path, *, read_only: bool, key: LedgerKey | None) -> Connection:
    """Connect with the key that the file needs; a wrong key and a damaged file are told apart."""
    needed = key_for(path, key)
    try:
        connection = driver.connect(path, read_only=read_only, key=needed)
    except driver.DatabaseError as error:
        if needed is None or getattr(error, "sqlite_errorcode", 0) & 0xFF != _NOT_A_DATABASE:
            raise
        if fits(path, needed):
            raise InputRefusedError("ledger_damaged", name=path.name) from error
        raise LedgerLockedError("ledger_passphrase_wrong", name=path.name) from error
    if needed is not None:
        _refuse_other_kinds(connection, path)
    return connection


def _refuse_other_kinds(connection: Connection, path: Path) -> None:
    """An encrypted file shows only now whose it is."""
    (found,) = connection.execute("PRAGMA application_id").fetchone()
    if found != APPLICATION_ID:
        connection.close()
        raise InputRefusedError("ledger_not_a_ledger", name=path.name)


def create_file(path: Path, key: LedgerKey | None = None) -> None:
    """Make an empty ledger under another name first, so that a kill leaves none half made."""
    building = path.with_name(f"{path.name}.new")
    for suffix in ("", "-journal"):
        building.with_name(building.name + suffix).unlink(missing_ok=True)
    try:
        os.close(os.open(building, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
        connection = driver.connect(building, key=key)
        try:
            # Without a log beside it, that closing might silently fail to fold in. Nobody knows
            # this file yet, so it waits for the disk once, whole, before it is renamed.
            connection.execute("PRAGMA journal_mode=MEMORY")
            connection.execute("PRAGMA synchronous=OFF")
            connection.execute("PRAGMA auto_vacuum=INCREMENTAL")  # only before the first page
            connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
            migrate(driver.database(connection))
        finally:
            connection.close()
        _wait_for_disk(building)
        building.rename(path)
        try:
            sync_folder(path.parent)
        except BaseException:
            path.unlink(missing_ok=True)
            raise
    finally:
        for suffix in ("", "-journal"):
            with suppress(OSError):
                building.with_name(building.name + suffix).unlink()


def _wait_for_disk(path: Path) -> None:
    descriptor = os.open(path, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def remove_file(path: Path) -> None:
    """Remove a ledger that was made a moment ago and could not be used, and all that belongs to it.

    A journal left behind would be rolled into the next ledger of that name.
    """
    for suffix in ("", "-wal", "-shm", "-journal"):
        with suppress(OSError):
            path.with_name(path.name + suffix).unlink()


def rekeyed_path(ledger: Path) -> Path:
    """Return where a ledger is written anew while it gets another passphrase."""
    resolved = ledger.resolve()
    return resolved.with_name(f"{resolved.name}.rekeying")


def clear_remains(ledger: Path) -> None:
    """Remove what a killed change of the passphrase left; it may be a copy that anyone can read.

    So may a file that was to be restored; one staged lately may still be put in place. Only who
    holds the lock may ask for it.
    """
    unfinished = rekeyed_path(ledger)
    staged = unfinished.with_name(f"{ledger.resolve().name}.restoring")
    for suffix in ("", ".part", ".part-journal", "-journal"):
        unfinished.with_name(unfinished.name + suffix).unlink(missing_ok=True)
        left = staged.with_name(staged.name + suffix)
        if left.exists() and time.time() - left.stat().st_mtime > _STAGED:
            left.unlink(missing_ok=True)


def _keep_older(path: Path, key: LedgerKey | None) -> None:
    """Make a proven backup before a ledger takes steps from which there is no way back."""
    from kabao.domain.backups import Reason
    from kabao.storage.backup_folder import BackupFolder

    BackupFolder.of(path, key).make_before(Reason.MIGRATION)


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


def _refuse_spoilt(db: Statements, path: Path) -> None:
    """Take a check that cannot even be asked for damage: the words of the tables are spoilt."""
    try:
        _refuse_damaged(db, path)
    except driver.DatabaseError as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF != _PLAIN_ERROR:
            raise
        raise InputRefusedError("ledger_damaged", name=path.name) from error


def _refuse_damaged(db: Statements, path: Path) -> None:
    """Read a small ledger through; of a large one only both ends of every table."""
    pages, size = (
        int(db.execute(f"PRAGMA {name}").fetchone()[0]) for name in ("page_count", "page_size")
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
    found = structure(db)
    if digest(found) != KNOWN and _structure_after(STEPS) - found:
        raise InputRefusedError("ledger_altered", name=path.name)


def digest(found: frozenset[tuple[str, str, str]]) -> str:
    """Return what tells a structure from every other, whatever notes steps are kept in."""
    ours = sorted(row for row in found if _NOTES not in row[1])
    return hashlib.sha256(repr(ours).encode()).hexdigest()


@cache
def _structure_after(steps: tuple[Step, ...]) -> frozenset[tuple[str, str, str]]:
    """Return what a new ledger holds; the same for every ledger that a program opens."""
    fresh = driver.Statements(sqlcipher3.dbapi2.connect(":memory:", isolation_level=None))
    try:
        for step in steps:
            step(fresh)
        return structure(fresh)
    finally:
        fresh.conn.close()
