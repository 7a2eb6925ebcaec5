"""Values of elements as people type and read them, and as the bytes and records of a card."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kabao.domain.encoding import (
    MOST_BYTES,
    EncodingRefused,
    decode,
    decode_records,
    encode,
    encode_record,
)
from kabao.domain.errors import InputRefusedError
from kabao.domain.findings import Confidence, Finding, Level, Param
from kabao.domain.named import Named
from kabao.domain.structure import ElementType

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from kabao.domain.structure import Element, FileStructure

_PART = re.compile(r"\s*([0-9A-Fa-f]{2})\s*[=＝]\s*(.*?)\s*", re.DOTALL)
_SEPARATORS = re.compile(r"[;；\n]")
_SPACES = re.compile(r"[\s:]+")
_REGION = re.compile(r"\d{6}")


@dataclass(frozen=True, slots=True)
class Written:
    """One element with its value, bytes and record; empty bytes where a finding refuses them."""

    value: str
    bytes: str = ""
    """All bytes with their filling, upper case hex."""
    record: str = ""
    """Tag, length and bytes; empty for a field of a cyclic record."""
    used: int = 0
    room: int = 0
    findings: tuple[Finding, ...] = ()


def write_value(element: Element, text: str) -> Written:
    """Return the bytes of a value as it was typed; ``57=x; 58=y`` for a constructed record."""
    try:
        value = _typed(element, text)
    except ValueError:
        return Written(text, findings=(_finding(element, "encoding_parts", Level.ERROR),))
    text = value if isinstance(value, str) else text
    encoded = encode(element, value)
    if isinstance(encoded, EncodingRefused):
        return Written(text, findings=encoded.findings)
    findings = tuple(form_findings(element, value))
    record = _record(element, encoded.hex)
    return Written(text, encoded.hex, record, encoded.used, encoded.room, findings)


def read_value(element: Element, typed: str) -> Written:
    """Return what bytes in hex stand for, and whether a card would hold them so."""
    data = plain_hex(typed)
    value = decode(element, data)
    shown = _shown(value)
    findings = tuple(_byte_findings(element, data, value))
    used = len(data) // 2
    encoded = encode(element, value)
    if not isinstance(encoded, EncodingRefused) and encoded.hex == data:
        used = encoded.used
    room = max(element.length - used, 0)
    return Written(shown, data, _record(element, data), used, room, findings)


def read_record(element: Element, typed: str) -> Written:
    """Return what one whole record stands for; another tag than that of the element is refused."""
    records = decode_records(plain_hex(typed))
    if len(records) != 1 or records[0][0] != element.tag:
        found = records[0][0] if records else ""
        raise InputRefusedError("structure_other_tag", tag=element.tag, found=found)
    return read_value(element, records[0][1])


def plain_hex(typed: str) -> str:
    """Return hex digits without spaces, colons or a leading 0x."""
    return _SPACES.sub("", typed).removeprefix("0x").removeprefix("0X").upper()


def spaced(encoded: str) -> str:
    """Return hex digits in pairs."""
    return " ".join(encoded[at : at + 2] for at in range(0, len(encoded), 2))


def printable(value: str) -> str:
    """Return a value with what cannot be printed written as its number."""
    return "".join(letter if letter.isprintable() else f"\\x{ord(letter):02X}" for letter in value)


def named_records(
    structure: FileStructure, encoded: str, file: str = ""
) -> tuple[tuple[str, str, tuple[tuple[str, Element], ...]], ...]:
    """Split records and say which elements each tag may be: tag, bytes, and path with element."""
    homes: dict[str, list[tuple[str, Element]]] = {}
    for path, item in structure.files():
        for element in item.elements if file in ("", path) else ():
            homes.setdefault(element.tag, []).append((path, element))
    return tuple(
        (tag, value, tuple(homes.get(tag, ()))) for tag, value in decode_records(plain_hex(encoded))
    )


def form_findings(element: Element, value: str | Mapping[str, str]) -> Iterator[Finding]:
    """Find what has the right bytes but not the known form: dates, region codes, patterns."""
    if isinstance(value, Mapping):
        for child in element.children:
            yield from form_findings(child, value.get(child.tag, ""))
        return
    if not value:
        return
    if element.format in _FORMS and not _FORMS[element.format](value):
        params = {"format": element.format, "value": value}
        yield _finding(element, f"encoding_{element.format}", Level.WARNING, **params)
    if element.pattern and not re.fullmatch(element.pattern, value):
        yield _finding(element, "encoding_pattern", Level.WARNING)


def _byte_findings(
    element: Element, data: str, value: str | Mapping[str, str]
) -> Iterator[Finding]:
    if element.type in {ElementType.DEC, ElementType.HEX}:
        params: Mapping[str, Param] = {"type": element.type.value}
        yield _finding(element, "encoding_type_unknown", Level.WARNING, **params)
    size = len(data) // 2
    if size > element.length:
        yield _finding(element, "decoding_too_long", Level.WARNING, used=size)
        return
    if size < element.length and element.type is not ElementType.B:
        yield _finding(element, "decoding_short", Level.WARNING, used=size)
    else:
        encoded = encode(element, value)
        if isinstance(encoded, EncodingRefused):
            yield from (item for item in encoded.findings if item.code != "encoding_type_unknown")
        elif encoded.hex != data:
            yield _finding(element, "decoding_filling", Level.WARNING, expected=encoded.hex)
    yield from form_findings(element, value)


def _typed(element: Element, text: str) -> str | Mapping[str, str]:
    if element.type is not ElementType.B_TLV:
        return plain_hex(text) if element.type is ElementType.B else text.strip()
    parts: dict[str, str] = {}
    for piece in _SEPARATORS.split(text):
        if not piece.strip():
            continue
        found = _PART.fullmatch(piece)
        if found is None or found[1].upper() in parts:
            raise ValueError(piece)
        parts[found[1].upper()] = found[2]
    return parts


def _shown(value: str | Mapping[str, str]) -> str:
    if isinstance(value, str):
        return value
    return "; ".join(f"{tag}={part}" for tag, part in value.items())


def _record(element: Element, encoded: str) -> str:
    if not element.tag or not 0 < len(encoded) // 2 <= MOST_BYTES:
        return ""
    return encode_record(element.tag, encoded)


def _finding(element: Element, code: str, level: Level, **params: Param) -> Finding:
    told: dict[str, Param] = {"tag": element.tag, "name": Named(element.name), **params}
    told |= {"length": element.length, "children": _tags(element.children)}
    return Finding(level, code, params=told, rule="X08", confidence=Confidence.OWN)


def _tags(children: Sequence[Element]) -> str:
    return "; ".join(f"{child.tag}=..." for child in children)


def _is_date(value: str) -> bool:
    try:
        dt.date.fromisoformat(value)
    except ValueError:
        return False
    return True


def _is_month(value: str) -> bool:
    digits = value.replace("-", "")
    return len(digits) == 6 and _is_date(f"{digits[:4]}-{digits[4:]}-01")


_FORMS: Mapping[str, Callable[[str], bool]] = {
    "date": _is_date,
    "year_month": _is_month,
    "region_code": lambda value: bool(_REGION.fullmatch(value)),
}
