"""Everybody in the order of a column, kept in memory: a search only says who, this says where.

Measured at 1,000,000 people (``tests/benchmarks``): reading all ids by a covering index takes
0.3 s and 8 MB, so it is done on a thread of its own and the first rows come at once. Sorting the
71,000 people called 王 by SQL takes 280 ms, marking their places in memory 3 ms. Key set pages
were left for this: with the ids at hand any row of the table is one look-up away, the scroll bar
tells the truth and a selection is a range.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from kabao.storage.listing import Everybody, Listed, Marked
from kabao.storage.reading import Reading, places_of
from kabao.storage.values import to_json

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from kabao.storage.session import Session

FEW = 2000
"""So many ids are rather sorted by SQL than by an order that would have to be read first."""
AT_ONCE = 20_000
"""So many people are read in less than a frame."""
_MANY = 32
"""Up to such a part of everybody, sorting places is quicker than marking them."""
HEAD = 512
"""So many rows are known before the rest is read."""
_FEW = """
SELECT h.id FROM holders h
JOIN register r ON r.holder_id = h.id
LEFT JOIN employers e ON e.id = h.employer_id
WHERE h.id IN (SELECT value FROM json_each(?))
ORDER BY {blank}, {key} {way}, {same} h.id {way}
"""


@dataclass(frozen=True, slots=True)
class _Column:
    key: str
    blank: str
    """What is true of people who come last either way."""
    filled: str
    """Everybody else in order, straight from an index."""
    rest: str = ""
    by_card: bool = False
    same: str = ""


_COLUMNS = {
    "name": _Column(
        "h.name", "h.name IS NULL", "SELECT id FROM holders ORDER BY name {way}, id {way}"
    ),
    "number": _Column(
        "h.doc_no",
        "h.doc_no = ''",
        "SELECT id FROM holders WHERE doc_no > '' ORDER BY doc_no {way}, id {way}",
        "SELECT id FROM holders WHERE doc_no = '' ORDER BY id {way}",
    ),
    "card": _Column(
        "r.card_number",
        "r.card_number = ''",
        "SELECT holder_id FROM register WHERE card_number > ''"
        " ORDER BY card_number {way}, holder_id {way}",
        "SELECT holder_id FROM register WHERE card_number = '' ORDER BY holder_id {way}",
        by_card=True,
    ),
    "employer": _Column(
        "e.name",
        "h.employer_id IS NULL",
        "SELECT h.id FROM employers e CROSS JOIN holders h ON h.employer_id = e.id"
        " ORDER BY e.name {way}, e.id {way}, h.id {way}",
        "SELECT id FROM holders WHERE employer_id IS NULL ORDER BY id {way}",
        same="e.id {way},",
    ),
    "state": _Column(
        "r.state",
        "r.state = 'no_card'",
        "SELECT holder_id FROM register WHERE state <> 'no_card'"
        " ORDER BY state {way}, holder_id {way}",
        "SELECT holder_id FROM register WHERE state = 'no_card' ORDER BY holder_id {way}",
        by_card=True,
    ),
    "review": _Column(
        "r.review_on",
        "r.review_on IS NULL",
        "SELECT holder_id FROM register WHERE review_on > ''"
        " ORDER BY review_on {way}, holder_id {way}",
        "SELECT holder_id FROM register WHERE review_on IS NULL ORDER BY holder_id {way}",
        by_card=True,
    ),
}


@dataclass(slots=True)
class _Kept:
    """Everybody in the order asked for last, for as long as nobody changes places."""

    stamp: object
    ids: array[int]
    places: array[int] | None


class Orders:
    """Puts people in order; keeps the order asked for last while nobody changes places."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._kept: _Kept | None = None
        self._reading: tuple[object, Reading] | None = None
        session.at_close.append(self._stop)

    def everybody(self, order: str, count: int) -> Listed:
        """Return the ids of all holders in an order such as ``name`` or ``-review``.

        Of so many that reading them would be felt, only the first are read at once.
        """
        stamp = self._stamp(order)
        if self._is_kept(stamp) or count <= AT_ONCE or self._session.is_changing:
            ids = self._everybody(order).ids
            return Everybody(ids, len(ids), lambda: ids)
        self._read_beside(order, stamp)
        head = array("q")
        for statement in _statements(order):
            if len(head) < HEAD:
                head.extend(self._session.column(f"{statement} LIMIT {HEAD - len(head)}"))
        return Everybody(head, count, lambda: self._everybody(order).ids)

    def arrange(self, ids: Collection[int], order: str) -> Sequence[int]:
        """Return some ids in an order, each once."""
        if len(ids) <= FEW and not self._is_kept(self._stamp(order)):
            return self._few(ids, order)
        return _arranged(self._everybody(order), ids)

    def is_ready(self, order: str) -> bool:
        """Say whether everybody's place in an order is known, so that nobody waits for it."""
        stamp = self._stamp(order)
        if not self._is_kept(stamp) and not self._session.is_changing:
            self._read_beside(order, stamp)
            if self._reading is not None and not self._reading[1].is_over():
                return False
        self._everybody(order)
        return True

    def arranger(self, order: str) -> Callable[[Collection[int]], Sequence[int]] | None:
        """Return what puts ids in an order on any thread; None while everybody is still read."""
        if not self.is_ready(order):
            return None
        return partial(_arranged_known, self._everybody(order))

    def _everybody(self, order: str) -> _Kept:
        stamp = self._stamp(order)
        if self._kept is None or self._kept.stamp != stamp:
            self._kept = self._kept_from_beside(stamp) or self._read_here(order, stamp)
        return self._kept

    def _kept_from_beside(self, stamp: object) -> _Kept | None:
        begun, self._reading = self._reading, None
        if begun is None:
            return None
        read = begun[1].result()
        # What was read beside counts only if nobody changed places meanwhile.
        return _Kept(stamp, *read) if begun[0] == stamp and read is not None else None

    def _read_here(self, order: str, stamp: object) -> _Kept:
        ids = array("q")
        for statement in _statements(order):
            ids.extend(self._session.column(statement))
        return _Kept(stamp, ids, places_of(ids))

    def _read_beside(self, order: str, stamp: object) -> None:
        if self._reading is None or self._reading[0] != stamp:
            self._stop()
            self._reading = stamp, Reading(self._session, _statements(order))

    def _stop(self) -> None:
        if self._reading is not None:
            self._reading[1].stop()
            self._reading = None

    def _is_kept(self, stamp: object) -> bool:
        return self._kept is not None and self._kept.stamp == stamp

    def _stamp(self, order: str) -> object:
        register = self._session.register
        column, _ = _read(order)
        own = register.cards if column.by_card else register.people
        return order, own, self._session.stamp()

    def _few(self, ids: Collection[int], order: str) -> array[int]:
        column, way = _read(order)
        sql = _FEW.format(
            key=column.key, blank=column.blank, way=way, same=column.same.format(way=way)
        )
        return self._session.column(sql, (to_json(list(ids)),))


def _arranged_known(kept: _Kept, ids: Collection[int]) -> Sequence[int]:
    """Do the same for ids that another connection found, perhaps of people come since."""
    places, everybody = kept.places, kept.ids
    if places is None:
        return _arranged(kept, ids)
    most = len(places)
    return _arranged(kept, [n for n in ids if n < most and everybody[places[n]] == n])


def _arranged(kept: _Kept, ids: Collection[int]) -> Sequence[int]:
    """Put ids in the order of everybody; who is not among them is left out."""
    if kept.places is None:
        wanted = set(ids)
        return array("q", filter(wanted.__contains__, kept.ids))
    places = kept.places
    if len(ids) <= len(kept.ids) // _MANY:
        in_order = sorted(set(map(places.__getitem__, ids)))
        return array("q", map(kept.ids.__getitem__, in_order))
    marks = bytearray(len(kept.ids))
    for known in ids:
        marks[places[known]] = 1
    return Marked(kept.ids, places, marks)


def _statements(order: str) -> tuple[str, ...]:
    column, way = _read(order)
    return tuple(sql.format(way=way) for sql in (column.filled, column.rest) if sql)


def _read(order: str) -> tuple[_Column, str]:
    return _COLUMNS[order.removeprefix("-")], "DESC" if order.startswith("-") else "ASC"
