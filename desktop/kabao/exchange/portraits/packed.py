"""Pictures in ZIP archives: listed and read one by one, by a process that may end with them."""

from __future__ import annotations

import zipfile
from functools import lru_cache
from pathlib import Path, PurePosixPath

from kabao.domain.errors import InputRefusedError
from kabao.errands import SPOILT
from kabao.exchange.portraits.opening import MOST_BYTES

ENDINGS = frozenset({".jpg", ".jpeg", ".png", ".heic", ".heif"})
MOST_ENTRIES = 200_000
"""Of any kind, folders and hidden ones among them."""
_UTF8 = 0x800
_ELSEWHERE = frozenset({"..", ""})
_NOT_OURS = "__MACOSX"
_SPOILT = (zipfile.BadZipFile, OSError, *SPOILT)


def list_pictures(place: str, told: str, most: int) -> list[tuple[int, str, bool]]:
    """Return number and name of every picture in an archive, and whether its path leads elsewhere.

    Raises InputRefusedError ``photo_archive_damaged`` and ``photos_too_many``.
    """
    entries = _opened(*_key(place, told), told).infolist()
    found = [(number, *_named(item)) for number, item in enumerate(entries) if _is_picture(item)]
    if len(found) > most or len(entries) > MOST_ENTRIES:
        raise InputRefusedError("photos_too_many", most=most)
    return found


def read_picture(place: str, told: str, number: int, name: str) -> bytes:
    """Return the bytes of an entry by its number; never more than a picture may have.

    Raises InputRefusedError ``photo_unreadable``.
    """
    try:
        archive = _opened(*_key(place, told), told)
        # What an entry claims of its size is not believed: reading stops by itself.
        with archive.open(archive.infolist()[number]) as file:
            return file.read(MOST_BYTES + 1)
    except _SPOILT as error:
        raise InputRefusedError("photo_unreadable", name=name) from error


def _key(place: str, told: str) -> tuple[str, int, int]:
    try:
        known = Path(place).stat()
    except OSError as error:
        raise InputRefusedError("photo_missing", name=told) from error
    return place, known.st_mtime_ns, known.st_size


@lru_cache(maxsize=2)
def _opened(place: str, _changed: int, _size: int, told: str) -> zipfile.ZipFile:
    """Open an archive; kept, since every picture in it is asked for by itself."""
    try:
        return zipfile.ZipFile(place)
    except _SPOILT as error:
        raise InputRefusedError("photo_archive_damaged", name=told) from error


def _is_picture(item: zipfile.ZipInfo) -> bool:
    path = PurePosixPath(item.filename.replace("\\", "/"))
    hidden = _NOT_OURS in path.parts or path.name.startswith(".")
    # A link in an archive is a few letters that name another place: no picture.
    is_link = item.external_attr >> 28 == 0xA
    return path.suffix.lower() in ENDINGS and not (item.is_dir() or hidden or is_link)


def _named(item: zipfile.ZipInfo) -> tuple[str, bool]:
    path = _entry_name(item).replace("\\", "/")
    leads_away = ":" in path or any(part in _ELSEWHERE for part in path.split("/"))
    return PurePosixPath(path).name, leads_away


def _entry_name(item: zipfile.ZipInfo) -> str:
    """Return the name of an entry; programs in Chinese write GBK where the format says CP437."""
    if item.flag_bits & _UTF8:
        return item.filename
    try:
        return item.filename.encode("cp437").decode("gb18030")
    except UnicodeError:
        return item.filename
