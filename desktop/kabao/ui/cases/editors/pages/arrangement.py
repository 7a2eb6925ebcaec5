"""The pages of one file while they are arranged: order, turns, what is left out, steps back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kabao.domain.files import PagePick, PagePlan

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence


@dataclass(frozen=True, slots=True)
class Tile:
    """One page of the file."""

    page: int
    turn: int = 0
    kept: bool = True


class Arrangement:
    """All pages of a file in their order; every change is a step that can be taken back."""

    def __init__(self, pages: int, plan: PagePlan) -> None:
        self.tiles = _tiles(pages, plan)
        self._back: list[tuple[Tile, ...]] = []
        self._forth: list[tuple[Tile, ...]] = []

    def plan(self) -> PagePlan:
        """Return the pages that are printed."""
        return tuple(PagePick(tile.page, tile.turn) for tile in self.tiles if tile.kept)

    def turn(self, rows: Iterable[int], degrees: int) -> bool:
        """Turn pages clockwise."""
        return self._each(rows, lambda it: replace(it, turn=(it.turn + degrees) % 360))

    def keep(self, rows: Sequence[int], *, kept: bool) -> bool:
        """Leave pages out, or take them back."""
        return self._each(rows, lambda it: replace(it, kept=kept))

    def move(self, rows: Iterable[int], place: int) -> list[int]:
        """Move pages together before a place; returns where they are then."""
        chosen = sorted(set(rows))
        moved = [self.tiles[row] for row in chosen]
        rest = [tile for row, tile in enumerate(self.tiles) if row not in chosen]
        start = max(0, min(place - sum(row < place for row in chosen), len(rest)))
        self._change((*rest[:start], *moved, *rest[start:]))
        return list(range(start, start + len(moved)))

    def reset(self) -> bool:
        """Print the file as it is."""
        return self._change(tuple(Tile(page) for page in sorted(it.page for it in self.tiles)))

    def undo(self) -> bool:
        """Take the last step back."""
        return self._swap(self._back, self._forth)

    def redo(self) -> bool:
        """Do the step again that was taken back last."""
        return self._swap(self._forth, self._back)

    @property
    def undoable(self) -> bool:
        """Whether there is a step to take back."""
        return bool(self._back)

    @property
    def redoable(self) -> bool:
        """Whether there is a step to do again."""
        return bool(self._forth)

    def _each(self, rows: Iterable[int], change: Callable[[Tile], Tile]) -> bool:
        chosen = set(rows)
        return self._change(
            tuple(change(it) if row in chosen else it for row, it in enumerate(self.tiles))
        )

    def _change(self, tiles: tuple[Tile, ...]) -> bool:
        if tiles == self.tiles:
            return False
        self._back.append(self.tiles)
        self._forth.clear()
        self.tiles = tiles
        return True

    def _swap(self, source: list[tuple[Tile, ...]], target: list[tuple[Tile, ...]]) -> bool:
        if not source:
            return False
        target.append(self.tiles)
        self.tiles = source.pop()
        return True


def _tiles(pages: int, plan: PagePlan) -> tuple[Tile, ...]:
    """Lay the pages out as they are printed, those left out behind the page they followed."""
    if not plan:
        return tuple(Tile(page) for page in range(1, pages + 1))
    tiles = [Tile(pick.page, pick.turn) for pick in plan]
    for page in sorted(set(range(1, pages + 1)) - {pick.page for pick in plan}):
        before = next((n for n, tile in enumerate(tiles, 1) if tile.page == page - 1), 0)
        tiles.insert(before, Tile(page, kept=False))
    return tuple(tiles)
