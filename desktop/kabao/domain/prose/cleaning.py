"""Text from outside without what no page can show: control signs and marks of direction."""

from __future__ import annotations

import unicodedata

_KEPT = frozenset("\n\t")
_GONE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})


def clean(text: str) -> str:
    """Return a text without invisible signs; line ends become line feeds, tabs four blanks."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n")
    text = text.replace("\u2029", "\n").replace("\u00a0", " ")
    if not text.isprintable():
        text = "".join(sign for sign in text if not _is_invisible(sign))
    return text.replace("\ufe0f", "").replace("\t", "    ")


def invisible(text: str) -> int:
    """Return how many signs ``clean`` leaves out."""
    if text.isprintable():
        return 0
    return sum(_is_invisible(sign) for sign in text if sign not in "\r\u2028\u2029")


def _is_invisible(sign: str) -> bool:
    return sign not in _KEPT and unicodedata.category(sign) in _GONE
