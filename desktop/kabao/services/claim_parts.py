"""What a claim and a registration take along: the photograph on record, the periods of law."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kabao.domain.cases import Attachment, CaseKind, MaterialKey
from kabao.domain.changes import Changed
from kabao.domain.checks import is_blank
from kabao.domain.clocks import Counter, clocks_of
from kabao.domain.preflight.employer_registration import CLOCKS
from kabao.domain.prose.files import PHOTOGRAPH

if TYPE_CHECKING:
    import datetime as dt

    from kabao.domain.case_way import CaseStep
    from kabao.domain.cases import Case
    from kabao.domain.clocks import Clock
    from kabao.domain.employers import Employer
    from kabao.domain.holder_photos import HolderPhoto
    from kabao.domain.rules import Rulebook
    from kabao.domain.workdays import WorkCalendar
    from kabao.storage.ledger import Ledger

PHOTO = MaterialKey.CLAIM_PHOTO
_DAYS = {
    "found": {"filed": "filed_on", "issued": "registered_on", "automatic": "registered_on"},
    "change": {"filed": "change_filed_on", "issued": "change_decided_on"},
    "end": {"filed": "end_filed_on", "issued": "end_decided_on"},
}
"""For each kind of registration and state that was reached, the date of the employer's record."""
_NUMBERS = {("found", "filed"): "receipt_no", ("found", "issued"): "registration_doc_no"}


def waiting_photograph(ledger: Ledger, case: Case) -> HolderPhoto | None:
    """Return the photograph on record for the person of a claim that has none yet."""
    if len(case.holder_ids) != 1 or case.attached(PHOTO, PHOTOGRAPH):
        return None
    return ledger.photos.of_holder(case.holder_ids[0])


def take_photograph(ledger: Ledger, case: Case) -> None:
    """Give a claim the photograph that is on record for its person, if there is one."""
    photo = waiting_photograph(ledger, case)
    if photo is None:
        return
    data = ledger.attachments.data(photo.sha256)
    entry = Attachment(
        material=PHOTO.number,
        slot=PHOTOGRAPH,
        title=PHOTOGRAPH,
        file_name="photo.jpg",
        media_type="image/jpeg",
        sha256=photo.sha256,
        size=len(data),
        pages=1,
        position=1,
    )
    ledger.attachments.add(case.id, entry, data)


def employer_clocks(
    employer: Employer, reason: str, rulebook: Rulebook, calendar: WorkCalendar, today: dt.date
) -> tuple[Clock, ...]:
    """Return the periods of a registration: the employer's and the agency's."""
    wanted = CLOCKS.get(reason or "found", ())
    rules = [
        rule for rule in rulebook.deadlines.of("employer", employer.region) if rule.key in wanted
    ]
    counter = Counter(calendar)
    return tuple(clocks_of(employer.id, employer.name, employer.values, rules, counter, today))


def tell_employer(ledger: Ledger, case: Case, step: CaseStep) -> Changed:
    """Let blanks of the employer's record take over what was decided, so that its clocks know."""
    if case.kind is not CaseKind.REGISTRATION or not case.employer_id:
        return Changed()
    employer = ledger.employers.get(case.employer_id)
    reason = str(case.values(case.main).get("reason") or "found")
    told = {_DAYS.get(reason, {}).get(step.target, ""): step.happened_on}
    told[_NUMBERS.get((reason, step.target), "")] = step.reference
    new = {
        name: text
        for name, text in told.items()
        if name and text and is_blank(employer.values.get(name))
    }
    if not new:
        return Changed()
    ledger.employers.update(employer.with_values({**employer.values, **new}))
    return Changed(employers=frozenset({employer.id}))
