"""Proving a package: the seal, each part against its digest, the text layer, the printed list."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from kabao.documents.digest import PageDigests
from kabao.documents.increments import adds_one_signature
from kabao.documents.layout.furniture import page_words
from kabao.domain.errors import InputRefusedError
from kabao.domain.findings import Finding, Level, Place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kabao.documents.reading import KeptPart, PackageFile
    from kabao.domain.findings import Param

SIGNED = "package_signed"
"""Code of the finding that names the signer."""
_PIECE = 8
"""Characters that a piece of a text must have to count as found by itself."""
_WHOLE = 40
"""Shorter texts stand in one piece: only what is long is divided between pages."""
_SPOILT = (RuntimeError, ValueError, TypeError, AttributeError, LookupError, ArithmeticError)
"""What reading an altered file may raise."""
_UNSURE = str.maketrans("", "", "-\u00ad\u0002\ufffe\uffff")
"""Hyphens, which readers give in several ways at the end of a line."""


def package_finding(level: Level, code: str, where: str = "", **params: Param) -> Finding:
    """Return a finding about a package."""
    return Finding(level, code, Place(room="package", section=where), params)


@dataclass(slots=True)
class PrintedText:
    """The text of some pages as a reader extracts it, for asking what stands there."""

    text: str
    cursor: int = 0

    def holds(self, words: str) -> bool:
        """Say whether words stand there, whole or in pieces that lines and pages part."""
        wanted = _plain(words)
        if not wanted:
            return True
        found = self.text.find(wanted, self.cursor)
        found = self.text.find(wanted) if found < 0 else found
        if found >= 0:
            self.cursor = found
            return True
        return len(wanted) >= _WHOLE and self._in_pieces(wanted)

    def _in_pieces(self, wanted: str) -> bool:
        start = 0
        while len(wanted) - start > _PIECE:
            length = self._longest(wanted, start)
            if length < _PIECE:
                return False
            start += length
        return wanted[-_PIECE:] in self.text

    def _longest(self, wanted: str, start: int) -> int:
        low, high = 0, len(wanted) - start
        while low < high:
            middle = (low + high + 1) // 2
            if wanted[start : start + middle] in self.text:
                low = middle
            else:
                high = middle - 1
        return low


def _plain(text: str) -> str:
    return "".join(text.split()).translate(_UNSURE)


class Proof:
    """One package while it is proven."""

    def __init__(self, package: PackageFile) -> None:
        self._package = package
        self._texts = _page_texts(package.raw)
        self._digests = PageDigests()
        case = _plain(package.manifest.case)
        # The first page has no head, so that the number stands in its text alone.
        self._bodies = [
            _body(text, case) if number else text for number, text in enumerate(self._texts)
        ]

    def findings(self) -> Iterator[Finding]:
        """Yield what is wrong with file, pages, text and lists.

        Where the seal is broken, what cannot even be read is told as altered parts.
        """
        yield from self._seal()
        yield from self._readable(self._pages)
        for part in self._package.manifest.parts:
            yield from self._readable(partial(self._part, part), part.title)
        yield from self._text_layer()
        yield from self._printed_list()
        yield from self._enclosed()

    def _readable(
        self, check: Callable[[], Iterator[Finding]], title: str = ""
    ) -> Iterator[Finding]:
        import pikepdf

        try:
            yield from check()
        except (pikepdf.PdfError, *_SPOILT):
            if self._package.seal().sound:
                raise
            yield package_finding(Level.ERROR, "package_part_pages", title)

    def printed(self, part: KeptPart) -> PrintedText:
        """Return the text of the pages of a part."""
        return PrintedText("".join(self._bodies[part.page - 1 : part.page - 1 + part.pages]))

    def all_printed(self) -> PrintedText:
        """Return the text of all pages."""
        return PrintedText("".join(self._bodies))

    def _seal(self) -> Iterator[Finding]:
        seal = self._package.seal()
        if not seal.sound:
            yield package_finding(Level.ERROR, "package_seal_broken")
        if seal.appended:
            yield self._appended(seal.appended)

    def _appended(self, count: int) -> Finding:
        """Say what stands behind the sealed bytes: one signature is no alteration."""
        package = self._package
        if not package.seal().sound or not adds_one_signature(package.raw, package.whole):
            return package_finding(Level.ERROR, "package_appended", count=count)
        try:
            from kabao.documents.signing import check
        except ImportError:
            return package_finding(Level.ERROR, "package_signature_unchecked")
        checked = check(package.whole)
        if not checked.sound:
            return package_finding(Level.ERROR, "package_signature_broken")
        return package_finding(Level.INFO, SIGNED, signer=checked.signer)

    def _pages(self) -> Iterator[Finding]:
        manifest = self._package.manifest
        found = len(self._package.document.pages)
        if found != manifest.pages:
            yield package_finding(
                Level.ERROR, "package_page_count", told=manifest.pages, found=found
            )
        if self._digests.fonts(self._package.document.pages) != manifest.fonts_sha256:
            yield package_finding(Level.ERROR, "package_fonts_changed")
        page = 1
        for part in manifest.parts:
            if part.page != page or part.pages < 1:
                yield package_finding(Level.ERROR, "package_part_pages", part.title)
            page = part.page + part.pages

    def _part(self, part: KeptPart) -> Iterator[Finding]:
        pages = self._package.document.pages
        numbers = range(part.page, part.page + part.pages)
        if part.page < 1 or part.page + part.pages - 1 > len(pages):
            yield package_finding(Level.ERROR, "package_part_pages", part.title)
        elif self._digests.of([pages[number - 1] for number in numbers]) != part.sha256:
            yield package_finding(
                Level.ERROR, "package_part_changed", part.title, first=part.page, last=numbers[-1]
            )

    def _text_layer(self) -> Iterator[Finding]:
        total = self._package.manifest.pages
        for number, text in enumerate(self._texts, start=1):
            if _plain(page_words(number, total)) not in text:
                yield package_finding(Level.ERROR, "package_page_text", page=number)

    def _printed_list(self) -> Iterator[Finding]:
        """The list on paper must name the digests that the enclosed one names."""
        *listed, last = self._package.manifest.parts
        if not listed:
            return
        printed = self.printed(last)
        for part in listed:
            if not printed.holds(part.sha256):
                yield package_finding(Level.ERROR, "package_list_differs", part.title)

    def _enclosed(self) -> Iterator[Finding]:
        for read in (self._package.data, self._package.originals):
            try:
                read()
            except InputRefusedError as error:
                title = str(error.params.get("title", ""))
                yield package_finding(Level.ERROR, error.code, title)


def _body(text: str, case: str) -> str:
    """Return what stands between head and foot; they are drawn last, the case number first."""
    end = text.rfind(case) if case else -1
    return text[:end] if end > 0 else text


def _page_texts(raw: bytes) -> list[str]:
    """Return the text of every page without spaces; empty where a page cannot be read."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(raw)
    except pypdfium2.PdfiumError:
        return []
    texts: list[str] = []
    try:
        for number in range(len(document)):
            try:
                texts.append(_plain(document[number].get_textpage().get_text_range()))
            except pypdfium2.PdfiumError:
                texts.append("")
    finally:
        document.close()
    return texts
