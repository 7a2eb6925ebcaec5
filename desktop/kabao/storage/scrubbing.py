"""Taking numbers and a name out of stored texts: whole rows of tables go, other values are cut."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from kabao.storage.values import to_json

_GONE: Any = object()


@dataclass(frozen=True, slots=True)
class Scrubber:
    """Knows what of one person must not stand anywhere."""

    numbers: tuple[str, ...]
    name: str
    """Empty where others bear the same name."""

    def text(self, stored: str) -> str:
        """Return a stored text, JSON or plain, without the person."""
        data = _read(stored)
        if data is None:
            return self._cut(stored)
        cleaned = self._clean(data)
        if cleaned is _GONE:
            cleaned = {} if isinstance(data, dict) else []
        return stored if cleaned == data else to_json(cleaned)

    def names(self, stored: str) -> bool:
        """Say whether a text holds a number or the name."""
        return any(one in stored for one in (*self.numbers, self.name) if one)

    def subject(self, stored: str) -> str:
        """Return a line of the history without the person."""
        return self._cut(stored.replace(self.name, "") if self.name else stored)

    def _clean(self, value: Any) -> Any:
        if isinstance(value, dict):
            return {key: self._kept(item) for key, item in value.items()}
        if isinstance(value, list):
            return [self._kept(item) for item in value if not self._is_row(item)]
        if isinstance(value, str):
            return self._string(value)
        return "" if str(value) in self.numbers else value

    def _kept(self, value: Any) -> Any:
        return self._clean(value)

    def _string(self, value: str) -> str:
        if _read(value) is not None:
            return self.text(value)
        return "" if self.name and value == self.name else self._cut(value)

    def _is_row(self, item: Any) -> bool:
        """Say whether an item of a list is a line about this person."""
        if not isinstance(item, dict):
            return False
        values = [value for value in item.values() if isinstance(value, str)]
        named = bool(self.name) and self.name in values
        return named or any(value in self.numbers for value in values)

    def _cut(self, text: str) -> str:
        for number in self.numbers:
            text = text.replace(number, "")
        return text


def _read(stored: str) -> Any:
    """Return the object or list that a text holds as JSON, None for any other text."""
    if not stored.startswith(("{", "[")):
        return None
    try:
        data = json.loads(stored)
    except ValueError:
        return None
    return data if isinstance(data, dict | list) else None
