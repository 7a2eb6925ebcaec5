"""Cards in the ledger."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kabao.domain.cards import Card
from kabao.domain.errors import NotFoundError
from kabao.storage.session import new_uid
from kabao.storage.values import to_json, to_values

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kabao.storage.session import Row, Session

_SELECT = "SELECT id, uid, holder_id, fields FROM cards"
_BATCH = 1000
_TAIL = 4


class CardStore:
    """The table of cards."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, card_id: int) -> Card:
        """Return one card; raises NotFoundError."""
        row = self._session.row(f"{_SELECT} WHERE id = ?", (card_id,))
        if row is None:
            raise NotFoundError("record_missing")
        return _card(row)

    def find(self, uid: str) -> Card | None:
        """Return the card with an identifier, or None."""
        row = self._session.row(f"{_SELECT} WHERE uid = ?", (uid,))
        return _card(row) if row else None

    def by_number(self, number: str) -> Card | None:
        """Return the first card with a card number, or None; no number matches no card."""
        if not number:
            return None
        row = self._session.row(f"{_SELECT} WHERE card_number = ? ORDER BY id LIMIT 1", (number,))
        return _card(row) if row else None

    def of_holder(self, holder_id: int) -> list[Card]:
        """Return the cards of a holder, the newest first."""
        rows = self._session.rows(f"{_SELECT} WHERE holder_id = ? ORDER BY id DESC", (holder_id,))
        return [_card(row) for row in rows]

    def all(self) -> Iterator[Card]:
        """Go through every card in the order of entry, holding no more than a batch at a time."""
        last = 0
        while batch := self._session.rows(
            f"{_SELECT} WHERE id > ? ORDER BY id LIMIT {_BATCH}", (last,)
        ):
            yield from map(_card, batch)
            last = batch[-1][0]

    def ids_after(self, card_id: int, most: int = -1) -> list[int]:
        """Return the ids of cards entered later than one, in their order."""
        rows = self._session.rows(
            "SELECT id FROM cards WHERE id > ? ORDER BY id LIMIT ?", (card_id, most)
        )
        return [number for (number,) in rows]

    def add(self, card: Card) -> Card:
        """Store a new card and return it with its id."""
        uid = card.uid or new_uid()
        with self._session.transaction("cards.add"):
            record = {"uid": uid, "holder_id": card.holder_id, "fields": to_json(card.values)}
            return replace(card, id=self._session.insert("cards", record), uid=uid)

    def add_many(self, cards: Sequence[Card]) -> list[int]:
        """Store new cards in their order and return their ids."""
        with self._session.in_bulk("cards.add"):
            first = self._session.next_id("cards")
            self._session.many(
                "INSERT INTO cards (id, uid, holder_id, fields) VALUES (?, ?, ?, ?)",
                (
                    (number, card.uid or new_uid(), card.holder_id, to_json(card.values))
                    for number, card in enumerate(cards, first)
                ),
            )
        return list(range(first, first + len(cards)))

    def by_tail(self, digits: str) -> list[Card]:
        """Return cards in use or on their way whose number ends with some places.

        No places match no card.
        """
        if not digits:
            return []
        self._session.catch_up()
        backwards = digits[: -_TAIL - 1 : -1]
        found = self._session.column(
            "SELECT c.id FROM cards c JOIN register r ON r.holder_id = c.holder_id"
            " AND c.id IN (r.card_id, (SELECT max(id) FROM cards WHERE holder_id = r.holder_id))"
            " WHERE c.tail >= ?1 AND c.tail < ?1 || char(1114111)"
            " AND substr(c.card_number, -length(?2)) = ?2 COLLATE NOCASE ORDER BY c.id",
            (backwards, digits),
        )
        return [self.get(card_id) for card_id in found]

    def update(self, card: Card) -> Card:
        """Store holder and values of a card; raises NotFoundError."""
        with self._session.transaction("cards.change"):
            self._session.change(
                "UPDATE cards SET holder_id = ?, fields = ? WHERE id = ?",
                (card.holder_id, to_json(card.values), card.id),
            )
        return self.get(card.id)


def _card(row: Row) -> Card:
    record, uid, holder_id, fields = row
    return Card(holder_id, to_values(fields), record, uid)
