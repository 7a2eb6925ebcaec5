"""Counting words and characters, Chinese as Chinese counts them."""

from __future__ import annotations

import re
from dataclasses import dataclass

_CHINESE = re.compile(
    "[\u2e80-\u2fff\u3001-\u9fff\uac00-\ud7af\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef"
    "\u2018-\u201d\u2026\u2014\u00b7\U00020000-\U0003ffff]"
)
"""Characters, kana and full-width signs: one word each."""


@dataclass(frozen=True, slots=True)
class Count:
    """How much a text says."""

    words: int = 0
    """Each Chinese character or sign is one, and each Latin word or number."""
    characters: int = 0
    """All that is no blank."""

    def __add__(self, other: Count) -> Count:
        return Count(self.words + other.words, self.characters + other.characters)


def count(text: str) -> Count:
    """Count a plain text."""
    chinese = len(_CHINESE.findall(text))
    rest = _CHINESE.sub(" ", text).split()
    words = sum(any(sign.isalnum() for sign in word) for word in rest)
    return Count(chinese + words, chinese + sum(map(len, rest)))
