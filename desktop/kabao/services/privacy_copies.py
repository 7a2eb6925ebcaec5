"""Backups that still hold a person: which, until when at the longest, and how they are cleaned.

A backup is never changed where it lies: a copy beside it is purged and proven, and only then put
in its place. What opens by another passphrase is counted as unknown, not as clean.
"""

from __future__ import annotations

import datetime as dt
import logging
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kabao.domain.backups import Reason
from kabao.domain.errors import KabaoError
from kabao.domain.privacy import Keeper
from kabao.storage.backup_folder import BackupFolder
from kabao.storage.ledger import Ledger
from kabao.storage.replacing import fold_log

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from kabao.settings import Settings
    from kabao.storage.backup_folder import Backup
    from kabao.storage.keys import LedgerKey

_log = logging.getLogger(__name__)
_DAYS = 31
_WORK = ".purging-"


@dataclass(frozen=True, slots=True)
class Copy:
    """One file that holds a former state of the ledger."""

    path: Path
    keeper: Keeper
    until: dt.date | None
    """When the rotation lets it go at the latest; None where only a person removes it."""


class Copies:
    """The backups of one ledger, here and in the second place, and what restoring set aside."""

    def __init__(self, ledger: Ledger, preferred: Callable[[], Settings]) -> None:
        self._path = ledger.path.resolve()
        self._key: LedgerKey | None = ledger.key and ledger.key.copy()
        self._preferred = preferred

    def all(self, uid: str, numbers: tuple[str, ...]) -> list[Copy]:
        """Look into every copy for one person, the newest first."""
        self._clear_remains()
        found = [
            Copy(one.path, self._look(one.path, uid, numbers), self._until(one))
            for folder in self._folders()
            for one in folder.listed()
        ]
        return [
            *found,
            *(Copy(path, self._look(path, uid, numbers), None) for path in self._aside()),
        ]

    def clean(
        self, uid: str, copies: Iterable[Copy], progress: Callable[[int, int], object]
    ) -> list[Copy]:
        """Purge a person from copies; returns those that still hold somebody, or may."""
        wanted = list(copies)
        left: list[Copy] = []
        for number, copy in enumerate(wanted):
            progress(number, len(wanted))
            if copy.keeper is Keeper.CLOSED or not self._cleaned(copy.path, uid):
                left.append(copy)
        progress(len(wanted), len(wanted))
        return left

    def close(self) -> None:
        """Wipe the key."""
        if self._key is not None:
            self._key.wipe()

    def _cleaned(self, path: Path, uid: str) -> bool:
        """Put a purged and proven file in the place of one; nothing changes if that fails."""
        folder = Path(tempfile.mkdtemp(dir=path.parent, prefix=_WORK))
        try:
            work = folder / path.name
            shutil.copyfile(path, work)
            work.chmod(0o600)
            with Ledger.open(work, key=self._key) as ledger:
                wanted = ledger.purging.find(uid)
                if wanted is None:
                    return True
                done = ledger.purging.purge(wanted)
                whole = not ledger.health.damage() and ledger.health.chain().broken is None
            # One file without a log beside it, as every backup is.
            if not (done.is_swept and whole and fold_log(work, self._key)):
                return False
            return BackupFolder(self._path, path.parent, self._key).replace(path, work)
        except (KabaoError, OSError) as problem:
            _log.info("a backup could not be cleaned: %s", type(problem).__name__)
            return False
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def _look(self, path: Path, uid: str, numbers: tuple[str, ...]) -> Keeper:
        folder = Path(tempfile.mkdtemp(dir=path.parent, prefix=_WORK))
        try:
            with Ledger.open(self._readable(path, folder), read_only=True, key=self._key) as ledger:
                held = ledger.purging.find(uid) is not None or ledger.purging.holds(numbers)
        except (KabaoError, OSError) as problem:
            _log.info("a backup could not be looked into: %s", type(problem).__name__)
            return Keeper.CLOSED
        else:
            return Keeper.HOLDS if held else Keeper.FREE
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def _clear_remains(self) -> None:
        """Remove what a kill left: copies of backups with everybody in them."""
        for folder in {self._path.parent, *(one.folder for one in self._folders())}:
            for left in folder.glob(f"{_WORK}*") if folder.is_dir() else ():
                shutil.rmtree(left, ignore_errors=True)

    def _readable(self, path: Path, folder: Path) -> Path:
        """Return a copy that was brought to the present schema; the backup stays as it was made."""
        work = folder / path.name
        shutil.copyfile(path, work)
        work.chmod(0o600)
        Ledger.open(work, key=self._key).close()
        return work

    def _folders(self) -> list[BackupFolder]:
        second = self._preferred().backup_folder
        folders = [BackupFolder.of(self._path, self._key)]
        if second:
            folders.append(BackupFolder.within(Path(second), self._path, self._key))
        return folders

    def _aside(self) -> list[Path]:
        """Return what restoring a backup put aside beside the ledger."""
        stem = f"{self._path.stem} before-restore "
        return sorted(
            path
            for path in self._path.parent.iterdir()
            if path.name.startswith(stem) and path.suffix == ".kabao"
        )

    def _until(self, backup: Backup) -> dt.date | None:
        if backup.reason is Reason.HAND:
            return None
        now = self._preferred()
        days = max(now.backup_daily, 7 * now.backup_weekly, _DAYS * now.backup_monthly, 1)
        return backup.made_at.date() + dt.timedelta(days=days)
