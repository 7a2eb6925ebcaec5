"""The keyring of the system as a cache for the keys of ledgers: off until somebody wants it.

It may be emptied or fail at any time; the passphrase and the recovery sheet are what counts. What
is kept is named by the salt of the file, so another passphrase needs another entry.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kabao.domain.errors import EnvironmentProblemError, InputRefusedError
from kabao.storage.keys import KEY_BYTES, LedgerKey, fits, salt_of

if TYPE_CHECKING:
    from pathlib import Path

_SERVICE = "kabao"


def remember(key: LedgerKey) -> None:
    """Keep a key; raises EnvironmentProblemError where the system has no keyring to use."""
    keyring = _keyring()
    try:
        keyring.set_password(_SERVICE, key.salt.hex(), key.raw()[:KEY_BYTES].hex())
    except keyring.errors.KeyringError as error:
        raise EnvironmentProblemError("keyring_missing") from error


def recall(path: Path) -> LedgerKey | None:
    """Return the key of a ledger if it is kept and still fits."""
    salt = salt_of(path)
    try:
        keyring = _keyring()
        kept = keyring.get_password(_SERVICE, salt.hex())
        key = LedgerKey(bytes.fromhex(kept or "") + salt)
    except (EnvironmentProblemError, InputRefusedError, ValueError):
        return None
    except keyring.errors.KeyringError:
        return None
    return key if fits(path, key) else None


def forget(key: LedgerKey) -> None:
    """Keep a key no longer; that there was none is no error."""
    keyring = _keyring()
    try:
        keyring.delete_password(_SERVICE, key.salt.hex())
    except keyring.errors.PasswordDeleteError:
        return
    except keyring.errors.KeyringError as error:
        raise EnvironmentProblemError("keyring_missing") from error


def _keyring() -> Any:
    try:
        import keyring
        import keyring.errors
    except ImportError as error:
        raise EnvironmentProblemError("keyring_missing") from error
    return keyring
