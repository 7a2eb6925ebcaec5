"""The flow: stacks pieces on pages, keeps what belongs together, divides what is too long."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kabao.documents.layout.style import ROOM

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kabao.documents.layout.pieces import Piece

_DIVIDE = 0.3
"""A piece is divided rather than moved when it is higher than this share of a page."""
_ROUNDING = 0.01


@dataclass(slots=True)
class Page:
    """The pieces of one page with their distance from its top edge of text."""

    room: float = ROOM
    placed: list[tuple[float, Piece]] = field(default_factory=list)
    used: float = 0.0
    wide: bool = False
    """Whether the page lies on its side."""
    repeated: set[int] = field(default_factory=set)
    """Numbers of the pieces that stood on an earlier page already."""

    def repeat(self, piece: Piece) -> None:
        """Place a piece again that an earlier page had."""
        self.repeated.add(len(self.placed))
        self.put(piece, piece.height)

    def put(self, piece: Piece, height: float) -> None:
        """Place a piece below what stands there."""
        if self.placed:
            self.used += piece.before
        self.placed.append((self.used, piece))
        self.used += height

    def left(self, piece: Piece) -> float:
        """Return the height that a piece would find."""
        return self.room - self.used - (piece.before if self.placed else 0.0) + _ROUNDING


def paginate(pieces: Iterable[Piece], room: float = ROOM) -> list[Page]:
    """Distribute pieces over pages in their order; nothing is lost and nothing overlaps."""
    return list(pages(pieces, room))


def pages(pieces: Iterable[Piece], room: float = ROOM) -> Iterator[Page]:
    """Yield pages as they become full; no more pieces are asked for than the present one needs."""
    waiting = _Waiting(pieces)
    page, first = Page(room), True
    while (piece := waiting.next()) is not None:
        fresh = not page.placed
        if fresh and not first and piece.head is not None:
            page.repeat(piece.head)
        left = page.left(piece)
        height = piece.height
        if height <= left and height + _company(piece, waiting, room) <= left:
            page.put(piece, height)
            continue
        halves = piece.split(left) if fresh or height > _DIVIDE * room else None
        if halves is not None:
            page.put(halves[0], halves[0].height)
            waiting.back(halves[1])
        elif fresh:
            page.put(piece, height)
        else:
            waiting.back(piece)
        if halves is not None or not fresh:
            yield page
            page, first = Page(room), False
    yield page


class _Waiting:
    """Pieces still to be placed, asked for one by one."""

    def __init__(self, pieces: Iterable[Piece]) -> None:
        self._pieces = iter(pieces)
        self._ahead: deque[Piece] = deque()

    def next(self) -> Piece | None:
        """Take the next piece; None at the end."""
        return self._ahead.popleft() if self._ahead else next(self._pieces, None)

    def back(self, piece: Piece) -> None:
        """Put a piece back."""
        self._ahead.appendleft(piece)

    def at(self, index: int) -> Piece | None:
        """Return a piece further on without taking it; None behind the end."""
        while len(self._ahead) <= index:
            piece = next(self._pieces, None)
            if piece is None:
                return None
            self._ahead.append(piece)
        return self._ahead[index]


def _company(piece: Piece, waiting: _Waiting, room: float) -> float:
    """Return the height of what must stand on the same page below a piece."""
    needed = 0.0
    index = 0
    while piece.keep and (following := waiting.at(index)) is not None:
        piece = following
        index += 1
        needed += piece.before
        if not piece.keep and piece.height > _DIVIDE * room:
            return needed + 60
        needed += piece.height
        if needed > 0.6 * room:
            return 0.0
    return needed
