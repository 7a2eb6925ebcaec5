"""The preflight strip: counts, the way to a field, accepting with a reason."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from kabao.domain.cases import PARTS, CaseKind, MaterialKey
from kabao.domain.findings import Place
from kabao.ui.cases.findings.findings_model import COLUMNS

FORM = MaterialKey.REGISTRATION_FORM


@pytest.fixture
def faulty(department):
    """The department's case with two errors and a warning in its first material."""
    session = department.session
    session.edit(FORM, "leader_name", "")
    session.edit(FORM, "planned_quantity", 2_600_000)
    session.edit(FORM, "first_issue_date", "2026-10-15")
    session.replaced.emit()
    session.check()
    return department


def rows(page, column):
    model = page.strip.model
    return [model.data(model.index(n, COLUMNS.index(column))) for n in range(model.rowCount())]


def test_without_findings_four_zeros_are_shown(department):
    assert department.strip._counts.accessibleName() == "严重 0，错误 0，警告 0，提示 0"
    assert department.strip._counts.isVisible()
    assert not department.strip.table.isVisible()


def test_a_finding_says_where_what_and_by_which_rule(faulty):
    assert "材料 1 · B 发行计划" in rows(faulty, "place")
    assert "分期发行计划" in rows(faulty, "field")
    assert any("合计 1200000 张" in text for text in rows(faulty, "text"))
    assert "C04 · 本程序的检查项" in rows(faulty, "rule")


def test_the_model_keeps_what_qt_asks_of_a_model(faulty, qtmodeltester):
    qtmodeltester.check(faulty.strip.model)


def test_f8_goes_through_the_findings_and_round(faulty):
    visited = []
    for _ in range(faulty.strip.model.rowCount() + 1):
        faulty.strip.step(1)
        visited.append(faulty.strip.table.currentIndex().row())
    assert visited == [*range(faulty.strip.model.rowCount()), 0]
    faulty.strip.step(-1)
    assert faulty.strip.table.currentIndex().row() == faulty.strip.model.rowCount() - 1


def test_enter_jumps_to_the_field(faulty, qtbot):
    faulty.choose(MaterialKey.CARD_FACE)
    row = rows(faulty, "field").index("负责人姓名")
    faulty.strip.table.selectRow(row)
    qtbot.keyClick(faulty.strip.table, Qt.Key.Key_Return)
    assert faulty.material is FORM
    assert faulty.editor().section() == "applicant"
    assert QApplication.focusWidget().objectName() == "field_leader_name"


def test_the_field_jumped_to_says_what_is_wrong(faulty):
    faulty.show_place(Place("cases", faulty.session.case.id, 1, "applicant", "leader_name"))
    line = faulty.findChild(object, "finding_leader_name")
    assert line.isVisible()


def test_an_empty_field_is_not_scolded_before_it_was_visited(faulty):
    faulty.show_place(Place("cases", faulty.session.case.id, 1, "plan", "planned_quantity"))
    view = faulty.editor().view
    view.show_section("applicant")
    assert not view.findChild(object, "finding_leader_name").isVisible()
    view.show_section("plan")
    assert view.findChild(object, "finding_planned_quantity").isVisible()


def test_tabs_and_materials_carry_their_worst_level(faulty):
    from kabao.domain.findings import Level

    editor = faulty.editor()
    assert editor.tabs._marks["plan"][0] is Level.ERROR
    assert editor.tabs._marks["card"] == (None, True)
    view = faulty.materials.view
    spoken = view.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "材料 1，发行注册申请表，44 / 45，3 错误"


def test_a_finding_about_a_person_leads_to_the_room_of_holders(employer, desk):
    places = [item.place for item in employer.session.result.findings]
    about = next(place for place in places if place.room == "holders")
    employer.show_place(about)
    assert desk.heard.places == [about]


def test_a_warning_is_accepted_with_a_reason_and_revoked(faulty, desk):
    row = next(
        n
        for n in range(faulty.strip.model.rowCount())
        if faulty.strip.model.line(n).code == "case_quantity_unusual"
    )
    faulty.strip.table.selectRow(row)
    desk.answers.reason = "含换发补发"
    faulty.strip.accept_chosen()
    stored = desk.workspace.cases.get(faulty.session.case.id)
    assert list(stored.accepted.values()) == ["含换发补发"]
    assert any("含换发补发" in text for text in rows(faulty, "text"))
    assert "警告 0" in faulty.strip._counts.accessibleName()
    assert faulty.strip.chosen().accepted == "含换发补发"
    faulty.strip.revoke_chosen()
    assert desk.workspace.cases.get(faulty.session.case.id).accepted == {}


def test_an_error_cannot_be_accepted(faulty, desk):
    faulty.strip.table.selectRow(0)
    desk.answers.reason = "就这样"
    faulty.strip.accept_chosen()
    assert desk.workspace.cases.get(faulty.session.case.id).accepted == {}


def test_the_strip_folds_to_its_counts(faulty):
    faulty.strip.fold(folded=True)
    QApplication.processEvents()
    assert not faulty.strip.table.isVisible()
    assert faulty.strip._counts.isVisible()
    faulty.strip.fold(folded=False)
    QApplication.processEvents()
    assert faulty.strip.table.isVisible()
    assert faulty.strip.height() > 100


def test_the_export_button_says_what_it_will_make(faulty):
    assert faulty.header.export.main.text().strip() == "导出草稿"
    faulty.session.edit(FORM, "leader_name", "顾长青")
    faulty.session.edit(FORM, "planned_quantity", 1_200_000)
    faulty.session.edit(FORM, "first_issue_date", "2027-01-21")
    faulty.session.check()
    assert faulty.header.export.main.text().strip() == "导出申请材料包"


def test_enter_in_the_list_of_materials_goes_into_the_editor(department, qtbot):
    view = department.materials.view
    view.setFocus()
    view.activated.emit(view.currentIndex())
    assert QApplication.focusWidget().objectName() == "field_applicant_org_name"
    department.choose(MaterialKey.CARD_FACE)
    view.activated.emit(view.currentIndex())
    assert QApplication.focusWidget() is department.editor().elements


def test_every_section_is_reached_by_keys(department):
    editor = department.editor()
    visited = [editor.section()]
    for _ in editor.form.sections[1:]:
        editor.step(1)
        visited.append(editor.section())
    assert visited == [section.key for section in editor.form.sections]
    department.materials.step(1)
    assert department.material is MaterialKey.PREPARATION_STATEMENT


def test_what_takes_the_keyboard_has_a_name(person):
    from PySide6.QtWidgets import QWidget

    page = person
    nameless = []
    for key in PARTS[CaseKind.ISSUANCE]:
        page.choose(key)
        QApplication.processEvents()
        for widget in page.findChildren(QWidget):
            wants = widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible()
            text = getattr(widget, "text", lambda: "")
            named = widget.accessibleName() or (callable(text) and text())
            if wants and not named:
                nameless.append((key, type(widget).__name__, widget.objectName()))
    assert nameless == []
