"""Holders in the ledger, and the register that lists them."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

from kabao.domain.errors import InputRefusedError, NotFoundError
from kabao.domain.holders import Holder, HolderFilter, HolderRow
from kabao.domain.identity import mask_number
from kabao.domain.privacy import Due
from kabao.storage import orders
from kabao.storage.orders import Orders
from kabao.storage.projections import STATUS_COLUMNS, to_status
from kabao.storage.search import Search, is_wide
from kabao.storage.session import new_uid
from kabao.storage.values import to_json, to_values

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

    from kabao.storage.session import Row, Session

_SELECT = "SELECT id, uid, employer_id, fields FROM holders"
_BATCH = 1000
_PAST = """
SELECT id, name, doc_no, fields ->> '$.keep_until' FROM holders
WHERE fields ->> '$.keep_until' > '' AND fields ->> '$.keep_until' < ? ORDER BY 4, name, id
"""
_ROWS = f"""
SELECT h.id, h.name, h.doc_no, e.name, r.card_id, r.card_number, r.region,
    {STATUS_COLUMNS}
FROM json_each(?) AS wanted
JOIN holders h ON h.id = wanted.value
LEFT JOIN employers e ON e.id = h.employer_id
LEFT JOIN register r ON r.holder_id = h.id
LEFT JOIN projections p ON p.card_id = r.card_id
ORDER BY wanted.key
"""  # noqa: S608 (constants)


class HolderStore:
    """The table of holders."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._search = Search(session)
        self._orders = Orders(session)

    def get(self, holder_id: int) -> Holder:
        """Return one holder; raises NotFoundError."""
        row = self._session.row(f"{_SELECT} WHERE id = ?", (holder_id,))
        if row is None:
            raise NotFoundError("record_missing")
        return _holder(row)

    def find(self, uid: str) -> Holder | None:
        """Return the holder with an identifier, or None."""
        row = self._session.row(f"{_SELECT} WHERE uid = ?", (uid,))
        return _holder(row) if row else None

    def by_number(self, doc_no: str) -> Holder | None:
        """Return the first holder with a document number, or None; no number matches nobody."""
        if not doc_no:
            return None
        row = self._session.row(f"{_SELECT} WHERE doc_no = ? ORDER BY id LIMIT 1", (doc_no,))
        return _holder(row) if row else None

    def latest(self) -> Holder | None:
        """Return whom the ledger took in last, or None."""
        row = self._session.row(f"{_SELECT} ORDER BY id DESC LIMIT 1", ())
        return _holder(row) if row else None

    def by_numbers(self, numbers: Sequence[str]) -> dict[str, Holder]:
        """Return the first holder of each document number that somebody has, by that number."""
        rows = self._session.rows(
            "SELECT wanted.value, h.id, h.uid, h.employer_id, h.fields FROM json_each(?) AS wanted"
            " JOIN holders h ON h.doc_no = wanted.value WHERE wanted.value <> ''"
            " ORDER BY h.id DESC",
            (to_json(list(numbers)),),
        )
        return {number: _holder(tuple(columns)) for number, *columns in rows}

    def of_employer(self, employer_id: int) -> list[Holder]:
        """Return the people of one employer by name."""
        rows = self._session.rows(
            f"{_SELECT} WHERE employer_id = ? ORDER BY name, id", (employer_id,)
        )
        return [_holder(row) for row in rows]

    def all(self) -> Iterator[Holder]:
        """Go through every holder in the order of entry, holding a batch at a time."""
        last = 0
        while batch := self._session.rows(
            f"{_SELECT} WHERE id > ? ORDER BY id LIMIT {_BATCH}", (last,)
        ):
            yield from map(_holder, batch)
            last = batch[-1][0]

    def count(self) -> int:
        """Count all holders."""
        self._session.catch_up()
        return int(self._session.rows("SELECT coalesce(sum(people), 0) FROM census")[0][0])

    def counts_by_state(self) -> dict[str, int]:
        """Count holders by the kept state of their newest card.

        Keys are codes of ``CardState``, with the grade after a slash where there is one
        (``active/claimed``), ``no_card``, and ``unknown`` for a card without a kept status.
        """
        self._session.catch_up()
        return dict(self._session.rows("SELECT state, people FROM census WHERE people > 0"))

    def ids(self, wanted: HolderFilter) -> Sequence[int]:
        """Return the ids of the holders a filter lets through, in the order it asks for.

        They are not to be changed. Take parts of them rather than all: of a million people only
        the first may have been read yet, and of a search only places may be known.
        """
        self._session.catch_up()
        found = self._search.found(wanted)
        if found is None:
            return self._orders.everybody(wanted.order, self.count())
        return self._orders.arrange(found, wanted.order)

    def past_keeping(self, today: dt.date) -> list[Due]:
        """Return the people whose day to be kept until is over, the longest first."""
        rows = self._session.rows(_PAST, (today.isoformat(),))
        return [
            Due(number, name, mask_number(doc_no), dt.date.fromisoformat(day))
            for number, name, doc_no, day in rows
        ]

    def is_quick(self, wanted: HolderFilter) -> bool:
        """Say whether ``ids`` answers at once: few people, everybody, or a search that tells much.

        So far as everybody's order is known; its reading begins with the first question.
        """
        if self.count() <= orders.AT_ONCE:
            return True
        plain = replace(wanted, search="", today="", order="name") == HolderFilter()
        ready = plain and self._orders.is_ready(wanted.order)
        return ready and not is_wide(wanted.search)

    def found(self, wanted: HolderFilter) -> Collection[int]:
        """Return the ids of the holders a filter lets through, in no order and some twice."""
        self._session.catch_up()
        found = self._search.found(wanted)
        return self._orders.everybody(wanted.order, self.count()) if found is None else found

    def arranger(self, order: str) -> Callable[[Collection[int]], Sequence[int]] | None:
        """Return what orders ids on any thread; None while everybody is still read beside."""
        self._session.catch_up()
        return self._orders.arranger(order)

    def rows(self, ids: Sequence[int]) -> list[HolderRow]:
        """Return the lines of the register for some ids in their order; gone ones are left out."""
        self._session.catch_up()
        return [_line(row) for row in self._session.rows(_ROWS, (to_json(list(ids)),))]

    def add(self, holder: Holder) -> Holder:
        """Store a new holder and return it with its id."""
        uid = holder.uid or new_uid()
        with self._session.transaction("holders.add"):
            record = {
                "uid": uid,
                "employer_id": holder.employer_id,
                "fields": to_json(holder.values),
            }
            return replace(holder, id=self._session.insert("holders", record), uid=uid)

    def update(self, holder: Holder) -> Holder:
        """Store employer and values of a holder; raises NotFoundError."""
        with self._session.transaction("holders.change"):
            self._session.change(
                "UPDATE holders SET employer_id = ?, fields = ? WHERE id = ?",
                (holder.employer_id, to_json(holder.values), holder.id),
            )
        return self.get(holder.id)

    def add_many(self, holders: Sequence[Holder]) -> list[int]:
        """Store new holders in their order and return their ids."""
        with self._session.in_bulk("holders.add"):
            first = self._session.next_id("holders")
            self._session.many(
                "INSERT INTO holders (id, uid, employer_id, fields) VALUES (?, ?, ?, ?)",
                (
                    (number, holder.uid or new_uid(), holder.employer_id, to_json(holder.values))
                    for number, holder in enumerate(holders, first)
                ),
            )
        return list(range(first, first + len(holders)))

    def update_many(self, holders: Sequence[Holder]) -> None:
        """Store employer and values of holders; raises NotFoundError if one is not there."""
        with self._session.in_bulk("holders.change"):
            for holder in holders:
                self._session.change(
                    "UPDATE holders SET employer_id = ?, fields = ? WHERE id = ?",
                    (holder.employer_id, to_json(holder.values), holder.id),
                )

    def assign_employer(self, ids: Sequence[int], employer_id: int | None) -> dict[int, int | None]:
        """Give people another employer, or none; returns the employer each had before."""
        wanted = (to_json(list(ids)),)
        with self._session.in_bulk("holders.change"):
            before = self._session.rows(
                "SELECT id, employer_id FROM holders"
                " WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id",
                wanted,
            )
            self._session.rows(
                "UPDATE holders SET employer_id = ? WHERE id IN (SELECT value FROM json_each(?))",
                (employer_id, *wanted),
            )
        return dict(before)

    def remove(self, holder_id: int) -> None:
        """Remove a holder with cards and evidence; refused while a case names the holder."""
        holder = self.get(holder_id)
        (count,) = self._session.rows(
            "SELECT count(DISTINCT case_id) FROM case_holders WHERE holder_id = ?", (holder_id,)
        )[0]
        if count:
            raise InputRefusedError("holder_in_case", name=holder.name, count=count)
        with self._session.transaction("holders.remove"):
            self._session.change("DELETE FROM holders WHERE id = ?", (holder_id,))


def _holder(row: Row) -> Holder:
    record, uid, employer_id, fields = row
    return Holder(to_values(fields), record, uid, employer_id)


def _line(row: Row) -> HolderRow:
    record, name, doc_no, employer, card_id, card_number, region, *status = row
    return HolderRow(
        id=record,
        name=name,
        masked_number=mask_number(doc_no),
        card_number=card_number or "",
        employer=employer or "",
        status=to_status(status) if status[0] else None,
        card_id=card_id,
        region=region or "",
    )
