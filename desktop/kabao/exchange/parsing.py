"""Bytes to plain JSON: strict UTF-8, no key twice, nothing that a ledger could not store."""

from __future__ import annotations

import json
import re
from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING, Any

from kabao.domain.errors import InputRefusedError
from kabao.domain.exchange import refusal
from kabao.exchange.schema import MOST_FINDINGS, pointer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kabao.domain.findings import Finding

    Repeated = dict[int, tuple[dict[str, Any], list[str]]]
    Way = tuple[str | int, ...]

_SUSPICIOUS = re.compile(r"\\u(?:d[89a-f]|00[01]|007f)|\\[bf]|\x7f", re.IGNORECASE)
"""Escapes that may stand for half a character or for a control character."""
_UNSTORABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def parse_json(data: bytes) -> Any:
    """Return the JSON value in some bytes, or refuse them with the reason and the place."""
    text = _decode(data)
    repeated: Repeated = {}
    value = _load(text, repeated)
    if repeated or _SUSPICIOUS.search(text):
        findings = tuple(islice(_oddities(value, repeated), MOST_FINDINGS))
        if findings:
            raise InputRefusedError("exchange_refused", findings, count=len(findings))
    return value


def _decode(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputRefusedError("exchange_not_utf8", byte=error.start) from error


def _load(text: str, repeated: Repeated) -> Any:
    def collect(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        mapping = dict(pairs)
        if len(mapping) != len(pairs):
            times = Counter(key for key, _ in pairs)
            repeated[id(mapping)] = (mapping, [key for key in mapping if times[key] > 1])
        return mapping

    try:
        return json.loads(text, object_pairs_hook=collect)
    except json.JSONDecodeError as error:
        raise InputRefusedError(
            "exchange_not_json", line=error.lineno, column=error.colno
        ) from error
    except RecursionError as error:
        raise InputRefusedError("exchange_too_deep") from error
    except ValueError as error:  # a whole number of more than 4,300 digits
        raise InputRefusedError("exchange_number_too_long") from error


def _oddities(value: Any, repeated: Repeated) -> Iterator[Finding]:
    for way, item in _walk(value):
        if isinstance(item, str) and _UNSTORABLE.search(item):
            yield refusal("exchange_control_character", pointer(way))
        elif isinstance(item, dict) and id(item) in repeated:
            for key in repeated[id(item)][1]:
                yield refusal("exchange_key_twice", pointer((*way, _printable(key))))


def _walk(value: Any) -> Iterator[tuple[Way, Any]]:
    """Go through every key and value with the way to it, without recursion."""
    todo: list[tuple[Way, Any]] = [((), value)]
    while todo:
        way, item = todo.pop()
        yield way, item
        if isinstance(item, dict):
            for key, inner in reversed(item.items()):
                inside = (*way, _printable(key))
                todo.append((inside, inner))
                todo.append((inside, key))
        elif isinstance(item, list):
            todo.extend(((*way, index), inner) for index, inner in reversed([*enumerate(item)]))


def _printable(key: str) -> str:
    return _UNSTORABLE.sub("?", key)
