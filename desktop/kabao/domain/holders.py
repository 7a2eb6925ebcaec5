"""Holders: people who have or apply for a card."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from kabao.domain.checks import check_together, is_blank
from kabao.domain.days import read_iso_date
from kabao.domain.field_values import own_error
from kabao.domain.findings import Confidence, Finding, Level
from kabao.domain.identity import (
    guardian_needed,
    identity_facts,
    likely_document,
    mask_number,
    plain_number,
    told_by_number,
)
from kabao.domain.records import FormRecord

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from kabao.domain.activation import ActivationStatus
    from kabao.domain.fields import Draft, Values
    from kabao.domain.findings import Place
    from kabao.domain.identity import IdentityFacts


_DOCUMENT = frozenset({"doc_type", "doc_no"})


@dataclass(frozen=True, slots=True)
class Holder(FormRecord):
    """One person; ``values`` are those of the rulebook form ``holder``."""

    values: Values = field(default_factory=dict)
    id: int = 0
    """Ledger id; 0 while not saved."""
    uid: str = ""
    """Identifier that stays the same in every ledger and exchange file."""
    employer_id: int | None = None

    @property
    def name(self) -> str:
        """The name exactly as on the document."""
        return self.text("name")

    @property
    def doc_no(self) -> str:
        """The full document number; show ``masked_number`` in lists, titles and logs."""
        return self.text("doc_no")

    @property
    def masked_number(self) -> str:
        """The document number with all but its first three and last four places starred."""
        return mask_number(self.doc_no)

    def with_values(self, values: Values) -> Holder:
        """Return the same person with other values."""
        return replace(self, values=values)


@dataclass(frozen=True, slots=True)
class HolderRow:
    """One line of the register: a holder, the current card and its kept status."""

    id: int
    name: str
    masked_number: str
    card_number: str
    employer: str
    status: ActivationStatus | None
    """None while the holder has no card record."""
    card_id: int | None = None
    region: str = ""
    """Division code of the current card."""


ORDERS = ("name", "number", "card", "employer", "state", "review")
"""What the register can be ordered by; people without such a thing come last either way."""
ATTENTION_DAYS = 30
"""A review that falls within so many days deserves attention."""


@dataclass(frozen=True, slots=True)
class HolderFilter:
    """What the register shows; every part left empty lets everything through."""

    search: str = ""
    """Part of a name, last digits of a number, card number or employer."""
    states: frozenset[str] = frozenset()
    """Codes of ``CardState``, or ``active/claimed`` with a grade."""
    employer_id: int | None = None
    review_until: str = ""
    """ISO date: only cards whose next review falls on or before it."""
    grades: frozenset[str] = frozenset()
    """Codes of ``Grade``."""
    signals: frozenset[str] = frozenset()
    """Codes of ``Signal`` that must all be lit, strong or weak."""
    without_signals: frozenset[str] = frozenset()
    """Codes of ``Signal`` that must all be dark."""
    region: str = ""
    """Division code of the current card; ``440000`` takes in the whole province."""
    attention: bool = False
    """Only people to look after: doubt, temporary loss, expiry, no activation, review at hand."""
    today: str = ""
    """ISO date that ``attention`` counts from; empty for the day of the computer's clock."""
    attention_kinds: frozenset[str] = frozenset()
    """Codes of ``AttentionKind``; several widen each other, counted from ``today``."""
    order: str = "name"
    """One of ``ORDERS``, with a leading ``-`` for descending."""


def told_by_document(edited: str, values: Values) -> Values:
    """Return what the document tells of fields that are still empty, once it has been edited.

    What somebody has typed is never replaced: a contradiction is a finding, not a correction.
    """
    if edited not in _DOCUMENT:
        return {}
    number, doc_type = (str(values.get(name) or "") for name in ("doc_no", "doc_type"))
    doc_type = doc_type or likely_document(number)
    told = {"doc_type": doc_type, **told_by_number(number, doc_type)} if doc_type else {}
    return {name: value for name, value in told.items() if is_blank(values.get(name))}


def check_holder(draft: Draft, today: dt.date, place: Place) -> tuple[Finding, ...]:
    """Check every field of a holder, and the fields against each other."""
    facts = identity_facts(draft.text("doc_no"), draft.text("doc_type"))
    crossed = (
        *_check_facts(draft, facts),
        *_check_guardian(draft, facts, today),
        *_check_validity(draft),
        *_check_insurance(draft),
        *_check_contact(draft),
        *_check_keeping(draft),
    )
    return check_together(draft, today, place, crossed)


def _check_facts(draft: Draft, facts: IdentityFacts | None) -> Iterator[tuple[str, Finding]]:
    if facts is None:
        return
    birth, sex = read_iso_date(draft.text("birth_date")), draft.text("sex")
    if birth is not None and birth != facts.birth_date:
        yield "birth_date", _from_number("birth_differs_from_number", facts)
    if facts.sex and sex and sex != facts.sex:
        yield "sex", _from_number("sex_differs_from_number", facts)


def _from_number(code: str, facts: IdentityFacts) -> Finding:
    if facts.confidence is Confidence.CONFIRMED:
        return own_error(code)
    return Finding(Level.WARNING, code, confidence=facts.confidence)


def _check_guardian(
    draft: Draft, facts: IdentityFacts | None, today: dt.date
) -> Iterator[tuple[str, Finding]]:
    number = plain_number(draft.text("doc_no"))
    if number and plain_number(draft.text("guardian_doc_no")) == number:
        yield "guardian_doc_no", own_error("guardian_same_number")
    birth = facts.birth_date if facts else read_iso_date(draft.text("birth_date"))
    if birth is None or not guardian_needed(birth, today):
        return
    for name in ("guardian_name", "guardian_doc_no"):
        if is_blank(draft.values.get(name)):
            yield name, Finding(Level.ERROR, "guardian_missing", confidence=Confidence.CONFIRMED)


def _check_validity(draft: Draft) -> Iterator[tuple[str, Finding]]:
    begins = read_iso_date(draft.text("doc_valid_from"))
    ends = read_iso_date(draft.text("doc_valid_to"))
    if begins and ends and ends <= begins:
        yield "doc_valid_to", own_error("validity_reversed")
    if ends and draft.values.get("doc_long_term") is True:
        yield "doc_valid_to", own_error("long_term_with_end")


def _check_insurance(draft: Draft) -> Iterator[tuple[str, Finding]]:
    filed = read_iso_date(draft.text("insure_filed_on"))
    completed = read_iso_date(draft.text("insured_on"))
    if filed and completed and completed < filed:
        yield "insured_on", own_error("insured_before_filed")


def _check_contact(draft: Draft) -> Iterator[tuple[str, Finding]]:
    if is_blank(draft.values.get("mobile")) and is_blank(draft.values.get("phone")):
        yield "mobile", Finding(Level.WARNING, "no_phone", confidence=Confidence.SINGLE)


def _check_keeping(draft: Draft) -> Iterator[tuple[str, Finding]]:
    agreed = read_iso_date(draft.text("consent_on"))
    until = read_iso_date(draft.text("keep_until"))
    if agreed and until and until < agreed:
        yield "keep_until", own_error("kept_before_consent")
