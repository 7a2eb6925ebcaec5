"""A short name for the content of plain values: the same content has the same one everywhere."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Set
from dataclasses import fields, is_dataclass
from enum import Enum


def fingerprint(*values: object) -> str:
    """Return 32 hexadecimal digits for rules or records: dataclasses, containers and scalars.

    The order of mappings and sets does not count.
    """
    return hashlib.sha256(repr([_plain(value) for value in values]).encode()).hexdigest()[:32]


def _plain(value: object) -> object:
    if isinstance(value, Enum):
        return value.value
    if is_dataclass(value):
        return [_plain(getattr(value, item.name)) for item in fields(value)]
    if isinstance(value, Mapping):
        return sorted(([_plain(key), _plain(item)] for key, item in value.items()), key=repr)
    if isinstance(value, Set):
        return sorted(map(_plain, value), key=repr)
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value
