"""The passphrase of a ledger as a use case: unlock, give, change, take away, print for recovery.

Nothing here keeps a passphrase: it becomes a key, which takes a tenth of a second and belongs on a
worker, and the key lives as long as the ledger is open.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kabao.domain.backups import Reason
from kabao.domain.errors import (
    EnvironmentProblemError,
    InputRefusedError,
    KabaoError,
    LedgerLockedError,
)
from kabao.domain.recovery import read_recovery, seems_recovery
from kabao.services.backups import Backups
from kabao.storage import rekeying
from kabao.storage.keys import LedgerKey, is_encrypted, salt_of
from kabao.storage.keys import fits as opens
from kabao.storage.ledger import Ledger

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["LedgerKey", "Rekeyed", "change", "is_encrypted", "new_key", "opens", "unlock"]

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Rekeyed:
    """What came of another passphrase."""

    key: LedgerKey | None
    """The key that opens the ledger from now on."""
    older: int
    """How many backups still open by the former passphrase, or by none."""
    problem: KabaoError | None = None
    """Why there is no entry in the history, or no backup under the new key yet."""


def unlock(path: Path, words: str) -> LedgerKey:
    """Return the key of a ledger for its passphrase, or for the code of its recovery sheet.

    Raises LedgerLockedError when it is another one's, InputRefusedError for a slip in the code.
    """
    if seems_recovery(words):
        key = LedgerKey(read_recovery(words))
        if not opens(path, key):
            raise LedgerLockedError("recovery_of_another", name=path.name)
        return key
    key = LedgerKey.derived(words, salt_of(path))
    if not opens(path, key):
        raise LedgerLockedError("ledger_passphrase_wrong", name=path.name)
    return key


def new_key(passphrase: str) -> LedgerKey:
    """Return a fresh key for a passphrase that a person chose; any will do but an empty one."""
    if not passphrase:
        raise InputRefusedError("passphrase_empty")
    return LedgerKey.fresh(passphrase)


def change(path: Path, key: LedgerKey | None, new: LedgerKey | None) -> Rekeyed:
    """Give a closed ledger another passphrase, its first or none, and make a backup under it.

    Older backups keep the passphrase of their day; how many there are is told. An error means that
    the passphrase is the old one; what fails after the change is told as its ``problem``.
    """
    rekeying.rekey(path, key, new)
    backups = Backups(path, key=new)
    problem: KabaoError | None = None
    older = 0
    try:
        with Ledger.open(path, key=new) as ledger, ledger.transaction(_action(key, new)):
            pass  # the entry says that it was done, and when
        problem = backups.make(Reason.PASSPHRASE).problem
        older = len(backups.under_other_keys())
    except KabaoError as error:
        _log.info("the passphrase was changed, but not all that follows: %s", error.code)
        problem = EnvironmentProblemError("passphrase_not_backed_up", name=path.name)
    return Rekeyed(new, older, problem)


def _action(key: LedgerKey | None, new: LedgerKey | None) -> str:
    if new is None:
        return "ledger.passphrase_removed"
    return "ledger.passphrase_given" if key is None else "ledger.passphrase_changed"
