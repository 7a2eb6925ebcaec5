"""Folders on disk: names in them survive a power cut."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def take_name(part: Path, target: Path) -> None:
    """Give a finished file its name; raises FileExistsError where another file has it."""
    try:
        os.link(part, target)
    except FileExistsError:
        raise
    except OSError:  # a file system without second names
        os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        part.replace(target)
        return
    try:
        part.unlink()
    except OSError:
        target.unlink()
        raise


def sync_folder(folder: Path) -> None:
    """Make the names in a folder themselves durable, where the system lets a folder be opened."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
