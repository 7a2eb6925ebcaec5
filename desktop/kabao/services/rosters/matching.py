"""What each row of a roster means for the register: new, changed, the same, or refused."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from kabao.domain.cards import Card
from kabao.domain.days import read_iso_date
from kabao.domain.fields import FieldKind
from kabao.domain.findings import Finding, Level
from kabao.domain.holders import Holder
from kabao.domain.identity import mask_number, plain_number
from kabao.domain.plain_text import fold_width
from kabao.domain.rosters.headers import CARD
from kabao.services.rosters.summary import Summary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from kabao.domain.fields import FieldSpec, Value, Values
    from kabao.domain.rosters.mapping import RosterMapping
    from kabao.domain.rosters.reading import CellFinding, RosterReader, RosterRow
    from kabao.domain.rosters.sheets import Sheet
    from kabao.services.rosters.new_employers import NewEmployers
    from kabao.storage.ledger import Ledger

BATCH = 2000
_MASKED = frozenset({"identity_number", "bank_card_number", "mobile"})


class Outcome(StrEnum):
    """What becomes of a row."""

    ADDED = "added"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass(slots=True)
class PlannedRow:
    """One row with what it would do; ``holder`` and ``card`` are as they would be stored."""

    row: RosterRow
    outcome: Outcome
    holder: Holder
    card: Card | None = None
    writes_holder: bool = False


@dataclass(frozen=True, slots=True)
class RosterPreview:
    """Everything an import would do, without having done it."""

    sheet: Sheet
    mapping: RosterMapping
    rows: Sequence[PlannedRow]
    general: tuple[CellFinding, ...]
    """Findings about the sheet as a whole."""
    counts: Mapping[str, int]
    employer_id: int | None = None
    new_employers: NewEmployers | None = None
    """Employers to be made first, where this was ticked."""
    summary: Summary = field(default_factory=Summary)

    @property
    def findings(self) -> Iterator[CellFinding]:
        """Go through every finding: of the sheet first, then row by row."""
        yield from self.general
        for planned in self.rows:
            yield from planned.row.findings

    @property
    def taken(self) -> int:
        """How many rows an import would take in or find in place."""
        return len(self.rows) - self.counts[Outcome.REFUSED]

    @property
    def writes(self) -> int:
        """How many rows an import would write."""
        return self.counts[Outcome.ADDED] + self.counts[Outcome.UPDATED]


class Matching:
    """Compares rows with the register."""

    def __init__(
        self,
        ledger: Ledger,
        reader: RosterReader,
        fields: Mapping[str, FieldSpec],
        employer_id: int | None,
        new_employers: NewEmployers,
    ) -> None:
        self.new_employers = new_employers
        self._ledger = ledger
        self._reader = reader
        self._fields = fields
        self._employer_id = employer_id
        employers = ledger.employers.all()
        self._by_code = {item.uscc.upper(): item.id for item in employers if item.uscc}
        self._founded = {item.id: item.text("established_on") for item in employers}
        self._by_name = {_folded(item.name): item.id for item in employers if item.name}

    def plan(self, rows: Sequence[RosterRow], step: Callable[[int], None]) -> Iterator[PlannedRow]:
        """Go through the rows in their order; ``step`` hears after every batch how many."""
        for start in range(0, len(rows), BATCH):
            batch = rows[start : start + BATCH]
            numbers = {row.number for row in batch} | {_raw(row) for row in batch}
            found = self._ledger.holders.by_numbers(sorted(numbers - {""}))
            known = {plain_number(number): holder for number, holder in found.items()}
            for row in batch:
                yield self._one(row, known.get(row.number) if row.number else None)
            step(start + len(batch))

    def _one(self, row: RosterRow, known: Holder | None) -> PlannedRow:
        employer = self._employer(row, known)
        if known is None:
            values: Values = {**row.filled, **row.given}
            planned = PlannedRow(row, Outcome.ADDED, Holder(values, employer_id=employer))
            planned.writes_holder = True
        else:
            planned = self._merged(row, known, employer)
        if row.card:
            self._plan_card(planned, known)
        self._tell_early(planned)
        if row.is_refused:
            planned.outcome = Outcome.REFUSED
        return planned

    def _merged(self, row: RosterRow, known: Holder, employer: int | None) -> PlannedRow:
        values = merged(known.values, row)
        holder = replace(known, values=values, employer_id=employer)
        if holder == known:
            self._reader.keep_own(row)
            return PlannedRow(row, Outcome.UNCHANGED, known)
        self._reader.check_merged(row, values, known=known.values)
        planned = PlannedRow(row, Outcome.UPDATED, holder, writes_holder=holder != known)
        if known.name and known.name != holder.name:
            params = {"before": known.name}
            finding = Finding(Level.WARNING, "roster_name_differs", params=params)
            self._reader.finding(row, "name", finding)
        for key, value in row.given.items():
            before = known.values.get(key)
            if key != "name" and before not in (None, "") and values.get(key) != before:
                self._tell_change(row, key, before, value)
        return planned

    def _plan_card(self, planned: PlannedRow, known: Holder | None) -> None:
        row, store = planned.row, self._ledger.cards
        number = str(row.card.get("card_number") or "")
        card = store.by_number(number) if number else None
        if card is not None and (known is None or card.holder_id != known.id):
            finding = Finding(Level.ERROR, "roster_card_elsewhere")
            self._reader.finding(row, f"{CARD}card_number", finding)
            planned.outcome = Outcome.REFUSED
            return
        if card is None and known is not None:
            cards = store.of_holder(known.id)
            fits = [one for one in cards if not number or not one.number]
            card = fits[0] if fits else None
        if card is None:
            region = planned.holder.values.get("region")
            first: dict[str, Value] = {"card_kind": "physical"}
            first |= {"region": region} if region else {}
            planned.card = Card(known.id if known else 0, {**first, **row.card})
        else:
            values = {**card.values, **row.card}
            if values == card.values:
                return
            self._reader.check_merged_card(row, values)
            planned.card = card.with_values(values)
        if planned.outcome is Outcome.UNCHANGED:
            planned.outcome = Outcome.UPDATED

    def _tell_early(self, planned: PlannedRow) -> None:
        """Say who began to work before the employer was founded; it may be so, but rarely is."""
        day = str(planned.holder.values.get("work_started_on") or "")
        founded = self._founded.get(planned.holder.employer_id or 0, "")
        if day >= founded or "work_started_on" not in planned.row.given:
            return
        if read_iso_date(day) is not None:
            params = {"day": day, "founded": founded}
            early = Finding(Level.WARNING, "roster_hired_early", params=params)
            self._reader.finding(planned.row, "work_started_on", early)

    def _employer(self, row: RosterRow, known: Holder | None) -> int | None:
        if self._employer_id is not None:
            return self._employer_id
        if not row.employer and not row.employer_code:
            return known.employer_id if known else None
        found = self._by_code.get(fold_width(row.employer_code).upper())
        found = found or self._by_name.get(_folded(row.employer)) or self.new_employers.of(row)
        return found or (known.employer_id if known else None)

    def _tell_change(self, row: RosterRow, key: str, before: Value, after: Value) -> None:
        spec = self._fields.get(key)
        params = {"before": shown(spec, before), "after": shown(spec, after)}
        self._reader.finding(row, key, Finding(Level.INFO, "roster_changes", params=params))


def merged(known: Values, row: RosterRow) -> Values:
    """Lay a row over what is known: an empty cell leaves what is there."""
    given = dict(row.given)
    if plain_number(str(known.get("doc_no") or "")) == row.number:
        given.pop("doc_no", None)
    if "doc_valid_to" in given and known.get("doc_long_term") is True:
        given["doc_long_term"] = False
    elif given.get("doc_long_term") is True and "doc_valid_to" in known:
        known = {key: value for key, value in known.items() if key != "doc_valid_to"}
    return {**row.filled, **known, **given}


def shown(spec: FieldSpec | None, value: Value) -> str:
    """Return a value as it may be shown to anybody: labels for codes, numbers masked."""
    text = "" if value is None else str(value)
    if spec is None:
        return text
    if spec.kind is FieldKind.CHOICE:
        choice = spec.choice(text)
        return choice.label.zh if choice else text
    return mask_number(text) if spec.check in _MASKED else text


def _raw(row: RosterRow) -> str:
    return str(row.given.get("doc_no") or "")


def _folded(name: str) -> str:
    return "".join(fold_width(name).split()).lower()
