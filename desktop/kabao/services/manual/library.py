"""The chapters of the manual in one language, written or made from what the program knows."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

from kabao import paths, plain_toml
from kabao.domain.manual.model import Chapter
from kabao.domain.manual.reading import fill, only_headings, read
from kabao.domain.manual.searching import passages, search
from kabao.services.manual import findings, reference
from kabao.services.manual.spoken import in_script, spoken

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from kabao.domain.manual.searching import Hit, Passage
    from kabao.texts import Texts

HOME = "first-steps"


@dataclass(frozen=True, slots=True)
class Group:
    """Chapters that stand together in the contents."""

    title: str
    chapters: tuple[str, ...]


class Manual:
    """Reads chapters when they are asked for; one for each language spoken."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts
        self._chapters: dict[str, Chapter] = {}

    @property
    def language(self) -> str:
        """The language that the chapters are written in."""
        return self._texts.written

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """The contents in their order."""
        found = []
        for name, group in _contents()["groups"].items():
            chapters = [*group["chapters"]]
            if name == "findings":
                chapters += [findings.chapter_key(key) for key in findings.groups()]
            found.append(Group(spoken(group, self._texts), tuple(chapters)))
        return tuple(found)

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of all chapters in their order."""
        return tuple(key for group in self.groups for key in group.chapters)

    def chapter(self, key: str) -> Chapter:
        """Return one chapter; raises KeyError for one that is not."""
        if key not in self._chapters:
            if key not in self.keys:
                raise KeyError(key)
            self._chapters[key] = self._made(key)
        return self._chapters[key]

    def outline(self, key: str) -> Chapter:
        """Return title and headings of a chapter, for the contents; those of findings are many."""
        if group := findings.group_of(key):
            return Chapter(key, findings.title(group, self._texts), ())
        return self._chapters.get(key) or self._read(key, only_headings(self._source(key)))

    def read_ahead(self) -> Iterator[None]:
        """Read what a search looks through, one chapter at a time."""
        for key in self.keys:
            self.chapter(key)
            yield

    def chapters(self) -> list[Chapter]:
        """Return all chapters in the order of the contents."""
        return [self.chapter(key) for key in self.keys]

    def has(self, address: str) -> bool:
        """Say whether ``chapter`` or ``chapter#heading`` is a place of the manual."""
        key, _, anchor = address.partition("#")
        if key not in self.keys:
            return False
        return not anchor or anchor in {line.anchor for line in self.chapter(key).headings}

    def search(self, wanted: str) -> list[Hit]:
        """Return the places that answer to what was typed, the likeliest first."""
        return search(wanted, self._passages, self._sounds)

    @cached_property
    def _passages(self) -> list[Passage]:
        return passages(self.chapters())

    @cached_property
    def _spoken(self) -> Callable[[str], tuple[str, ...]]:
        from kabao.storage.pinyin import Pinyin

        pinyin = Pinyin()

        @cache
        def sounds(title: str) -> tuple[str, ...]:
            sound = pinyin.sound(title)
            return sound.full, sound.initials

        return sounds

    def _sounds(self, title: str) -> tuple[str, ...]:
        return self._spoken(title) if self.language == "zh" else ()

    def _made(self, key: str) -> Chapter:
        if group := findings.group_of(key):
            return findings.chapter(group, self._texts)
        return self._read(key, self._source(key))

    def _source(self, key: str) -> str:
        return (folder() / self.language / f"{key}.md").read_text("utf-8")

    def _read(self, key: str, source: str) -> Chapter:
        chapter = read(key, fill(in_script(source, self._texts), self._texts))
        return reference.completed(chapter, self._texts)


def folder() -> Path:
    """Return where the manual lies."""
    return paths.resources() / "help"


@cache
def _contents() -> Mapping[str, Any]:
    return plain_toml.load(folder() / "contents.toml")


def picture(name: str, language: str, look: str) -> Path | None:
    """Return the file of a picture, or None where there is none."""
    file = folder() / "pictures" / f"{name}-{language}-{look}.png"
    return file if file.is_file() else None
