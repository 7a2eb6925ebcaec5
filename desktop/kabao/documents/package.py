"""Writing a package: draw, merge, number, compare with the plan, then give the file its name."""

from __future__ import annotations

import errno
import hashlib
import io
import os
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kabao.documents.attachments import open_attachment
from kabao.documents.digest import digest_pages
from kabao.documents.drawing import Sheet, draw_sheets
from kabao.documents.fonts.chain import require_cover
from kabao.documents.layout.compose import lay_out
from kabao.documents.layout.contents import Entry, EntryPiece
from kabao.documents.layout.furniture import Running
from kabao.documents.layout.style import LEFT, PAGE_HEIGHT, TOP, WIDTH
from kabao.documents.merging import (
    append_file,
    link_contents,
    set_bookmarks,
    set_information,
    stamp_pages,
)
from kabao.documents.numbering import Numbered, entries, number
from kabao.documents.plan import PartKey
from kabao.domain.errors import (
    CancelledError,
    EnvironmentProblemError,
    InputRefusedError,
    KabaoError,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kabao.documents.plan import PackagePlan
    from kabao.domain.cases import Attachment


@dataclass(frozen=True, slots=True)
class PackageResult:
    """A written package: its file, its size in pages, its digest and what it holds."""

    path: Path
    pages: int
    sha256: str
    parts: tuple[Entry, ...]
    """Each part and each attachment with its first page, its pages and their SHA-256."""


def write_package(
    plan: PackagePlan,
    target: Path,
    *,
    attachment_data: Callable[[str], bytes],
    progress: Callable[[int, int], None] = lambda _done, _total: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> PackageResult:
    """Write the package of a plan to a file; the file appears whole or not at all.

    Raises InputRefusedError for a character that no font covers and for an attachment that cannot
    be merged, CancelledError when ``cancelled`` says so, and EnvironmentProblemError when the
    folder or the disk refuses the file. A file that stood there before is then untouched.
    """
    require_cover(plan.texts())
    with ExitStack() as opened:
        files = _open_files(plan, attachment_data, opened)
        assembly = _Assembly(plan, files, progress, cancelled)
        data, parts = assembly.build(opened)
    _put(target, data)
    pages = sum(entry.pages for entry in parts)
    return PackageResult(target, pages, hashlib.sha256(data).hexdigest(), parts)


def _open_files(
    plan: PackagePlan, attachment_data: Callable[[str], bytes], opened: ExitStack
) -> dict[str, Any]:
    files: dict[str, Any] = {}
    for part in plan.parts:
        for attachment in part.attachments:
            if attachment.sha256 not in files:
                data = attachment_data(attachment.sha256)
                if hashlib.sha256(data).hexdigest() != attachment.sha256:
                    raise InputRefusedError("attachment_changed", name=attachment.title)
                document = open_attachment(data, attachment)
                files[attachment.sha256] = opened.enter_context(document)
    return files


class _Assembly:
    """One package while it is put together."""

    def __init__(
        self,
        plan: PackagePlan,
        files: dict[str, Any],
        progress: Callable[[int, int], None],
        cancelled: Callable[[], bool],
    ) -> None:
        self._plan = plan
        self._files = files
        self._progress = progress
        self._cancelled = cancelled
        self._numbered = number(plan, self._pages_of)
        self._total = self._numbered[-1].end - 1 if self._numbered else 0
        self._done = 0

    def build(self, opened: ExitStack) -> tuple[bytes, tuple[Entry, ...]]:
        """Return the bytes of the package and what it holds."""
        import pikepdf

        self._check()
        ahead = [item for item in self._numbered if item.part.key != PartKey.MANIFEST]
        drawn = opened.enter_context(pikepdf.open(io.BytesIO(self._draw(ahead))))
        document = opened.enter_context(pikepdf.new())
        self._merge(document, drawn, ahead)
        hashed = _hashed(document, self._numbered)
        manifest = [item for item in self._numbered if item.part.key == PartKey.MANIFEST]
        if manifest:
            last = replace(manifest[0], pages=lay_out(self._plan, manifest[0].part, hashed))
            page = opened.enter_context(pikepdf.open(io.BytesIO(self._draw([last]))))
            document.add_pages_from(page)
        self._finish(document)
        buffer = io.BytesIO()
        document.save(
            buffer,
            deterministic_id=True,
            compress_streams=False,
            stream_decode_level=pikepdf.StreamDecodeLevel.none,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
        )
        return buffer.getvalue(), hashed

    def _pages_of(self, attachment: Attachment) -> int:
        return len(self._files[attachment.sha256].pages)

    def _draw(self, items: Sequence[Numbered]) -> bytes:
        sheets = [
            Sheet(page, running(self._plan, item, index, self._total))
            for item in items
            for index, page in enumerate(item.pages)
        ]
        return draw_sheets(sheets, self._step)

    def _merge(self, document: Any, drawn: Any, items: Sequence[Numbered]) -> None:
        foreign: list[int] = []
        start = 0
        for item in items:
            end = start + len(item.pages)
            document.add_pages_from(drawn, pages=range(start, end))
            start = end
            for attachment, entry in zip(item.part.attachments, item.files, strict=True):
                append_file(document, self._files[attachment.sha256])
                foreign += range(entry.page, entry.page + entry.pages)
                self._step(entry.pages)
        stamp_pages(document, self._plan, foreign, self._total)

    def _finish(self, document: Any) -> None:
        """Compare what was planned with what was put together; set bookmarks and links."""
        planned = [entry.title for entry in entries(self._numbered)]
        if len(document.pages) != self._total:
            raise KabaoError("package_incomplete", part=planned[-1] if planned else "")
        set_bookmarks(document, self._numbered)
        set_information(document, self._plan)
        for item in self._numbered:
            if item.part.key == PartKey.CONTENTS:
                _link(document, item, entries(self._numbered))
        with document.open_outline() as outline:
            written = [line.title for entry in outline.root for line in (entry, *entry.children)]
        missing = next((title for title in planned if title not in written), None)
        if missing is not None or len(written) != len(planned):
            raise KabaoError("package_incomplete", part=missing or "")

    def _step(self, pages: int = 1) -> None:
        self._done += pages
        self._progress(self._done, self._total)
        self._check()

    def _check(self) -> None:
        if self._cancelled():
            raise CancelledError("package_cancelled")


def running(plan: PackagePlan, item: Numbered, index: int, total: int) -> Running:
    """Return the words around one page of a part."""
    return Running(
        case_number=plan.case_number,
        part=item.part.running,
        notice=plan.notice,
        number=item.first + index,
        total=total,
        draft=plan.draft,
    )


def _hashed(document: Any, numbered: Sequence[Numbered]) -> tuple[Entry, ...]:
    pages = document.pages
    result: list[Entry] = []
    for entry in entries(numbered):
        own = [pages[n - 1] for n in range(entry.page, entry.page + entry.pages) if n <= len(pages)]
        result.append(replace(entry, sha256=digest_pages(own)) if own else entry)
    return tuple(result)


def _link(document: Any, item: Numbered, listed: Sequence[Entry]) -> None:
    waiting = iter(listed)
    for index, page in enumerate(item.pages):
        spots: list[tuple[tuple[float, ...], Entry]] = []
        for y, piece in page.placed:
            if isinstance(piece, EntryPiece):
                top = PAGE_HEIGHT - TOP - y
                spots.append(((LEFT, top - piece.height, LEFT + WIDTH, top), next(waiting)))
        link_contents(document, item.first + index, spots)


def _put(target: Path, data: bytes) -> None:
    """Write beside the target, then rename: a reader never sees half a package."""
    handle, name = -1, ""
    try:
        handle, name = tempfile.mkstemp(prefix=".kabao-", suffix=".part", dir=target.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(target)
    except OSError as error:
        if name:
            Path(name).unlink(missing_ok=True)
        raise EnvironmentProblemError(_problem(error), place=str(target)) from error


def _problem(error: OSError) -> str:
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return "package_disk_full"
    if error.errno in {errno.ENOENT, errno.ENOTDIR}:
        return "package_folder_gone"
    if error.errno in {errno.EISDIR, errno.EBUSY, errno.ETXTBSY}:
        return "package_target_open"
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return "package_not_writable"
    return "package_not_written"
