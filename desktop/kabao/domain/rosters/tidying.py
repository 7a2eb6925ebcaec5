"""Corrections that are offered for the text of a cell; each is made only when it was ticked."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from kabao.domain.fields import FieldKind
from kabao.domain.name_cures import common_characters
from kabao.domain.names import MIDDLE_DOT
from kabao.domain.plain_text import fold_width

if TYPE_CHECKING:
    from collections.abc import Callable

    from kabao.domain.fields import FieldSpec

FIXES = (
    *("quote", "hidden", "common", "width", "dot", "blanks", "letters", "case"),
    *("zeros", "date", "serial", "merged"),
)
"""Every kind of correction, in the order in which they are made."""
NUMBER_CHECKS = frozenset({"identity_number", "card_number", "bank_card_number", "mobile", "uscc"})

_HIDDEN_CATEGORIES = frozenset({"Cc", "Cf", "Zl", "Zp"})
_HIDDEN = re.compile(
    "["
    + "".join(
        re.escape(chr(code))
        for code in range(0x10000)
        if unicodedata.category(chr(code)) in _HIDDEN_CATEGORIES
    )
    + "]"
)
_ODD_BLANKS = re.compile("[\u00a0\u2000-\u200a\u202f\u205f]")
_BLANK_BETWEEN = re.compile(r"(?<=[\u4e00-\u9fff])[ \u3000]+(?=[\u4e00-\u9fff])")
_DOTS = re.compile(
    "(?<=[\u3400-\u9fff])[\u2022\u30fb\uff0e.\u2219\u2027\u22c5\u0387\uff61\u3002\uff65\u25cf]"
    "(?=[\u3400-\u9fff])"
)
_PLAIN = re.compile(r"[\u4e00-\u9fff\x23-\x26\x28-\x3c\x3e-\x48\x4a-\x4e\x50-\x5f\x7b-\x7e]+")
"""Ideographs, capital letters but I and O, digits and signs: nothing to correct but dots."""
_WRAPPED = re.compile(r'="(.*)"')
_APOSTROPHES = re.compile("^['\u2018\u2019\uff07`\u00b4]+")
_NUMBER_LENGTH = 18
_FEWEST_DIGITS = 14
_LIKE_X = dict.fromkeys(map(ord, "\u0425\u03a7\u2169\u00d7\u2715\u2716"), "X") | dict.fromkeys(
    map(ord, "\u0445\u03c7\u2179"), "x"
)
_LIKE_DIGITS = dict.fromkeys(map(ord, "Oo\u041e\u043e\u039f\u03bf"), "0") | dict.fromkeys(
    map(ord, "lI\u0406\u0456"), "1"
)

Step = tuple[str, "Callable[[str], str]"]


def steps_for(spec: FieldSpec) -> tuple[Step, ...]:
    """Return the corrections that make sense for a field, in their order."""
    if spec.check == "person_name":
        return _NAME_STEPS
    if spec.check in NUMBER_CHECKS:
        if spec.check == "mobile":
            return _MOBILE_STEPS
        letters: tuple[Step, ...] = (("case", str.upper),)
        if spec.check == "identity_number":
            letters = (("letters", _true_letters), *letters)
        return (*_NUMBER_STEPS, *letters)
    if spec.pattern or spec.kind is not FieldKind.TEXT:
        return _NUMBER_STEPS if spec.kind is not FieldKind.LONG_TEXT else _TEXT_STEPS
    return _TEXT_STEPS


def tidy(
    text: str, steps: tuple[Step, ...], ticked: frozenset[str]
) -> tuple[str, tuple[str, ...], str, tuple[str, ...]]:
    """Make the ticked corrections and propose the others.

    Returns the text to take, the kinds that were made, the text as it would be with every
    correction, and the kinds that are only proposed.
    """
    if _PLAIN.fullmatch(text) and not _is_grouped(text, steps):
        return text, (), text, ()
    taken = better = text
    made: list[str] = []
    offered: list[str] = []
    for kind, step in steps:
        improved = step(better)
        if improved != better:
            (made if kind in ticked else offered).append(kind)
        better = improved
        if kind in ticked:
            taken = step(taken)
    return taken, tuple(made), better, tuple(offered)


def _is_grouped(text: str, steps: tuple[Step, ...]) -> bool:
    """Say whether there are signs that are plain elsewhere: dots in names, dashes in mobiles."""
    if steps is _NAME_STEPS:
        return _DOTS.search(text) is not None
    return steps is _MOBILE_STEPS and "-" in text


def fill_zeros(text: str, length: int) -> str:
    """Return digits with the zeros in front that a spreadsheet took away."""
    return text.zfill(length) if text.isascii() and text.isdigit() else text


def _unhide(text: str) -> str:
    return _HIDDEN.sub("", _ODD_BLANKS.sub(" ", text))


def _middle_dots(text: str) -> str:
    return _DOTS.sub(MIDDLE_DOT, text)


def _name_blanks(text: str) -> str:
    return _BLANK_BETWEEN.sub("", re.sub(r" {2,}", " ", text.strip()))


def _no_blanks(text: str) -> str:
    return re.sub(r"[ \u3000]+", "", text)


def _bare_digits(text: str) -> str:
    """Leave out what groups the digits of a number: blanks and dashes."""
    return re.sub("[ \u3000\u2010-\u2015-]+", "", text)


def _unquote(text: str) -> str:
    """Take off the signs by which a number was kept as text in a text file."""
    found = _WRAPPED.fullmatch(text)
    return found.group(1) if found else _APOSTROPHES.sub("", text)


def _true_letters(text: str) -> str:
    """Turn letters that only look like a digit or the X of a citizen's number into it."""
    if len(text) != _NUMBER_LENGTH or sum(map(str.isdecimal, text)) < _FEWEST_DIGITS:
        return text
    return text[:-1].translate(_LIKE_DIGITS) + text[-1].translate(_LIKE_X | _LIKE_DIGITS)


_NAME_STEPS: tuple[Step, ...] = (
    ("quote", _unquote),
    ("hidden", _unhide),
    ("common", common_characters),
    ("dot", _middle_dots),
    ("width", fold_width),
    ("blanks", _name_blanks),
)
_NUMBER_STEPS: tuple[Step, ...] = (
    ("quote", _unquote),
    ("hidden", _unhide),
    ("width", fold_width),
    ("blanks", _no_blanks),
)
_MOBILE_STEPS: tuple[Step, ...] = (*_NUMBER_STEPS[:-1], ("blanks", _bare_digits))
_TEXT_STEPS: tuple[Step, ...] = (
    ("quote", _unquote),
    ("hidden", _unhide),
    ("blanks", str.strip),
)
