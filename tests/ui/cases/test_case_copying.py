"""The form of material 1: copied from an earlier case, and the list of its attachments."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from kabao.domain.cases import ApplicantKind, MaterialKey
from ui.rooms import words

FORM = MaterialKey.REGISTRATION_FORM


@pytest.fixture
def fresh(desk):
    """A new case of a department beside the one of the sample."""
    case = desk.workspace.cases.create(ApplicantKind.DEPARTMENT, "新一轮").record
    desk.room.open_case(case.id)
    return desk.room._case


@pytest.fixture
def dialog(fresh, qtbot):
    made = fresh.editor().copying()
    qtbot.addWidget(made)
    made.show()
    return made


def test_parts_are_chosen_with_what_would_change_in_sight(dialog, fresh, desk):
    assert dialog.choice.count() >= 1
    before = dialog._model.rowCount()
    assert before > 20
    assert dialog.do.isEnabled()
    for key, box in dialog.sections.items():
        box.setChecked(key == "money")
    labels = [dialog._model.line(row)[0] for row in range(dialog._model.rowCount())]
    assert labels[:2] == ["经费预算", "资金来源"]
    dialog.copy()
    assert fresh.session.values(FORM)["budget_total"]
    assert fresh.editor().view.values()["budget_total"]
    assert not fresh.session.values(FORM).get("applicant_org_name")
    assert desk.workspace.history.latest(1)[0].action == "cases.copy"


def test_nothing_chosen_copies_nothing(dialog):
    for box in dialog.sections.values():
        box.setChecked(False)
    assert not dialog.do.isEnabled()
    assert "没有可带入" in dialog.summary.text()


def test_the_list_of_attachments_stands_in_its_section(department):
    editor = department.editor()
    editor.choose("attachments")
    QApplication.processEvents()
    said = words(editor.index)
    file = department.session.case.attached(MaterialKey.REGIONAL_RULES)[0]
    assert file.title in said
    assert file.sha256[:16] in said
    editor.choose("money")
    assert not editor.index.isVisible()
