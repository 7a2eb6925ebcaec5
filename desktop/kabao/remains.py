"""Hidden files that take the name a person asked for in the end; cleared after a kill."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_PREFIX = ".kabao-"
_WORK = "kabao-work-"
_OURS = re.compile(re.escape(_PREFIX) + r"[a-z0-9_]{8}\.[A-Za-z0-9]{1,8}")
_OUR_WORK = re.compile(re.escape(_WORK) + r"[a-z0-9_]{8}")
_NOBODY_WRITES = 3600.0
"""Seconds without a byte after which whoever wrote a file is gone, here or on another computer."""


def hidden_file(folder: Path, suffix: str) -> tuple[int, str]:
    """Make an empty file that only its owner reads; returns its descriptor and its path."""
    return tempfile.mkstemp(prefix=_PREFIX, suffix=suffix, dir=folder)


def clear_remains(folder: Path) -> None:
    """Remove the hidden files of writers that were killed: they hold people's data.

    What has another name, is no plain file or was written lately is left alone.
    """
    for entry in _left_behind(folder, _OURS):
        if entry.is_file(follow_symlinks=False):
            with suppress(OSError):
                os.unlink(entry.path)  # noqa: PTH108 (an entry has no Path)


@contextmanager
def work_folder() -> Iterator[Path]:
    """Give a folder for another program to work in; what kills left of earlier ones goes first."""
    for entry in _left_behind(Path(tempfile.gettempdir()), _OUR_WORK):
        if entry.is_dir(follow_symlinks=False):
            shutil.rmtree(entry.path, ignore_errors=True)  # another user's cannot be removed
    with tempfile.TemporaryDirectory(prefix=_WORK, ignore_cleanup_errors=True) as folder:
        yield Path(folder)


def _left_behind(folder: Path, names: re.Pattern[str]) -> list[os.DirEntry[str]]:
    longest_ago = time.time() - _NOBODY_WRITES
    found: list[os.DirEntry[str]] = []
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            with suppress(OSError):  # gone meanwhile
                if names.fullmatch(entry.name) and entry.stat().st_mtime < longest_ago:
                    found.append(entry)
    return found
