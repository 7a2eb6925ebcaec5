"""Values as bytes on the card: GBK text, packed digits, binary and constructed records.

Text (an) is GBK, left aligned and filled with 00; digits (cn) stand two to a byte, left aligned
and filled with F; a record is one byte tag, one byte length and the value. How amounts (dec, hex)
order their bytes is not known, so they are refused rather than guessed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kabao.domain.errors import InputRefusedError
from kabao.domain.findings import Confidence, Finding, Level, Param
from kabao.domain.named import Named
from kabao.domain.rule_levels import allowed_level
from kabao.domain.structure import ElementType

if TYPE_CHECKING:
    from kabao.domain.structure import Element

MOST_BYTES = 255
"""Longest value that the one-byte length of a record can tell."""

RECORD_HEAD = 2
"""Tag and length byte of a record."""

_DIGITS = re.compile(r"[0-9]*")
_HEX_DIGITS = re.compile(r"[0-9A-F]*")
_DASHED = re.compile(r"\d{4}-\d{2}(-\d{2})?")


@dataclass(frozen=True, slots=True)
class EncodedValue:
    """A value as it stands on the card."""

    hex: str
    """All bytes with their filling, upper case hex."""
    used: int
    """Bytes that the value itself takes."""
    room: int
    """Bytes left of the length of the element."""


@dataclass(frozen=True, slots=True)
class EncodingRefused:
    """Why a value cannot stand on the card as it is."""

    findings: tuple[Finding, ...]


def encode(element: Element, value: str | Mapping[str, str]) -> EncodedValue | EncodingRefused:
    """Return the bytes of a value, or findings; a constructed value is a mapping by child tag."""
    if element.type is ElementType.B_TLV:
        return _constructed(element, value)
    if isinstance(value, Mapping):
        return _refused(element, "encoding_form")
    match element.type:
        case ElementType.AN:
            return _text(element, value)
        case ElementType.CN:
            return _packed(element, value)
        case ElementType.B:
            return _binary(element, value)
    return _refused(element, "encoding_type_unknown", type=element.type)


def decode(element: Element, encoded: str) -> str | Mapping[str, str]:
    """Return the value that bytes in hex stand for; damaged bytes are refused."""
    _whole_bytes(encoded)
    match element.type:
        case ElementType.AN:
            return _read_text(encoded)
        case ElementType.CN:
            return _read_packed(element, encoded.upper())
        case ElementType.B_TLV:
            return _read_constructed(element, encoded)
    return encoded.upper()


def encode_record(tag: str, value: str) -> str:
    """Return tag, length and value of one record in hex."""
    size = len(_whole_bytes(value))
    if size > MOST_BYTES or not re.fullmatch(r"[0-9A-Fa-f]{2}", tag):
        raise InputRefusedError("card_bytes_damaged", place=0)
    return f"{tag}{size:02X}{value}".upper()


def decode_records(encoded: str) -> tuple[tuple[str, str], ...]:
    """Split bytes in hex into (tag, value) pairs; a record cut short is refused with its place."""
    data = _whole_bytes(encoded)
    records, at = [], 0
    while at < len(data):
        end = at + 2 + (data[at + 1] if at + 1 < len(data) else MOST_BYTES)
        if end > len(data):
            raise InputRefusedError("card_bytes_damaged", place=at)
        records.append((f"{data[at]:02X}", data[at + 2 : end].hex().upper()))
        at = end
    return tuple(records)


def first_unencodable(text: str) -> str:
    """Return the first character that GBK does not have, or nothing."""
    for character in text:
        try:
            character.encode("gbk")
        except UnicodeEncodeError:
            return character
    return ""


def split_text(text: str, room: int) -> tuple[str, str]:
    """Cut a text after the last character that fits into ``room`` bytes of GBK."""
    used = 0
    for index, character in enumerate(text):
        used += len(character.encode("gbk", "replace"))
        if used > room:
            return text[:index], text[index:]
    return text, ""


def _text(element: Element, value: str) -> EncodedValue | EncodingRefused:
    if any(ord(character) < 32 or ord(character) == 127 for character in value):
        return _refused(element, "encoding_control_character")
    rare = first_unencodable(value)
    if rare:
        code = f"U+{ord(rare):04X}"
        return _refused(element, "encoding_character", character=rare, code_point=code)
    data = value.encode("gbk")
    if len(data) > element.length:
        return _too_long(element, len(data))
    filled = data.ljust(element.length, b"\x00")
    return EncodedValue(filled.hex().upper(), len(data), element.length - len(data))


def _packed(element: Element, value: str) -> EncodedValue | EncodingRefused:
    digits = value.replace("-", "") if _dashed(element, value) else value.upper()
    allowed = _HEX_DIGITS if element.hex_allowed else _DIGITS
    if not allowed.fullmatch(digits):
        return _refused(element, "encoding_digits")
    used = (len(digits) + 1) // 2
    if used > element.length:
        return _too_long(element, used)
    if element.hex_allowed and digits and not _unmistakable(element, digits):
        return _refused(element, "encoding_not_full", digits=2 * element.length)
    return EncodedValue(digits.ljust(2 * element.length, "F"), used, element.length - used)


def _unmistakable(element: Element, digits: str) -> bool:
    # Where F is a digit too, a value must fill the element, or filling and digits look alike.
    return len(digits) == 2 * element.length and bool(digits.strip("F"))


def _dashed(element: Element, value: str) -> bool:
    return element.format in {"date", "year_month"} and bool(_DASHED.fullmatch(value))


def _binary(element: Element, value: str) -> EncodedValue | EncodingRefused:
    digits = value.upper()
    if len(digits) % 2 or not _HEX_DIGITS.fullmatch(digits):
        return _refused(element, "encoding_hex")
    used = len(digits) // 2
    if used > element.length:
        return _too_long(element, used)
    return EncodedValue(digits, used, element.length - used)


def _constructed(
    element: Element, value: str | Mapping[str, str]
) -> EncodedValue | EncodingRefused:
    if isinstance(value, str) or set(value) - {child.tag for child in element.children}:
        return _refused(element, "encoding_form")
    findings: list[Finding] = []
    records = []
    used = 0
    for child in element.children:
        part = encode(child, value.get(child.tag, ""))
        if isinstance(part, EncodingRefused):
            findings.extend(part.findings)
            continue
        records.append(encode_record(child.tag, part.hex))
        used += 2 + part.used
    if findings:
        return EncodingRefused(tuple(findings))
    joined = "".join(records)
    if len(joined) // 2 > element.length:
        return _too_long(element, len(joined) // 2)
    return EncodedValue(joined, used, element.length - used)


def _read_text(encoded: str) -> str:
    data = bytes.fromhex(encoded).rstrip(b"\x00")
    try:
        return data.decode("gbk")
    except UnicodeDecodeError as error:
        raise InputRefusedError("card_bytes_damaged", place=error.start) from error


def _read_packed(element: Element, encoded: str) -> str:
    digits = encoded if element.hex_allowed else encoded.rstrip("F")
    if element.hex_allowed and not digits.strip("F"):
        return ""
    if not element.hex_allowed and not digits.isdecimal() and digits:
        raise InputRefusedError("card_bytes_damaged", place=0)
    if element.format == "date" and len(digits) == 8:
        return f"{digits[:4]}-{digits[4:6]}-{digits[6:]}"
    if element.format == "year_month" and len(digits) == 6:
        return f"{digits[:4]}-{digits[4:]}"
    return digits


def _read_constructed(element: Element, encoded: str) -> Mapping[str, str]:
    children = {child.tag: child for child in element.children}
    values: dict[str, str] = {}
    for tag, value in decode_records(encoded):
        if tag not in children or tag in values:
            raise InputRefusedError("card_bytes_damaged", place=0)
        part = decode(children[tag], value)
        values[tag] = part if isinstance(part, str) else ""
    return values


def _whole_bytes(encoded: str) -> bytes:
    try:
        return bytes.fromhex(encoded)
    except ValueError as error:
        raise InputRefusedError("card_bytes_damaged", place=0) from error


def _too_long(element: Element, used: int) -> EncodingRefused:
    origin = element.origin
    level = allowed_level(Level.ERROR, origin.confidence)
    params = _params(element, used=used, length=element.length)
    return EncodingRefused(
        (
            Finding(
                level,
                "encoding_too_long",
                params=params,
                rule="X08",
                confidence=origin.confidence,
                source=origin.source,
            ),
        )
    )


def _refused(element: Element, code: str, **params: Param) -> EncodingRefused:
    # A card may hold a substitute that only the issuing system knows: a warning, never a stop.
    level = Level.WARNING if code == "encoding_character" else Level.ERROR
    finding = Finding(
        level, code, params=_params(element, **params), rule="X08", confidence=Confidence.OWN
    )
    return EncodingRefused((finding,))


def _params(element: Element, **params: Param) -> Mapping[str, Param]:
    return {"tag": element.tag, "name": Named(element.name), **params}
