"""Writing a package: draw, merge, number, compare with the plan, then give the file its name."""

from __future__ import annotations

import hashlib
import io
from contextlib import ExitStack
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from kabao.documents.appending import Increment, append_manifest
from kabao.documents.archival import make_archival, moment
from kabao.documents.conformance import claim
from kabao.documents.digest import PageDigests
from kabao.documents.drawing import Sheet, draw_sheets
from kabao.documents.enclosures import DATA, MANIFEST, Enclosure, enclose
from kabao.documents.fonts.chain import require_cover
from kabao.documents.layout.compose import lay_out
from kabao.documents.layout.furniture import Running
from kabao.documents.layout.tags import Link, Structure
from kabao.documents.leads import Leads
from kabao.documents.manifest import Facts, manifest_bytes, sealed
from kabao.documents.merging import (
    add_pages,
    set_bookmarks,
    stamp_pages,
    turn_pages,
)
from kabao.documents.numbering import Numbered, Told, entries, number
from kabao.documents.opening import OpenFiles
from kabao.documents.plan import PartKey
from kabao.documents.saving import save_whole
from kabao.documents.structure import announce_structure, append_structure
from kabao.domain.errors import CancelledError, KabaoError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from kabao.documents.layout.contents import Entry
    from kabao.documents.plan import PackagePlan
    from kabao.documents.structure import Foreign


_JSON = "application/json"


@dataclass(frozen=True, slots=True)
class MadePackage:
    """A package that has no file yet; plain values, which may come from another process."""

    data: bytes
    parts: tuple[Entry, ...]
    archival: str

    def saved(self, target: Path) -> PackageResult:
        """Give the package its file: whole or not at all, what stood there before untouched."""
        save_whole(target, self.data)
        pages = sum(entry.pages for entry in self.parts)
        digest = hashlib.sha256(self.data).hexdigest()
        return PackageResult(target, pages, digest, self.parts, self.archival)


@dataclass(frozen=True, slots=True)
class PackageResult:
    """A written package: its file, its size in pages, its digest and what it holds."""

    path: Path
    pages: int
    sha256: str
    parts: tuple[Entry, ...]
    """Each part and each attachment with its first page, its pages and their SHA-256."""
    archival: str = ""
    """What the file claims to be: ``3u``, ``3b``, or nothing where an attachment forbids it."""


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
    made = make_package(
        plan, attachment_data=attachment_data, progress=progress, cancelled=cancelled
    )
    return made.saved(target)


def make_package(
    plan: PackagePlan,
    *,
    attachment_data: Callable[[str], bytes],
    progress: Callable[[int, int], None] = lambda _done, _total: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> MadePackage:
    """Return the package of a plan; raises as ``write_package`` does, but for the file."""
    require_cover(plan.texts(), lambda place: first_page(plan, place))
    with ExitStack() as opened:
        files = OpenFiles(plan, attachment_data, opened)
        assembly = _Assembly(plan, files, progress, cancelled)
        data, parts = assembly.build()
    return MadePackage(data, parts, assembly.claim)


class _Assembly:
    """One package while it is put together."""

    def __init__(
        self,
        plan: PackagePlan,
        files: OpenFiles,
        progress: Callable[[int, int], None],
        cancelled: Callable[[], bool],
    ) -> None:
        self._plan = plan
        self._files = files
        self._progress = progress
        self._cancelled = cancelled
        self.claim = claim(files.all_remarks())
        self._numbered = number(plan, files)
        self._total = self._numbered[-1].end - 1 if self._numbered else 0
        self._done = 0
        self._structure = Structure()
        self._foreign: dict[int, Foreign] = {}
        listed = entries(self._numbered)
        self._leads = Leads(listed, {item.part.key: item.entry for item in self._numbered})

    def build(self) -> tuple[bytes, tuple[Entry, ...]]:
        """Return the bytes of the package and what it holds."""
        self._check()
        with ExitStack() as opened:
            data, told, hashed = self._put_together(opened)
        with Increment(data) as increment:
            del data
            append_structure(increment, self._structure, self._numbered, self._foreign)
            append_manifest(increment, MANIFEST, told)
            whole = increment.finish()
        del increment
        return sealed(whole, told), hashed

    def _put_together(self, opened: ExitStack) -> tuple[bytes, bytes, tuple[Entry, ...]]:
        """Return the file without its structure, its open manifest, and what it holds."""
        import pikepdf

        ahead = [item for item in self._numbered if item.part.key != PartKey.MANIFEST]
        drawn = opened.enter_context(pikepdf.open(io.BytesIO(self._draw(ahead))))
        document = opened.enter_context(pikepdf.new())
        self._merge(document, drawn, ahead)
        digests = PageDigests()
        hashed = _hashed(document, self._numbered, digests)
        manifest = [item for item in self._numbered if item.part.key == PartKey.MANIFEST]
        if manifest:
            last = replace(manifest[0], pages=lay_out(self._plan, manifest[0].part, hashed))
            page = opened.enter_context(pikepdf.open(io.BytesIO(self._draw([last]))))
            document.add_pages_from(page)
            hashed = _hashed(document, self._numbered, digests, hashed)
        fonts = digests.fonts(document.pages)
        self._finish(document)
        told = self._enclose(document, hashed, fonts)
        buffer = io.BytesIO()
        document.save(
            buffer,
            min_version="1.7",
            # What is told of the file is written already, and right.
            fix_metadata_version=False,
            deterministic_id=True,
            stream_decode_level=pikepdf.StreamDecodeLevel.none,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
        )
        return buffer.getvalue(), told, hashed

    def _enclose(self, document: Any, hashed: Sequence[Entry], fonts: str) -> bytes:
        """Embed data, originals and manifest; returns the manifest, still to be sealed."""
        plan, files = self._plan, self._files
        originals = [
            original
            for item in self._numbered
            for original in (None, *(files.original(one) for one in item.part.attachments))
        ]
        told = manifest_bytes(plan, hashed, originals, Facts(self.claim, fonts))
        enclosed = [Enclosure(MANIFEST, told, _JSON, "Manifest", "Supplement", checksum=False)]
        if plan.carried:
            data = plan.carried.encode()
            enclosed.append(Enclosure(DATA, data, _JSON, "Data of the case", "Data"))
        kinds = {original.name: original.media_type for original in originals if original}
        for name, data in files.enclosed():
            enclosed.append(Enclosure(name, data, kinds[name], "Attachment as taken in", "Source"))
        enclose(document, enclosed, moment(plan))
        return told

    def _draw(self, items: Sequence[Numbered]) -> bytes:
        return draw_sheets(self._sheets(items), self._step, self._structure)

    def _sheets(self, items: Sequence[Numbered]) -> Iterator[Sheet]:
        """Yield what is to be drawn; of a page that is drawn only its links are kept."""
        for item in items:
            self._leads.begin()
            for index, page in enumerate(item.pages):
                yield Sheet(page, running(self._plan, item, index, self._total), item.part.key)
                for place, (tag, key) in enumerate(self._leads.take(page, item.first + index)):
                    if tag is not None:
                        link = Link(item.first + index, place, self._total + key)
                        self._structure.link(tag, link)

    def _merge(self, document: Any, drawn: Any, items: Sequence[Numbered]) -> None:
        foreign: list[int] = []
        turns: list[tuple[int, int]] = []
        start = 0
        for item in items:
            end = start + len(item.pages)
            document.add_pages_from(drawn, pages=range(start, end))
            start = end
            for attachment, entry in zip(item.part.attachments, item.files, strict=True):
                turns += add_pages(document, self._files[attachment].document, attachment.plan)
                foreign += range(entry.page, entry.page + entry.pages)
                self._step(entry.pages)
        turn_pages(document, turns)
        self._foreign = stamp_pages(document, self._plan, foreign, self._total)

    def _finish(self, document: Any) -> None:
        """Compare what was planned with what was put together; set bookmarks and links."""
        planned = [entry.title for entry in entries(self._numbered)]
        if len(document.pages) != self._total:
            raise KabaoError("package_incomplete", part=planned[-1] if planned else "")
        set_bookmarks(document, self._numbered)
        make_archival(document, self._plan, self.claim)
        self._leads.write(document)
        announce_structure(document)
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
        wide=item.part.wide,
    )


def _hashed(
    document: Any,
    numbered: Sequence[Numbered],
    digests: PageDigests,
    known: Sequence[Entry] = (),
) -> tuple[Entry, ...]:
    """Take the digest of every part that has its pages; what is ``known`` stays."""
    pages, result = document.pages, [entry for entry in known if entry.sha256]
    for entry in entries(numbered)[len(result) :]:
        own = [pages[n - 1] for n in range(entry.page, entry.page + entry.pages) if n <= len(pages)]
        result.append(replace(entry, sha256=digests.of(own)) if own else entry)
    return tuple(result)


def first_page(plan: PackagePlan, place: str) -> int:
    """Return the page that something which cannot be drawn would stand on; else the cover.

    ``place`` begins with the name of its part, as ``PackagePlan.texts`` tells it.
    """
    for item in number(plan, Told()):
        if place.startswith(item.part.name):
            for index, page in enumerate(item.pages):
                try:
                    draw_sheets([Sheet(page, running(plan, item, index, 1))])
                except ValueError:
                    return item.first + index
            return item.first
    return 1
