"""Another file in the place of a ledger, whose present file is kept beside it."""

from __future__ import annotations

import datetime as dt
import os
import shutil
from contextlib import suppress
from typing import TYPE_CHECKING

from kabao.domain.errors import InputRefusedError, KabaoError
from kabao.storage import backups, driver, opening
from kabao.storage.failures import translated
from kabao.storage.folders import sync_folder
from kabao.storage.locks import LedgerLock
from kabao.storage.migrations import STEPS, version

if TYPE_CHECKING:
    from pathlib import Path

    from kabao.storage.backups import Contents
    from kabao.storage.keys import LedgerKey

_BUSY = 5


def read_backup(path: Path, key: LedgerKey | None = None) -> Contents:
    """Read a file that shall be restored: whole, a ledger, and of no later version."""
    with translated(path):
        opening.refuse_foreign(path)
        connection = opening.unlocked(path, read_only=True, key=key)
        try:
            found = version(driver.Statements(connection))
        finally:
            connection.close()
    if found > len(STEPS):
        raise InputRefusedError("ledger_newer", name=path.name, found=found, known=len(STEPS))
    return backups.contents(path, key)


def staged_path(ledger: Path) -> Path:
    """Return where a file waits to be put in place of a ledger."""
    resolved = ledger.resolve()
    return resolved.with_name(f"{resolved.name}.restoring")


def stage(
    file: Path, ledger: Path, key: LedgerKey | None = None, present: LedgerKey | None = None
) -> Path:
    """Copy a file beside the ledger and prove the copy; what another attempt left is replaced.

    ``key`` opens the file. The copy is encrypted with the ``present`` key of the ledger, so that
    no restore takes its passphrase away; without one it stays as the file is.
    """
    read_backup(file, key)
    staged = staged_path(ledger)
    with translated(staged):
        staged.unlink(missing_ok=True)
    if present is None:
        backups.copy_ledger(file, staged, key)
    else:
        backups.copy_under(file, staged, key, present)
    return staged


def put_in_place(staged: Path, ledger: Path, key: LedgerKey | None = None) -> Path | None:
    """Put a staged file in the place of a closed ledger; returns where that one is kept now.

    At any moment there is a whole ledger at the path.
    """
    ledger = ledger.resolve()
    with translated(ledger):
        lock = LedgerLock.acquire(ledger)
        try:
            aside = _set_aside(ledger, key) if ledger.exists() else None
            staged.replace(ledger)
            with suppress(OSError):  # it is in place: who heard of a failure would do it again
                sync_folder(ledger.parent)
        finally:
            lock.release()
    return aside


def _set_aside(ledger: Path, key: LedgerKey | None) -> Path:
    with suppress(driver.DatabaseError, KabaoError):
        fold_log(ledger, key)
    aside = _free_aside(ledger)
    try:
        os.link(ledger, aside)
    except OSError:  # a file system without second names
        shutil.copy2(ledger, aside)
    # Of a damaged file the log could not be folded in; it belongs to that file, not to the new.
    for suffix in ("-wal", "-shm"):
        with suppress(FileNotFoundError):
            ledger.with_name(ledger.name + suffix).replace(aside.with_name(aside.name + suffix))
    return aside


def fold_log(ledger: Path, key: LedgerKey | None) -> bool:
    """Write the log into its file; SQLite would throw away that of a file it does not know.

    False while others have the file open.
    """
    opening.refuse_foreign(ledger)
    connection = opening.unlocked(ledger, read_only=False, key=key)
    try:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        (mode,) = connection.execute("PRAGMA journal_mode=DELETE").fetchone()
    except driver.DatabaseError as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF != _BUSY:
            raise
        return False
    finally:
        connection.close()
    return bool(mode == "delete")


def _free_aside(ledger: Path) -> Path:
    stamp = dt.datetime.now(dt.UTC).strftime("%Y%m%dT%H%M%SZ")
    number = 1
    while True:
        more = "" if number == 1 else f"-{number}"
        aside = ledger.with_name(f"{ledger.stem} before-restore {stamp}{more}.kabao")
        if not aside.exists():
            return aside
        number += 1
