"""What stands behind the sealed bytes of a package: one signature and nothing else, or not.

A signature is written as an update behind the file. An update may replace any object, a page
included, and a signature over such a file would be a valid one. The objects of the file with and
without the update are therefore compared: it may add a signature field, its widget and the
signature itself, and change two things only, the catalogue by its form, one page by the widget.
"""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

_LARGEST = 0.1
"""Share of a page that a visible signature may cover."""
_RANGE = re.compile(rb"/ByteRange\s*\[\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s*\]")
_FORM_KEYS = frozenset({"/Fields", "/SigFlags"})
_WIDGET_KEYS = frozenset({"/Type", "/Subtype", "/FT", "/T", "/V", "/P", "/Rect", "/F", "/AP"})
_TABLES = (b"/XRef ", b"/ObjStm ")
_DIRECT = (0, 0)
_Number = tuple[int, int]
_Form = tuple[bytes, bytes]


def adds_one_signature(sealed: bytes, whole: bytes) -> bool:
    """Say whether a file is its sealed bytes and one signature over all of it."""
    import pikepdf

    if not _covers(whole, len(sealed)):
        return False
    try:
        with pikepdf.open(io.BytesIO(sealed)) as before, pikepdf.open(io.BytesIO(whole)) as after:
            return _Update(before, after).is_signature()
    except Exception:  # noqa: BLE001 (a spoilt update breaks its reader in every way there is)
        return False


def _covers(whole: bytes, length: int) -> bool:
    """Say whether the one signature covers every byte but its own digits, written plainly."""
    ranges = list(_RANGE.finditer(whole, length))
    if len(ranges) != 1:
        return False
    start, first, second, last = (int(number) for number in ranges[0].groups())
    digits = whole[first + 1 : second - 1]
    return (
        start == 0
        and length < first < second
        and second + last == len(whole)
        and whole[first : first + 1] == b"<"
        and whole[second - 1 : second] == b">"
        and _is_plain(digits)
    )


def _is_plain(digits: bytes) -> bool:
    """Say whether digits are one DER value in capital letters and zeros behind it.

    The signature cannot cover its own place, so nothing else may be written there.
    """
    try:
        value = bytes.fromhex(digits.decode("ascii"))
    except ValueError:
        return False
    if value.hex().upper().encode() != digits or value[:1] != b"\x30" or len(value) < 4:
        return False
    size = value[1]
    head = 2
    if size >= 0x80:
        head += size & 0x7F
        size = int.from_bytes(value[2:head], "big")
    return not value[head + size :].strip(b"\0")


class _Update:
    """The objects of a file before and after an update."""

    def __init__(self, before: Any, after: Any) -> None:
        self._before = before
        self._after = after
        self._old, self._new = _objects(before), _objects(after)

    def is_signature(self) -> bool:
        """Say whether nothing but one signature was added."""
        before, after = self._before, self._after
        form = after.Root.AcroForm
        (widget,) = form.Fields
        page = next(item for item in after.pages if item.obj.objgen == widget.P.objgen)
        was = before.get_object(page.obj.objgen)
        changed = {number for number, told in self._old.items() if self._new.get(number) != told}
        return (
            all(_same(before.trailer, after.trailer, key) for key in ("/Root", "/Info", "/Encrypt"))
            and changed <= {after.Root.objgen, page.obj.objgen}
            and "/AcroForm" not in before.Root
            and _alike(before.Root, after.Root, "/AcroForm")
            and _alike(was, page.obj, "/Annots")
            and _links(page.obj) == [*_links(was), _told(widget)]
            and _is_plain_field(form, widget, page)
            and self._added() <= _belonging(form, widget)
        )

    def _added(self) -> set[_Number]:
        """Return the numbers of what is new, but for the tables of the update itself."""
        return {
            number
            for number in self._new.keys() - self._old.keys()
            if not self._new[number][0].startswith(_TABLES)
        }


def _objects(document: Any) -> Mapping[_Number, _Form]:
    """Return every object of a file as it is written, by its number."""
    import pikepdf

    told: dict[_Number, _Form] = {}
    for item in document.objects:
        if isinstance(item, pikepdf.Stream):
            head = pikepdf.Dictionary({key: item[key] for key in item.keys()}).unparse()  # noqa: SIM118
            kind = str(item.get("/Type", "")).encode()
            told[item.objgen] = (kind + b" " + head, bytes(item.read_raw_bytes()))
        elif isinstance(item, pikepdf.Object) and item.is_indirect:
            told[item.objgen] = (item.unparse(resolved=True), b"")
    return told


def _same(before: Any, after: Any, key: str) -> bool:
    return _told(before.get(key)) == _told(after.get(key))


def _told(value: Any) -> bytes:
    import pikepdf

    # Numbers come as plain values, which know nothing of how they are written.
    return b"" if value is None else bytes(pikepdf.Dictionary({"/It": value}).unparse())


def _alike(before: Any, after: Any, but: str) -> bool:
    """Say whether two dictionaries hold the same but for one key."""
    keys = {*before.keys(), *after.keys()} - {but}
    return all(_same(before, after, key) for key in keys)


def _links(page: Any) -> list[bytes]:
    return [_told(item) for item in page.get("/Annots", [])]


def _is_plain_field(form: Any, widget: Any, page: Any) -> bool:
    """Say whether a signature field does nothing, and hides no page if it is seen."""
    left, bottom, right, top = (float(number) for number in widget.Rect)
    across, down = (float(page.mediabox[at + 2]) - float(page.mediabox[at]) for at in (0, 1))
    return (
        set(form.keys()) <= _FORM_KEYS
        and set(widget.keys()) <= _WIDGET_KEYS
        and widget.FT == "/Sig"
        and "/Reference" not in widget.V
        and abs((right - left) * (top - bottom)) <= _LARGEST * across * down
    )


def _belonging(form: Any, widget: Any) -> set[_Number]:
    """Return the numbers of form, widget, signature and all that the widget is drawn with."""
    found = {form.objgen, widget.objgen, widget.V.objgen}
    waiting = [widget.AP] if "/AP" in widget else []
    while waiting:
        item = waiting.pop()
        number = item.objgen
        if number != _DIRECT:
            if number in found:
                continue
            found.add(number)
        waiting += _inside(item)
    return found


def _inside(item: Any) -> list[Any]:
    import pikepdf

    if isinstance(item, pikepdf.Array):
        values = list(item)
    elif isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
        values = [item[key] for key in item.keys()]  # noqa: SIM118 (a stream is no mapping)
    else:
        values = []
    return [value for value in values if isinstance(value, pikepdf.Object)]
