"""Applications for keys, PSAM cards and the test, held against the case that they follow."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from kabao.domain.cases import CaseKind, MaterialKey
from kabao.domain.checks import column_total, rows_of
from kabao.domain.findings import Finding, Level
from kabao.domain.follow_ups import AFTER, ISSUING_CASE, can_be_followed, has_reached
from kabao.domain.key_material import refused_parts
from kabao.domain.preflight.examination import own, own_warning

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kabao.domain.preflight.examination import Examination

_STEPS = {CaseKind.KEY: "keys_handed_over", CaseKind.PSAM: "psam_handed_over"}
_DAYS = (
    ("application_date", "planned_collect_date"),
    ("application_date", "handover_date"),
    ("application_date", "received_date"),
    ("application_date", "result_date"),
    ("handler_signed_date", "result_date"),
    ("third_party_from", "third_party_to"),
)
_PAST = ("handover_date", "received_date", "result_date")


def followed(case: Examination) -> Iterator[Finding]:
    """The registration that it names is known, agrees, and has come far enough."""
    main = case.case.main
    number = case.text(main, ISSUING_CASE)
    base = case.view.followed
    if not number:
        yield own_warning("follow_without_case", case.place(main, ISSUING_CASE))
        return
    if base is None or not can_be_followed(base.case):
        yield own("follow_case_unknown", case.place(main, ISSUING_CASE), number=number)
        return
    form = base.case.values(MaterialKey.REGISTRATION_FORM)
    pairs = (
        ("registration_reference", "ministry_reference"),
        ("issuer_identifier", "issuer_identifier"),
        ("region_code", "region_code"),
    )
    for mine, theirs in pairs:
        told, known = case.text(main, mine), str(form.get(theirs) or "").strip()
        if told and known and told != known:
            yield own("follow_differs", case.place(main, mine), number=number)
    yield from _gate(case, base.state)


def _gate(case: Examination, state: str) -> Iterator[Finding]:
    """The gates come in their order; what was not recorded here may have happened all the same."""
    kind, way = case.case.kind, case.rulebook.way
    if has_reached(state, AFTER[kind]):
        return
    origin = way.transition(_STEPS.get(kind, "test_cards_sent")).origin
    place = case.place(case.case.main, ISSUING_CASE)
    wanted = way.state(AFTER[kind]).label
    yield Finding(
        Level.WARNING,
        "follow_too_early",
        place,
        {"state": f"{wanted.zh} / {wanted.en}"},
        confidence=origin.confidence,
        source=origin.source,
    )


def days(case: Examination) -> Iterator[Finding]:
    """Days follow each other, and what has happened lies in the past."""
    main = case.case.main
    for first, second in _DAYS:
        before, after = case.day(main, first), case.day(main, second)
        if before and after and after < before:
            place = case.place(main, second)
            yield own("follow_days_reversed", place, before=str(before), after=str(after))
    for name in _PAST:
        day = case.day(main, name)
        if day and day > case.today:
            yield own("follow_in_future", case.place(main, name), day=str(day))


def no_keys(case: Examination) -> Iterator[Finding]:
    """No field holds what looks like the value of a key."""
    forms = {key: case.form(key) for key in case.case.parts}
    for key, name in refused_parts(case.case.kind, forms, case.case.materials):
        finding = case.ruled("C24", "case_key_material", case.place(key, name))
        yield replace(finding, level=Level.CRITICAL)


def custodians(case: Examination) -> Iterator[Finding]:
    """Two people keep the keys."""
    rows = rows_of(case.value(case.case.main, "custodians"))
    names = {str(row.get("name") or "").strip() for row in rows if isinstance(row, Mapping)} - {""}
    if len(names) == 1:
        place = case.place(case.case.main, "custodians")
        yield case.ruled("C18", "case_one_custodian", place)


def modules(case: Examination) -> Iterator[Finding]:
    """Places of use add up, the maker is filed on the day, no more is received than asked for."""
    main = case.case.main
    asked, received = case.number(main, "quantity"), case.number(main, "received_quantity")
    total = column_total(case.values(main), "usage_places", "quantity")
    if asked is not None and total is not None and total != asked:
        place = case.place(main, "usage_places")
        yield own("psam_places_sum", place, total=str(total), quantity=asked)
    until, applied = (
        case.day(main, "blank_vendor_filing_valid_until"),
        case.day(main, "application_date"),
    )
    if until and applied and until < applied:
        place = case.place(main, "blank_vendor_filing_valid_until")
        yield own("psam_filing_expired", place, until=str(until), applied=str(applied))
    if asked is not None and received is not None and received > asked:
        place = case.place(main, "received_quantity")
        yield own("psam_more_received", place, received=received, quantity=asked)
    first, last = case.text(main, "serial_from"), case.text(main, "serial_to")
    if first.isdecimal() and last.isdecimal():
        count = int(last) - int(first) + 1
        if count < 1 or (received is not None and count != received):
            yield own("psam_serials", case.place(main, "serial_to"), count=max(count, 0))


def sample(case: Examination) -> Iterator[Finding]:
    """Test cards are told apart, made for real, and of the product that was approved."""
    main = case.case.main
    rows = [row for row in rows_of(case.value(main, "sample_cards")) if isinstance(row, Mapping)]
    for column in ("card_number", "identification"):
        seen: set[str] = set()
        for number, row in enumerate(rows):
            value = str(row.get(column) or "").strip().upper()
            if value and value in seen:
                yield own("test_card_twice", case.place(main, f"sample_cards.{column}", number))
            seen.add(value)
    for number, row in enumerate(rows):
        code = str(row.get("identification") or "").strip().upper()
        if len(code) == 32 and code[6:16] != "D156000005":
            place = case.place(main, "sample_cards.identification", number)
            yield own_warning("test_identification", place)
    if case.value(main, "real_environment") is False:
        yield own_warning("test_not_real", case.place(main, "real_environment"))
    yield from _product(case)
    yield from _outcome(case)


def _product(case: Examination) -> Iterator[Finding]:
    if case.view.followed is None:
        return
    main, base = case.case.main, case.view.followed.case
    form = base.values(MaterialKey.REGISTRATION_FORM)
    rows = [row for row in rows_of(form.get("card_vendors")) if isinstance(row, Mapping)]
    vendor, known = case.text(main, "vendor"), {str(row.get("name") or "").strip() for row in rows}
    changing = case.text(main, "test_reason") in ("vendor_change", "product_change")
    if vendor and known and vendor not in known and not changing:
        yield own_warning("test_vendor_unknown", case.place(main, "vendor"), number=base.number)
    spec = case.text(main, "spec_version")
    approved = str(base.values(MaterialKey.FILE_STRUCTURE).get("spec_version") or "")
    if spec and approved and spec != approved and case.text(main, "test_reason") != "spec_change":
        place = case.place(main, "spec_version")
        yield own("test_spec_differs", place, mine=spec, approved=approved)


def _outcome(case: Examination) -> Iterator[Finding]:
    main = case.case.main
    rows = [row for row in rows_of(case.value(main, "result_items")) if isinstance(row, Mapping)]
    failed = any(row.get("result") == "fail" for row in rows)
    if failed and case.text(main, "result") == "pass":
        yield own("test_result_contradicts", case.place(main, "result"))


COMMON = (followed, days, no_keys)
KEY = (*COMMON, custodians)
PSAM = (*COMMON, modules)
TEST = (*COMMON, sample)
