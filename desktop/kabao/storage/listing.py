"""Ids in order without a list of them: everybody, or those marked among everybody.

A search that finds 250,000 of a million people only marks their places, one byte each; which id
stands in a row is looked up when the row is drawn.
"""

from __future__ import annotations

from abc import abstractmethod
from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate, compress, islice
from typing import overload

_BLOCK = 4096


class Listed(Sequence[int]):
    """Ids in an order that nobody can change."""

    @overload
    def __getitem__(self, wanted: int) -> int: ...
    @overload
    def __getitem__(self, wanted: slice) -> array[int]: ...
    def __getitem__(self, wanted: int | slice) -> int | array[int]:
        if isinstance(wanted, slice):
            start, stop, step = wanted.indices(len(self))
            if step == 1:
                return self._between(start, max(start, stop))
            return array("q", self)[wanted]
        number = wanted + len(self) if wanted < 0 else wanted
        if not 0 <= number < len(self):
            raise IndexError(wanted)
        return self._between(number, number + 1)[0]

    def __eq__(self, other: object) -> bool:
        """Say whether another sequence holds the same ids in the same order."""
        if isinstance(other, Listed | array | list | tuple):
            return len(self) == len(other) and all(map(int.__eq__, self, other))
        return NotImplemented

    __hash__ = None  # type: ignore[assignment]

    def tolist(self) -> list[int]:
        """Return all ids; meant for few."""
        return list(self)

    @abstractmethod
    def _between(self, start: int, stop: int) -> array[int]: ...


class Everybody(Listed):
    """All ids; the first ones are known at once, the rest when a reading has ended."""

    def __init__(self, head: array[int], count: int, rest: Callable[[], array[int]]) -> None:
        self._head = head
        self._count = count
        self._rest = rest

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[int]:
        return iter(self._whole())

    def __contains__(self, wanted: object) -> bool:
        return wanted in self._head or wanted in self._whole()

    def index(self, wanted: int, start: int = 0, stop: int | None = None) -> int:
        """Return the row of an id; raises ValueError when it is not there."""
        if start == 0 and stop is None and wanted in self._head:
            return self._head.index(wanted)
        return self._whole().index(wanted, start, self._count if stop is None else stop)

    def _between(self, start: int, stop: int) -> array[int]:
        known = self._head if stop <= len(self._head) else self._whole()
        return known[start:stop]

    def _whole(self) -> array[int]:
        if len(self._head) < self._count:
            whole = self._rest()
            # Somebody else may have come or gone meanwhile; the table was promised so many rows,
            # and an id of nobody is a row left blank until the table is filled anew.
            if len(whole) != self._count:
                whole = whole[: self._count] + array("q", bytes(8 * (self._count - len(whole))))
            self._head = whole
        return self._head


class Marked(Listed):
    """Those of everybody whose place is marked, in the order of everybody."""

    def __init__(self, everybody: array[int], places: array[int], marks: bytearray) -> None:
        self._everybody = everybody
        self._places = places
        self._marks = marks
        starts = range(0, len(marks), _BLOCK)
        counts = (marks.count(1, start, start + _BLOCK) for start in starts)
        # How many are marked before each block, and at last in all.
        self._before = [0, *accumulate(counts)]
        self._count = self._before[-1]

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[int]:
        return compress(self._everybody, self._marks)

    def __contains__(self, wanted: object) -> bool:
        return isinstance(wanted, int) and self._is_marked(wanted)

    def index(self, wanted: int, start: int = 0, stop: int | None = None) -> int:
        """Return the row of an id; raises ValueError when it is not there."""
        if not self._is_marked(wanted):
            raise ValueError(wanted)
        place = self._places[wanted]
        block = place // _BLOCK
        row = self._before[block] + self._marks.count(1, block * _BLOCK, place)
        if not start <= row < (self._count if stop is None else stop):
            raise ValueError(wanted)
        return row

    def _is_marked(self, wanted: int) -> bool:
        if not self._everybody or not 0 <= wanted < len(self._places):
            return False
        place = self._places[wanted]
        return self._everybody[place] == wanted and bool(self._marks[place])

    def _between(self, start: int, stop: int) -> array[int]:
        block = bisect_right(self._before, start) - 1
        skipped = start - self._before[block]
        return array("q", islice(self._from(block * _BLOCK), skipped, skipped + stop - start))

    def _from(self, begun: int) -> Iterator[int]:
        for first in range(begun, len(self._marks), _BLOCK):
            last = first + _BLOCK
            yield from compress(self._everybody[first:last], self._marks[first:last])
