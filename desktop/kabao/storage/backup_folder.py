"""The folder of backups beside a ledger: makes them, lists them, proves them again."""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from hashlib import file_digest, sha256
from typing import TYPE_CHECKING, Any, Self

from kabao.domain.backups import Mark, Reason, Rotation, backup_name, read_mark, superseded
from kabao.domain.errors import EnvironmentProblemError, InputRefusedError
from kabao.storage import backups
from kabao.storage.failures import translated
from kabao.storage.folders import sync_folder
from kabao.storage.keys import is_encrypted, salt_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from kabao.storage.keys import LedgerKey

_PROOFS = "proofs.json"
_REMAINS_AFTER = 3600.0
"""Seconds after which a copy without a name is nobody's work any more."""


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that lies in a folder."""

    path: Path
    made_at: dt.datetime
    reason: Reason
    size: int
    proven_at: dt.datetime | None = None
    """When it was last read whole and found as it was made; None when that is not known."""
    state: str = ""
    """The newest entry of the history inside, as ``Contents`` names it."""
    digest: str = ""


class BackupFolder:
    """Backups of one ledger in one folder; what was proven is noted in a file among them."""

    def __init__(self, ledger: Path, folder: Path, key: LedgerKey | None = None) -> None:
        self._ledger = ledger
        self._key = key
        self.folder = folder

    @classmethod
    def of(cls, ledger: Path, key: LedgerKey | None = None) -> Self:
        """Return the folder beside a ledger."""
        resolved = ledger.resolve()
        return cls(resolved, resolved.with_name(f"{resolved.name}.backups"), key)

    @classmethod
    def within(cls, place: Path, ledger: Path, key: LedgerKey | None = None) -> Self:
        """Return the folder of a ledger in a second place, told apart from others of its name."""
        resolved = ledger.resolve()
        known = sha256(os.fsencode(resolved)).hexdigest()[:6]
        return cls(resolved, place / f"{resolved.stem} {known}.backups", key)

    def make(self, reason: Reason) -> Backup:
        """Make a backup and prove it."""
        self._make_folder()
        self._clear_remains()
        made_at = _now()
        path = self._free(made_at, reason)
        found = backups.copy_ledger(self._ledger, path, self._key)
        with _none_without_note(path):
            self._note(path.name, found)
        return self._backup(Mark(path.name, made_at, reason))

    def make_before(self, reason: Reason) -> Backup | None:
        """Make a backup before risky work; an empty ledger has nothing to lose.

        What the newest backup holds already is not copied again.
        """
        if backups.is_empty(self._ledger, self._key):
            return None
        newest = self.newest()
        if newest and newest.proven_at and newest.state == backups.state(self._ledger, self._key):
            return newest
        return self.make(reason)

    def listed(self) -> list[Backup]:
        """Return the backups that lie in the folder, the newest first."""
        with translated(self.folder):
            files = list(self.folder.iterdir()) if self.folder.is_dir() else []
        marks = [mark for mark in map(read_mark, (file.name for file in files)) if mark is not None]
        known = self._proofs()
        found = [self._backup(mark, known) for mark in marks]
        whole = [backup for backup in found if backup.size]
        return sorted(whole, key=lambda one: (one.made_at, one.path.name), reverse=True)

    def newest(self) -> Backup | None:
        """Return the newest backup."""
        return next(iter(self.listed()), None)

    def prove(self, backup: Backup) -> Backup:
        """Read a backup whole once more and compare it with what it was when it was made."""
        found = backups.contents(backup.path, self._key)
        if backup.digest and found.digest != backup.digest:
            raise InputRefusedError("backup_altered", name=backup.path.name)
        self._note(backup.path.name, found)
        return self._backup(Mark(backup.path.name, backup.made_at, backup.reason))

    def take(self, backup: Backup) -> Backup:
        """Copy a backup from another folder byte by byte and compare both."""
        self._make_folder()
        target = self.folder / backup.path.name
        if target.exists():
            raise InputRefusedError("backup_exists", name=target.name)
        part = target.with_name(f"{target.name}.part")
        with translated(target):
            try:
                shutil.copyfile(backup.path, part)
                _compare(part, backup.path, target)
                part.replace(target)
            except BaseException:
                part.unlink(missing_ok=True)
                raise
            sync_folder(self.folder)
        kept = {"proven": _now().isoformat(), "state": backup.state, "digest": backup.digest}
        with _none_without_note(target):
            self._keep_proofs(self._proofs() | {target.name: kept})
        return self._backup(Mark(target.name, backup.made_at, backup.reason))

    def thin_out(self, rotation: Rotation) -> list[Path]:
        """Remove the backups that have had their time; returns what went.

        Only proven ones make an older one superfluous.
        """
        marks = [
            Mark(one.path.name, one.made_at.astimezone(), one.reason)
            for one in self.listed()
            if one.proven_at
        ]
        gone = [self.folder / mark.name for mark in superseded(marks, rotation, _now())]
        with translated(self.folder):
            for path in gone:
                path.unlink(missing_ok=True)
        if gone:
            names = {path.name for path in gone}
            known = self._proofs()
            self._keep_proofs({name: known[name] for name in known if name not in names})
        return gone

    def under_other_keys(self) -> list[Backup]:
        """Return the backups that open by another passphrase than the ledger now, or by none."""
        salt = self._key.salt if self._key else None
        return [
            one
            for one in self.listed()
            if (salt_of(one.path) if is_encrypted(one.path) else None) != salt
        ]

    def remove(self, gone: Iterable[Backup]) -> None:
        """Remove backups, as a person asked for it."""
        names = {one.path.name for one in gone}
        with translated(self.folder):
            for name in names:
                (self.folder / name).unlink(missing_ok=True)
        known = self._proofs()
        self._keep_proofs({name: known[name] for name in known if name not in names})

    def replace(self, path: Path, cleaned: Path) -> bool:
        """Put a file that was made of a backup in its place, once it has been read whole."""
        found = backups.contents(cleaned, self._key)
        with translated(path):
            cleaned.replace(path)
            sync_folder(path.parent)
        if path.parent == self.folder and read_mark(path.name) is not None:
            self._note(path.name, found)
        return True

    def _make_folder(self) -> None:
        try:
            # The folder above must be there: a drive that was pulled out is not made up.
            self.folder.mkdir(mode=0o700, exist_ok=True)
        except FileNotFoundError as error:
            place = str(self.folder.parent)
            raise EnvironmentProblemError("backup_place_gone", place=place) from error
        except OSError as error:
            place = str(self.folder)
            raise EnvironmentProblemError("folder_not_made", place=place) from error

    def _clear_remains(self) -> None:
        """Remove what kills left: copies that were never named and hold people's data."""
        longest_ago = _now().timestamp() - _REMAINS_AFTER
        with translated(self.folder):
            for part in self.folder.glob("*.part*"):
                with suppress(FileNotFoundError):
                    if part.stat().st_mtime < longest_ago:
                        part.unlink()

    def _free(self, made_at: dt.datetime, reason: Reason) -> Path:
        number = 1
        while True:
            path = self.folder / backup_name(self._ledger.stem, made_at, reason, number)
            if not path.exists():
                return path
            number += 1

    def _note(self, name: str, found: backups.Contents) -> None:
        kept = {"proven": _now().isoformat(), "state": found.state, "digest": found.digest}
        self._keep_proofs(self._proofs() | {name: kept})

    def _backup(self, mark: Mark, known: Mapping[str, Any] | None = None) -> Backup:
        path = self.folder / mark.name
        proof = (self._proofs() if known is None else known).get(mark.name, {})
        with translated(path):
            size = path.stat().st_size
        proven = dt.datetime.fromisoformat(proof["proven"]) if proof else None
        state, digest = proof.get("state", ""), proof.get("digest", "")
        return Backup(path, mark.made_at, mark.reason, size, proven, state, digest)

    def _proofs(self) -> dict[str, dict[str, str]]:
        """Read what is known; a note that was lost or spoiled makes backups unproven, no more."""
        try:
            kept = json.loads((self.folder / _PROOFS).read_text("utf-8"))
            for proof in kept.values():
                dt.datetime.fromisoformat(proof["proven"])
        except (OSError, ValueError, AttributeError, KeyError, TypeError):
            return {}
        return dict(kept)

    def _keep_proofs(self, proofs: Mapping[str, Mapping[str, str]]) -> None:
        target = self.folder / _PROOFS
        part = target.with_name(f"{_PROOFS}.part")
        with translated(target):
            try:
                part.write_text(json.dumps(proofs, ensure_ascii=False, indent=1), "utf-8")
                part.replace(target)
            except BaseException:
                part.unlink(missing_ok=True)
                raise


@contextmanager
def _none_without_note(path: Path) -> Iterator[None]:
    """Let no backup stay of which could not be noted that it was proven: that was a failure."""
    try:
        yield
    except BaseException:
        with suppress(OSError):
            path.unlink()
        raise


def _now() -> dt.datetime:
    now = dt.datetime.now(dt.UTC)
    return now.replace(microsecond=now.microsecond // 1000 * 1000)


def _compare(copy: Path, original: Path, target: Path) -> None:
    if _digest(copy) != _digest(original):
        raise EnvironmentProblemError("backup_differs", name=target.name)


def _digest(path: Path) -> str:
    """Return the digest of a file as it lies on the disk."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())
        return file_digest(file, "sha256").hexdigest()
