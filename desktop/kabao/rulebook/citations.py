"""Sources of rules: tags such as ``M 8(4)`` turned into words in both languages."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any

from kabao.domain.fields import Origin
from kabao.domain.findings import Confidence
from kabao.domain.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kabao.domain.faces import FaceRules
    from kabao.domain.structure import FileStructure


class Citations:
    """The table of sources of one rulebook, and the wordings made from it while reading."""

    def __init__(self, sources: Mapping[str, Mapping[str, Any]]) -> None:
        self._sources = sources
        self._wordings: dict[str, Words] = {}

    def wordings(self) -> dict[str, Words]:
        """Return every wording made so far by its Chinese text, which ``Origin.source`` holds."""
        return dict(self._wordings)

    def titles(self) -> dict[str, str]:
        """Return the full title of every source by its tag."""
        return {tag: entry["title"] for tag, entry in self._sources.items()}

    def origin(self, entry: Mapping[str, Any], inherited: Origin | None = None) -> Origin:
        """Return source and confidence of an entry, what it leaves out taken from ``inherited``.

        Raises:
            KeyError: The entry names a tag that is not in the table of sources.
        """
        if inherited is None:
            return Origin(Confidence(entry["confidence"]), self._cite(entry["source"]))
        own_confidence, own_source = entry.get("confidence"), entry.get("source")
        return Origin(
            Confidence(own_confidence) if own_confidence else inherited.confidence,
            self._cite(own_source) if own_source else inherited.source,
        )

    def _cite(self, tags: str) -> str:
        words = _joined([self._wording(part) for part in tags.split(", ")])
        self._wordings[words.zh] = words
        return words.zh

    def _wording(self, part: str) -> Words:
        tag, _, locator = part.partition(" ")
        source = self._sources[tag]
        zh, en = source["zh"], source["en"]
        if not locator:
            return Words(zh, en)
        if source.get("articles"):
            number, bracket, rest = locator.partition("(")
            return Words(f"{zh}第{number}条{bracket}{rest}", f"{en} art. {locator}")
        return Words(f"{zh} {locator}", f"{en} {locator}")


def of_face(face: FaceRules) -> dict[str, Words]:
    """Return what the tags stand for by which the rules and elements of the card face cite."""
    elements = (element.origin for element in face.elements)
    ruled = (origin for rule in face.rules for origin in (rule.origin, rule.region_origin))
    return _told([found for found in (*elements, *ruled) if found is not None], face.sources)


def of_structure(structure: FileStructure) -> dict[str, Words]:
    """Return what the tags stand for by which the lines and rules of the file structure cite."""
    files = [file for application in structure.applications for file in application.files]
    lines = chain(
        (rule.origin for rule in structure.rules),
        (application.origin for application in structure.applications),
        (file.origin for file in files),
        (element.origin for file in files for element in file.elements),
    )
    return _told(lines, structure.sources)


def _told(origins: Iterable[Origin], sources: Mapping[str, Words]) -> dict[str, Words]:
    cited = {origin.source for origin in origins if origin.source}
    return {tags: _joined([sources[tag] for tag in tags.split(", ")]) for tags in cited}


def _joined(parts: Sequence[Words]) -> Words:
    return Words("；".join(part.zh for part in parts), "; ".join(part.en for part in parts))
