"""Words of the manual's own files in the language spoken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kabao.traditional import traditional

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kabao.texts import Texts


def spoken(pair: Mapping[str, str], texts: Texts) -> str:
    """Return the wording that the texts speak."""
    return in_script(pair[texts.written], texts)


def in_script(words: str, texts: Texts) -> str:
    """Return words in the script of the texts."""
    return traditional(words) if texts.language == "zh_TW" else words
