"""Many pictures at once: made, checked, brought together with people, and what is left to do."""

from __future__ import annotations

import csv
import hashlib
import io
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kabao.domain.errors import InputRefusedError
from kabao.domain.findings import Level
from kabao.domain.photo_names import photo_file_name
from kabao.exchange.spreadsheets.saving import saved_whole
from kabao.exchange.spreadsheets.tables import plain_cell
from kabao.services.holder_photos import TakenPhoto
from kabao.services.photo_files import photo_sources
from kabao.services.photos import side_by_side
from kabao.services.sentences import complain, describe, masked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from kabao.domain.errors import KabaoError
    from kabao.domain.holder_photos import PhotoCrop
    from kabao.domain.photo_names import Matching
    from kabao.domain.photos import PhotoProfile
    from kabao.services.photo_files import PhotoSource
    from kabao.services.photos import MadePhoto, Photos
    from kabao.texts import Texts

    People = Mapping[int, tuple[str, str]]

MOST = 5_000
"""Photographs of one batch: they are held until they are taken in."""
_LEVELS = (Level.CRITICAL, Level.ERROR)


@dataclass(frozen=True, slots=True)
class Candidate:
    """One picture of a batch with the person it belongs to, if anybody."""

    name: str
    """Of the file, in full; mask it where others see it."""
    made: MadePhoto | None = None
    problem: KabaoError | None = None
    holder_id: int = 0
    person: str = ""
    match: str = "unknown"
    """matched, differing, doubled or unknown."""
    digest: str = ""
    """Of the file."""
    crop: PhotoCrop | None = None

    @property
    def state(self) -> str:
        """Return ready, look, refused or unmatched; only the first two can be taken in."""
        if self.problem is not None or self.made is None:
            return "refused"
        if any(item.level in _LEVELS for item in self.made.findings):
            return "refused"
        if not self.holder_id:
            return "unmatched"
        warned = any(item.level is Level.WARNING for item in self.made.findings)
        return "look" if warned else "ready"


@dataclass(frozen=True, slots=True)
class Batch:
    """What came of looking through many pictures."""

    candidates: tuple[Candidate, ...]
    without: tuple[tuple[int, str], ...]
    """Key and name of people for whom there is no picture."""

    def takeable(self) -> tuple[Candidate, ...]:
        """Return those that can be taken in."""
        return tuple(item for item in self.candidates if item.state in ("ready", "look"))


def look_through(
    photos: Photos,
    paths: Sequence[Path],
    profile: PhotoProfile,
    people: People,
    *,
    progress: Callable[[int, int], object] = lambda _done, _total: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Batch:
    """Make a photograph of every picture, check it, and find whose it is.

    Raises:
        InputRefusedError: A path is not there, an archive is damaged, or there are too many.
        CancelledError: It was stopped.
    """
    with photo_sources(paths, cancelled) as sources:
        if len(sources) > MOST:
            raise InputRefusedError("photos_too_many", most=MOST)
        matching = photos.match(sources, dict(people))
        made = side_by_side(lambda item: _make(photos, item, profile), sources, progress, cancelled)
    named = [_named(item, matching, people) for item in made]
    without = tuple((key, people[key][1]) for key in matching.without)
    return Batch(tuple(_refuse_same(named)), without)


def make_again(
    photos: Photos, candidate: Candidate, data: bytes, profile: PhotoProfile, crop: PhotoCrop | None
) -> Candidate:
    """Return a picture of a batch cut otherwise."""
    return replace(candidate, made=photos.make(data, candidate.name, profile, crop), crop=crop)


def read_again(paths: Sequence[Path], name: str) -> bytes:
    """Read one picture of a batch once more; raises InputRefusedError when it is gone."""
    with photo_sources(paths) as sources:
        for source in sources:
            if source.name == name:
                return source.read()
    raise InputRefusedError("photo_missing", name=masked(name))


def taken_photos(batch: Batch, profile: PhotoProfile) -> list[TakenPhoto]:
    """Return what is to be taken in of a batch."""
    return [
        TakenPhoto(
            item.holder_id,
            item.name,
            item.made.data,
            profile.key,
            item.crop,
            source_sha256=item.digest,
        )
        for item in batch.takeable()
        if item.made is not None
    ]


def save_photos(batch: Batch, folder: Path, pattern: str, people: People) -> int:
    """Write what was made into a folder, named by a pattern or as the files were; count them."""
    written = 0
    for item in batch.candidates:
        name = _target_name(item, pattern, people)
        if item.made is not None and name:
            with saved_whole(folder / name, tidy=not written) as beside:
                beside.write_bytes(item.made.data)
            written += 1
    return written


def write_fail_list(batch: Batch, target: Path, texts: Texts) -> int:
    """Write what cannot be taken in, and who has no picture, as a table; returns its lines."""
    rows = list(_fails(batch, texts))
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([texts(f"photos.fails.{key}") for key in ("file", "person", "reason")])
    writer.writerows([plain_cell(cell) for cell in row] for row in rows)
    with saved_whole(target) as beside:
        # The mark at the beginning tells spreadsheet programs that it is UTF-8.
        beside.write_bytes(out.getvalue().encode("utf-8-sig"))
    return len(rows)


def reasons_of(candidate: Candidate, texts: Texts) -> list[str]:
    """Return in words what is to be said of one picture, the gravest first."""
    words = []
    if candidate.problem is not None:
        words.append(complain(texts, candidate.problem))
    elif candidate.match != "matched" and not candidate.holder_id:
        words.append(texts(f"photos.match.{candidate.match}"))
    found = candidate.made.findings if candidate.made else ()
    told = [item for item in found if item.level is not Level.INFO]
    return [*words, *(describe(texts, item) for item in told)]


def _make(photos: Photos, source: PhotoSource, profile: PhotoProfile) -> Candidate:
    try:
        data = source.read()
        made = photos.make(data, source.name, profile)
    except InputRefusedError as problem:
        return Candidate(source.name, problem=problem)
    return Candidate(source.name, made, digest=hashlib.sha256(data).hexdigest())


def _named(item: Candidate, matching: Matching, people: People) -> Candidate:
    stem = item.name.rpartition(".")[0]
    key = matching.matched.get(stem)
    if key is not None:
        return replace(item, holder_id=key, person=people[key][1], match="matched")
    for match in ("differing", "doubled"):
        if stem in getattr(matching, match):
            return replace(item, match=match)
    return item


def _refuse_same(items: Sequence[Candidate]) -> Iterator[Candidate]:
    """One file cannot be the photograph of two people: both are told."""
    owners: dict[str, set[int]] = {}
    for item in items:
        if item.digest and item.holder_id:
            owners.setdefault(item.digest, set()).add(item.holder_id)
    names = {item.holder_id: item.person for item in items}
    for item in items:
        others = owners.get(item.digest, set()) - {item.holder_id}
        if item.holder_id and others:
            other = InputRefusedError("photo_of_another", name=names[min(others)])
            yield replace(item, problem=other)
        else:
            yield item


def _target_name(item: Candidate, pattern: str, people: People) -> str:
    if not pattern:
        return f"{item.name.rpartition('.')[0]}.jpg"
    if item.holder_id not in people:
        return ""
    return photo_file_name(pattern, *people[item.holder_id])


def _fails(batch: Batch, texts: Texts) -> Iterator[tuple[str, str, str]]:
    for item in batch.candidates:
        if item.state in ("refused", "unmatched"):
            words = " ".join(reasons_of(item, texts))
            yield masked(item.name), item.person, words
    for _, name in batch.without:
        yield "", name, texts("photos.match.without")
