"""A quick reader of plain TOML: one entry a line, as our words and the look are written.

The first window needs some twenty such files, and ``tomllib`` takes them letter by letter. Here
each line is taken at once; a file with anything unusual in it is left to ``tomllib`` whole, which
also says what is wrong with it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

_TEXT = r'"[^"\\\x00-\x1f\x7f]*"'
_SCALAR = rf"(?:{_TEXT}|-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?![0-9.eE_:-]))"
_KEY = r"[A-Za-z0-9_-]+"
_LIST = rf"\[ *{_SCALAR}(?:, *{_SCALAR})* *\]"
_TABLE = rf"\{{ *{_KEY} = {_SCALAR}(?:, {_KEY} = {_SCALAR})* *\}}"
_REST = r" *(?:#[^\x00-\x08\x0a-\x1f\x7f]*)?"
_ENTRY = re.compile(rf"({_KEY}) = ({_SCALAR}|{_LIST}|{_TABLE}){_REST}")
_HEAD = re.compile(rf"\[({_KEY}(?:\.{_KEY})*)\]{_REST}")
_NOTHING = re.compile(_REST)
_SCALARS = re.compile(_SCALAR)
_PAIRS = re.compile(rf"({_KEY}) = ({_SCALAR})")


class _UnusualError(Exception):
    """A line that is not plain."""


def load(path: Path) -> dict[str, Any]:
    """Read a TOML file."""
    return loads(path.read_bytes().decode("utf-8"))


def loads(text: str) -> dict[str, Any]:
    """Read TOML; raises ``tomllib.TOMLDecodeError`` for what is none."""
    try:
        return _plain(text)
    except _UnusualError:
        import tomllib

        return tomllib.loads(text)


def _plain(text: str) -> dict[str, Any]:
    whole: dict[str, Any] = {}
    table = whole
    heads: set[str] = set()
    closed: set[int] = set()
    for line in text.replace("\r\n", "\n").split("\n"):
        entry = _ENTRY.fullmatch(line)
        if entry is not None:
            key, written = entry.groups()
            value = _value(written)
            _enter(table, key, value)
            closed.add(id(value))
            continue
        head = _HEAD.fullmatch(line)
        if head is not None:
            if head[1] in heads:
                raise _UnusualError
            heads.add(head[1])
            table = _table(whole, head[1], closed)
        elif _NOTHING.fullmatch(line) is None:
            raise _UnusualError
    return whole


def _table(whole: dict[str, Any], head: str, closed: set[int]) -> dict[str, Any]:
    """Return the table of a head; one written within a line is closed to more."""
    table = whole
    for key in head.split("."):
        table = table.setdefault(key, {})
        if not isinstance(table, dict) or id(table) in closed:
            raise _UnusualError
    return table


def _enter(table: dict[str, Any], key: str, value: object) -> None:
    if key in table:
        raise _UnusualError
    table[key] = value


def _value(text: str) -> object:
    if text[0] == "{":
        table: dict[str, Any] = {}
        for key, value in _PAIRS.findall(text):
            _enter(table, key, _scalar(value))
        return table
    if text[0] == "[":
        return [_scalar(value) for value in _SCALARS.findall(text)]
    return _scalar(text)


def _scalar(text: str) -> object:
    if text[0] == '"':
        return text[1:-1]
    return float(text) if "." in text else int(text)
