"""Folders that files are written into."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kabao.domain.errors import EnvironmentProblemError

if TYPE_CHECKING:
    from pathlib import Path


def ready_folder(path: Path) -> Path:
    """Return a folder, made with all above it if it is missing; refused in words."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise EnvironmentProblemError("folder_not_made", place=str(path)) from error
    return path
