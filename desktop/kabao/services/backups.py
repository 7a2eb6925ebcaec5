"""Backups as a use case: made, proven, kept by the rotation, carried to a second place, restored.

Everything here reads the file through connections of its own, so a worker thread may do it while
the window works.
"""

from __future__ import annotations

import datetime as dt
import logging
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kabao import settings
from kabao.domain.backups import Reason, Rotation
from kabao.domain.errors import InputRefusedError, KabaoError
from kabao.storage import backups as files
from kabao.storage import replacing
from kabao.storage.backup_folder import Backup, BackupFolder

if TYPE_CHECKING:
    from collections.abc import Callable

    from kabao.settings import Settings
    from kabao.storage.backups import Contents
    from kabao.storage.keys import LedgerKey
    from kabao.storage.ledger import Ledger

__all__ = [
    "Backup",
    "Backups",
    "Made",
    "Reason",
    "RestorePreview",
    "keep_before_import",
    "put_in_place",
]

TABLES = ("holders", "cards", "evidence", "employers", "cases", "attachments", "proofs")
"""What a person counts; the words are ``backups.count_<table>``."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Made:
    """A backup that was made, and what went wrong afterwards."""

    backup: Backup
    problem: KabaoError | None = None
    """Why the second place has no copy, or older ones could not be removed."""
    second: Path | None = None
    """The copy in the second place."""


@dataclass(frozen=True, slots=True)
class RestorePreview:
    """What would change if a file were put in the place of the ledger."""

    file: Path
    inside: Contents
    present: Contents | None
    """What the ledger holds now; None when it is missing or damaged."""
    key: LedgerKey | None = None
    """What the file opens with."""

    @property
    def changes(self) -> bool:
        """Say whether the file holds anything else than the ledger."""
        return self.present is None or self.present.digest != self.inside.digest

    def counts(self) -> list[tuple[str, int | None, int]]:
        """Return for each kind of record how many there are now and how many there would be."""
        now = self.present.counts if self.present else {}
        present = {name: now.get(name, 0) if self.present else None for name in TABLES}
        return [(name, present[name], self.inside.counts.get(name, 0)) for name in TABLES]


class Backups:
    """The backups of one ledger."""

    def __init__(
        self,
        ledger: Path,
        preferred: Callable[[], Settings] = lambda: settings.load().settings,
        key: LedgerKey | None = None,
    ) -> None:
        self._ledger = ledger
        self._preferred = preferred
        self._key = key
        self._here = BackupFolder.of(ledger, key)

    @property
    def folder(self) -> Path:
        """Where backups lie: beside the ledger."""
        return self._here.folder

    def make(self, reason: Reason = Reason.HAND) -> Made:
        """Make a backup, prove it, carry it to the second place, and let old ones go."""
        backup = self._here.make(reason)
        preferred = self._preferred()
        rotation = Rotation(
            preferred.backup_daily, preferred.backup_weekly, preferred.backup_monthly
        )
        second: Path | None = None
        try:
            self._here.thin_out(rotation)
            if preferred.backup_folder:
                there = BackupFolder.within(Path(preferred.backup_folder), self._ledger, self._key)
                second = there.take(backup).path
                there.thin_out(rotation)
        except KabaoError as problem:
            _log.info("a backup was made, but not all that follows: %s", problem.code)
            return Made(backup, problem, second)
        return Made(backup, None, second)

    def make_if_due(self, now: dt.datetime) -> Made | None:
        """Make a backup if the schedule asks for one."""
        return self.make(Reason.SCHEDULE) if self.is_due(now) else None

    def make_at_closing(self) -> Made:
        """Make the backup of closing."""
        return self.make(Reason.CLOSING)

    def make_in(self, folder: Path) -> Backup:
        """Make a proven backup in a folder of one's choice; it stays until a person removes it."""
        return BackupFolder(self._ledger.resolve(), folder, self._key).make(Reason.HAND)

    def before(self, reason: Reason) -> Backup | None:
        """Make a backup before risky work, unless the newest one holds everything."""
        return self._here.make_before(reason)

    def listed(self) -> list[Backup]:
        """Return the backups beside the ledger, the newest first."""
        return self._here.listed()

    def prove(self, backup: Backup) -> Backup:
        """Read a backup whole once more."""
        return BackupFolder(self._ledger.resolve(), backup.path.parent, self._key).prove(backup)

    def is_due(self, now: dt.datetime) -> bool:
        """Say whether the schedule asks for a backup: time has passed and something was done."""
        hours = self._preferred().backup_hours
        newest = self._here.newest()
        if not hours or (newest and now - newest.made_at < dt.timedelta(hours=hours)):
            return False
        return self._has_news(newest)

    def is_due_at_closing(self) -> bool:
        """Say whether something was done since the newest backup, and closing shall keep it."""
        return self._preferred().backup_at_closing and self._has_news(self._here.newest())

    def preview(self, file: Path, key: LedgerKey | None = None) -> RestorePreview:
        """Read a backup whole and compare it with the ledger; ``key`` if it has one of its own."""
        inside = replacing.read_backup(file, key or self._key)
        return RestorePreview(file, inside, self._present(), key or self._key)

    def stage(self, file: Path, key: LedgerKey | None = None) -> Path:
        """Prepare a file to be put in the place of the ledger, which is backed up first.

        A ledger with a passphrase keeps it, whatever the file has.
        """
        self._refuse_itself(file)
        if self._present() is not None:
            self.before(Reason.RESTORE)
        return replacing.stage(file, self._ledger, key or self._key, self._key)

    def restore_as(self, file: Path, new: Path) -> Contents:
        """Make a new ledger of a backup, with its passphrase; never over another file."""
        replacing.read_backup(file, self._key)
        if not new.resolve().parent.is_dir():
            raise InputRefusedError("folder_missing", name=new.parent.name)
        return files.copy_ledger(file, new, self._key)

    def under_other_keys(self) -> list[Backup]:
        """Return the backups, in both places, that open by another passphrase or by none."""
        return [one for folder in self._folders() for one in folder.under_other_keys()]

    def remove_under_other_keys(self) -> int:
        """Remove them, as a person asked for it; returns how many went."""
        count = 0
        for folder in self._folders():
            gone = folder.under_other_keys()
            folder.remove(gone)
            count += len(gone)
        return count

    def _folders(self) -> list[BackupFolder]:
        second = self._preferred().backup_folder
        there = [BackupFolder.within(Path(second), self._ledger, self._key)] if second else []
        return [self._here, *there]

    def _has_news(self, newest: Backup | None) -> bool:
        if newest is None or not newest.proven_at:
            return not files.is_empty(self._ledger, self._key)
        return newest.state != files.state(self._ledger, self._key)

    def _present(self) -> Contents | None:
        if not self._ledger.is_file():
            return None
        try:
            return replacing.read_backup(self._ledger, self._key)
        except InputRefusedError as problem:
            _log.info("the present ledger cannot be read whole: %s", problem.code)
            return None

    def _refuse_itself(self, file: Path) -> None:
        if file.resolve() == self._ledger.resolve():
            raise InputRefusedError("restore_itself", name=file.name)


def keep_before_import(ledger: Ledger) -> None:
    """Make a proven backup before many records change; a failure stops the import in words."""
    Backups(ledger.path, key=ledger.key).before(Reason.IMPORT)


def put_in_place(staged: Path, ledger: Path, key: LedgerKey | None = None) -> Path | None:
    """Put a staged file in the place of a closed ledger; returns where that one is kept now."""
    return replacing.put_in_place(staged, ledger, key)
