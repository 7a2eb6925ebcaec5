"""What an import counts and finds on its way."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from kabao.domain.changes import Changed
from kabao.domain.exchange import refusal
from kabao.domain.findings import Finding, Level, Place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from kabao.domain.cards import Card
    from kabao.domain.cases import Case
    from kabao.domain.employers import Employer
    from kabao.domain.fields import Values
    from kabao.domain.holders import Holder

    R = TypeVar("R", Employer, Holder, Card, Case)


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did; added + updated + unchanged + refused = rows."""

    rows: int
    added: int
    updated: int
    unchanged: int
    refused: int
    findings: tuple[Finding, ...]
    changed: Changed
    """What was added or updated; records that stayed as they were are left out."""

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings for which the import as a whole must be refused."""
        return tuple(item for item in self.findings if item.level.rank <= Level.ERROR.rank)


class Tally:
    """Counts the records of one import and keeps what was found about them."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._findings: list[Finding] = []
        self._changed: defaultdict[str, set[int]] = defaultdict(set)
        self._met: dict[tuple[str, int], str] = {}

    @property
    def changes(self) -> int:
        """How many records have been added or updated so far."""
        return self._counts["added"] + self._counts["updated"]

    def count(self, outcome: str) -> None:
        """Count one record as ``added``, ``updated``, ``unchanged`` or ``refused``."""
        self._counts[outcome] += 1

    def touch(self, room: str, record: int) -> None:
        """Remember a record that was changed."""
        self._changed[room].add(record)

    def put(
        self, room: str, known: R | None, new: R, store: tuple[Callable[[R], R], Callable[[R], R]]
    ) -> R:
        """Add a record, update the known one, or leave it when nothing differs.

        ``store`` holds the two ways to write: for a new record and for a changed one.
        """
        if known == new:
            self.count("unchanged")
            return new
        self.count("added" if known is None else "updated")
        stored = store[0](new) if known is None else store[1](new)
        self.touch(room, stored.id)
        return stored

    def meet(self, where: str, room: str, record: int) -> bool:
        """Say whether a record is met for the first time; the second time is an error."""
        first = self._met.setdefault((room, record), where)
        if first != where:
            self.refuse("import_record_twice", where, first=first)
        return first == where

    def refuse(self, code: str, where: str, **params: str | int) -> None:
        """Note an error about the place of a record in the file."""
        self._findings.append(refusal(code, where, **params))

    def inform(self, code: str, where: str, **params: str | int) -> None:
        """Note something that is worth knowing and keeps nothing back."""
        self._findings.append(replace(refusal(code, where, **params), level=Level.INFO))

    def note(self, where: str, findings: Iterable[Finding]) -> None:
        """Keep findings under their place in the file instead of a ledger id."""
        for item in findings:
            self._findings.append(item.at(Place("exchange", field=_way(where, item.place))))

    def report(self) -> ImportReport:
        """Return the outcome."""
        counts = self._counts
        return ImportReport(
            rows=counts.total(),
            added=counts["added"],
            updated=counts["updated"],
            unchanged=counts["unchanged"],
            refused=counts["refused"],
            findings=tuple(self._findings),
            changed=Changed(
                **{room: frozenset(records) for room, records in self._changed.items()}
            ),
        )


def merged(known: Values, given: Values) -> Values:
    """Lay given values over known ones: what is not named stays, null empties a field."""
    return {name: value for name, value in {**known, **given}.items() if value is not None}


def _way(where: str, place: Place) -> str:
    """Write a place below a record: ``holders[3].fields.name`` or ``….table[0].column``."""
    name, _, column = place.field.partition(".")
    row = f"[{place.row}]" if place.row >= 0 else ""
    return f"{where}.{name}{row}{'.' if column else ''}{column}" if name else where
