"""The writer's lock beside a ledger: held by the operating system, so a kill releases it."""

from __future__ import annotations

import contextlib
import getpass
import json
import os
import platform
import sys
from typing import TYPE_CHECKING, Self

from kabao.domain.errors import LedgerLockedError

if TYPE_CHECKING:
    from pathlib import Path

if sys.platform == "win32":
    import msvcrt

    def _take(descriptor: int) -> None:
        # Far behind the text, so that others can still read who holds the lock.
        os.lseek(descriptor, 1 << 30, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _take(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


class LedgerLock:
    """The right to write one ledger; a file ``NAME.kabao.lock`` says who has it."""

    def __init__(self, path: Path, descriptor: int) -> None:
        self._path = path
        self._descriptor = descriptor

    @classmethod
    def acquire(cls, ledger: Path) -> Self:
        """Take the lock of a ledger; raises LedgerLockedError naming the one who has it."""
        resolved = ledger.resolve()
        path = resolved.with_name(f"{resolved.name}.lock")
        while True:
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
            try:
                _take(descriptor)
                # Whoever closed just now may have removed the file between the two calls.
                if _is_at(descriptor, path):
                    return cls._signed(path, descriptor)
            except (BlockingIOError, PermissionError) as error:
                other = _holder(path)
                os.close(descriptor)
                raise LedgerLockedError("ledger_in_use", (), name=ledger.name, **other) from error
            except BaseException:
                os.close(descriptor)
                raise
            os.close(descriptor)

    @classmethod
    def _signed(cls, path: Path, descriptor: int) -> Self:
        """Write into the lock who has it; on a full disk nothing of it stays."""
        try:
            _sign(descriptor)
        except OSError:
            with contextlib.suppress(OSError):
                path.unlink()
            raise
        return cls(path, descriptor)

    def release(self) -> None:
        """Give the lock back and remove its file."""
        if sys.platform == "win32":
            os.close(self._descriptor)
            with contextlib.suppress(OSError):  # the next one has it open already
                self._path.unlink()
        else:
            with contextlib.suppress(OSError):  # a folder turned read-only: the file may stay
                self._path.unlink()
            os.close(self._descriptor)


def _is_at(descriptor: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(descriptor), path.stat())
    except FileNotFoundError:
        return False


def _sign(descriptor: int) -> None:
    who = {"pid": os.getpid(), "host": platform.node(), "user": _user()}
    os.ftruncate(descriptor, 0)
    os.lseek(descriptor, 0, os.SEEK_SET)
    os.write(descriptor, json.dumps(who).encode())


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # an account without a name
        return "?"


def _holder(path: Path) -> dict[str, str | int]:
    try:
        said = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        said = {}
    return {key: said.get(key, "?") for key in ("pid", "host", "user")}
