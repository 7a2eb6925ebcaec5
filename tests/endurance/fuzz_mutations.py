"""Files spoilt on purpose: bits, pieces and lengths of any file; the parts of those with a form."""

from __future__ import annotations

import copy
import io
import json
import re
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random

WORST = (
    0, -1, 1, 255, 65535, 2**31 - 1, 2**31, 2**32, 2**63, 10**30, 1e308, -0.0, True, False, None,
    "", " ", "\0", "\ud800".encode("utf-8", "surrogatepass").decode("utf-8", "replace"), "𠮷" * 50,
    "\u202e", "=1+1", "＝1", "../../etc/passwd", "C:\\x", "x" * 5000, "9" * 5000, "1900-02-29",
    "2026-13-45", "0000-00-00", [], {}, [[]], {"a": {}}, [None] * 30,
)  # fmt: skip
PIECES = (
    b"\0", b"\xff" * 8, b"%PDF-", b"PK\x03\x04", b"<!ENTITY a 'b'>", b"&a;", b"]]>", b"\r\n\r\n",
    b"<![CDATA[", b"</", b"1e999", b"-1", b"99999999999999999999", b"0", b"NaN", b"obj", b"stream",
    b"\xd0\xcf\x11\xe0", b'"', b"'", b",", b"\t", b"[[", b"}}", b"\xed\xa0\x80", b"=cmd|'x'!A1",
)  # fmt: skip
_NUMBER = re.compile(rb"-?\d+(?:\.\d+)?")
_TAG = re.compile(rb"<[^<>]{1,200}>")
_DEEP = 3000


def bits(rng: random.Random, data: bytes) -> bytes:
    """Turn some bits over."""
    spoilt = bytearray(data)
    for _ in range(rng.choice((1, 2, 8, 40))):
        if spoilt:
            spoilt[rng.randrange(len(spoilt))] ^= 1 << rng.randrange(8)
    return bytes(spoilt)


def cut(rng: random.Random, data: bytes) -> bytes:
    """Leave the end off, or a piece out."""
    first = rng.randrange(len(data) + 1)
    last = rng.choice((len(data), min(len(data), first + rng.choice((1, 10, 1000)))))
    return data[:first] + data[last:]


def splice(rng: random.Random, data: bytes) -> bytes:
    """Put a piece of the file, or a piece that means something, elsewhere."""
    at = rng.randrange(len(data) + 1)
    if rng.random() < 0.5:
        piece = rng.choice(PIECES) * rng.choice((1, 1, 3, 200))
    else:
        first = rng.randrange(len(data) + 1)
        piece = data[first : first + rng.choice((4, 64, 4096))] * rng.choice((1, 2, 30))
    over = rng.choice((0, len(piece)))
    return data[:at] + piece + data[at + over :]


def numbers(rng: random.Random, data: bytes) -> bytes:
    """Write another number where one stands."""
    found = list(_NUMBER.finditer(data[:2_000_000]))
    if not found:
        return bits(rng, data)
    for item in sorted(rng.sample(found, min(len(found), rng.choice((1, 2, 6)))), key=_start)[::-1]:
        new = str(rng.choice((0, -1, 1, 2**31, 2**63, 10**12, 99999, 1e300, -(2**31)))).encode()
        data = data[: item.start()] + new + data[item.end() :]
    return data


def _start(found: re.Match[bytes]) -> int:
    return found.start()


def plain(rng: random.Random, data: bytes) -> bytes:
    """Spoil a file of any kind."""
    return rng.choice((bits, bits, cut, splice, numbers))(rng, data)


def spoilt_json(rng: random.Random, data: bytes) -> bytes:
    """Change values, kinds, keys and depth of a JSON document."""
    if rng.random() < 0.3:
        return plain(rng, data)
    try:
        value = json.loads(data)
    except (ValueError, RecursionError):
        return plain(rng, data)
    for _ in range(rng.choice((1, 1, 2, 5))):
        _change_node(rng, value)
    text = json.dumps(value, ensure_ascii=rng.random() < 0.5)
    if rng.random() < 0.03:
        text = text.replace("null", "[" * _DEEP + "]" * _DEEP, 1)
    return text.encode("utf-8", "replace")


def _change_node(rng: random.Random, value: object) -> None:
    nodes = [value]
    for _ in range(200):
        node = nodes[-1]
        inner = list(node.values()) if isinstance(node, dict) else node
        deeper = [item for item in inner if isinstance(item, dict | list) and item]
        if not deeper or rng.random() < 0.2:
            break
        nodes.append(rng.choice(deeper))
    node = nodes[-1]
    if isinstance(node, dict) and node:
        key = rng.choice(list(node))
        what = rng.randrange(4)
        if what == 0:
            del node[key]
        elif what == 1:
            node[f"{key}{rng.choice(('', 'x', '_2'))}x"] = node[key]
        else:
            node[key] = copy.deepcopy(rng.choice(WORST))
    elif isinstance(node, list) and node:
        place = rng.randrange(len(node))
        if rng.random() < 0.3:
            node.extend(copy.deepcopy(node[place]) for _ in range(rng.choice((1, 50))))
        else:
            node[place] = copy.deepcopy(rng.choice(WORST))


def spoilt_lines(rng: random.Random, data: bytes) -> bytes:
    """Change lines of TOML, tables as text, Markdown or messages."""
    lines = data.split(b"\n")
    for _ in range(rng.choice((1, 2, 4))):
        place = rng.randrange(len(lines))
        what = rng.randrange(6)
        if what == 0:
            lines[place:place] = [rng.choice(lines)] * rng.choice((1, 20))
        elif what == 1:
            del lines[place : place + rng.choice((1, 3))]
            lines = lines or [b""]
        elif what == 2:
            lines[place] = splice(rng, lines[place])
        elif what == 3:
            lines[place] = numbers(rng, lines[place])
        elif what == 4:
            other = rng.choice(WORST)
            lines[place] = lines[place].partition(b"=")[0] + b"=" + str(other).encode()
        else:
            lines[place] += rng.choice((b"[", b"{", b'"', b"> ", b"- ", b"\t")) * rng.choice(
                (1, 900)
            )
    return b"\n".join(lines)


def spoilt_xml(rng: random.Random, data: bytes) -> bytes:
    """Change tags, depth and entities of XML or HTML."""
    found = list(_TAG.finditer(data[:500_000]))
    if not found or rng.random() < 0.2:
        return plain(rng, data)
    item = rng.choice(found)
    tag = item.group()
    what = rng.randrange(7)
    if what == 0:
        return data[: item.start()] + data[item.end() :]
    if what == 1:
        return data[: item.end()] + tag * rng.choice((1, 100, _DEEP)) + data[item.end() :]
    if what == 2:
        other = rng.choice(found)
        piece = data[min(item.start(), other.start()) : max(item.end(), other.end())]
        return data[: item.start()] + piece[:100_000] * 2 + data[item.start() :]
    if what == 3:
        laughs = b"".join(
            b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, 10)
        )
        kind = (
            b"<!DOCTYPE x [<!ENTITY l0 'ha'>"
            + laughs
            + b"<!ENTITY f SYSTEM 'file:///etc/passwd'>]>"
        )
        head, end, rest = data.partition(b"?>")
        told = rng.choice((b"&l9;", b"&f;", b""))
        return (head + end + kind if end else kind + head) + rest.replace(b"</", told + b"</", 1)
    if what == 4:
        return data[: item.start()] + numbers(rng, tag) + data[item.end() :]
    if what == 5:
        href = rng.choice(
            (b'href="file:///etc/passwd"', b'xlink:href="http://x/y"', b'onload="x()"')
        )
        return data[: item.end() - 1] + b" " + href + data[item.end() - 1 :]
    return data[: item.start()] + splice(rng, tag) + data[item.end() :]


def spoilt_archive(rng: random.Random, data: bytes, inside=spoilt_xml) -> bytes:
    """Change members, names, sizes and attributes of a ZIP archive."""
    if rng.random() < 0.25:
        return plain(rng, data)
    try:
        return _changed_archive(rng, data, inside)
    except Exception:  # noqa: BLE001 (spoilt already, so that it is no archive any more)
        return plain(rng, data)


def _changed_archive(rng, data, inside):
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", 8) as new:
        members = [(info, old.read(info)) for info in old.infolist()]
        chosen = {rng.randrange(len(members)) for _ in range(rng.choice((1, 1, 3)))}
        for number, (info, held) in enumerate(members):
            entry = zipfile.ZipInfo(info.filename)
            entry.compress_type = rng.choice((0, 8)) if number in chosen else 8
            told = held
            if number in chosen:
                told = _change_member(rng, entry, held, inside)
            if told is not None:
                new.writestr(entry, told)
    packed = out.getvalue()
    return plain(rng, packed) if rng.random() < 0.15 else packed


def _change_member(rng, entry, held, inside):
    what = rng.randrange(10)
    if what == 0:
        return None
    if what == 1:
        entry.filename = rng.choice(
            ("../../x.png", "/etc/x.jpg", "C:\\x.png", "a" * 300 + ".png", "x/.png")
        )
    elif what == 2:
        entry.external_attr = 0o120777 << 16
        return b"/etc/passwd"
    elif what == 3:
        return held[:1000] + b" " * 12_000_000
    elif what == 4:
        entry.filename = "xl/vbaProject.bin"
    return inside(rng, held)


def spoilt_png(rng: random.Random, data: bytes) -> bytes:
    """Change chunks of a PNG and set their sums right, so that readers look further."""
    if rng.random() < 0.3 or not data.startswith(b"\x89PNG"):
        return plain(rng, data)
    chunks, at = [], 8
    while at + 12 <= len(data):
        (length,) = struct.unpack_from(">I", data, at)
        chunks.append((data[at + 4 : at + 8], data[at + 8 : at + 8 + length]))
        at += length + 12
    if not chunks:
        return plain(rng, data)
    for _ in range(rng.choice((1, 2))):
        place = rng.randrange(len(chunks))
        kind, held = chunks[place]
        what = rng.randrange(4)
        if what == 0:
            chunks[place:place] = [rng.choice(chunks)] * rng.choice((1, 20))
        elif what == 1:
            del chunks[place]
            chunks = chunks or [(b"IEND", b"")]
        else:
            chunks[place] = kind, bits(rng, held) if held else b"\0"
    return data[:8] + b"".join(
        struct.pack(">I", len(held)) + kind + held + struct.pack(">I", zlib.crc32(kind + held))
        for kind, held in chunks
    )


def spoilt_pdf(rng: random.Random, data: bytes) -> bytes:
    """Change numbers, names and objects of a PDF; its readers mend the table of places."""
    what = rng.randrange(5)
    if what == 0:
        return plain(rng, data)
    if what == 1:
        return numbers(rng, data)
    names = list(re.finditer(rb"/[A-Za-z]{2,20}", data))
    if what == 2 and len(names) > 1:
        one, other = rng.choice(names), rng.choice(names)
        return data[: one.start()] + other.group() + data[one.end() :]
    refs = list(re.finditer(rb"\d+ 0 R", data))
    if what == 3 and refs:
        one, other = rng.choice(refs), rng.choice(refs)
        return data[: one.start()] + other.group() + data[one.end() :]
    objects = list(re.finditer(rb"\d+ 0 obj.*?endobj", data, re.DOTALL))
    if objects:
        one = rng.choice(objects)
        return data[: one.start()] + rng.choice((b"", one.group() * 2)) + data[one.end() :]
    return bits(rng, data)
