"""The catalogue of words: every sentence of window, command line and paper in both languages.

One TOML file for each subject in ``resources/translations``; each entry holds both languages side
by side, so that neither can be forgotten (``findings-cards.toml`` adds to ``findings``). An entry is either ``{ zh = "…", en = "…" }`` or a table
of further entries. ``texts("holders.count", count=3)`` fills the named places of the sentence.
"""

from __future__ import annotations

import tomllib
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

from kabao import paths

if TYPE_CHECKING:
    from collections.abc import Mapping

Language = Literal["zh", "en"]


class Texts:
    """The words of one language, looked up by subject and key."""

    def __init__(self, language: Language) -> None:
        self.language: Language = language
        self._words = {key: pair[language] for key, pair in catalogue().items()}

    def __call__(self, key: str, **params: object) -> str:
        """Return the sentence of a key, its places filled; raises KeyError for an unknown one."""
        sentence = self._words[key]
        return sentence.format(**params) if params else sentence

    def has(self, key: str) -> bool:
        """Say whether the catalogue holds a key."""
        return key in self._words


@cache
def catalogue() -> Mapping[str, Mapping[str, str]]:
    """Read every translation file once; maps ``subject.key`` to both wordings."""
    words: dict[str, Mapping[str, str]] = {}
    for path in sorted((paths.resources() / "translations").glob("*.toml")):
        with path.open("rb") as file:
            _collect(path.stem.partition("-")[0], tomllib.load(file), words)
    return words


def _collect(prefix: str, table: Mapping[str, Any], words: dict[str, Mapping[str, str]]) -> None:
    for key, entry in table.items():
        if set(entry) == {"zh", "en"} and isinstance(entry["zh"], str):
            words[f"{prefix}.{key}"] = entry
        else:
            _collect(f"{prefix}.{key}", entry, words)
