"""Attachments on their way into an archival file: mended by rule, and what cannot be is told.

PDF/A forbids fonts that are not embedded, colours of an undeclared press, scripts and much else.
What does not change the look is put right here; the rest stays as it is, is named in the
manifest, and lowers what the package claims. Pages are never turned into pictures for it: text
that can be searched and copied is worth more than a claim.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from kabao.documents.layers import take_out_hidden

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SIGNED = "signed"
NOTES = "notes"
FONTS = "fonts"
UNICODE = "unicode"
COLOURS = "colours"
STREAMS = "streams"
REMARKS = (SIGNED, NOTES, FONTS, UNICODE, COLOURS, STREAMS)
"""What the manifest may say about an attachment, in this order."""

_CLAIM_LOST = frozenset({FONTS, COLOURS, STREAMS})
_FORBIDDEN = {
    "image": ("/Alternates", "/OPI", "/StructParent"),
    "form": ("/OPI", "/PS", "/Ref", "/Subtype2", "/StructParent", "/StructParents"),
    "state": ("/TR", "/TR2", "/HTP"),
    "page": ("/AA", "/PresSteps", "/Thumb", "/B", "/StructParents", "/Tabs"),
}
_PRESS = re.compile(rb"(?:^|\s)(?:[-+.0-9]+\s+){4}[kK](?=\s|$)|/DeviceCMYK\s+(?:cs|CS)(?=\s|$)")
_NAMED = frozenset({"/WinAnsiEncoding", "/MacRomanEncoding", "/MacExpertEncoding"})
_KNOWN_SETS = frozenset({"GB1", "CNS1", "Japan1", "Korea1", "KR"})
_SILENT = frozenset({"/Link", "/Popup"})
"""Annotations that show nothing by themselves."""


def claim(remarks: Iterable[str]) -> str:
    """Return what a package may claim, given the remarks about all its attachments."""
    told = frozenset(remarks)
    if told & _CLAIM_LOST:
        return ""
    return "3b" if UNICODE in told else "3u"


def prepare(document: Any) -> tuple[str, ...]:
    """Make the pages of an attachment fit to be merged; returns what must be remarked on them."""
    import pikepdf

    found = {SIGNED} if _is_signed(document) else set()
    take_out_hidden(document)
    _flatten(document, found)
    pikepdf.sanitize.remove_javascript(document)
    pikepdf.sanitize.remove_external_access(document)
    pikepdf.sanitize.remove_multimedia(document)
    look = _Look(found)
    for page in document.pages:
        for key in _FORBIDDEN["page"]:
            if key in page.obj:
                del page.obj[key]
        look.page(page)
    return tuple(remark for remark in REMARKS if remark in found)


def _is_signed(document: Any) -> bool:
    form = document.Root.get("/AcroForm")
    fields = list(form.get("/Fields", ())) if form is not None else []
    for _ in range(5000):
        if not fields:
            return False
        item = fields.pop()
        if item.get("/FT") == "/Sig" and "/V" in item:
            return True
        fields.extend(kid for kid in item.get("/Kids", ()) if "/T" in kid or "/FT" in kid)
    return False


def _flatten(document: Any, found: set[str]) -> None:
    """Draw form fields and annotations into their pages; what has no look of its own is told."""
    if "/AcroForm" in document.Root:
        document.generate_appearance_streams()
    for page in document.pages:
        for note in page.obj.get("/Annots", ()):
            if "/AP" not in note and note.get("/Subtype") not in _SILENT and _speaks(note):
                found.add(NOTES)
    document.flatten_annotations("all")
    for page in document.pages:
        if "/Annots" in page.obj:
            del page.obj["/Annots"]
    if "/AcroForm" in document.Root:
        del document.Root["/AcroForm"]


def _speaks(note: Any) -> bool:
    hidden = int(note.get("/F", 0)) & 2
    return not hidden and (note.get("/Subtype") != "/Widget" or "/V" in note)


@dataclass(slots=True)
class _Look:
    """Goes through everything that pages draw with, once."""

    found: set[str]
    seen: set[tuple[int, int]] = field(default_factory=set)

    def page(self, page: Any) -> None:
        """Look at one page."""
        for stream in _streams(page.obj.get("/Contents")):
            self._content(stream)
        group = page.obj.get("/Group")
        if group is not None and group.get("/CS") == "/DeviceCMYK":
            self.found.add(COLOURS)
        self._resources(page.resources)

    def _content(self, stream: Any) -> None:
        self._unpack(stream)
        if COLOURS not in self.found and _PRESS.search(self._decoded(stream)):
            self.found.add(COLOURS)

    def _resources(self, resources: Any) -> None:
        if resources is None:
            return
        for kind, look in (
            ("/XObject", self._drawn),
            ("/Font", self._font),
            ("/ExtGState", self._state),
            ("/ColorSpace", self._colours),
            ("/Pattern", self._pattern),
            ("/Shading", self._shading),
        ):
            for item in dict(resources.get(kind, {}).items()).values():
                if self._is_new(item):
                    look(item)

    def _unpack(self, stream: Any) -> None:
        """Unpack what is packed by a method that PDF/A forbids."""
        filters = stream.get("/Filter")
        if filters is not None and "LZW" in str(filters):
            data = self._decoded(stream)
            if data:
                stream.write(data)

    def _decoded(self, stream: Any) -> bytes:
        """Return what a stream holds; what nobody can unpack is told."""
        import pikepdf

        try:
            return bytes(stream.read_bytes())
        except (pikepdf.PdfError, RuntimeError):
            self.found.add(STREAMS)
            return b""

    def _is_new(self, item: Any) -> bool:
        key = getattr(item, "objgen", (0, 0))
        if key == (0, 0):
            return True
        if key in self.seen:
            return False
        self.seen.add(key)
        return True

    def _drawn(self, item: Any) -> None:
        self._unpack(item)
        if item.get("/Subtype") == "/Image":
            _drop(item, "image")
            if item.get("/Interpolate"):
                item.Interpolate = False
            self._colours(item.get("/ColorSpace"))
        else:
            _drop(item, "form")
            self._content(item)
            self._resources(item.get("/Resources"))

    def _state(self, item: Any) -> None:
        for key in ("/TR", "/TR2"):
            if item.get(key) not in (None, "/Identity", "/Default"):
                # Without it the page would look otherwise: dark would be light.
                self.found.add(COLOURS)
                return
        _drop(item, "state")
        if item.get("/Font") is not None:
            self._font(item.Font[0])

    def _pattern(self, item: Any) -> None:
        import pikepdf

        if isinstance(item, pikepdf.Stream):
            self._content(item)
            self._resources(item.get("/Resources"))
        elif item.get("/Shading") is not None:
            self._shading(item.Shading)

    def _shading(self, item: Any) -> None:
        self._colours(item.get("/ColorSpace"))

    def _colours(self, space: Any) -> None:
        import pikepdf

        if space == "/DeviceCMYK":
            self.found.add(COLOURS)
        elif isinstance(space, pikepdf.Array):
            # What stands behind the name of a special space is the space it is mixed in.
            for inner in list(space)[1:3]:
                if isinstance(inner, pikepdf.Array | pikepdf.Name) and inner != space:
                    self._colours(inner)

    def _font(self, item: Any) -> None:
        if item.get("/Subtype") == "/Type3":
            self._resources(item.get("/Resources"))
            return
        inner = item.get("/DescendantFonts")
        bearer = item if inner is None else inner[0]
        described = bearer.get("/FontDescriptor", {})
        if not any(key in described for key in ("/FontFile", "/FontFile2", "/FontFile3")):
            self.found.add(FONTS)
        elif "/ToUnicode" not in item and not _is_known(item, bearer):
            self.found.add(UNICODE)


def _is_known(font: Any, bearer: Any) -> bool:
    """Say whether the characters of a font are known without a table of their own."""
    import pikepdf

    encoding = font.get("/Encoding")
    if bearer is not font:
        collection = str(bearer.get("/CIDSystemInfo", {}).get("/Ordering", ""))
        return collection in _KNOWN_SETS
    if isinstance(encoding, pikepdf.Dictionary):
        return encoding.get("/BaseEncoding") in _NAMED and "/Differences" not in encoding
    return encoding in _NAMED


def _drop(item: Any, kind: str) -> None:
    for key in _FORBIDDEN[kind]:
        if key in item:
            del item[key]


def _streams(value: Any) -> Iterator[Any]:
    import pikepdf

    if isinstance(value, pikepdf.Stream):
        yield value
    elif value is not None:
        yield from value
