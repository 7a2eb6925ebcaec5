"""Corrections that are offered for the text of a cell; each is made only when it was ticked."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from kabao.domain.fields import FieldKind
from kabao.domain.names import MIDDLE_DOT
from kabao.domain.plain_text import fold_width

if TYPE_CHECKING:
    from collections.abc import Callable

    from kabao.domain.fields import FieldSpec

FIXES = ("hidden", "width", "dot", "blanks", "case", "zeros", "date", "serial")
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
_PLAIN = re.compile(r"[\u4e00-\u9fff\x21-\x60\x7b-\x7e]+")
"""Ideographs, capital letters, digits and signs: nothing to correct but dots."""

Step = tuple[str, "Callable[[str], str]"]


def steps_for(spec: FieldSpec) -> tuple[Step, ...]:
    """Return the corrections that make sense for a field, in their order."""
    if spec.check == "person_name":
        return _NAME_STEPS
    if spec.check in NUMBER_CHECKS:
        capitals: tuple[Step, ...] = () if spec.check == "mobile" else (("case", str.upper),)
        return (*_NUMBER_STEPS, *capitals)
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
    if _PLAIN.fullmatch(text) and (steps is not _NAME_STEPS or not _DOTS.search(text)):
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


_NAME_STEPS: tuple[Step, ...] = (
    ("hidden", _unhide),
    ("dot", _middle_dots),
    ("width", fold_width),
    ("blanks", _name_blanks),
)
_NUMBER_STEPS: tuple[Step, ...] = (
    ("hidden", _unhide),
    ("width", fold_width),
    ("blanks", _no_blanks),
)
_TEXT_STEPS: tuple[Step, ...] = (("hidden", _unhide), ("blanks", str.strip))
