"""What speaks against a list of people before a bureau says it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from kabao.domain.batch_claims.progress import IN_PRODUCTION
from kabao.domain.days import read_iso_date
from kabao.domain.fields import Draft
from kabao.domain.findings import Confidence, Finding, Level, Place
from kabao.domain.holders import check_holder
from kabao.domain.identity import age_on, plain_number
from kabao.domain.rule_levels import allowed_level

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping, Sequence

    from kabao.domain.batch_claims.layouts import BatchColumn
    from kabao.domain.batch_claims.rows import Listed, Listing
    from kabao.domain.fields import Value

_OPTIONAL = frozenset({"seq", "sign", "card_number", "employer_name", "employer_uscc"})


@dataclass(frozen=True, slots=True)
class PeopleCheck:
    """A list under examination."""

    listing: Listing
    people: Sequence[Listed]
    today: dt.date
    photos: Mapping[int, str] = field(default_factory=dict)
    """SHA-256 of each photograph by the person's id."""
    linked: Mapping[int, int] = field(default_factory=dict)
    """The card that this batch applied for, by the person's id."""
    photo_from_age: int = 0
    """Full years from which on a photograph is asked for."""
    materials: tuple[int, int] = (1, 5)
    """Numbers of the parts that findings belong to: the list, the photographs."""

    def findings(self) -> Iterator[Finding]:
        """Yield what speaks against the list, person by person."""
        first: dict[str, int] = {}
        pictures: dict[str, str] = {}
        for number, person in enumerate(self.people, start=1):
            holder = person.holder
            key = plain_number(holder.doc_no)
            earlier = first.setdefault(key, number) if key else number
            for item in (
                *self._twice(person, earlier, number),
                *self._record(person),
                *self._cells(person),
                *self._cards(person),
                *self._photo(person, pictures),
            ):
                yield replace(item, params={**item.params, "holder": holder.name, "row": number})

    def _place(self, person: Listed, name: str = "") -> Place:
        return Place("holders", person.holder.id, self.materials[0], field=name)

    def _twice(self, person: Listed, earlier: int, number: int) -> Iterator[Finding]:
        if earlier != number:
            place = self._place(person, "doc_no")
            yield Finding(Level.ERROR, "batch_person_twice", place, {"earlier": earlier})

    def _record(self, person: Listed) -> Iterator[Finding]:
        holder, employer = person.holder, self.listing.employer
        draft = Draft(self.listing.form, holder.values)
        yield from check_holder(draft, self.today, self._place(person))
        ends = read_iso_date(holder.values.get("doc_valid_to"))
        if ends is not None and ends < self.today:
            yield Finding(
                Level.WARNING,
                "batch_document_expired",
                self._place(person, "doc_valid_to"),
                {"on": ends.isoformat()},
                confidence=Confidence.CONFIRMED,
            )
        if employer is not None and holder.employer_id != employer.id:
            yield Finding(Level.WARNING, "batch_person_elsewhere", self._place(person))

    def _cells(self, person: Listed) -> Iterator[Finding]:
        layout = self.listing.layout
        (cells,) = self.listing.rows((person,))
        for column, text in zip(layout.columns, cells, strict=True):
            if column.required and not text and column.key not in _OPTIONAL:
                yield self._missing(person, column)
            value = str(self.listing.told(person, column.key) or "")
            if column.shape == "code" and value and not layout.knows_code(column.key, value):
                params = {"column": column.title, "value": value}
                yield Finding(
                    Level.WARNING, "batch_code_unknown", self._place(person, column.key), params
                )

    def _missing(self, person: Listed, column: BatchColumn) -> Finding:
        origin = self.listing.layout.origin
        trust = origin.confidence if origin else Confidence.PROPOSED
        return Finding(
            allowed_level(Level.ERROR, trust),
            "batch_cell_missing",
            self._place(person, column.key),
            {"column": column.title},
            confidence=trust,
            source=origin.source if origin else "",
        )

    def _cards(self, person: Listed) -> Iterator[Finding]:
        card, holder = person.card, person.holder
        if card is None or self.linked.get(holder.id) == card.id:
            return
        state = card.text("progress")
        if card.received_on is not None:
            if holder.text("apply_for") in ("", "new"):
                yield Finding(Level.WARNING, "batch_has_card", self._place(person))
        elif state in IN_PRODUCTION:
            params = {"progress": state}
            yield Finding(Level.WARNING, "batch_card_under_way", self._place(person), params)

    def _photo(self, person: Listed, seen: dict[str, str]) -> Iterator[Finding]:
        holder = person.holder
        place = Place("holders", holder.id, self.materials[1])
        digest = self.photos.get(holder.id)
        if digest is None:
            asked = self.listing.layout.photos_asked
            if asked and not is_waived(person, self.today, self.photo_from_age):
                yield Finding(Level.WARNING, "batch_photo_missing", place)
        elif digest in seen:
            yield Finding(Level.ERROR, "batch_photo_twice", place, {"other": seen[digest]})
        else:
            seen[digest] = holder.name


def is_waived(person: Listed, on: dt.date, from_age: int) -> bool:
    """Say whether somebody is too young for a photograph to be asked."""
    return is_too_young(person.holder.values.get("birth_date"), on, from_age)


def is_too_young(birth_date: Value, on: dt.date, from_age: int) -> bool:
    """Say whether no photograph is asked of somebody born on a day; of nobody without one."""
    born = read_iso_date(birth_date)
    return born is not None and age_on(born, on) < from_age
