"""The package of a batch as a use case: pages, workbooks, named photographs, in one archive."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from kabao.documents.package import make_package
from kabao.documents.plans.batch_input import PhotoLine
from kabao.domain.errors import CancelledError, InputRefusedError
from kabao.domain.findings import Level
from kabao.domain.photo_names import photo_file_name
from kabao.domain.photos import check_photo
from kabao.exchange.batch_claims import Member, archive_bytes, book_bytes, plain_name, write_archive
from kabao.exchange.portraits.making import measure_photo
from kabao.services.batch_claims.books import Books
from kabao.services.batch_claims.paper import batch_input, photo_lines
from kabao.services.packages import Paper
from kabao.services.rosters.pauses import collector_paused, release
from kabao.services.sentences import complain, masked

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from kabao.domain.cases import Case
    from kabao.domain.findings import Finding
    from kabao.domain.photos import PhotoProfile
    from kabao.domain.preflight.views import CaseView
    from kabao.domain.rules import Rulebook
    from kabao.services.cases import Cases
    from kabao.services.packages import Packages
    from kabao.storage.attachments import BlobReader
    from kabao.storage.ledger import Ledger
    from kabao.texts import Texts


@dataclass(frozen=True, slots=True)
class PackWish:
    """How the package of a batch is made."""

    texts: Texts
    language: str = ""
    """Of the pages: ``zh``, ``en`` or ``both``; empty for the language spoken."""
    draft: bool = False
    progress: Callable[[int, int], None] = lambda _done, _total: None
    cancelled: Callable[[], bool] = lambda: False


@dataclass(frozen=True, slots=True)
class PackResult:
    """A package that was written."""

    path: Path
    files: tuple[str, ...]
    pages: int
    people: int
    photos: int
    problems: tuple[PhotoLine, ...]
    """Whose photograph does not go along, and why."""
    findings: tuple[Finding, ...] = ()


class BatchPacking:
    """From a batch to one archive that a bureau takes."""

    def __init__(
        self,
        ledger: Ledger,
        rulebook: Rulebook,
        clock: Callable[[], dt.date],
        cases: Cases,
        packages: Packages,
    ) -> None:
        self._ledger = ledger
        self._rulebook = rulebook
        self._clock = clock
        self._cases = cases
        self._packages = packages

    def file_name(self, case: Case) -> str:
        """Return the name of the archive; it holds the case number and no personal data."""
        return f"{plain_name(case.number, 'batch')}-batch.zip"

    def pack(self, case_id: int, target: Path, wish: PackWish) -> PackResult:
        """Write the package of a batch, which appears whole or not at all; for a worker thread.

        Raises InputRefusedError as ``Packages.order`` does, and for a batch of nobody;
        CancelledError when stopped.
        """
        case = self._cases.get(case_id)
        if not case.holder_ids:
            raise InputRefusedError("batch_nobody", case=case.number)
        view = self._cases.view(case)
        reader = self._ledger.attachments.reader()
        try:
            # Tens of thousands of cells: looking through them again and again holds up the window.
            with collector_paused():
                return self._pack(view, target, wish, reader)
        finally:
            reader.close()
            release()

    def _pack(self, view: CaseView, target: Path, wish: PackWish, reader: BlobReader) -> PackResult:
        case, texts = view.case, wish.texts.for_files()
        photos = _Photos(view, self._rulebook, self._clock(), reader)
        problems = photos.look(wish)
        paper = Paper(wish.language, wish.draft, full_numbers=True)
        order = self._packages.order(case.id, target, texts, paper, problems)
        made = make_package(
            order.plan,
            attachment_data=reader.data,
            progress=wish.progress,
            cancelled=wish.cancelled,
        )
        batch = batch_input(view, self._rulebook, self._clock(), full_numbers=True, photos=problems)
        assert batch is not None
        books = Books(case, batch, self._rulebook, texts)
        day = order.plan.made_on
        root = " ".join((case.number, plain_name(order.plan.applicant, "")))
        folder = plain_name(root, texts("batch.file.folder"))
        members = [
            Member(f"{folder}/{texts('batch.file.package')}", lambda: made.data, packed=False),
            Member(
                f"{folder}/{texts('batch.file.list')}", lambda: book_bytes(books.of_list(), day)
            ),
            Member(
                f"{folder}/{texts('batch.file.sheets')}", lambda: book_bytes(books.others(), day)
            ),
        ]
        if photos.names:
            name = f"{folder}/{texts('batch.file.photos')}"
            members.append(Member(name, lambda: photos.archive(wish), packed=False))
        if problems:
            name = f"{folder}/{texts('batch.file.problems')}"
            members.append(Member(name, lambda: book_bytes(books.problems(), day)))
        files = write_archive(target, members, wish.cancelled)
        pages = sum(entry.pages for entry in made.parts)
        people = len(view.holders)
        return PackResult(target, files, pages, people, len(photos.names), problems, order.findings)


class _Photos:
    """The photographs of a batch: opened, checked, named."""

    def __init__(
        self, view: CaseView, rulebook: Rulebook, today: dt.date, reader: BlobReader
    ) -> None:
        assert view.batch is not None
        self._view = view
        self._rulebook = rulebook
        self._today = today
        self._reader = reader
        self._digests: Mapping[int, str] = view.batch.photos
        self._layout = view.batch.layout
        self.names: dict[str, str] = {}
        """SHA-256 of every photograph that goes along, by the name it gets."""

    def look(self, wish: PackWish) -> tuple[PhotoLine, ...]:
        """Open every photograph; returns whose does not go along."""
        known = {
            line.holder_id: line for line in photo_lines(self._view, self._rulebook, self._today)
        }
        profile = self._profile()
        lines = []
        for number, item in enumerate(self._view.holders, start=1):
            if wish.cancelled():
                raise CancelledError("stopped")
            holder = item.holder
            line = known.get(holder.id)
            if line is None and holder.id not in self._digests:
                continue
            line = line or self._problem(number, holder.id, profile, wish.texts)
            if line is None:
                name = photo_file_name(self._layout.photo_pattern, holder.doc_no, holder.name)
                if name in self.names:
                    line = PhotoLine(number, holder.id, "same_name")
                else:
                    self.names[name] = self._digests[holder.id]
            if line is not None:
                lines.append(line)
        return tuple(lines)

    def archive(self, wish: PackWish) -> bytes:
        """Return the photographs under their names, in a folder where the region wants one."""
        employer = self._view.employer
        folder = ""
        if self._layout.photo_folder and employer is not None:
            folder = f"{plain_name(employer.name, 'photos')}/"
        members = (
            Member(f"{folder}{name}", partial(self._reader.data, digest), packed=False)
            for name, digest in self.names.items()
        )
        return archive_bytes(members, wish.cancelled)

    def _profile(self) -> PhotoProfile:
        try:
            return self._rulebook.photos.profile(self._layout.photo_profile)
        except KeyError:
            return self._rulebook.photos.profile()

    def _problem(
        self, number: int, holder_id: int, profile: PhotoProfile, texts: Texts
    ) -> PhotoLine | None:
        rules = self._rulebook.photos.asked_by(profile)
        try:
            data = self._reader.data(self._digests[holder_id])
            seen = measure_photo(data, masked(str(number)), rules)
        except InputRefusedError as error:
            return PhotoLine(number, holder_id, "unread", complain(texts, error))
        found = [
            texts(f"findings.{item.code}.text", **item.params)
            for item in check_photo(seen, rules, profile)
            if item.level in (Level.CRITICAL, Level.ERROR)
        ]
        return PhotoLine(number, holder_id, "unfit", " ".join(found)) if found else None
