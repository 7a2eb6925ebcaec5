"""Finding people, cases and employers of a ledger from one line of text."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from kabao.domain.findings import Place
from kabao.domain.holders import HolderFilter
from kabao.services.sounds import sounds_like

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kabao.services.workspace import Workspace

MOST = 5
"""Records of each kind that are told; the rooms themselves find the others."""
SHORTEST = 2
"""A single character finds half the register."""


@dataclass(frozen=True, slots=True)
class Found:
    """A record that answers to what was typed, and what tells it from others; numbers masked."""

    place: Place
    title: str
    note: str


def look_up(workspace: Workspace, text: str, most: int = MOST) -> tuple[Found, ...]:
    """Return the people, cases and employers that a text finds, at most ``most`` of each.

    People are found as in the register (part of a name, pinyin, last digits, card number); cases
    and employers by any part of title, number or code, or by pinyin.
    """
    wanted = text.strip().casefold()
    if len(wanted) < SHORTEST:
        return ()
    return (
        *_people(workspace, text.strip(), most),
        *islice(_cases(workspace, wanted), most),
        *islice(_employers(workspace, wanted), most),
    )


def _people(workspace: Workspace, text: str, most: int) -> Iterator[Found]:
    ids = workspace.holders.ids(HolderFilter(search=text))[:most]
    for row in workspace.holders.rows(ids):
        yield Found(Place("holders", row.id), row.name, f"{row.masked_number}  {row.employer}")


def _cases(workspace: Workspace, wanted: str) -> Iterator[Found]:
    for case in workspace.cases.all():
        if _answers(wanted, case.title, (case.number,)):
            yield Found(Place("cases", case.id), case.title, case.number)


def _employers(workspace: Workspace, wanted: str) -> Iterator[Found]:
    for employer in workspace.employers.all():
        if _answers(wanted, employer.name, (employer.uscc,)):
            yield Found(Place("employers", employer.id), employer.name, employer.uscc)


def _answers(wanted: str, title: str, codes: Iterable[str]) -> bool:
    said = " ".join((title, *codes)).casefold()
    return all(word in said for word in wanted.split()) or sounds_like(title, wanted)
