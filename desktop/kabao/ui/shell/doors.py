"""The ways into a ledger: make one, open one, make the sample; every refusal in words."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kabao import paths

if TYPE_CHECKING:
    from collections.abc import Callable

    from kabao.services.workspace import Workspace

ENDING = ".kabao"


@dataclass(frozen=True, slots=True)
class Doors:
    """What the window is given to reach ledgers; the services behind are loaded when needed."""

    create: Callable[..., Workspace]
    """Takes a path, and a ``key`` for one that shall be encrypted."""
    open: Callable[..., Workspace]
    """Takes a path, the ``key`` of an encrypted one, and ``read_only``."""
    sample: Callable[[Path], None]
    """Makes the sample ledger at a path; runs on a worker."""
    warm_up: Callable[[], None]
    """Loads what opening a ledger needs; runs on a worker after the first paint."""


def is_ledger(path: Path) -> bool:
    """Say whether a file is called as ledgers are."""
    return path.suffix.casefold() == ENDING


def free_path(folder: Path, name: str) -> Path:
    """Return a path in a folder that does not exist yet, numbering the name if need be."""
    path = folder / name
    number = 2
    while path.exists():
        path = folder / f"{Path(name).stem} {number}{Path(name).suffix}"
        number += 1
    return path


def sample_folder() -> Path:
    """Return where sample ledgers are made."""
    return paths.config() / "sample"
