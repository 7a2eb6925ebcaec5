"""Objects written behind a saved file, as PDF allows: those that must stand there in a certain way.

The manifest must stand in plain bytes, so that a seal can be written into it, while all else is
packed; and the hundred thousands of elements of a long structure tree would take a kilobyte of
memory each as objects of a library, and a few bytes as text.
"""

from __future__ import annotations

import io
import re
import zlib
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from collections.abc import Iterable
    from types import TracebackType

_PER_STREAM = 200
_START = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*$")
_PLAIN, _PACKED = 1, 2
_ROW = 8


class Increment:
    """What will stand behind a file; object numbers go on where the file ends."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._document: Any = None
        self._parts: list[bytes] = []
        self._at = len(data)
        self._rows = bytearray()
        self._replaced: dict[int, bytes] = {}
        self._first = 0
        self._waiting: list[tuple[int, bytes]] = []
        self._next = 0

    def __enter__(self) -> Self:
        import pikepdf

        self._document = pikepdf.open(io.BytesIO(self._data))
        self._first = self._next = int(self._document.trailer.Size)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._document.close()

    @property
    def document(self) -> Any:
        """The file as it was saved, for its numbers."""
        return self._document

    def new_number(self) -> int:
        """Return the number of an object that is still to be put."""
        self._next += 1
        return self._next - 1

    def put(self, number: int, told: bytes) -> None:
        """Write an object that is no stream; it is packed together with others."""
        self._waiting.append((number, told))
        if len(self._waiting) == _PER_STREAM:
            self._pack()

    def put_stream(self, number: int, described: bytes, content: bytes) -> None:
        """Write a stream as it is; ``described`` are the entries of its dictionary."""
        self._place(number, _PLAIN, self._at, 0)
        head = b"%d 0 obj\n<< %b /Length %d >>\nstream\n" % (number, described, len(content))
        for part in (head, content, b"\nendstream\nendobj\n"):
            self._parts.append(part)
            self._at += len(part)

    def finish(self) -> bytearray:
        """Return the file with all that was put, which may still be written into."""
        self._pack()
        found = _START.search(self._data)
        if found is None:  # pragma: no cover (pikepdf has opened the file)
            raise ValueError("no table of objects")
        trailer, table_at = self._document.trailer, self._at
        kept = b" ".join(
            key.encode() + b" " + reference(trailer[key]) for key in ("/Root", "/Info", "/ID")
        )
        number = self.new_number()
        self._place(number, _PLAIN, table_at, 0)
        replaced = sorted(self._replaced.items())
        rows = b"".join([*(row for _, row in replaced), self._rows])
        runs = [*_ranges([old for old, _ in replaced]), (self._first, number + 1 - self._first)]
        ranges = b" ".join(b"%d %d" % pair for pair in runs)
        self.put_stream(
            number,
            b"/Type /XRef /W [1 5 2] /Index [%b] /Size %d /Prev %b %b /Filter /FlateDecode"
            % (ranges, number + 1, found[1], kept),
            zlib.compress(rows, 6),
        )
        tail = b"startxref\n%d\n%%%%EOF\n" % table_at
        whole = bytearray(self._data)
        while self._parts:
            whole += b"".join(self._parts[:_PER_STREAM])
            del self._parts[:_PER_STREAM]
        whole += tail
        return whole

    def _place(self, number: int, kind: int, place: int, index: int) -> None:
        """Note where an object stands; a row of the table is eight bytes, also in memory."""
        row = (kind << 56 | place << 16 | index).to_bytes(_ROW, "big")
        if number < self._first:
            self._replaced[number] = row
            return
        at = (number - self._first) * _ROW
        if at > len(self._rows):
            self._rows.extend(bytes(at - len(self._rows)))
        self._rows[at : at + _ROW] = row

    def _pack(self) -> None:
        if not self._waiting:
            return
        number, offset, heads = self.new_number(), 0, []
        for index, (packed, told) in enumerate(self._waiting):
            heads.append(b"%d %d " % (packed, offset))
            offset += len(told) + 1
            self._place(packed, _PACKED, number, index)
        head = b"".join(heads)
        body = zlib.compress(head + b"\n".join(told for _, told in self._waiting), 6)
        count = len(self._waiting)
        self._waiting.clear()
        self.put_stream(
            number, b"/Type /ObjStm /N %d /First %d /Filter /FlateDecode" % (count, len(head)), body
        )


def reference(value: Any) -> bytes:
    """Return how one object of the file names another."""
    number, generation = value.objgen
    return bytes(value.unparse()) if number == 0 else b"%d %d R" % (number, generation)


def string(words: str) -> bytes:
    """Return a text as PDF writes it."""
    return b"<feff" + words.encode("utf-16-be").hex().encode() + b">"


def _ranges(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """Return runs of numbers as first and count."""
    runs: list[tuple[int, int]] = []
    for number in numbers:
        if runs and sum(runs[-1]) == number:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        else:
            runs.append((number, 1))
    return runs


def append_manifest(increment: Increment, name: str, manifest: bytes) -> None:
    """Put the enclosed manifest in plain bytes in place of the one that was packed."""
    names: list[Any] = list(increment.document.Root.Names.EmbeddedFiles.Names)
    stream = next(names[at + 1] for at in range(0, len(names), 2) if str(names[at]) == name).EF.F
    keys = ("/Type", "/Subtype", "/Params")
    told = b" ".join(key.encode() + b" " + stream[key].unparse(resolved=True) for key in keys)
    increment.put_stream(stream.objgen[0], told, manifest)
