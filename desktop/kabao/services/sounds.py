"""How Chinese titles sound, so that they can be found by typing pinyin or its initials."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from kabao.storage.pinyin import Pinyin


def sounds_like(title: str, typed: str) -> bool:
    """Say whether what was typed begins how a title sounds, whole or by initials.

    ``typed`` is in small letters; the readings are loaded when the first letters are compared.
    """
    letters = typed.replace(" ", "").replace("'", "")
    return letters.isascii() and letters.isalpha() and any(letters in it for it in sounds(title))


@cache
def sounds(title: str) -> tuple[str, ...]:
    """Return a title as pinyin without tones: whole, by initials, and in a second reading."""
    heard = _reader()(title)
    return tuple(filter(None, heard))


@cache
def _reader() -> Callable[[str], tuple[str, ...]]:
    from kabao.storage.pinyin import Pinyin

    pinyin: Pinyin = Pinyin()

    def read(title: str) -> tuple[str, ...]:
        heard = pinyin.sound(title)
        return (heard.full, heard.initials, heard.other_full, heard.other_initials)

    return read
