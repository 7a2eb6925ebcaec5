"""Finding places of the structure by name, tag, path, standard, or the initials of their pinyin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kabao.domain.structure_tree import LineKind, structure_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from kabao.domain.structure import Element, Extension, FileStructure
    from kabao.domain.words import Words

    Sounds = Callable[[str], tuple[str, ...]]
    """How a Chinese name sounds: whole pinyin, initials, and what else a stranger would type."""


def silent(_name: str) -> tuple[str, ...]:
    """Stand in where no pinyin is at hand."""
    return ()


def name_words(structure: FileStructure) -> frozenset[str]:
    """Return every Chinese name of the structure."""
    return frozenset(line.name.zh for line in structure_lines(structure))


class StructureIndex:
    """What can be searched for in the national part; the local part is given with the question."""

    def __init__(self, structure: FileStructure, sounds: Sounds = silent) -> None:
        self._sounds = sounds
        self._lines: list[tuple[str, tuple[str, ...]]] = []
        for line in structure_lines(structure):
            element = line.subject if line.kind is LineKind.ELEMENT else None
            texts = [*_path_texts(line.path)]
            if element is None or element.name_confidence is not None:  # type: ignore[union-attr]
                texts += self._names(line.name)
            if element is not None:
                texts += _element_texts(element, structure)  # type: ignore[arg-type]
            self._lines.append((line.path, _lower(texts)))

    def paths(self, text: str) -> frozenset[str]:
        """Return the paths where every word of a question stands."""
        words = _words(text)
        return frozenset(path for path, texts in self._lines if _holds(texts, words))

    def rows(self, text: str, extensions: Sequence[Extension]) -> frozenset[int]:
        """Return the rows of local elements where every word of a question stands."""
        words = _words(text)
        return frozenset(
            row
            for row, item in enumerate(extensions)
            if _holds(_lower(self._local_texts(item)), words)
        )

    def _names(self, name: Words) -> list[str]:
        return [name.zh, name.en, *self._sounds(name.zh)]

    def _local_texts(self, item: Extension) -> list[str]:
        path = f"{item.file}/{item.tag}"
        return [*_path_texts(path), item.name, *self._sounds(item.name), item.type]


def _path_texts(path: str) -> tuple[str, ...]:
    # "EF05 21" and "DF01EF05" are as good as the path itself.
    return (path, path.replace("/", ""), path.replace("/", " "))


def _element_texts(element: Element, structure: FileStructure) -> list[str]:
    standard = structure.code_lists.get(element.code_list, "")
    return [element.key, element.type.value, element.code_list, standard]


def _lower(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(text.lower() for text in texts if text)


def _words(text: str) -> list[str]:
    return text.lower().split()


def _holds(texts: tuple[str, ...], words: list[str]) -> bool:
    return bool(words) and all(any(word in text for text in texts) for word in words)
