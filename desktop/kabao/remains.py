"""Hidden files that take the name a person asked for in the end; cleared after a kill."""

from __future__ import annotations

import os
import re
import tempfile
import time
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_PREFIX = ".kabao-"
_OURS = re.compile(re.escape(_PREFIX) + r"[a-z0-9_]{8}\.[A-Za-z0-9]{1,8}")
_NOBODY_WRITES = 3600.0
"""Seconds without a byte after which whoever wrote a file is gone, here or on another computer."""


def hidden_file(folder: Path, suffix: str) -> tuple[int, str]:
    """Make an empty file that only its owner reads; returns its descriptor and its path."""
    return tempfile.mkstemp(prefix=_PREFIX, suffix=suffix, dir=folder)


def clear_remains(folder: Path) -> None:
    """Remove the hidden files of writers that were killed: they hold people's data.

    What has another name, is no plain file or was written lately is left alone.
    """
    longest_ago = time.time() - _NOBODY_WRITES
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if _OURS.fullmatch(entry.name) and entry.is_file(follow_symlinks=False):
                with suppress(OSError):
                    if entry.stat().st_mtime < longest_ago:
                        os.unlink(entry.path)  # noqa: PTH108 (an entry has no Path)
