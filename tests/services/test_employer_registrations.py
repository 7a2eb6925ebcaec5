"""The registration of employers: sheet, papers, period, and what the clocks learn from its way."""

from __future__ import annotations

import pytest

from kabao.domain.case_way_rules import BEGINNING
from kabao.domain.cases import CaseKind, MaterialKey
from kabao.domain.findings import Level
from kabao.services.case_way import StepDraft
from kabao.texts import Texts
from services.claimants import COMPANY, codes, put

SHEET = MaterialKey.REGISTRATION_SHEET
PAPERS = MaterialKey.REGISTRATION_MATERIALS
PERIOD = MaterialKey.REGISTRATION_PERIOD
INSTITUTION = {
    **COMPANY,
    "name": "青禾市清溪社区服务中心（示例）",
    "uscc": "12310000XXXX000357",
    "kind": "public_institution",
    "doc_presented": "certificate",
}


def registration(workspace, reason="", **changes):
    employer = workspace.employers.save(0, {**COMPANY, **changes}).record
    return workspace.claims.register(employer.id, "登记", reason).record, employer


def completed(workspace, **changes):
    case, employer = registration(workspace, **changes)
    put(workspace, case, SHEET, declaration=True, region_name="示例省青禾市")
    asked = ("licence", "certificate", "registration_sheet", "legal_rep_id", "handler_id")
    put(workspace, case, PAPERS, documents_at_hand=(*asked, "handler_authority"))
    verified = {"automatic": "not_arrived", "verified_on": "2026-11-20"}
    put(workspace, case, PERIOD, **verified)
    return workspace.cases.get(case.id), employer


def test_what_the_record_tells_is_filled_in(workspace):
    more = {"business_place": "青禾市河边路2号", "levy_mode": "银行托收", "handler_doc_no": "1"}
    case, _ = registration(workspace, **more)
    values = case.values(SHEET)
    assert more.items() <= values.items()
    assert case.kind is CaseKind.REGISTRATION
    assert values["employer_uscc"] == COMPANY["uscc"]
    assert (values["reason"], values["start_on"]) == ("found", "2026-11-04")


@pytest.mark.parametrize("changes", [{}, INSTITUTION], ids=["company", "institution"])
def test_a_complete_registration_leaves_without_an_error(workspace, changes):
    case, _ = completed(workspace, **changes)
    assert workspace.cases.gate(workspace.cases.check(case)) == "final"
    assert all(share.complete for share in workspace.cases.completeness(case).values())


def test_an_open_change_is_what_is_registered_next(workspace):
    case, _ = registration(workspace, changed_on="2026-11-10", changed_items="住所")
    values = case.values(SHEET)
    assert (values["reason"], values["start_on"]) == ("change", "2026-11-10")
    end, _ = registration(
        workspace, "end", name="青禾旧厂", uscc="12310000XXXX000357", ended_on="2026-11-12"
    )
    assert end.values(SHEET)["start_on"] == "2026-11-12"


def test_sheet_and_record_say_the_same(workspace):
    case, _ = completed(workspace)
    put(workspace, case, SHEET, start_on="2026-11-05", employer_name="别的公司")
    found = codes(workspace, case)
    assert ("registration_start_differs", "start_on") in found
    assert ("registration_differs_from_record", "employer_name") in found
    put(workspace, case, SHEET, start_on="2026-11-04", application_date="2026-11-03")
    assert ("registration_before_event", "application_date") in codes(workspace, case)


@pytest.mark.parametrize(
    ("established_on", "code", "level"),
    [
        ("2026-11-04", None, None),
        ("2026-11-01", "registration_soon", Level.INFO),
        ("2026-10-22", "registration_past_plain_end", Level.WARNING),
        ("2026-09-01", "registration_overdue", Level.WARNING),
    ],
)
def test_how_the_thirty_days_stand_is_told(workspace, established_on, code, level):
    # 2026-10-22 and thirty days is Saturday 21 November, which rest days move to Monday.
    case, _ = completed(workspace, established_on=established_on)
    told = [
        (one.code, one.level)
        for one in workspace.cases.check(case)
        if one.code in ("registration_soon", "registration_past_plain_end", "registration_overdue")
    ]
    assert told == ([(code, level)] if code else [])


def test_a_unit_with_a_licence_is_asked_whether_it_came_by_itself(workspace):
    case, _ = registration(workspace)
    assert ("registration_not_verified", "automatic") in codes(workspace, case)
    put(workspace, case, PERIOD, automatic="arrived", verified_on="2026-11-20")
    assert ("registration_arrived", "automatic") in codes(workspace, case)
    other, _ = registration(workspace, **INSTITUTION)
    assert ("registration_not_verified", "automatic") not in codes(workspace, other)


def test_a_document_that_such_units_do_not_have_is_told(workspace):
    case, _ = registration(workspace, doc_presented="certificate")
    assert ("registration_document_unusual", "doc_presented") in codes(workspace, case)


def test_the_page_of_the_period_gives_both_ends_the_law_and_practice(workspace):
    case, _ = completed(workspace, established_on="2026-10-23")
    plan = workspace.packages.plan(case, (), Texts("zh"))
    told = " ".join(text for _, text in plan.part("material_3").texts())
    for words in ("2026年11月22日", "2026年11月23日", "社会保险法第五十七条", "核实是否到位"):
        assert words in told
    law = " ".join(text for _, text in plan.part("law").texts())
    assert "三十日内" in law


def test_papers_of_law_and_of_custom_stand_apart(workspace):
    case, _ = completed(workspace)
    part = workspace.packages.plan(case, (), Texts("zh")).part("material_2")
    heads = [block.text.main for block in part.blocks if hasattr(block, "mark")]
    assert heads[:3] == [
        "一、法律、法规要求或身份证件",
        "二、各地要求，请先询问受理机构",
        "不再需要",
    ]


def step(workspace, case, transition, day, reference=""):
    draft = StepDraft(transition, day, "经办机构", reference)
    return workspace.case_way.record(case.id, draft)


def test_each_state_of_a_registration_is_reached_and_tells_the_clocks(workspace):
    case, employer = completed(workspace)
    assert workspace.case_way.state(case.id).key == BEGINNING
    step(workspace, case, "make_ready", "2026-11-20")
    saved = step(workspace, case, "agency_receives", "2026-11-21", "回执1")
    assert saved.changed.employers == {employer.id}
    known = workspace.employers.get(employer.id)
    assert (str(known.filed_on), known.text("receipt_no")) == ("2026-11-21", "回执1")
    step(workspace, case, "agency_examines", "2026-11-22")
    step(workspace, case, "agency_issues", "2026-11-22", "登记1")
    known = workspace.employers.get(employer.id)
    assert (str(known.registered_on), known.text("registration_doc_no")) == ("2026-11-22", "登记1")
    assert workspace.case_way.state(case.id).key == "issued"
    path, reached = workspace.case_way.path(workspace.cases.get(case.id))
    assert [state.key for state in path][reached:] == ["issued"]


def test_a_registration_that_came_with_the_licence_needs_no_papers(workspace):
    case, employer = registration(workspace)
    step(workspace, case, "registered_with_licence", "2026-11-20")
    assert workspace.case_way.state(case.id).key == "automatic"
    assert str(workspace.employers.get(employer.id).registered_on) == "2026-11-20"


def test_what_stands_in_the_record_already_is_not_written_over(workspace):
    case, employer = completed(workspace, filed_on="2026-11-10")
    put(workspace, case, SHEET, application_date="2026-11-10")
    step(workspace, case, "make_ready", "2026-11-20")
    step(workspace, case, "agency_receives", "2026-11-21", "回执1")
    assert str(workspace.employers.get(employer.id).filed_on) == "2026-11-10"
