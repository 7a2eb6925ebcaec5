"""What the disk and SQLite report, told apart: the user's to mend, or a defect of the program."""

from __future__ import annotations

import errno
import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING

from kabao.domain.errors import (
    EnvironmentProblemError,
    InputRefusedError,
    KabaoError,
    LedgerLockedError,
)
from kabao.storage.driver import DatabaseError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_KNOWN: dict[int, tuple[type[KabaoError], str]] = {
    3: (EnvironmentProblemError, "ledger_read_only"),  # SQLITE_PERM
    5: (LedgerLockedError, "ledger_busy"),  # SQLITE_BUSY
    6: (LedgerLockedError, "ledger_busy"),  # SQLITE_LOCKED
    8: (EnvironmentProblemError, "ledger_read_only"),  # SQLITE_READONLY
    10: (EnvironmentProblemError, "disk_error"),  # SQLITE_IOERR
    11: (InputRefusedError, "ledger_damaged"),  # SQLITE_CORRUPT
    13: (EnvironmentProblemError, "disk_full"),  # SQLITE_FULL
    14: (EnvironmentProblemError, "ledger_unopened"),  # SQLITE_CANTOPEN
    26: (InputRefusedError, "ledger_damaged"),  # SQLITE_NOTADB
}
_NAMED = {
    "database is locked": 5,
    "attempt to write a readonly database": 8,
    "disk I/O error": 10,
    "unable to open database file": 14,
    "database disk image is malformed": 11,
    "database or disk is full": 13,
}
"""What the backup interface reports without a code, and SQLCipher's export with a plain one."""
_PLAIN_ERROR = 1
_SPOILT = ("Could not decode to UTF-8", "malformed JSON")
"""What is said, without a code of its own, of texts and values whose letters were spoilt."""
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_FORBIDDEN = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
_SPARE = 1024 * 1024


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turn what a user can mend into the KabaoError family; let defects through as they are."""
    try:
        yield
    except DatabaseError as error:
        known = _from_sqlite(error, path)
        if known is None:
            raise
        raise known from error
    except UnicodeDecodeError as error:
        # The text of a complaint of SQLite repeats what it read in the file.
        raise InputRefusedError("ledger_damaged", name=path.name) from error
    except OSError as error:
        raise _from_system(error, path) from error


def _from_sqlite(error: Exception, path: Path) -> KabaoError | None:
    # The module's own complaints, such as use in a wrong thread, carry no code: defects.
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in (0, _PLAIN_ERROR):
        code = _NAMED.get(str(error), code)
    if str(error).startswith(_SPOILT):
        code = 11
    if code not in _KNOWN:
        return None
    family, text = _KNOWN[code]
    if text == "disk_error" and _is_full(path):
        text = "disk_full"
    return family(text, name=path.name)


def _from_system(error: OSError, path: Path) -> KabaoError:
    if error.errno in _FULL:
        return EnvironmentProblemError("disk_full", name=path.name)
    if error.errno in _FORBIDDEN:
        return EnvironmentProblemError("ledger_read_only", name=path.name)
    return EnvironmentProblemError("disk_error", name=path.name)


def _is_full(path: Path) -> bool:
    try:
        return shutil.disk_usage(path.resolve().parent).free < _SPARE
    except OSError:
        return False
