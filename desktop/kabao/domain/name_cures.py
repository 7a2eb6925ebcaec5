"""Corrections that are proposed for a name, each with what it was and what it would be.

Nothing here changes a name: a window shows before and after, and the user decides.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kabao.domain.names import (
    MIDDLE_DOT,
    OTHER_DOTS,
    is_compatibility_character,
    is_hidden_character,
)
from kabao.domain.plain_text import fold_width

if TYPE_CHECKING:
    from collections.abc import Callable

_DOT_BETWEEN = re.compile(
    "(?<=[^\\s\x00-\x40])[\u2022\u30fb\uff0e.\u2219\u2027\u22c5\u0387\uff61\u3002\uff65\u25cf]"
    "(?=[^\\s\x00-\x40])"
)
_SELECTORS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
# Eight characters that GB 18030 once kept in the private area have had codes of their own since
# Unicode 4.1; old systems still write the former ones.
_FORMER_PRIVATE = {
    0xE81E: "\u9fb4",
    0xE826: "\u9fb5",
    0xE82B: "\u9fb6",
    0xE82C: "\u9fb7",
    0xE832: "\u9fb8",
    0xE843: "\u9fb9",
    0xE854: "\u9fba",
    0xE864: "\u9fbb",
}


@dataclass(frozen=True, slots=True)
class NameCure:
    """One correction; ``code`` is that of the finding it answers."""

    code: str
    before: str
    after: str


def name_cures(name: str) -> tuple[NameCure, ...]:
    """Return each correction that would change a name, made by itself."""
    return tuple(
        NameCure(code, name, after) for code, cure in _CURES if (after := cure(name)) != name
    )


def cured_name(name: str) -> str:
    """Return a name with every correction made."""
    for _, cure in _CURES:
        name = cure(name)
    return name


def _unhidden(name: str) -> str:
    return "".join(c for c in name if not is_hidden_character(c))


def _encoded(name: str) -> str:
    return name.translate(_FORMER_PRIVATE)


def common_characters(name: str) -> str:
    """Return a name with common characters for compatibility ones, without variation selectors."""
    return _unselected(_common(name))


def _common(name: str) -> str:
    return "".join(
        unicodedata.normalize("NFKC", c) if is_compatibility_character(c) else c for c in name
    )


def _unselected(name: str) -> str:
    return _SELECTORS.sub("", name)


def _dotted(name: str) -> str:
    return _DOT_BETWEEN.sub(MIDDLE_DOT, name)


def _narrow(name: str) -> str:
    """A wide full stop is left to the correction of dots."""
    return "".join(c if c in OTHER_DOTS else fold_width(c) for c in name)


def _trimmed(name: str) -> str:
    return re.sub(" {2,}", " ", name.strip())


_CURES: tuple[tuple[str, Callable[[str], str]], ...] = (
    ("name_hidden_character", _unhidden),
    ("name_private_character", _encoded),
    ("name_compatibility_character", _common),
    ("name_variation_selector", _unselected),
    ("name_wrong_dot", _dotted),
    ("name_full_width", _narrow),
    ("name_blanks", _trimmed),
)
