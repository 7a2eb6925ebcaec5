"""The clinic of names in the forms of a case: guardian, agent and legal representative alike."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from kabao.domain.cases import MaterialKey
from kabao.domain.findings import Place
from services.claimants import COMPANY, FOREIGNER, claim

BY_AGENT = {
    **FOREIGNER,
    "applied_by": "agent",
    "agent_name": "白晓棠",
    "agent_doc_type": "resident_id",
    "agent_doc_no": "110000199001010021",
}
WRONG, RIGHT = "买买提•阿布都", "买买提·阿布都"


@pytest.fixture
def typed(desk, qtbot):
    """Open a case, type a name with a wrong dot into a field, and return editor and strip."""

    def type_into(case, key, name):
        desk.room.open_case(case.id)
        page = desk.room._case
        page.choose(key)
        editor = page.editor()
        editor.view.set_value(name, WRONG)
        editor.view.edited.emit(name, WRONG)
        strip = editor.clinic.strips[name]
        qtbot.waitUntil(lambda: not strip.isHidden(), timeout=2000)
        return editor, strip

    return type_into


def test_an_agent_is_corrected_by_one_key_and_not_without_it(desk, typed, qtbot):
    case = claim(desk.workspace, BY_AGENT)
    editor, strip = typed(case, MaterialKey.CLAIM_FORM, "agent_name")
    assert editor.session.values(MaterialKey.CLAIM_FORM)["agent_name"] == WRONG
    assert strip._found.cured == RIGHT
    editor.clinic.cure()
    assert editor.session.values(MaterialKey.CLAIM_FORM)["agent_name"] == RIGHT
    strip._restore()
    assert editor.session.values(MaterialKey.CLAIM_FORM)["agent_name"] == WRONG
    editor.show_place(Place("cases", case.id, field="agent_name"))
    field = editor.view.editor("agent_name").input()
    QTest.keyClick(field, Qt.Key.Key_Period, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: editor.view.values()["agent_name"] == RIGHT, timeout=2000)


def test_the_legal_representative_of_a_registration_is_looked_at_too(desk, typed):
    employer = desk.workspace.employers.save(
        0, {**COMPANY, "name": "另一家公司", "uscc": "91110000XXXX000103"}
    ).record
    case = desk.workspace.claims.register(employer.id, "登记").record
    _, strip = typed(case, MaterialKey.REGISTRATION_SHEET, "legal_rep")
    assert strip._found.cured == RIGHT


def test_a_field_that_nobody_types_into_builds_nothing(desk):
    case = claim(desk.workspace, BY_AGENT)
    desk.room.open_case(case.id)
    desk.room._case.choose(MaterialKey.CLAIM_FORM)
    assert desk.room._case.editor().clinic.strips == {}
