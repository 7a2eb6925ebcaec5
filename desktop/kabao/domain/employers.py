"""Employers: organisations with registration clocks under article 57."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from kabao.domain.checks import check_together
from kabao.domain.days import read_iso_date
from kabao.domain.field_values import own_error
from kabao.domain.findings import Confidence, Finding, Level, Param
from kabao.domain.identity import plain_number
from kabao.domain.records import FormRecord

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator

    from kabao.domain.fields import Draft, Values
    from kabao.domain.findings import Place

_IN_ORDER = (
    ("filed_on", "established_on", "filed_before_established"),
    ("registered_on", "filed_on", "registered_before_filed"),
    ("registered_on", "established_on", "registered_before_established"),
    ("changed_on", "established_on", "changed_before_established"),
    ("change_filed_on", "changed_on", "change_filed_before_change"),
    ("change_decided_on", "change_filed_on", "change_decided_before_filed"),
    ("ended_on", "established_on", "ended_before_established"),
    ("end_filed_on", "ended_on", "end_filed_before_end"),
    ("end_decided_on", "end_filed_on", "end_decided_before_filed"),
)
"""A day, the one it must not lie before, and the code of the finding when it does."""
_LICENCE, _CERTIFICATE = frozenset({"licence"}), frozenset({"certificate"})
_USUAL_DOCUMENT = {
    **dict.fromkeys(("company", "cooperative", "enterprise", "individual_business"), _LICENCE),
    **dict.fromkeys(
        ("public_institution", "social_organisation", "foundation", "non_enterprise"),
        _CERTIFICATE,
    ),
    "state_organ": frozenset({"seal"}),
}
_USUAL_CODE = {
    "company": "91",
    "enterprise": "91",
    "individual_business": "92",
    "cooperative": "93",
    "public_institution": "12",
    "state_organ": "11",
    "social_organisation": "51",
    "non_enterprise": "52",
    "foundation": "53",
}
"""The first two places of the credit code: the registering authority and the kind there."""
_DAYS = tuple(dict.fromkeys(name for day, earlier, _ in _IN_ORDER for name in (earlier, day)))


@dataclass(frozen=True, slots=True)
class Employer(FormRecord):
    """One employer; ``values`` are those of the rulebook form ``employer``."""

    values: Values = field(default_factory=dict)
    id: int = 0
    uid: str = ""

    @property
    def name(self) -> str:
        """Full registered name."""
        return self.text("name")

    @property
    def uscc(self) -> str:
        """Unified social credit code."""
        return self.text("uscc")

    @property
    def region(self) -> str:
        """Division code of the authority that registered it; empty while the code is not told."""
        code = plain_number(self.uscc)
        return code[2:8] if code[2:8].isdigit() else ""

    @property
    def established_on(self) -> dt.date | None:
        """Day of establishment, the start of the 30 days of article 57."""
        return read_iso_date(self.values.get("established_on"))

    @property
    def filed_on(self) -> dt.date | None:
        """Day the application for registration was received, the start of the 15 days."""
        return read_iso_date(self.values.get("filed_on"))

    @property
    def registered_on(self) -> dt.date | None:
        """Day the agency issued the registration document."""
        return read_iso_date(self.values.get("registered_on"))

    def with_values(self, values: Values) -> Employer:
        """Return the same employer with other values."""
        return replace(self, values=values)


def check_employer(draft: Draft, today: dt.date, place: Place) -> tuple[Finding, ...]:
    """Check every field of an employer, and the dates of its registration in their order."""
    crossed = (
        *((name, own_error(code)) for name, code in _check_dates(draft, today)),
        *_check_kind(draft),
    )
    return check_together(draft, today, place, crossed)


def check_hire(employer: Employer, day: str, place: Place) -> tuple[Finding, ...]:
    """Say that a person began to work before the employer was founded."""
    founded, started = employer.established_on, read_iso_date(day)
    if founded is None or started is None or started >= founded:
        return ()
    params: dict[str, Param] = {"day": day, "founded": founded.isoformat()}
    return (Finding(Level.WARNING, "roster_hired_early", place, params),)


def check_hires(
    employer: Employer, hires: Iterable[tuple[str, dt.date]], place: Place
) -> tuple[Finding, ...]:
    """Say who began to work before the employer was founded; it may be so, but rarely is."""
    founded = employer.established_on
    if founded is None:
        return ()
    early = sorted((day, name) for name, day in hires if day < founded)
    if not early:
        return ()
    day, name = early[0]
    params: dict[str, Param] = {"name": name, "day": day.isoformat(), "count": len(early)}
    return (
        Finding(
            Level.WARNING,
            "hired_before_founding",
            replace(place, field="established_on"),
            params,
            confidence=Confidence.OWN,
        ),
    )


def _check_kind(draft: Draft) -> Iterator[tuple[str, Finding]]:
    """Document and credit code of a unit usually follow from its kind; only usually."""
    kind, code = draft.text("kind"), plain_number(draft.text("uscc"))
    usual = _USUAL_DOCUMENT.get(kind)
    shown = draft.text("doc_presented")
    # Every unit has a seal, and the law names it for all.
    if usual and shown and shown not in {*usual, "seal"}:
        yield "doc_presented", _unusual("employer_document_unusual")
    begins = _USUAL_CODE.get(kind)
    if begins and len(code) > 1 and code[:2] != begins:
        yield "uscc", _unusual("uscc_of_another_kind", begins=begins)


def _unusual(code: str, **params: str) -> Finding:
    return Finding(Level.WARNING, code, params=params, confidence=Confidence.INFERRED)


def _check_dates(draft: Draft, today: dt.date) -> Iterator[tuple[str, str]]:
    days = {name: read_iso_date(draft.values.get(name)) for name in _DAYS}
    told = set()
    for name, day in days.items():
        if day is not None and day > today:
            yield name, "date_in_future"
    for name, earlier, code in _IN_ORDER:
        day, before = days[name], days[earlier]
        if name not in told and day and before and day < before:
            told.add(name)
            yield name, code
