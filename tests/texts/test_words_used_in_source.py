"""Every sentence, error and finding that the source names stands in the catalogue."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import pytest

import kabao
from kabao.domain import errors
from kabao.texts import catalogue

_SOURCE = Path(kabao.__file__).parent
_ERRORS = {
    name
    for name, kind in vars(errors).items()
    if isinstance(kind, type) and issubclass(kind, errors.KabaoError)
}


@cache
def _calls():
    """All calls of the source as (place, call)."""
    return [
        (f"{path.relative_to(_SOURCE)}:{node.lineno}", node)
        for path in sorted(_SOURCE.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
    ]


def _name(expression):
    match expression:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case _:
            return ""


def _literals(expression):
    """The wordings an expression may take, as (text, whether it is only the beginning)."""
    match expression:
        case ast.Constant(value=str(text)):
            return [(text, False)]
        case ast.IfExp(body=body, orelse=orelse):
            return [*_literals(body), *_literals(orelse)]
        case ast.JoinedStr(values=[ast.Constant(value=str(start)), *_]):
            return [(start, True)]
        case ast.BinOp(left=left, op=ast.Add()):
            return [(start, True) for start, _ in _literals(left)]
        case _:
            return []


def _argument(call, position, keyword):
    for given in call.keywords:
        if given.arg == keyword:
            return given.value
    return call.args[position] if len(call.args) > position else None


def _asks_for_words(call):
    if isinstance(call.func, ast.Attribute) and call.func.attr == "has":
        return _name(call.func.value).lstrip("_") == "texts"
    name = _name(call.func).lstrip("_")
    return name == "texts" or (name == "tell" and _names_a_key(call))


def _names_a_key(call):
    """Other windows tell levels or sentences; only words with a dot are keys."""
    return any("." in text for text, _ in _literals(_argument(call, 0, "key")))


def _keys_used():
    for place, call in _calls():
        if _asks_for_words(call):
            for key, is_start in _literals(_argument(call, 0, "key")):
                yield place, key, is_start


def _missing(wanted):
    words = catalogue()
    for place, key, is_start in wanted:
        known = any(word.startswith(key) for word in words) if is_start else key in words
        if not known:
            yield f"{place} {key}{'...' if is_start else ''}"


def _assert_known(wanted):
    missing = sorted(_missing(wanted))
    assert not missing, "not in the catalogue:\n" + "\n".join(missing)


def test_the_scan_sees_words():
    assert any(key == "cli.no_display" for _, key, _ in _keys_used())


def test_every_key_stands_in_the_catalogue():
    _assert_known(_keys_used())


def test_every_error_has_a_sentence():
    raised = [
        (place, f"errors.{code}", is_start)
        for place, call in _calls()
        if _name(call.func) in _ERRORS
        for code, is_start in _literals(_argument(call, 0, "code"))
    ]
    _assert_known(raised)


@pytest.mark.parametrize("part", ["text", "remedy"])
def test_every_finding_has_a_sentence_and_a_remedy(part):
    made = [
        (place, f"findings.{code}" + ("" if is_start else f".{part}"), is_start)
        for place, call in _calls()
        if _name(call.func) == "Finding"
        for code, is_start in _literals(_argument(call, 1, "code"))
    ]
    _assert_known(made)
