"""The digest of pages, as the manifest prints it and a later verification computes it again.

For each page in order: its boxes and rotation, its decoded content, then every image and form it
draws and every font it writes with, each by name. Renumbering objects or compressing anew does
not change it.

Our own fonts are embedded in subsets that all parts of a package share: a new character anywhere
moves the codes of others. Text in them is therefore digested as the characters it stands for, so
that a changed field changes only the parts that show it; the fonts themselves have one digest.
"""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    Table = tuple[bytes, tuple[bytes, ...]]
    """The name of a font without its subset, and what each of its codes stands for."""

_BOXES = ("/MediaBox", "/CropBox", "/Rotate", "/UserUnit")
_OWN = re.compile(r"/[A-Z]{6}\+((?:NotoSansSC|KabaoRareHan)[-A-Za-z]*)")
_SHOWN = re.compile(
    rb"(?:/(F[0-9]+\+[0-9]+) ([0-9.]+ Tf(?: [0-9.]+ TL)?) )?\(([^()\\]*(?:\\.[^()\\]*)*)\) Tj",
    re.DOTALL,
)
_ESCAPED = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
_MEANT = re.compile(rb"<([0-9A-F]{2})> <([0-9A-F]{4,8})>")
_PROGRAMS = ("/FontFile", "/FontFile2", "/FontFile3")


def digest_pages(pages: Iterable[Any]) -> str:
    """Return the SHA-256 of several pages of one file (pikepdf pages) as hex digits."""
    return PageDigests().of(pages)


class PageDigests:
    """Digests of pages of one file; what several pages share is looked at once."""

    def __init__(self) -> None:
        self._seen: dict[tuple[int, int], bytes] = {}
        self._tables: dict[tuple[int, int], Table] = {}

    def of(self, pages: Iterable[Any]) -> str:
        """Return the SHA-256 of pages as hex digits."""
        whole = hashlib.sha256()
        for page in pages:
            for key in _BOXES:
                whole.update(f"{key} {_numbers(page.obj.get(key))}\n".encode())
            resources = page.obj.get("/Resources")
            content = b"".join(_data(stream) for stream in _contents(page.obj.get("/Contents")))
            whole.update(self._meant(content, resources))
            whole.update(self._resources(resources))
        return whole.hexdigest()

    def fonts(self, pages: Iterable[Any]) -> str:
        """Return the SHA-256 of our own fonts with which pages are written."""
        programs: set[bytes] = set()
        passed: set[tuple[int, int]] = set()
        for page in pages:
            self._collect(page.obj.get("/Resources"), programs, passed)
        return hashlib.sha256(b"".join(sorted(programs))).hexdigest()

    def _collect(self, resources: Any, programs: set[bytes], passed: set[tuple[int, int]]) -> None:
        if resources is None:
            return
        for font in dict(resources.get("/Font", {}).items()).values():
            if _own_name(font):
                programs.add(self._font_digest(font))
        for form in dict(resources.get("/XObject", {}).items()).values():
            if form.objgen not in passed:  # a form may draw itself
                passed.add(form.objgen)
                self._collect(form.get("/Resources"), programs, passed)

    def _font_digest(self, font: Any) -> bytes:
        if font.objgen not in self._seen:
            part = hashlib.sha256(_numbers(font.get("/Widths")).encode())
            for stream in _streams(font):
                part.update(_data(stream))
            self._seen[font.objgen] = part.digest()
        return self._seen[font.objgen]

    def _resources(self, resources: Any) -> bytes:
        part = hashlib.sha256()
        for kind in ("/XObject", "/Font"):
            entries = resources.get(kind, {}) if resources is not None else {}
            for name in sorted(entries.keys()):
                if kind == "/XObject" or not _own_name(entries[name]):
                    part.update(name.encode())
                    part.update(self._object(entries[name]))
        return part.digest()

    def _object(self, value: Any) -> bytes:
        key = value.objgen
        if key != (0, 0) and key in self._seen:
            return self._seen[key]
        self._seen[key] = b""  # a form that draws itself must not be followed for ever
        part = hashlib.sha256()
        resources = value.get("/Resources")
        for stream in _streams(value):
            part.update(self._meant(_data(stream), resources))
        part.update(self._resources(resources))
        self._seen[key] = part.digest()
        return self._seen[key]

    def _meant(self, content: bytes, resources: Any) -> bytes:
        """Return content with the codes of our own fonts replaced by characters."""
        tables = self._own_tables(resources)
        if not tables:
            return content
        told: list[bytes] = []
        end, style, table = 0, b"", None
        for found in _SHOWN.finditer(content):
            gap = content[end : found.start()]
            if gap != b" ":
                told.append(gap)
                style = b""
            name, size, codes = found.groups()
            table = tables.get(name) if name else table
            if table is None:
                told.append(found.group())
            else:
                now = table[0] + b" " + size if name else style
                told += [now if now != style else b"", _characters(codes, table)]
                style = now
            end = found.end()
        told.append(content[end:])
        return b"".join(told)

    def _own_tables(self, resources: Any) -> dict[bytes, Table]:
        fonts = dict(resources.get("/Font", {}).items()) if resources is not None else {}
        tables: dict[bytes, Table] = {}
        for name, font in fonts.items():
            own = _own_name(font)
            if own:
                if font.objgen not in self._tables:
                    self._tables[font.objgen] = (own, _table(_data(font.ToUnicode)))
                tables[name[1:].encode()] = self._tables[font.objgen]
        return tables


def _own_name(font: Any) -> bytes:
    base = font.get("/BaseFont", "")
    # The name of a foreign font need not be UTF-8; ours is.
    found = _OWN.fullmatch(bytes(base).decode("latin-1") if base != "" else "")
    return found[1].encode() if found and "/ToUnicode" in font else b""


def _table(cmap: bytes) -> tuple[bytes, ...]:
    table = [b"?%02x" % code for code in range(256)]
    for code, meant in _MEANT.findall(cmap):
        table[int(code, 16)] = meant + b" "
    return tuple(table)


def _characters(codes: bytes, table: Table) -> bytes:
    if b"\\" in codes:
        codes = _ESCAPED.sub(_unescaped, codes)
    meanings = table[1]
    return b"".join([meanings[code] for code in codes])


def _unescaped(found: re.Match[bytes]) -> bytes:
    told = found[1]
    return bytes([int(told, 8) & 255]) if told[:1].isdigit() else told


def _numbers(value: Any) -> str:
    if value is None:
        return "-"
    parts = value if hasattr(value, "__len__") else [value]
    return " ".join(f"{float(part):.4f}" for part in parts)


def _contents(value: Any) -> Iterator[Any]:
    import pikepdf

    if isinstance(value, pikepdf.Stream):
        yield value
    elif value is not None:
        yield from value


def _data(stream: Any) -> bytes:
    import pikepdf

    try:
        return bytes(stream.read_bytes())
    except (pikepdf.PdfError, RuntimeError):
        pass
    try:
        return bytes(stream.read_raw_bytes())
    except (pikepdf.PdfError, RuntimeError):  # an altered file may have another thing there
        return b""


def _streams(value: Any) -> Iterator[Any]:
    import pikepdf

    if isinstance(value, pikepdf.Stream):
        yield value
        if isinstance(value.get("/SMask"), pikepdf.Stream):
            yield value.SMask
        return
    if isinstance(value.get("/ToUnicode"), pikepdf.Stream):
        yield value.ToUnicode
    descendants = value.get("/DescendantFonts")
    for font in (value, *(descendants if descendants is not None else ())):
        descriptor = font.get("/FontDescriptor")
        for key in _PROGRAMS if descriptor is not None else ():
            if key in descriptor:
                yield descriptor[key]
