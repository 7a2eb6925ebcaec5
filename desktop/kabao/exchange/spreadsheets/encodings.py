"""The encoding of delimited text: found out from the bytes, and refused where two are mixed."""

from __future__ import annotations

import codecs
import re

from kabao.domain.errors import InputRefusedError

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BEYOND_ASCII = re.compile(rb"[\x80-\xff]")
_FEWEST = 6
"""Bytes beyond ASCII from which a line that is sound UTF-8 is no accident."""
_PLAIN = re.compile(
    "[\x00-\x7f\u00b7\u2000-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]*"
)
_SHARE = 20


def decoded(data: bytes, name: str) -> tuple[str, str]:
    """Return the text and the name of its encoding; raises InputRefusedError with the line."""
    found = next((code for mark, code in _BYTE_ORDER_MARKS if data.startswith(mark)), "")
    found = found or wide_encoding(data[:4096])
    for candidate in (found,) if found else ("utf-8", "gb18030"):
        try:
            text = data.decode(candidate)
        except UnicodeDecodeError:
            continue
        if candidate == "gb18030":
            _refuse_mixed(data, name)
        at = text.find("\0")
        if at >= 0:
            line = text.count("\n", 0, at) + 1
            raise InputRefusedError("roster_null_bytes", name=name, line=line)
        return text, candidate
    _refuse_mixed(data, name)
    raise InputRefusedError("roster_encoding", name=name, line=_first_broken(data, found))


def wide_encoding(head: bytes) -> str:
    """Return the encoding of text in two bytes a character without a mark; empty for none."""
    low, high = head[0::2].count(0), head[1::2].count(0)
    if max(low, high) * _SHARE * 2 < len(head):
        return ""
    if high and not low:
        return "utf-16-le"
    return "utf-16-be" if low and not high else ""


def is_binary(head: bytes) -> bool:
    """Say whether no text begins like this."""
    if b"\0" not in head or head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return False
    if wide_encoding(head):
        return False
    odd = sum(byte < 32 and byte not in b"\t\r\n" for byte in head)
    return odd * _SHARE > len(head)


def _refuse_mixed(data: bytes, name: str) -> None:
    """Half of a file pasted in another encoding reads as other characters without any error."""
    if not _BEYOND_ASCII.search(data):
        return
    first: bool | None = None
    for number, line in enumerate(data.split(b"\n"), 1):
        if len(_BEYOND_ASCII.findall(line)) < _FEWEST:
            continue
        is_utf8 = _is_utf8(line)
        if not is_utf8 and not _is_gb18030(line):
            continue
        if first is not None and is_utf8 is not first:
            raise InputRefusedError("roster_encoding_mixed", name=name, line=number)
        first = is_utf8 if first is None else first


def _is_utf8(line: bytes) -> bool:
    try:
        return _PLAIN.fullmatch(line.decode("utf-8")) is not None
    except UnicodeDecodeError:
        return False


def _is_gb18030(line: bytes) -> bool:
    try:
        line.decode("gb18030")
    except UnicodeDecodeError:
        return False
    return True


def _first_broken(data: bytes, encoding: str) -> int:
    """Return the first line that the more likely encoding cannot read."""
    if encoding:
        return 1
    lines = [line for line in data.split(b"\n") if _BEYOND_ASCII.search(line)]
    likely = "utf-8" if sum(map(_is_utf8, lines)) * 2 >= len(lines) else "gb18030"
    try:
        data.decode(likely)
    except UnicodeDecodeError as error:
        return data.count(b"\n", 0, error.start) + 1
    return 1
