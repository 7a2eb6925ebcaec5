"""The text of a message made comparable, each place still known in what was pasted."""

from __future__ import annotations

import hashlib
import itertools
import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kabao.domain.notice_rules import NoticeKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kabao.domain.notice_rules import NoticeRules

_BETWEEN_CHINESE = re.compile(r"(?<=[⺀-鿿]) +|(?<! ) +(?=[⺀-鿿])")
"""A run of blanks is looked at from its beginning only: from each, 60,000 would take an hour."""
_ENDS = frozenset(",。;!?\n")
"""What divides a message into clauses; full-width marks have been folded before."""
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Mn"})


@dataclass(frozen=True, slots=True)
class PlainText:
    """Folded text and, for each of its characters, the place in the original."""

    text: str
    places: tuple[int, ...]

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the original that a span of the folded text came from."""
        return self.places[start], self.places[end - 1] + 1

    @property
    def digest(self) -> str:
        """SHA-256 of what the message says, whatever its blanks and widths."""
        said = "".join(self.text.split())
        return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()


def plain_text(text: str) -> PlainText:
    """Fold widths and case, drop what does not show and blanks beside Chinese characters."""
    pairs = list(_folded(text))
    joined = "".join(character for character, _ in pairs)
    dropped: set[int] = set()
    for gap in _BETWEEN_CHINESE.finditer(joined):
        dropped.update(range(*gap.span()))
    kept = [pair for index, pair in enumerate(pairs) if index not in dropped]
    return PlainText("".join(one for one, _ in kept), tuple(place for _, place in kept))


def clauses(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans between marks that end a clause."""
    start = 0
    for index, character in enumerate(text):
        if character in _ENDS:
            yield start, index
            start = index + 1
    yield start, len(text)


def split_messages(text: str, rules: NoticeRules) -> tuple[str, ...]:
    """Divide the text of a file: by blank lines if there are any, else one message a line.

    A block in which several lines begin with a sender holds that many messages.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    blocks = list(_blocks(lines))
    if len(blocks) == 1:
        return tuple(line.strip() for line in blocks[0])
    return tuple(message for block in blocks for message in _divided(block, rules))


def _folded(text: str) -> Iterator[tuple[str, int]]:
    for place, character in enumerate(text):
        if character in "\r\n\u2028\u2029":
            yield "\n", place
            continue
        for part in unicodedata.normalize("NFKC", character).lower():
            if part.isspace():
                yield " ", place
            elif unicodedata.category(part) not in _HIDDEN:
                yield part, place


def _blocks(lines: Sequence[str]) -> Iterator[list[str]]:
    block: list[str] = []
    for line in lines:
        if line.strip():
            block.append(line)
        elif block:
            yield block
            block = []
    if block:
        yield block


def _divided(block: Sequence[str], rules: NoticeRules) -> Iterator[str]:
    begins = [index for index, line in enumerate(block) if _begins(line, rules)]
    if len(begins) < 2:
        yield "\n".join(block).strip()
        return
    edges = sorted({0, *begins, len(block)})
    for start, end in itertools.pairwise(edges):
        yield "\n".join(block[start:end]).strip()


def _begins(line: str, rules: NoticeRules) -> bool:
    folded = plain_text(line).text.strip()
    return any(
        pattern.match(folded)
        for rule in rules.rules
        if rule.kind in {NoticeKind.SENDER, NoticeKind.BANK_SENDER}
        for pattern in rule.patterns
    )
