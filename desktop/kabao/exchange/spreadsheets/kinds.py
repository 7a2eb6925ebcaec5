"""What a file is by its content, whatever its name says."""

from __future__ import annotations

from contextlib import contextmanager
from enum import StrEnum
from typing import TYPE_CHECKING
from zipfile import BadZipFile, ZipFile

from kabao.domain.errors import EnvironmentProblemError, InputRefusedError
from kabao.errands import SPOILT
from kabao.exchange.spreadsheets.encodings import is_binary

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MOST_MEGABYTES = 100
"""The largest file that is opened."""
MOST_UNPACKED = 500
"""Megabytes that a workbook may hold once unpacked."""
MOST_RATIO = 200
_MEGABYTE = 1024 * 1024
_SMALL = 10 * _MEGABYTE
"""Small sheets of blanks pack far better than any other and harm nobody."""
_BROKEN = (BadZipFile, OSError, *SPOILT)
"""What reading a spoilt archive may raise: a wrong sum, an unknown method, a name twice."""
_HEAD = 4096
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLD_BIFF = (b"\x09\x08", b"\x09\x04", b"\x09\x02", b"\x09\x00")
_ODS_TYPE = b"application/vnd.oasis.opendocument.spreadsheet"


class FileKind(StrEnum):
    """The kinds of spreadsheets that are read."""

    XLSX = "xlsx"
    XLS = "xls"
    ODS = "ods"
    CSV = "csv"


_SUFFIXES = {
    ".xlsx": FileKind.XLSX,
    ".xlsm": FileKind.XLSX,
    ".xls": FileKind.XLS,
    ".et": FileKind.XLS,
    ".ods": FileKind.ODS,
    ".csv": FileKind.CSV,
    ".tsv": FileKind.CSV,
    ".txt": FileKind.CSV,
}
SUFFIXES = tuple(_SUFFIXES)


def kind_of(path: Path) -> FileKind:
    """Return what a file is; refuses what is no spreadsheet, too large, locked or dangerous."""
    claimed = _SUFFIXES.get(path.suffix.lower())
    if claimed is None:
        raise InputRefusedError("import_kind_unknown", name=path.name)
    head = _head(path)
    kind = _by_content(path, head)
    if kind is not claimed:
        raise InputRefusedError("roster_mislabelled", name=path.name, kind=kind.value)
    if kind in (FileKind.XLSX, FileKind.ODS):
        _check_archive(path)
    return kind


def _head(path: Path) -> bytes:
    try:
        if not path.is_file():
            raise InputRefusedError("roster_no_file", name=path.name)
        size = path.stat().st_size
        if size == 0:
            raise InputRefusedError("roster_empty", name=path.name)
        if size > MOST_MEGABYTES * _MEGABYTE:
            raise InputRefusedError("roster_too_large", name=path.name, limit=MOST_MEGABYTES)
        with path.open("rb") as file:
            return file.read(_HEAD)
    except OSError as error:
        raise EnvironmentProblemError("roster_unreadable", name=path.name) from error


def _by_content(path: Path, head: bytes) -> FileKind:
    if head.startswith(b"PK"):
        return _archive_kind(path)
    if head.startswith(_OLE):
        return _ole_kind(path)
    if head.startswith(_OLD_BIFF):
        return FileKind.XLS
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype", b"<html", b"<table", b"<?xml", b"<meta", b"mime-version")):
        raise InputRefusedError("roster_web_page", name=path.name)
    foreign = (b"%pdf", b"\x89png", b"\xff\xd8\xff", b"gif8", b"rar!", b"7z\xbc\xaf", b"{\\rtf")
    if start.startswith(foreign) or is_binary(head):
        raise InputRefusedError("roster_not_a_sheet", name=path.name)
    return FileKind.CSV


def _archive_kind(path: Path) -> FileKind:
    with opened_archive(path) as archive:
        names = set(archive.namelist())
        if "mimetype" in names and _is_ods(archive):
            return FileKind.ODS
        if "xl/workbook.xml" in names or "xl/workbook.bin" in names:
            if any(name.lower().endswith("vbaproject.bin") for name in names):
                raise InputRefusedError("roster_macros", name=path.name)
            return FileKind.XLSX
    raise InputRefusedError("roster_not_a_sheet", name=path.name)


def _is_ods(archive: ZipFile) -> bool:
    small = archive.getinfo("mimetype").file_size < _HEAD
    return small and archive.read("mimetype").strip() == _ODS_TYPE


def _ole_kind(path: Path) -> FileKind:
    """Tell an old workbook from a locked new one; both come in the same kind of container."""
    data = path.read_bytes()
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise InputRefusedError("roster_password", name=path.name)
    if "_VBA_PROJECT".encode("utf-16-le") in data:
        raise InputRefusedError("roster_macros", name=path.name)
    if not any(name.encode("utf-16-le") in data for name in ("Workbook", "Book")):
        raise InputRefusedError("roster_not_a_sheet", name=path.name)
    return FileKind.XLS


def _check_archive(path: Path) -> None:
    """Refuse an archive that would unpack into far more than it seems."""
    with opened_archive(path) as archive:
        infos = archive.infolist()
        if any(info.flag_bits & 1 for info in infos):
            raise InputRefusedError("roster_password", name=path.name)
        unpacked = sum(info.file_size for info in infos)
        packed = sum(info.compress_size for info in infos) or 1
        swollen = unpacked > _SMALL and unpacked / packed > MOST_RATIO
        if unpacked > MOST_UNPACKED * _MEGABYTE or swollen:
            raise InputRefusedError("roster_unpacks_too_large", name=path.name, limit=MOST_UNPACKED)


@contextmanager
def opened_archive(path: Path) -> Iterator[ZipFile]:
    """Open an archive; whatever is wrong inside it is told as damage."""
    try:
        with ZipFile(path) as archive:
            yield archive
    except _BROKEN as error:
        raise InputRefusedError("roster_damaged", name=path.name) from error
