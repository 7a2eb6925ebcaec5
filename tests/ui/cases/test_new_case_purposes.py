"""What a new case is for: offered by applicant, started after a registration, without keys."""

from __future__ import annotations

from PySide6.QtCore import Qt

from kabao.domain.cases import ApplicantKind, CaseKind
from ui.rooms import words


def begin(desk, applicant, purpose):
    desk.room.add()
    page = desk.room._new
    page.kinds[applicant].setChecked(True)
    page.purposes.choose(purpose)
    return page


def test_each_applicant_is_offered_what_it_files(desk):
    page = begin(desk, ApplicantKind.DEPARTMENT, CaseKind.ISSUANCE)
    offered = {kind for kind, button in page.purposes.buttons.items() if button.isVisible()}
    assert {CaseKind.ISSUANCE, CaseKind.KEY, CaseKind.PSAM, CaseKind.TEST} <= offered
    assert CaseKind.CLAIM not in offered
    assert CaseKind.CHANGE not in page.purposes.buttons
    page.purposes.choose(CaseKind.TEST)
    page.kinds[ApplicantKind.PERSON].setChecked(True)
    assert page.purposes.kind() is not CaseKind.TEST


def test_keys_are_applied_for_after_a_registration(desk, case_ids):
    page = begin(desk, ApplicantKind.DEPARTMENT, CaseKind.KEY)
    assert not page.form.people.isVisible()
    base = case_ids[ApplicantKind.DEPARTMENT]
    page.form.base.setCurrentIndex(page.form.base.findData(base))
    assert page.form.title.text() == "密钥申领"
    page.create_case()
    opened = desk.room._case
    assert opened.session.case.kind is CaseKind.KEY
    number = desk.workspace.cases.get(base).number
    assert opened.session.values(opened.material)["issuing_case"] == number
    listed = opened.materials.view.model()
    assert listed.rowCount() == 2
    assert "建议" in listed.index(0, 0).data(Qt.ItemDataRole.ToolTipRole)  # how far it is trusted


def test_a_key_that_is_typed_is_refused_in_words_and_not_kept(desk, case_ids):
    page = begin(desk, ApplicantKind.DEPARTMENT, CaseKind.KEY)
    page.create_case()
    session = desk.room._case.session
    session.edit(session.case.main, "storage_place", "保险柜 0123456789ABCDEF0123456789ABCDEF")
    assert "storage_place" not in session.values(session.case.main)
    assert "key_material_refused" in words(desk.room._case.notices)
    session.edit(session.case.main, "storage_place", "机房保险柜")
    session.flush()
    kept = desk.workspace.cases.get(session.case.id).values(session.case.main)
    assert kept["storage_place"] == "机房保险柜"
