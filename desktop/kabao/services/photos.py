"""Photographs as a use case: check, convert and name many, and bring them together with people."""

from __future__ import annotations

import zipfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from kabao.domain.errors import CancelledError, EnvironmentProblemError, InputRefusedError
from kabao.domain.holders import HolderFilter
from kabao.domain.photo_names import Matching, match_photos, photo_file_name
from kabao.domain.photos import check_photo
from kabao.exchange.portraits.making import convert_photo, measure_photo
from kabao.exchange.portraits.opening import MOST_BYTES
from kabao.exchange.spreadsheets.saving import saved_whole
from kabao.services.sentences import masked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from kabao.domain.errors import KabaoError
    from kabao.domain.findings import Finding
    from kabao.domain.photos import PhotoMeasures, PhotoProfile, PhotoRules
    from kabao.domain.rules import Rulebook
    from kabao.storage.ledger import Ledger

ENDINGS = frozenset({".jpg", ".jpeg", ".png"})
MOST_FILES = 20_000
_BLOCK = 200


@dataclass(frozen=True, slots=True)
class PhotoSource:
    """One picture in a folder or an archive, read when it is needed."""

    name: str
    read: Callable[[], bytes]

    @property
    def stem(self) -> str:
        """The name without its ending."""
        return PurePosixPath(self.name).stem


@dataclass(frozen=True, slots=True)
class PhotoResult:
    """What became of one picture; ``problem`` says why it could not be read."""

    name: str
    measures: PhotoMeasures | None = None
    findings: tuple[Finding, ...] = ()
    problem: KabaoError | None = None
    written: Path | None = None


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

    def check(self, source: PhotoSource, profile: PhotoProfile) -> PhotoResult:
        """Measure one picture and compare it with what is asked."""
        try:
            seen = measure_photo(source.read(), masked(source.name), self._rules)
        except InputRefusedError as problem:
            return PhotoResult(source.name, problem=problem)
        return PhotoResult(source.name, seen, check_photo(seen, self._rules, profile))

    def convert(self, source: PhotoSource, target: Path, profile: PhotoProfile) -> PhotoResult:
        """Write one picture as it is asked for and check what was written."""
        try:
            data = convert_photo(source.read(), masked(source.name), self._rules, profile)
        except InputRefusedError as problem:
            return PhotoResult(source.name, problem=problem)
        with saved_whole(target) as beside:
            beside.write_bytes(data)
        seen = measure_photo(data, masked(source.name), self._rules)
        findings = check_photo(seen, self._rules, profile)
        return PhotoResult(source.name, seen, findings, written=target)

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


@contextmanager
def photo_sources(
    paths: Iterable[Path], cancelled: Callable[[], bool] = lambda: False
) -> Iterator[list[PhotoSource]]:
    """Give the pictures among files, folders and ZIP archives, by name.

    Of an archive's paths only the last part is used, so that nothing is ever written elsewhere.

    Raises:
        InputRefusedError: A path is not there, an archive is damaged, or there are too many.
    """
    archives: list[zipfile.ZipFile] = []
    found: list[PhotoSource] = []
    try:
        for path in paths:
            if cancelled():
                raise CancelledError("stopped")
            found += _of(path, archives)
            if len(found) > MOST_FILES:
                raise InputRefusedError("photos_too_many", most=MOST_FILES)
        _refuse_twins(found)
        yield sorted(found, key=lambda source: source.name)
    finally:
        for archive in archives:
            archive.close()


def _of(path: Path, archives: list[zipfile.ZipFile]) -> list[PhotoSource]:
    if path.is_dir():
        files = sorted(item for item in path.iterdir() if item.suffix.lower() in ENDINGS)
        return [_file(item) for item in files]
    if not path.is_file():
        raise InputRefusedError("photo_missing", name=masked(path.name))
    if path.suffix.lower() != ".zip":
        return [_file(path)]
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError) as error:
        raise InputRefusedError("photo_archive_damaged", name=masked(path.name)) from error
    archives.append(archive)
    return [
        _entry(archive, item)
        for item in archive.infolist()
        if PurePosixPath(item.filename).suffix.lower() in ENDINGS and not item.is_dir()
    ]


def _file(path: Path) -> PhotoSource:
    def read() -> bytes:
        try:
            with path.open("rb") as file:
                return file.read(MOST_BYTES + 1)
        except OSError as error:
            raise EnvironmentProblemError(
                "system_refused", name=masked(path.name), reason=error.strerror or str(error)
            ) from error

    return PhotoSource(path.name, read)


def _entry(archive: zipfile.ZipFile, item: zipfile.ZipInfo) -> PhotoSource:
    name = PurePosixPath(item.filename.replace("\\", "/")).name

    def read() -> bytes:
        try:
            # What an entry claims of its size is not believed: reading stops by itself.
            with archive.open(item) as file:
                return file.read(MOST_BYTES + 1)
        except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, EOFError) as error:
            raise InputRefusedError("photo_unreadable", name=masked(name)) from error

    return PhotoSource(name, read)


def _refuse_twins(found: Sequence[PhotoSource]) -> None:
    seen: set[str] = set()
    for source in found:
        if source.stem in seen:
            raise InputRefusedError("photo_twice", name=masked(source.name))
        seen.add(source.stem)
