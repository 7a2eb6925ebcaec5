"""Pictures among files, folders and archives, read when they are needed and never unpacked."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from kabao.domain.errors import CancelledError, EnvironmentProblemError, InputRefusedError
from kabao.errands import run
from kabao.exchange.portraits.opening import MOST_BYTES
from kabao.exchange.portraits.packed import ENDINGS
from kabao.services.sentences import masked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

MOST_FILES = 20_000
_PACKED = "kabao.exchange.portraits.packed"


@dataclass(frozen=True, slots=True)
class PhotoSource:
    """One picture in a folder or an archive, read when it is needed."""

    name: str
    read: Callable[[], bytes]

    @property
    def stem(self) -> str:
        """The name without its ending."""
        return PurePosixPath(self.name).stem


@contextmanager
def photo_sources(
    paths: Iterable[Path], cancelled: Callable[[], bool] = lambda: False
) -> Iterator[list[PhotoSource]]:
    """Give the pictures among files, folders and ZIP archives, by name.

    Archives are read by another process. Of their paths only the last part is used, and one that
    leads elsewhere is refused when it is read, so that nothing is ever written elsewhere.

    Raises:
        InputRefusedError: A path is not there, an archive is damaged, or there are too many.
    """
    found: list[PhotoSource] = []
    for path in paths:
        if cancelled():
            raise CancelledError("stopped")
        found += _of(path)
        if len(found) > MOST_FILES:
            raise InputRefusedError("photos_too_many", most=MOST_FILES)
    _refuse_twins(found)
    yield sorted(found, key=lambda source: source.name)


def _of(path: Path) -> list[PhotoSource]:
    if path.is_dir():
        files = sorted(item for item in path.iterdir() if item.suffix.lower() in ENDINGS)
        return [file_source(item) for item in files]
    if not path.is_file():
        raise InputRefusedError("photo_missing", name=masked(path.name))
    if path.suffix.lower() != ".zip":
        return [file_source(path)]
    place, told = str(path.absolute()), masked(path.name)
    entries = run(f"{_PACKED}:list_pictures", place, told, MOST_FILES, name=told)
    return [_entry(place, told, *item) for item in entries]


def file_source(path: Path) -> PhotoSource:
    """Return one file as a picture to read."""

    def read() -> bytes:
        try:
            with path.open("rb") as file:
                return file.read(MOST_BYTES + 1)
        except OSError as error:
            raise EnvironmentProblemError(
                "system_refused", name=masked(path.name), reason=error.strerror or str(error)
            ) from error

    return PhotoSource(path.name, read)


def _entry(place: str, told: str, number: int, name: str, leads_away: bool) -> PhotoSource:
    def read() -> bytes:
        if leads_away:
            raise InputRefusedError("photo_path_elsewhere", name=masked(name))
        data: bytes = run(f"{_PACKED}:read_picture", place, told, number, masked(name), name=told)
        return data

    return PhotoSource(name, read)


def _refuse_twins(found: Sequence[PhotoSource]) -> None:
    seen: set[str] = set()
    for source in found:
        if source.stem in seen:
            raise InputRefusedError("photo_twice", name=masked(source.name))
        seen.add(source.stem)
