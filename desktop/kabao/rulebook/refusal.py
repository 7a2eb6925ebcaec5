"""How a rule file is refused: by its name and the place in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kabao.domain.errors import InputRefusedError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_NAMES = ("name", "key", "id", "code", "region")


def refused(path: Path, place: str) -> InputRefusedError:
    """Return the error that names a rule file and the place that does not hold."""
    return InputRefusedError("rulebook_invalid", file=path.name, place=place or "/")


def place_in(data: Any, steps: Iterable[str | int]) -> str:
    """Return a path into a file, with the names of entries instead of their positions."""
    parts = []
    for step in steps:
        data = data[step]
        parts.append(_name_of(data, step) if isinstance(step, int) else step)
    return "/".join(parts)


def _name_of(entry: Any, position: int) -> str:
    if isinstance(entry, dict):
        for key in _NAMES:
            if isinstance(entry.get(key), str):
                return str(entry[key])
    return str(position + 1)
