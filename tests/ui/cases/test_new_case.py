"""Starting a case for each kind of applicant, and changing its head later."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from kabao.domain.cases import ApplicantKind, CaseKind, MaterialKey
from kabao.domain.changes import Changed
from kabao.domain.findings import Place
from kabao.domain.holders import Holder
from kabao.ui.cases.listing.head_dialog import HeadDialog
from kabao.ui.cases.listing.head_form import Head
from ui.rooms import EMPLOYER, words

MORE = {**EMPLOYER, "name": "甲公司", "uscc": "91110000XXXX000103"}


def begin(desk, kind):
    desk.room.add()
    page = desk.room._new
    page.kinds[kind].setChecked(True)
    return page


def test_a_person_is_found_ticked_and_gives_the_title(desk, qtbot):
    page = begin(desk, ApplicantKind.PERSON)
    page.form.people.search.setText("安思源")
    qtbot.keyClick(page.form.people.search, Qt.Key.Key_Return)
    table = page.form.people.table
    table.setFocus()
    table.selectRow(0)
    qtbot.keyClick(table, Qt.Key.Key_Space)
    assert page.form.title.text() == "安思源个人申领"
    page.create_case()
    case = desk.room._case.session.case
    assert case.applicant_kind is ApplicantKind.PERSON
    assert len(case.holder_ids) == 1
    assert case.number == "KB-2026-0004"
    assert desk.heard.changes[-1].cases == {case.id}


def test_a_person_case_takes_one_person_only(desk):
    page = begin(desk, ApplicantKind.PERSON)
    page.form.people.model.toggle(0)
    page.form.people.model.toggle(1)
    assert len(page.form.people.chosen()) == 1


def test_an_employer_brings_all_its_people(desk):
    page = begin(desk, ApplicantKind.EMPLOYER)
    page.purposes.choose(CaseKind.ISSUANCE)
    employers = desk.workspace.employers.all()
    peopled = next(it for it in employers if desk.workspace.employers.holders(it.id))
    page.form.employer.setCurrentIndex(page.form.employer.findData(peopled.id))
    everyone = {holder.id for holder in desk.workspace.employers.holders(peopled.id)}
    assert set(page.form.people.chosen()) == everyone
    page.create_case()
    case = desk.room._case.session.case
    assert case.employer_id == peopled.id
    assert set(case.holder_ids) == everyone
    assert case.values(MaterialKey.REGISTRATION_FORM)["employer_name"] == peopled.name


def test_what_another_room_changes_meanwhile_is_offered_at_once(desk):
    workspace = desk.workspace
    page = begin(desk, ApplicantKind.EMPLOYER)
    page.form.employer.setEditText("甲")
    employer = workspace.employers.save(0, MORE).record
    holders, person = workspace.ledger.holders, Holder({"name": "新来的"}, employer_id=employer.id)
    everybody = Changed(holders=frozenset({0}), employers=frozenset({0}))
    person = holders.add(person)
    desk.room.refresh(everybody)
    assert page.form.employer.currentText() == "甲", "what is being typed stays"
    page.form.employer.setCurrentIndex(page.form.employer.findData(employer.id))
    assert page.form.people.chosen() == (person.id,)
    holders.remove(person.id)
    desk.room.refresh(everybody)
    assert page.form.people.chosen() == ()
    workspace.employers.remove(employer.id)
    desk.room.refresh(everybody)
    assert page.form.head().employer_id is None


def test_a_person_who_is_gone_by_now_gives_no_title(desk):
    page = begin(desk, ApplicantKind.PERSON)
    page.form.people.choose([4711])
    assert "None" not in page.form.title.text()
    page.create_case()
    assert desk.room._case is None
    assert page.notices.notices()


@pytest.mark.parametrize(
    ("applicant", "usual"),
    [
        (ApplicantKind.PERSON, CaseKind.CLAIM),
        (ApplicantKind.EMPLOYER, CaseKind.BATCH_CLAIM),
        (ApplicantKind.DEPARTMENT, CaseKind.ISSUANCE),
    ],
)
def test_what_an_applicant_usually_comes_for_is_chosen_and_stands_first(desk, applicant, usual):
    page = begin(desk, applicant)
    assert page.purposes.kind() is usual
    offered = [button for button in page.purposes.buttons.values() if not button.isHidden()]
    assert offered[0] is page.purposes.buttons[usual]


def test_a_purpose_chosen_by_hand_outlives_another_applicant(desk):
    page = begin(desk, ApplicantKind.PERSON)
    page.purposes.buttons[CaseKind.ISSUANCE].click()
    page.kinds[ApplicantKind.EMPLOYER].setChecked(True)
    assert page.purposes.kind() is CaseKind.ISSUANCE


def test_a_department_needs_no_people(desk):
    page = begin(desk, ApplicantKind.DEPARTMENT)
    page.create_case()
    case = desk.room._case.session.case
    assert (case.applicant_kind, case.holder_ids) == (ApplicantKind.DEPARTMENT, ())


def test_what_is_missing_is_said_and_nothing_is_stored(desk):
    page = begin(desk, ApplicantKind.EMPLOYER)
    page.create_case()
    assert "请先选择用人单位。" in words(page)
    assert len(desk.workspace.cases.all()) == 3


def test_an_employer_that_is_not_there_leads_to_its_form(desk):
    page = begin(desk, ApplicantKind.EMPLOYER)
    page.form.employer.setEditText("没有的单位")
    page.create_case()
    assert "台账里没有“没有的单位”" in words(page)
    page.notices.notices()[0].acted.emit()
    assert desk.heard.places[-1] == Place("employers", section="new")


def test_every_kind_says_in_one_sentence_what_it_is_for(desk):
    shown = words(begin(desk, ApplicantKind.PERSON))
    for kind in ApplicantKind:
        assert desk.context.texts(f"cases.kind_sentence.{kind}") in shown


def test_another_room_starts_a_case_for_a_holder(desk):
    desk.room.show_place(Place("cases", section="person:3"))
    assert desk.room._new.kind() is ApplicantKind.PERSON
    assert desk.room._new.form.people.chosen() == (3,)


def test_a_typed_title_is_not_overwritten(desk, qtbot):
    page = begin(desk, ApplicantKind.PERSON)
    qtbot.keyClicks(page.form.title, "My own")
    page.form.people.model.toggle(0)
    page.form.people.changed.emit()
    assert page.form.title.text() == "My own"


def test_numbers_of_people_are_masked(desk):
    page = begin(desk, ApplicantKind.PERSON)
    model = page.form.people.model
    assert all("***" in model.data(model.index(row, 2)) for row in range(model.rowCount()))


def test_the_pick_model_keeps_what_qt_asks_of_a_model(desk, qtmodeltester):
    qtmodeltester.check(begin(desk, ApplicantKind.PERSON).form.people.model)


def test_title_and_people_can_be_changed_later(desk, employer, qtbot):
    dialog = HeadDialog(desk.context, employer.session.case, desk.page)
    qtbot.addWidget(dialog)
    before = employer.session.case.holder_ids
    dialog.form.set_head(Head("新的标题", employer.session.case.employer_id, before[:5]))
    dialog._save()
    employer._store_head(dialog.case)
    stored = desk.workspace.cases.get(employer.session.case.id)
    assert (stored.title, stored.holder_ids) == ("新的标题", before[:5])
    codes = {item.code for item in employer.session.result.findings}
    assert "case_counts_sum" in codes


def test_the_keyboard_begins_at_the_first_question(desk):
    desk.room.add()
    page = desk.room._new
    assert page.focusWidget() is next(it for it in page.kinds.values() if it.isChecked())


def test_a_case_is_begun_or_given_up_by_a_key(desk):
    begin(desk, ApplicantKind.DEPARTMENT)
    keys = {command.shortcut: command for command in desk.room.commands()}
    keys["Alt+Left"].run()
    assert desk.room._new is None
    begin(desk, ApplicantKind.DEPARTMENT)
    keys = {command.shortcut: command for command in desk.room.commands()}
    keys["Ctrl+S"].run()
    assert desk.room._case.session.case.applicant_kind is ApplicantKind.DEPARTMENT


def test_the_only_employer_of_a_ledger_is_chosen_with_its_people(desk):
    workspace = desk.workspace
    chosen, *others = sorted(
        workspace.employers.all(), key=lambda one: -len(workspace.employers.holders(one.id))
    )
    for case in workspace.cases.all():
        workspace.cases.remove(case.id)
    for employer in others:
        for holder in workspace.employers.holders(employer.id):
            workspace.holders.remove(holder.id)
        workspace.employers.remove(employer.id)
    page = begin(desk, ApplicantKind.EMPLOYER)
    assert page.form.head().employer_id == chosen.id
    assert len(page.form.people.chosen()) == len(workspace.employers.holders(chosen.id))
