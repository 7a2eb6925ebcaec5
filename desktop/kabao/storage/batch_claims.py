"""Batches in the ledger: the card that each person's claim is about, and changed layouts."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from kabao.domain.batch_claims.progress import Member, state_of
from kabao.domain.cards import Card
from kabao.domain.holders import Holder
from kabao.domain.identity import plain_number
from kabao.storage.values import to_json, to_values

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kabao.domain.fields import Values
    from kabao.storage.session import Session

_MEMBERS = """
SELECT h.id, h.name, h.doc_no, coalesce(h.fields ->> '$.apply_for', ''),
    coalesce(h.fields ->> '$.birth_date', ''), c.id, c.fields
FROM case_holders m
JOIN holders h ON h.id = m.holder_id
LEFT JOIN batch_cards b ON b.case_id = m.case_id AND b.holder_id = m.holder_id
LEFT JOIN cards c ON c.id = b.card_id
WHERE m.case_id = ? ORDER BY m.position
"""
_PEOPLE = """
SELECT h.id, h.uid, h.employer_id, h.fields, c.id, c.uid, c.fields
FROM json_each(?1) m
JOIN holders h ON h.id = m.value
LEFT JOIN batch_cards b ON b.case_id = ?2 AND b.holder_id = h.id
LEFT JOIN cards c ON c.id = coalesce(
    b.card_id, (SELECT max(id) FROM cards WHERE holder_id = h.id))
ORDER BY m.key
"""
_FIGURES = """
SELECT coalesce(nullif(h.fields ->> '$.apply_for', ''), 'new'), count(*),
    sum(coalesce(c.fields ->> '$.card_number', '') <> '')
FROM case_holders m
JOIN holders h ON h.id = m.holder_id
LEFT JOIN batch_cards b ON b.case_id = m.case_id AND b.holder_id = m.holder_id
LEFT JOIN cards c ON c.id = b.card_id
WHERE m.case_id = ? GROUP BY 1 ORDER BY 2 DESC, min(m.position)
"""
_ELSEWHERE = """
SELECT DISTINCT h.fields ->> '$.doc_no', c.number FROM case_holders m
JOIN cases c ON c.id = m.case_id AND c.kind = 'batch_claim' AND c.id <> ?
JOIN holders h ON h.id = m.holder_id ORDER BY c.id
"""


class BatchClaimStore:
    """The tables of cards of batches and of layouts by region."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def figures(self, case_id: int) -> tuple[tuple[str, int, int], ...]:
        """Return kinds of application with their people and how many have the new card."""
        return tuple(
            (kind, count, made) for kind, count, made in self._session.rows(_FIGURES, (case_id,))
        )

    def photographed(self, case_id: int) -> int:
        """Count the people of a batch who have a photograph."""
        rows = self._session.rows(
            "SELECT count(*) FROM case_holders m JOIN photos p USING (holder_id)"
            " WHERE m.case_id = ?",
            (case_id,),
        )
        return int(rows[0][0])

    def members(self, case_id: int) -> list[Member]:
        """Return the people of a batch in its order, each with the progress of the card."""
        made = []
        for holder_id, name, doc_no, apply_for, born, card_id, card_fields in self._session.rows(
            _MEMBERS, (case_id,)
        ):
            card = Card(holder_id, to_values(card_fields), card_id) if card_id else None
            state, reason, since = state_of(card)
            made.append(
                Member(
                    holder_id,
                    name,
                    plain_number(doc_no),
                    card_id or 0,
                    state,
                    reason,
                    since,
                    card.number if card else "",
                    str(apply_for),
                    str(born),
                )
            )
        return made

    def people(self, holder_ids: Iterable[int], case_id: int) -> list[tuple[Holder, Card | None]]:
        """Return people in their order with the card that a batch is about, else the newest."""
        return [
            (
                Holder(to_values(fields), holder_id, uid, employer),
                Card(holder_id, to_values(card_fields), card_id, card_uid) if card_id else None,
            )
            for holder_id, uid, employer, fields, card_id, card_uid, card_fields in (
                self._session.rows(_PEOPLE, (json.dumps(list(holder_ids)), case_id))
            )
        ]

    def cards(self, case_id: int) -> dict[int, int]:
        """Return the cards that a batch applied for, by person."""
        rows = self._session.rows(
            "SELECT holder_id, card_id FROM batch_cards WHERE case_id = ?", (case_id,)
        )
        return dict(rows)

    def link(self, case_id: int, cards: Mapping[int, int]) -> None:
        """Keep which card each person's claim is about."""
        with self._session.transaction("batch_claims.link"):
            for holder_id, card_id in cards.items():
                self._session.rows(
                    "INSERT INTO batch_cards VALUES (?, ?, ?)"
                    " ON CONFLICT DO UPDATE SET card_id = excluded.card_id",
                    (case_id, holder_id, card_id),
                )

    def unlink(self, case_id: int, holder_ids: Iterable[int]) -> None:
        """Forget the cards of people who leave a batch; the cards themselves stay."""
        with self._session.transaction("batch_claims.link"):
            self._session.rows(
                "DELETE FROM batch_cards WHERE case_id = ?"
                " AND holder_id IN (SELECT value FROM json_each(?))",
                (case_id, json.dumps(list(holder_ids))),
            )

    def elsewhere(self, case_id: int) -> dict[str, str]:
        """Return the case numbers of other batches by the document numbers of their people."""
        rows = self._session.rows(_ELSEWHERE, (case_id,))
        return {plain_number(number): case for number, case in rows if number}

    def by_number(self, numbers: Iterable[str]) -> dict[str, tuple[int, str]]:
        """Return id and name of the people with some document numbers, by number."""
        rows = self._session.rows(
            "SELECT doc_no, id, name FROM holders WHERE doc_no <> ''"
            " AND doc_no IN (SELECT value FROM json_each(?)) ORDER BY id DESC",
            (json.dumps(list(numbers)),),
        )
        return {plain_number(number): (key, name) for number, key, name in rows}

    def named(self, names: Iterable[str]) -> dict[str, list[int]]:
        """Return the people who bear one of some names."""
        found: dict[str, list[int]] = {}
        for name, key in self._session.rows(
            "SELECT name, id FROM holders WHERE name IN (SELECT value FROM json_each(?))",
            (json.dumps(list(names), ensure_ascii=False),),
        ):
            found.setdefault(name, []).append(key)
        return found

    def layouts(self) -> dict[str, Values]:
        """Return every layout that the user changed, by region."""
        rows = self._session.rows("SELECT region, fields FROM batch_layouts")
        return {region: to_values(fields) for region, fields in rows}

    def layout(self, region: str) -> Values | None:
        """Return the layout of a region if the user changed it."""
        row = self._session.row("SELECT fields FROM batch_layouts WHERE region = ?", (region,))
        return to_values(row[0]) if row else None

    def keep_layout(self, region: str, values: Values) -> None:
        """Keep a changed layout in place of the one before."""
        with self._session.transaction("batch_claims.layout", region):
            self._session.rows(
                "INSERT INTO batch_layouts VALUES (?, ?)"
                " ON CONFLICT DO UPDATE SET fields = excluded.fields",
                (region, to_json(values)),
            )

    def drop_layout(self, region: str) -> None:
        """Go back to what the rulebook says of a region."""
        with self._session.transaction("batch_claims.layout_dropped", region):
            self._session.rows("DELETE FROM batch_layouts WHERE region = ?", (region,))
