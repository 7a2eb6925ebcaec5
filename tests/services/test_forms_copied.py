"""A form copied from an earlier case: chosen parts, seen beforehand, one step back."""

from __future__ import annotations

import pytest

from kabao.domain.cases import ApplicantKind, MaterialKey
from kabao.services.copying import CopyWish
from kabao.services.incoming import Incoming

FORM = MaterialKey.REGISTRATION_FORM
ROWS = ({"start": "2027-01-01", "end": "2027-06-30", "group": "employees", "quantity": 1000},)
EARLIER = {
    "applicant_org_name": "青禾市人力资源和社会保障局",
    "planned_quantity": 1000,
    "phases": ROWS,
    "issued_before": False,
    "application_date": "2026-01-05",
    "ministry_reference": "人社信函〔2026〕1号",
}


@pytest.fixture
def pair(workspace):
    cases = workspace.cases
    earlier = cases.create(ApplicantKind.DEPARTMENT, "前一次").record
    cases.save_material(earlier.id, FORM, EARLIER)
    file = Incoming("证书.pdf", "application/pdf", 1, b"%PDF-1.4")
    workspace.attachments.take(earlier.id, FORM, "cos_test_certificate", file)
    now = cases.create(ApplicantKind.DEPARTMENT, "这一次").record
    cases.save_material(now.id, FORM, {"planned_quantity": 500})
    cases.create(ApplicantKind.DEPARTMENT, "空的")
    return cases.get(earlier.id), cases.get(now.id)


def wish(earlier, *sections, **more):
    return CopyWish(earlier.id, frozenset(sections), **more)


def test_only_other_cases_of_the_kind_are_offered_the_newest_first(workspace, pair, holder):
    earlier, now = pair
    workspace.cases.create(ApplicantKind.PERSON, "x", holder_ids=(holder.id,))
    offered = [case.title for case in workspace.copying.sources(now, FORM)]
    assert offered == ["空的", "前一次"]  # a new case has its region already
    assert "前一次" not in [case.title for case in workspace.copying.sources(earlier, FORM)]


def test_chosen_parts_are_shown_and_taken_and_what_is_filled_in_stays(workspace, pair):
    earlier, now = pair
    chosen = wish(earlier, "applicant", "plan", "card")
    taken = workspace.copying.preview(now, FORM, chosen)
    assert [item.field.name for item in taken] == [
        "applicant_org_name", "phases", "issued_before", "cos_test_certificate",
    ]  # fmt: skip
    words = workspace.copying.words(taken[1].field, taken[1].then, "zh")
    assert words == "2027年1月1日  2027年6月30日  职工  1,000 张"
    workspace.copying.copy(now.id, FORM, chosen)
    copied = workspace.cases.get(now.id)
    assert copied.values(FORM)["planned_quantity"] == 500
    assert copied.values(FORM)["phases"] == ROWS
    assert "application_date" not in copied.values(FORM)
    assert len(copied.attached(FORM, "cos_test_certificate")) == 1
    assert workspace.copying.preview(copied, FORM, chosen) == []
    workspace.history.undo(workspace.history.last_id())
    back = workspace.cases.get(now.id)
    assert back.values(FORM) == now.values(FORM)
    assert back.attachments == ()


def test_what_is_filled_in_is_replaced_on_wish_and_decisions_never(workspace, pair):
    earlier, now = pair
    chosen = wish(earlier, "plan", "sign_off", replace=True, files=False)
    names = [item.field.name for item in workspace.copying.preview(now, FORM, chosen)]
    assert names == ["planned_quantity", "phases", "issued_before", "application_date"]
