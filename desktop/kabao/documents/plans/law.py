"""The legal basis: the articles, and article 57 with the employer's own dates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kabao.documents.blocks import FormGrid, FormItem, Heading, Prose
from kabao.documents.plan import Part, PartKey
from kabao.domain.cases import ApplicantKind, CaseKind
from kabao.domain.deadlines import (
    AGENCY_DAYS,
    FILING_DAYS,
    RegistrationState,
    registration_clock,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from kabao.documents.blocks import Block
    from kabao.documents.plans.sources import Source
    from kabao.domain.deadlines import RegistrationClock
    from kabao.domain.employers import Employer
    from kabao.domain.rules import LawText

_ARTICLES = {
    ApplicantKind.PERSON: ("measures_5", "measures_7", "sil_58", "sil_57"),
    ApplicantKind.EMPLOYER: ("sil_57", "sil_58", "measures_5", "measures_7"),
    ApplicantKind.DEPARTMENT: ("measures_5", "measures_7", "measures_16", "sil_57"),
}


def articles(source: Source) -> tuple[str, ...]:
    """Return the keys of the articles that the package prints; an issuance those of its filer."""
    case = source.order.case
    if case.kind in (CaseKind.ISSUANCE, CaseKind.CHANGE):
        return _ARTICLES[case.applicant_kind]
    return source.order.rulebook.kind(case.kind).articles


def legal_basis(source: Source) -> Part:
    """Return the articles that this kind of applicant should know, restated in our words."""
    wording, laws = source.wording, source.order.rulebook.laws
    blocks: list[Block] = []
    for key in articles(source):
        if key in laws:
            blocks += _article(source, laws[key])
            if key == "sil_57":
                blocks += _article_57(source)
    note = wording("documents.law.note")
    return Part(PartKey.LAW, wording("documents.law.title"), tuple(blocks), note=note)


def _article(source: Source, law: LawText) -> Iterator[Block]:
    wording = source.wording
    trust = wording(f"labels.confidence.{law.origin.confidence}")
    yield Heading(wording.words(law.title), note=wording("documents.law.trust", trust=trust))
    for paragraph in law.paragraphs:
        yield Prose(wording.words(paragraph))
    for note in law.notes:
        yield Prose(wording("documents.law.remark", words=wording.words(note)), kind="note")


def _article_57(source: Source) -> Iterator[Block]:
    employer = source.order.employer
    clock = registration_clock(employer, source.order.today) if employer else None
    if employer is None or clock is None:
        return
    yield Prose(source.wording("documents.law.own_dates", name=employer.name), kind="label")
    yield FormGrid(tuple(_dates(source, employer, clock)))


def _dates(source: Source, employer: Employer, clock: RegistrationClock) -> Iterator[FormItem]:
    wording = source.wording
    spec = source.order.rulebook.forms["employer"].field("doc_presented")
    presented = source.printer.shown(spec, employer.values.get("doc_presented"))

    def day(value: dt.date | None) -> str:
        return wording.date(value.isoformat()) if value else wording.one("documents.none")

    yield FormItem(wording("documents.law.established"), day(clock.start))
    yield FormItem(wording("documents.law.due", days=FILING_DAYS), day(clock.nominal_due))
    yield FormItem(wording("documents.law.filed"), day(clock.filed_on))
    yield FormItem(wording("documents.law.agency_due", days=AGENCY_DAYS), day(clock.agency_due))
    yield FormItem(wording.words(spec.label), presented)
    number = employer.text("registration_doc_no") or wording.one("documents.none")
    yield FormItem(wording("documents.law.document"), number)
    yield FormItem(wording("documents.law.state"), _state(source, clock), wide=True)


def _state(source: Source, clock: RegistrationClock) -> str:
    days = abs(clock.days_left)
    key = f"documents.law.state_{clock.state}"
    if clock.state is RegistrationState.FILED and clock.late:
        key = "documents.law.state_agency_late"
    today = source.wording.date(source.order.today.isoformat())
    return source.wording.one(key, days=days, today=today)
