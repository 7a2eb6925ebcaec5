"""Values of forms as JSON text and back: lists are stored, tuples and rows are read."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from kabao.domain.errors import InputRefusedError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kabao.domain.fields import Value

_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=dict)


def to_json(data: object) -> str:
    """Write plain data as compact JSON; refuses text that no file can hold (half a character)."""
    text = _ENCODER.encode(data)
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise InputRefusedError("text_not_storable") from error
    return text


def from_json(text: str) -> Any:
    """Read plain data."""
    return json.loads(text)


def to_values(text: str) -> dict[str, Value]:
    """Read the values of a form; lists become tuples as the form holds them."""
    stored: Mapping[str, Any] = json.loads(text)
    return {
        name: tuple(value) if isinstance(value, list) else value for name, value in stored.items()
    }
