"""Pictures among files, folders and archives, read when they are needed and never unpacked."""

from __future__ import annotations

import zipfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from kabao.domain.errors import CancelledError, EnvironmentProblemError, InputRefusedError
from kabao.exchange.portraits.opening import MOST_BYTES
from kabao.services.sentences import masked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

ENDINGS = frozenset({".jpg", ".jpeg", ".png", ".heic", ".heif"})
MOST_FILES = 20_000
_UTF8 = 0x800
_ELSEWHERE = frozenset({"..", ""})
_NOT_OURS = "__MACOSX"


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

    Of an archive's paths only the last part is used, and one that leads elsewhere is refused when
    it is read, so that nothing is ever written elsewhere.

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
        return [file_source(item) for item in files]
    if not path.is_file():
        raise InputRefusedError("photo_missing", name=masked(path.name))
    if path.suffix.lower() != ".zip":
        return [file_source(path)]
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError) as error:
        raise InputRefusedError("photo_archive_damaged", name=masked(path.name)) from error
    archives.append(archive)
    return [_entry(archive, item) for item in archive.infolist() if _is_picture(item)]


def _is_picture(item: zipfile.ZipInfo) -> bool:
    path = PurePosixPath(item.filename.replace("\\", "/"))
    hidden = _NOT_OURS in path.parts or path.name.startswith(".")
    return path.suffix.lower() in ENDINGS and not item.is_dir() and not hidden


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


def _entry(archive: zipfile.ZipFile, item: zipfile.ZipInfo) -> PhotoSource:
    path = _entry_name(item).replace("\\", "/")
    name = PurePosixPath(path).name
    leads_away = ":" in path or any(part in _ELSEWHERE for part in path.split("/"))

    def read() -> bytes:
        if leads_away:
            raise InputRefusedError("photo_path_elsewhere", name=masked(name))
        try:
            # What an entry claims of its size is not believed: reading stops by itself.
            with archive.open(item) as file:
                return file.read(MOST_BYTES + 1)
        except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, EOFError) as error:
            raise InputRefusedError("photo_unreadable", name=masked(name)) from error

    return PhotoSource(name, read)


def _entry_name(item: zipfile.ZipInfo) -> str:
    """Return the name of an entry; programs in Chinese write GBK where the format says CP437."""
    if item.flag_bits & _UTF8:
        return item.filename
    try:
        return item.filename.encode("cp437").decode("gb18030")
    except UnicodeError:
        return item.filename


def _refuse_twins(found: Sequence[PhotoSource]) -> None:
    seen: set[str] = set()
    for source in found:
        if source.stem in seen:
            raise InputRefusedError("photo_twice", name=masked(source.name))
        seen.add(source.stem)
