"""The rows of a list: what each column says of each person, as text."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kabao.domain.batch_claims.layouts import DATE_SHAPES, LONG_TERM, Shape
from kabao.domain.days import read_iso_date
from kabao.domain.fields import FieldKind
from kabao.domain.identity import mask_number, plain_number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from kabao.domain.batch_claims.layouts import BatchColumn, BatchLayout
    from kabao.domain.cards import Card
    from kabao.domain.employers import Employer
    from kabao.domain.fields import FieldSpec, FormSpec, Value, Values
    from kabao.domain.holders import Holder

_USUAL = {"apply_for": "new"}
"""What holds for somebody of whom nothing else is told."""
_FOR_ALL = ("bank", "pickup")
_SECRET = frozenset({"doc_no", "guardian_doc_no", "agent_doc_no", "ssn"})


@dataclass(frozen=True, slots=True)
class Listed:
    """One person of a list."""

    holder: Holder
    card: Card | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """A list ready to be written: whom it is about and how it is laid out."""

    layout: BatchLayout
    form: FormSpec
    """Fields of a holder."""
    employer: Employer | None = None
    full_numbers: bool = True
    usual: Mapping[str, str] = field(default_factory=dict)
    """What holds for everybody of whom nothing else is told, as the request sheet says it."""

    def told(self, person: Listed, key: str) -> Value:
        """Return what is known of a person, else what holds for everybody."""
        return person.holder.values.get(key) or self.usual.get(key) or _USUAL.get(key)

    def rows(self, people: Iterable[Listed]) -> Iterator[tuple[str, ...]]:
        """Yield a row of text for each person; rows are numbered from 1 without gaps."""
        specs = {spec.name: spec for spec in self.form.fields}
        ways = [(column, specs.get(column.key)) for column in self.layout.columns]
        for number, person in enumerate(people, start=1):
            yield tuple([self._cell(column, spec, person, number) for column, spec in ways])

    def _cell(
        self, column: BatchColumn, spec: FieldSpec | None, person: Listed, number: int
    ) -> str:
        made = _MADE.get(column.key)
        if made is not None:
            return made(self, column, person, number)
        if spec is None:
            return ""
        value = self.told(person, column.key)
        if value is None or value == "":
            return ""
        if column.key in _SECRET:
            return self.number(str(value))
        return self._written(column, spec, value)

    def _written(self, column: BatchColumn, spec: FieldSpec, value: Value) -> str:
        if spec.kind is FieldKind.DATE or column.shape in DATE_SHAPES:
            return date_text(str(value), column.shape)
        if spec.kind is FieldKind.CHOICE:
            return self._choice(column, spec, str(value))
        if isinstance(value, bool):
            return "1" if value else "0"
        return str(value)

    def _choice(self, column: BatchColumn, spec: FieldSpec, value: str) -> str:
        if column.shape is Shape.CODE:
            return self.layout.code(column.key, value)
        choice = spec.choice(value)
        return choice.label.zh if choice else value

    def number(self, text: str) -> str:
        """Return a document number as the list writes it: half-width capitals, or starred."""
        plain = plain_number(text)
        return plain if self.full_numbers else mask_number(plain)


def usual_of(summary: Values) -> Mapping[str, str]:
    """Return what a request sheet says of everybody on the list."""
    return {key: str(summary[key]) for key in _FOR_ALL if summary.get(key)}


def date_text(iso: str, shape: Shape) -> str:
    """Return a day as a file writes it; what is no day stays as it was typed."""
    day = read_iso_date(iso)
    if day is None:
        return iso
    return f"{day:%Y%m%d}" if shape is Shape.DATE8 else day.isoformat()


def _seq(_of: Listing, _column: BatchColumn, _person: Listed, number: int) -> str:
    return str(number)


def _ends(of: Listing, column: BatchColumn, person: Listed, _number: int) -> str:
    del of
    if person.holder.values.get("doc_long_term") is True:
        return LONG_TERM
    return date_text(person.holder.text("doc_valid_to"), column.shape)


def _telephone(_of: Listing, _column: BatchColumn, person: Listed, _number: int) -> str:
    mobile = person.holder.text("mobile")
    return mobile or person.holder.text("phone").replace("-", "")


def _card_number(_of: Listing, _column: BatchColumn, person: Listed, _number: int) -> str:
    return person.card.number if person.card else ""


def _employer_name(of: Listing, _column: BatchColumn, _person: Listed, _number: int) -> str:
    return of.employer.name if of.employer else ""


def _employer_code(of: Listing, _column: BatchColumn, _person: Listed, _number: int) -> str:
    return of.employer.uscc if of.employer else ""


def _blank(_of: Listing, _column: BatchColumn, _person: Listed, _number: int) -> str:
    return ""


_MADE: dict[str, Callable[[Listing, BatchColumn, Listed, int], str]] = {
    "seq": _seq,
    "doc_valid_to": _ends,
    "telephone": _telephone,
    "card_number": _card_number,
    "employer_name": _employer_name,
    "employer_uscc": _employer_code,
    "sign": _blank,
}
