"""Names of photo files: which person a file belongs to, and what to call it for a bureau."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kabao.domain.identity import plain_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

PATTERNS = ("{doc_no}", "{doc_no}{name}", "{doc_no}_{name}")
"""How bureaus want files named; the first is the one seen most."""

_NUMBER = re.compile(r"(?<![0-9A-Za-z])([0-9]{17}[0-9Xx]|[0-9]{15}|[A-Za-z]{1,3}[0-9]{6,15})")
_REFUSED = re.compile(r'[\\/:*?"<>|\x00-\x1f]')


@dataclass(frozen=True, slots=True)
class PhotoName:
    """What a file name tells."""

    doc_no: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Matching:
    """Files and people brought together both ways."""

    matched: Mapping[str, int]
    """Key of the person by file."""
    differing: tuple[str, ...]
    """Files whose number belongs to somebody of another name."""
    unknown: tuple[str, ...]
    """Files that belong to nobody."""
    doubled: tuple[str, ...]
    """Files beyond the first for one person."""
    without: tuple[int, ...]
    """People without a file."""


def read_photo_name(stem: str) -> PhotoName:
    """Read number and name from a file name without its ending, however they are joined."""
    plain = unicodedata.normalize("NFKC", stem).strip()
    found = _NUMBER.search(plain)
    if found is None:
        return PhotoName(name=plain.strip(" _-"))
    rest = (plain[: found.start()] + plain[found.end() :]).strip(" _-")
    return PhotoName(plain_number(found.group(1)), rest)


def photo_file_name(pattern: str, doc_no: str, name: str) -> str:
    """Return the file name for a bureau; characters that no disk takes are left out."""
    stem = pattern.format(doc_no=plain_number(doc_no), name=name.replace(" ", ""))
    return f"{_REFUSED.sub('', stem)}.jpg"


def match_photos(stems: Iterable[str], people: Mapping[int, tuple[str, str]]) -> Matching:
    """Bring files and people together by number; ``people`` holds (number, name) by key."""
    by_number = {plain_number(number): key for key, (number, _) in people.items() if number}
    matched: dict[str, int] = {}
    differing, unknown, doubled = [], [], []
    for stem in stems:
        told = read_photo_name(stem)
        key = by_number.get(told.doc_no) if told.doc_no else None
        if key is None:
            unknown.append(stem)
        elif told.name and told.name != people[key][1].replace(" ", ""):
            differing.append(stem)
        elif key in matched.values():
            doubled.append(stem)
        else:
            matched[stem] = key
    without = tuple(key for key in people if key not in set(matched.values()))
    return Matching(matched, tuple(differing), tuple(unknown), tuple(doubled), without)
