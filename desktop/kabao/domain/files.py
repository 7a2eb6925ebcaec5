"""The pages of an attached file that stand in the package, and files that were replaced."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

TURNS = (0, 90, 180, 270)


@dataclass(frozen=True, slots=True)
class PagePick:
    """One page of a file, counted from 1, with the degrees it is turned clockwise."""

    page: int
    turn: int = 0


PagePlan = tuple[PagePick, ...]
"""Pages in the order of the package; an empty plan means the whole file as it is."""


@dataclass(frozen=True, slots=True)
class FileVersion:
    """A file that another one replaced; its bytes stay in the ledger."""

    attachment_id: int
    file_name: str
    media_type: str
    sha256: str
    size: int
    pages: int
    replaced_at: str
    """Moment, ISO text in UTC."""
    plan: PagePlan = ()
    position: int = 0
    uid: str = ""


def whole(pages: int) -> PagePlan:
    """Return the plan that names every page as it is."""
    return tuple(PagePick(page) for page in range(1, pages + 1))


def normal(plan: Iterable[PagePick], pages: int) -> PagePlan:
    """Return a plan in its shortest form: empty where it says nothing but the whole file."""
    kept = tuple(plan)
    return () if kept == whole(pages) else kept


def is_sound(plan: Sequence[PagePick], pages: int) -> bool:
    """Say whether a plan names only pages that there are, each once, and turns by quarters."""
    numbers = [pick.page for pick in plan]
    return (
        len(set(numbers)) == len(numbers)
        and all(1 <= number <= pages for number in numbers)
        and all(pick.turn in TURNS for pick in plan)
    )


def plan_rows(plan: PagePlan) -> list[list[int]]:
    """Return a plan as plain numbers: page and turn of each."""
    return [[pick.page, pick.turn] for pick in plan]


def read_plan(rows: Iterable[Sequence[int]]) -> PagePlan:
    """Return the plan that plain numbers tell."""
    return tuple(PagePick(int(page), int(turn)) for page, turn in rows)


def ranges(numbers: Iterable[int]) -> str:
    """Write page numbers in their order, runs as from-to: ``1-3, 7, 5``."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ", ".join(str(a) if a == b else f"{a}-{b}" for a, b in runs)
