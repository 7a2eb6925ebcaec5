"""Wording of the paper: captions in one or both languages, dates and lists as they are printed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from kabao.documents.blocks import Caption
from kabao.domain.cards import parse_date
from kabao.texts import Texts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kabao.documents.plan import PaperLanguage
    from kabao.domain.words import Words


class Wording:
    """Looks words up in the language of the paper; ``both`` adds English below the Chinese."""

    def __init__(self, language: str) -> None:
        self.language: PaperLanguage = "en" if language == "en" else "zh"
        if language == "both":
            self.language = "both"
        self.main: Literal["zh", "en"] = "en" if language == "en" else "zh"
        self._main = Texts(self.main)
        self._sub = Texts("en") if self.language == "both" else None

    def __call__(self, key: str, **params: object) -> Caption:
        """Return the caption of a key; captions among ``params`` keep to their language."""
        main = {name: _side(value, sub=False) for name, value in params.items()}
        second = {name: _side(value, sub=True) for name, value in params.items()}
        return Caption(self._main(key, **main), self._sub(key, **second) if self._sub else "")

    def one(self, key: str, **params: object) -> str:
        """Return the wording of a key in the first language."""
        return self._main(key, **params)

    def has(self, key: str) -> bool:
        """Say whether the catalogue holds a key."""
        return self._main.has(key)

    def words(self, words: Words) -> Caption:
        """Return the caption of words that the rulebook holds."""
        return Caption(words.to(self.main), words.en if self._sub else "")

    def join(self, texts: Iterable[str]) -> str:
        """Return a list of words in one line."""
        return self.one("labels.list_separator").join(texts)

    def date(self, iso: object) -> str:
        """Return a date as it is printed; anything that is no date stays as it was typed."""
        day = parse_date(iso)
        if day is None:
            return "" if iso is None else str(iso)
        return f"{day.year}年{day.month}月{day.day}日" if self.main == "zh" else day.isoformat()


def _side(value: object, *, sub: bool) -> object:
    if not isinstance(value, Caption):
        return value
    return value.sub or value.main if sub else value.main
