"""The digest of pages, as the manifest prints it and a later verification computes it again.

For each page in order: its boxes and rotation, its decoded content, then every image and form it
draws and every font it writes with (font program and ToUnicode), each by name. Anything visible
that is altered changes the digest; renumbering objects or compressing anew does not.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_BOXES = ("/MediaBox", "/CropBox", "/Rotate", "/UserUnit")


def digest_pages(pages: Iterable[Any]) -> str:
    """Return the SHA-256 of several pages of one file (pikepdf pages) as hex digits."""
    seen: dict[tuple[int, int], bytes] = {}
    whole = hashlib.sha256()
    for page in pages:
        for key in _BOXES:
            value = page.obj.get(key)
            whole.update(f"{key} {_numbers(value)}\n".encode())
        for stream in _contents(page.obj.get("/Contents")):
            whole.update(_data(stream))
        whole.update(_resources(page.obj.get("/Resources"), seen))
    return whole.hexdigest()


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
    except pikepdf.PdfError:
        return bytes(stream.read_raw_bytes())


def _resources(resources: Any, seen: dict[tuple[int, int], bytes]) -> bytes:
    part = hashlib.sha256()
    for kind in ("/XObject", "/Font"):
        entries = resources.get(kind, {}) if resources is not None else {}
        for name in sorted(entries.keys()):
            part.update(name.encode())
            part.update(_object(entries[name], seen))
    return part.digest()


def _object(value: Any, seen: dict[tuple[int, int], bytes]) -> bytes:
    key = value.objgen
    if key != (0, 0) and key in seen:
        return seen[key]
    seen[key] = b""  # a form that draws itself must not be followed for ever
    part = hashlib.sha256()
    for stream in _streams(value):
        part.update(_data(stream))
    part.update(_resources(value.get("/Resources"), seen))
    seen[key] = part.digest()
    return seen[key]


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
        for key in ("/FontFile", "/FontFile2", "/FontFile3") if descriptor is not None else ():
            if key in descriptor:
                yield descriptor[key]
