"""Photographs as a use case: check, convert and name many, and bring them together with people."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from kabao.domain.errors import CancelledError, InputRefusedError
from kabao.domain.holder_photos import PhotoCrop
from kabao.domain.holders import HolderFilter
from kabao.domain.photo_crops import CLOSEST, STEEPEST, Bounds
from kabao.domain.photo_names import Matching, match_photos, photo_file_name
from kabao.domain.photos import check_photo
from kabao.errands import run
from kabao.exchange.portraits.faces import can_look
from kabao.exchange.spreadsheets.saving import saved_whole
from kabao.services.photo_files import file_source
from kabao.services.sentences import masked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from kabao.domain.errors import KabaoError
    from kabao.domain.findings import Finding
    from kabao.domain.photos import PhotoMeasures, PhotoProfile, PhotoRules
    from kabao.domain.rules import Rulebook
    from kabao.exchange.portraits.making import SeenPicture
    from kabao.services.photo_files import PhotoSource
    from kabao.storage.ledger import Ledger

_BLOCK = 200
_MAKING = "kabao.exchange.portraits.making"
_MOST_WORKERS = 8
T = TypeVar("T")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class PhotoResult:
    """What became of one picture; ``problem`` says why it could not be read."""

    name: str
    measures: PhotoMeasures | None = None
    findings: tuple[Finding, ...] = ()
    problem: KabaoError | None = None
    written: Path | None = None


@dataclass(frozen=True, slots=True)
class MadePhoto:
    """A photograph as it is asked for, and what a check says of it."""

    data: bytes
    measures: PhotoMeasures
    findings: tuple[Finding, ...]


class Photos:
    """Measures and converts pictures; the ledger is asked for people only."""

    def __init__(self, ledger: Ledger | None, rulebook: Rulebook) -> None:
        self._ledger = ledger
        self._rules = rulebook.photos

    @property
    def rules(self) -> PhotoRules:
        """What is asked of a photograph."""
        return self._rules

    def profile(self, key: str) -> PhotoProfile:
        """Return the profile of file sizes with a key, the default for none."""
        try:
            return self._rules.profile(key)
        except KeyError as error:
            known = ", ".join(item.key for item in self._rules.profiles)
            raise InputRefusedError("photo_profile_unknown", profile=key, known=known) from error

    @staticmethod
    def looks_for_faces() -> bool:
        """Say whether faces are looked for on this computer, which takes the extra ``faces``."""
        return can_look()

    def look(self, data: bytes, name: str) -> SeenPicture:
        """Return a picture as it is seen, with the crop to begin with."""
        told = masked(name)
        seen: SeenPicture = run(f"{_MAKING}:look_at", data, told, self._rules, name=told)
        return seen

    def read(self, path: Path) -> bytes:
        """Read a file that is to become a photograph; never more than a picture may have."""
        if not path.is_file():
            raise InputRefusedError("photo_missing", name=masked(path.name))
        return file_source(path).read()

    def check(self, source: PhotoSource, profile: PhotoProfile) -> PhotoResult:
        """Measure one picture and compare it with what is asked."""
        try:
            asked = self._rules.asked_by(profile)
            seen = self._measured(source.read(), masked(source.name), asked)
        except InputRefusedError as problem:
            return PhotoResult(source.name, problem=problem)
        return PhotoResult(source.name, seen, check_photo(seen, asked, profile))

    def make(
        self, data: bytes, name: str, profile: PhotoProfile, crop: PhotoCrop | None = None
    ) -> MadePhoto:
        """Make a photograph of a picture and check what was made; raises InputRefusedError."""
        told, asked = masked(name), self._rules.asked_by(profile)
        made, seen = run(
            f"{_MAKING}:converted_and_measured", data, told, asked, profile, crop, name=told
        )
        return MadePhoto(made, seen, check_photo(seen, asked, profile))

    def _measured(self, data: bytes, name: str, asked: PhotoRules) -> PhotoMeasures:
        seen: PhotoMeasures = run(f"{_MAKING}:measured", data, name, asked, name=name)
        return seen

    def convert(
        self,
        source: PhotoSource,
        target: Path,
        profile: PhotoProfile,
        crop: PhotoCrop | None = None,
    ) -> PhotoResult:
        """Write one picture as it is asked for and check what was written."""
        try:
            made = self.make(source.read(), source.name, profile, crop)
        except InputRefusedError as problem:
            return PhotoResult(source.name, problem=problem)
        with saved_whole(target, tidy=False) as beside:
            beside.write_bytes(made.data)
        return PhotoResult(source.name, made.measures, made.findings, written=target)

    def convert_many(
        self,
        targets: Iterable[tuple[PhotoSource, Path]],
        profile: PhotoProfile,
    ) -> list[PhotoResult]:
        """Convert pictures side by side, the answers in their order."""
        return side_by_side(lambda pair: self.convert(*pair, profile), list(targets))

    def people(self, employer_id: int | None = None) -> dict[int, tuple[str, str]]:
        """Return number and name of everybody, or of one employer's people, by their key."""
        if self._ledger is None:
            return {}
        store = self._ledger.holders
        ids = list(store.ids(HolderFilter(employer_id=employer_id)))
        found: dict[int, tuple[str, str]] = {}
        for first in range(0, len(ids), _BLOCK):
            for number in ids[first : first + _BLOCK]:
                holder = store.get(number)
                found[number] = (holder.doc_no, holder.name)
        return found

    def match(self, sources: Sequence[PhotoSource], people: dict[int, tuple[str, str]]) -> Matching:
        """Bring pictures and people together by the numbers in the file names."""
        return match_photos([source.stem for source in sources], people)


def crop_at(text: str, size: tuple[int, int], rules: PhotoRules) -> PhotoCrop:
    """Read ``LEFT,TOP,WIDTH[,DEGREES]`` as a crop of a picture; the height follows.

    Raises:
        InputRefusedError: It is no such thing, or leads outside of the picture.
    """
    try:
        left, top, width, *tilt = (float(part) for part in text.split(","))
        degrees = tilt[0] if tilt else 0.0
    except ValueError as error:
        raise InputRefusedError("photo_outside_crop") from error
    bounds = Bounds(*size, rules)
    sound = len(tilt) <= 1 and 0 <= left < 1 and 0 <= top < 1 and CLOSEST <= width <= 1
    if not sound or abs(degrees) > STEEPEST:
        raise InputRefusedError("photo_outside_crop")
    wide = min(width, bounds.widest)
    high = wide * size[0] * rules.height / rules.width / size[1]
    return bounds.inside(PhotoCrop(left, top, wide, high, degrees))


def side_by_side(
    work: Callable[[T], R],
    items: Sequence[T],
    progress: Callable[[int, int], object] = lambda _done, _total: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> list[R]:
    """Do the same with many pictures on every core; answers come in the order of the items.

    Threads do: decoding, scaling and encoding let others work meanwhile.

    Raises:
        CancelledError: It was stopped; what is under way is finished, the rest not begun.
    """
    from concurrent.futures import ThreadPoolExecutor

    answers: list[R] = []
    with ThreadPoolExecutor(min(os.cpu_count() or 1, _MOST_WORKERS)) as pool:
        waiting = pool.map(work, items)
        try:
            for answer in waiting:
                answers.append(answer)
                progress(len(answers), len(items))
                if cancelled():
                    raise CancelledError("stopped")
        finally:
            pool.shutdown(cancel_futures=True)
    return answers


def named_targets(
    sources: Iterable[PhotoSource],
    folder: Path,
    pattern: str,
    matching: Matching,
    people: dict[int, tuple[str, str]],
) -> Iterator[tuple[PhotoSource, Path]]:
    """Yield each picture of a known person with the file it is to become.

    Without a pattern every picture keeps its name.
    """
    for source in sources:
        if not pattern:
            yield source, folder / f"{source.stem}.jpg"
        elif source.stem in matching.matched:
            number, name = people[matching.matched[source.stem]]
            yield source, folder / photo_file_name(pattern, number, name)
