"""Every checked field of an employer, against each other and against its people."""

from __future__ import annotations

import datetime as dt

import pytest

from kabao.domain.holders import Holder
from kabao.services.workspace import Workspace

TODAY = dt.date(2026, 11, 22)
GOOD = {
    "name": "青禾精密机械有限公司",
    "uscc": "91110000XXXX00019Y",
    "kind": "company",
    "established_on": "2026-11-10",
    "doc_presented": "licence",
    "doc_issued_by": "青禾市市场监督管理局",
    "business_place": "青禾市工业路1号",
    "old_registration_no": "110101000123",
    "insured_kinds": ("pension", "injury"),
    "levy_mode": "税务代收",
    "handler_doc_no": "110000199001010021",
    "bank_account": "6200000000000005",
}


@pytest.fixture
def workspace(tmp_path):
    with Workspace.create(tmp_path / "units.kabao", clock=lambda: TODAY) as made:
        yield made


def codes(workspace, employer_id=0, **changes):
    found = workspace.employers.check({**GOOD, **changes}, employer_id)
    return {item.code for item in found}


def test_every_field_of_the_registration_is_kept(workspace):
    kinds = {choice.code for choice in workspace.employers.form.field("insured_kinds").choices}
    values = {**GOOD, "insured_kinds": tuple(sorted(kinds)[:2])}
    saved = workspace.employers.save(0, values)
    assert saved.findings == ()
    assert workspace.employers.get(saved.record.id).values == values


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"kind": "individual_business"}, "uscc_of_another_kind"),
        ({"uscc": "12310000XXXX000357"}, "uscc_of_another_kind"),
        ({"doc_presented": "certificate"}, "employer_document_unusual"),
        ({"kind": "state_organ", "uscc": "11110000XXXX00051J"}, "employer_document_unusual"),
        ({"established_on": "2026-11-23"}, "date_in_future"),
        ({"old_registration_no": "1101"}, "pattern_not_met"),
        ({"uscc": "91110000XXXX000103"}, "uscc_inner_check"),
        ({"uscc": "91110000XXXX00019A"}, "uscc_check_digit"),
    ],
)
def test_what_does_not_fit_is_told(workspace, changes, code):
    assert code not in codes(workspace)
    assert code in codes(workspace, **changes)


@pytest.mark.parametrize(
    ("kind", "uscc", "document"),
    [
        ("individual_business", "92440000XXXX000277", "licence"),
        ("public_institution", "12310000XXXX000357", "certificate"),
        ("social_organisation", "51330000XXXX000439", "certificate"),
        ("state_organ", "11110000XXXX00051J", "seal"),
        ("branch", "91110000XXXX00019Y", "seal"),
    ],
)
def test_kinds_of_units_with_their_usual_code_and_document_are_well(
    workspace, kind, uscc, document
):
    unusual = {"uscc_of_another_kind", "employer_document_unusual"}
    assert not unusual & codes(workspace, kind=kind, uscc=uscc, doc_presented=document)


def test_a_hire_before_the_founding_is_told_and_may_stay(workspace):
    number = workspace.employers.save(0, {**GOOD, "insured_kinds": ()}).record.id
    for name, day in (("甲", "2026-11-10"), ("乙", "2026-11-09"), ("丙", "2024-02-29")):
        person = Holder({"name": name, "work_started_on": day}, employer_id=number)
        workspace.ledger.holders.add(person)
    found = workspace.employers.check({**GOOD, "insured_kinds": ()}, number)
    (told,) = [item for item in found if item.code == "hired_before_founding"]
    assert told.params == {"name": "丙", "day": "2024-02-29", "count": 2}
    saved = workspace.employers.save(number, {**GOOD, "insured_kinds": (), "levy_mode": "自行"})
    assert [item.code for item in saved.findings] == ["hired_before_founding"]
    assert "hired_before_founding" not in codes(
        workspace, number, established_on="2024-02-29", insured_kinds=()
    )
