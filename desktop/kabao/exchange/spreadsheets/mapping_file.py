"""Mapping files: what the columns of a roster mean, as JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from kabao.domain.errors import EnvironmentProblemError, InputRefusedError
from kabao.domain.rosters.mapping import MappingFile

if TYPE_CHECKING:
    from pathlib import Path

_MOST_BYTES = 1024 * 1024
_KEYS = frozenset({"columns", "defaults", "fixes", "sheet", "header"})


def read_mapping(path: Path) -> MappingFile:
    """Read a mapping file; raises InputRefusedError for anything that is not one."""
    try:
        if not path.is_file() or path.stat().st_size > _MOST_BYTES:
            raise InputRefusedError("roster_mapping_unreadable", name=path.name)
        plain = json.loads(path.read_bytes())
    except OSError as error:
        raise EnvironmentProblemError("roster_unreadable", name=path.name) from error
    except (ValueError, RecursionError) as error:
        raise InputRefusedError("roster_mapping_unreadable", name=path.name) from error
    if not _is_one(plain):
        raise InputRefusedError("roster_mapping_unreadable", name=path.name)
    return MappingFile(
        columns=plain.get("columns", {}),
        defaults=plain.get("defaults", {}),
        fixes=frozenset(plain.get("fixes", ())),
        sheet=plain.get("sheet", ""),
        header=plain.get("header", 0),
    )


def _is_one(plain: Any) -> bool:
    if not isinstance(plain, dict) or not set(plain) <= _KEYS:
        return False
    header = plain.get("header", 0)
    return (
        _texts(plain.get("columns", {}))
        and _scalars(plain.get("defaults", {}))
        and isinstance(plain.get("fixes", []), list)
        and all(isinstance(item, str) for item in plain.get("fixes", []))
        and isinstance(plain.get("sheet", ""), str)
        and isinstance(header, int)
        and not isinstance(header, bool)
    )


def _texts(value: Any) -> bool:
    return isinstance(value, dict) and all(isinstance(item, str) for item in value.values())


def _scalars(value: Any) -> bool:
    return isinstance(value, dict) and all(isinstance(item, str | bool) for item in value.values())
