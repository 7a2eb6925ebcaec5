"""Giving a finished file its name: whole or not at all, what stood there before untouched."""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from pathlib import Path

from kabao.domain.errors import EnvironmentProblemError
from kabao.remains import clear_remains, hidden_file

_PROBLEMS = {
    "package_disk_full": (errno.ENOSPC, errno.EDQUOT, errno.EFBIG),
    "package_folder_gone": (errno.ENOENT, errno.ENOTDIR),
    "package_target_open": (errno.EISDIR, errno.EBUSY, errno.ETXTBSY),
    "package_not_writable": (errno.EACCES, errno.EPERM, errno.EROFS),
}


def save_whole(target: Path, data: bytes) -> None:
    """Write beside the target, then rename: a reader never sees half a package."""
    handle, name = -1, ""
    clear_remains(target.parent)
    try:
        handle, name = hidden_file(target.parent, ".part")
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(target)
    except OSError as error:
        if name:
            with suppress(OSError):
                Path(name).unlink()
        raise EnvironmentProblemError(_problem(error), place=str(target)) from error


def _problem(error: OSError) -> str:
    return next(
        (code for code, numbers in _PROBLEMS.items() if error.errno in numbers),
        "package_not_written",
    )
