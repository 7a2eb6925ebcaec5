"""The flow: stacks pieces on pages, keeps what belongs together, divides what is too long."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kabao.documents.layout.style import ROOM

if TYPE_CHECKING:
    from collections.abc import Iterable

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
        self.put(piece)

    def put(self, piece: Piece) -> None:
        """Place a piece below what stands there."""
        if self.placed:
            self.used += piece.before
        self.placed.append((self.used, piece))
        self.used += piece.height

    def left(self, piece: Piece) -> float:
        """Return the height that a piece would find."""
        return self.room - self.used - (piece.before if self.placed else 0.0) + _ROUNDING


def paginate(pieces: Iterable[Piece], room: float = ROOM) -> list[Page]:
    """Distribute pieces over pages in their order; nothing is lost and nothing overlaps."""
    waiting = deque(pieces)
    pages = [Page(room)]
    while waiting:
        page = pages[-1]
        fresh = not page.placed
        piece = waiting.popleft()
        if fresh and len(pages) > 1 and piece.head is not None:
            page.repeat(piece.head)
        if piece.height + _company(piece, waiting, room) <= page.left(piece):
            page.put(piece)
            continue
        halves = piece.split(page.left(piece)) if fresh or piece.height > _DIVIDE * room else None
        if halves is not None:
            page.put(halves[0])
            waiting.appendleft(halves[1])
            pages.append(Page(room))
        elif fresh:
            page.put(piece)
        else:
            waiting.appendleft(piece)
            pages.append(Page(room))
    return pages


def _company(piece: Piece, waiting: deque[Piece], room: float) -> float:
    """Return the height of what must stand on the same page below a piece."""
    needed = 0.0
    index = 0
    while piece.keep and index < len(waiting):
        piece = waiting[index]
        index += 1
        needed += piece.before
        if not piece.keep and piece.height > _DIVIDE * room:
            return needed + 60
        needed += piece.height
        if needed > 0.6 * room:
            return 0.0
    return needed
