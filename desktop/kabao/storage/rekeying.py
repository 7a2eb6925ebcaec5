"""Another passphrase for a ledger, its first one, or none: written anew, proven, put in place."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from kabao.domain.errors import LedgerLockedError
from kabao.storage import backups, opening
from kabao.storage.failures import translated
from kabao.storage.folders import sync_folder
from kabao.storage.locks import LedgerLock
from kabao.storage.replacing import fold_log

if TYPE_CHECKING:
    from pathlib import Path

    from kabao.storage.keys import LedgerKey


def rekey(ledger: Path, key: LedgerKey | None, new: LedgerKey | None) -> None:
    """Write a closed ledger anew under another key and let the old file go.

    At any moment a whole ledger lies at the path, with the old key or with the new one; what a
    kill leaves beside it is removed when the ledger is next opened for writing. An error means
    that it is the old one: from the moment the new file has the name nothing is refused any more.
    """
    ledger = ledger.resolve()
    with translated(ledger):
        opening.refuse_foreign(ledger)
        lock = LedgerLock.acquire(ledger)
        try:
            opening.clear_remains(ledger)
            _bring_up_to_date(ledger, key)
            # The old log would be taken for that of the new file.
            if not fold_log(ledger, key):
                raise LedgerLockedError("ledger_read_elsewhere", name=ledger.name)
            written = opening.rekeyed_path(ledger)
            try:
                backups.copy_under(ledger, written, key, new)
                opening.open_file(written, read_only=True, key=new).close()
                written.replace(ledger)
            except BaseException:
                with suppress(OSError):
                    opening.clear_remains(ledger)
                raise
            with suppress(OSError):  # a power cut might bring the old one back, whole too
                sync_folder(ledger.parent)
        finally:
            lock.release()


def _bring_up_to_date(ledger: Path, key: LedgerKey | None) -> None:
    opening.open_file(ledger, read_only=False, key=key).close()
