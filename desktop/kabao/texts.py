"""The catalogue of words: every sentence of window, command line and paper in both languages.

Files in ``resources/translations`` are named by subject; each entry holds both languages side by
side, so that neither can be forgotten (``findings-cards.toml`` adds to ``findings``). An entry is
either ``{ zh = "…", en = "…" }`` or a table of further entries. ``texts("holders.count", count=3)``
fills the named places of the sentence; ``{count:day|days}`` stands for the first word at one and
for the second otherwise. Traditional Chinese (``zh_TW``) is written from the simplified by
:mod:`kabao.traditional`. A subject is read when its first word is asked for, because the first
window needs few of them.
"""

from __future__ import annotations

from functools import cache
from string import Formatter
from typing import TYPE_CHECKING, Any, Literal

from kabao import paths, plain_toml
from kabao.traditional import traditional

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

Language = Literal["zh", "en", "zh_TW"]
Written = Literal["zh", "en"]
Pairs = dict[str, "Mapping[str, str]"]


class _Numbered(Formatter):
    """Fills a place such as ``{count:day|days}`` with the word that fits the number."""

    def format_field(self, value: Any, format_spec: str) -> str:
        """Return the first word at exactly one and the second at any other number."""
        if "|" not in format_spec:
            return str(super().format_field(value, format_spec))
        one, _, several = format_spec.partition("|")
        return one if str(value) == "1" else several


_NUMBERED = _Numbered()


class Texts:
    """The words of one language, looked up by subject and key."""

    def __init__(self, language: Language) -> None:
        self.language: Language = language
        self.written: Written = "en" if language == "en" else "zh"
        """The language of paper and files: what goes to an authority is in its characters."""

    def __call__(self, key: str, **params: object) -> str:
        """Return the sentence of a key, its places filled; raises KeyError for an unknown one."""
        sentence = _subject(key.partition(".")[0])[key][self.written]
        if self.language == "zh_TW":
            sentence = traditional(sentence)
        if not params:
            return sentence
        return (
            _NUMBERED.vformat(sentence, (), params)
            if "|" in sentence
            else sentence.format(**params)
        )

    def for_files(self) -> Texts:
        """Return the words for what others read: paper and workbooks of an authority."""
        return self if self.language == self.written else Texts(self.written)

    def has(self, key: str) -> bool:
        """Say whether the catalogue holds a key."""
        return key in _subject(key.partition(".")[0])


def catalogue() -> Mapping[str, Mapping[str, str]]:
    """Read every translation file; maps ``subject.key`` to both wordings."""
    words: Pairs = {}
    for name in subjects():
        words |= _subject(name)
    return words


def subjects() -> list[str]:
    """Name all subjects."""
    return sorted({path.stem.partition("-")[0] for path in _folder().glob("*.toml")})


def read_ahead(subject: str) -> None:
    """Read the words of a subject before somebody waits for them."""
    _subject(subject)


@cache
def _subject(name: str) -> Pairs:
    words: Pairs = {}
    for path in (_folder() / f"{name}.toml", *sorted(_folder().glob(f"{name}-*.toml"))):
        if path.is_file():
            _collect(name, plain_toml.load(path), words)
    return words


def _folder() -> Path:
    return paths.resources() / "translations"


def _collect(prefix: str, table: Mapping[str, Any], words: Pairs) -> None:
    for key, entry in table.items():
        if set(entry) == {"zh", "en"} and isinstance(entry["zh"], str):
            words[f"{prefix}.{key}"] = entry
        else:
            _collect(f"{prefix}.{key}", entry, words)
