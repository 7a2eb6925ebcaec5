"""Writing the statement: shapes, lists, tables, figures, input methods, find and outline."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest

from kabao.domain.cases import MaterialKey
from kabao.domain.findings import Place
from kabao.domain.prose.model import Figure, Kind, Passage, Span
from kabao.domain.prose.reading import read
from kabao.domain.prose.writing import write
from kabao.ui.cases.editors.prose.picker import Picker

STATEMENT = MaterialKey.PREPARATION_STATEMENT
FORM = MaterialKey.REGISTRATION_FORM
FIELD = "business_processes"


@pytest.fixture
def statement(department):
    department.materials.chosen.emit(STATEMENT)
    return department.editor()


@pytest.fixture
def editor(statement):
    """The first text, empty, with the keyboard."""
    editor = statement.prose(FIELD)
    editor.box.setFocus()
    editor.box.replace(())
    return editor


def stored(statement, field=FIELD):
    return statement.session.values(STATEMENT)[field]


def parts(statement):
    return read(stored(statement))


def said(text, kind=Kind.BODY, depth=0):
    return Passage((Span(text),), kind, depth)


def test_a_text_of_an_older_ledger_is_shown_and_left_as_it_is(statement):
    before = stored(statement, "network")
    box = statement.prose("network").box
    assert box.stored() == before
    assert box.toPlainText() == before


def test_a_figure_is_chosen_from_a_list_and_follows_the_form(statement, editor, department):
    QTest.keyClicks(editor.box, "x")
    editor.box.command.emit("figure")
    picker = statement.findChild(Picker)
    picker.line.setText("拟发卡数量")
    assert picker.titles() == ["拟发卡数量"]
    QTest.keyClick(picker.line, Qt.Key.Key_Return)
    assert parts(statement) == (Passage((Span("x"), Figure("planned_quantity"))),)
    assert statement._figure("planned_quantity") == ("1,200,000 张", True)
    department.session.edit(FORM, "planned_quantity", 7)
    assert statement._figure("planned_quantity") == ("7 张", True)
    department.session.edit(FORM, "planned_quantity", None)
    words, known = statement._figure("planned_quantity")
    assert "未填写" in words
    assert not known


def test_a_figure_without_value_is_found_at_its_place(statement, editor, department, qtbot):
    editor.box.insert((said("first"), Passage((Figure("planned_quantity"),))))
    department.session.edit(FORM, "planned_quantity", None)
    with qtbot.waitSignal(department.session.checked, timeout=3000):
        department.session.check()
    found = [it for it in department.session.findings(2) if it.code == "case_figure_empty"]
    assert (FIELD, 1) in [(it.place.field, it.place.row) for it in found]
    statement.show_place(next(it.place for it in found if it.place.field == FIELD))
    assert editor.box.textCursor().blockNumber() == 1


def compose(box, preedit, commit=""):
    event = QInputMethodEvent(preedit, [])
    if commit:
        event.setCommitString(commit)
    QCoreApplication.sendEvent(box, event)


def test_a_composition_is_never_disturbed(statement, editor, department):
    box = editor.box
    compose(box, "shang")
    revision = box.document().revision()
    # All that happens around it meanwhile waits: a reload, other figures, a new look.
    department.session.replaced.emit()
    department.session.edit(FORM, "planned_quantity", 5)
    box.set_stored("something else")
    assert box.textCursor().block().layout().preeditAreaText() == "shang"
    assert box.document().revision() == revision
    assert stored(statement) == ""
    compose(box, "", "上")
    assert box.composing is False
    assert box.toPlainText() == "something else"


def test_found_words_lead_from_section_to_section(statement, editor):
    editor.box.replace((said("针脚在此"),))
    statement.finder.begin(editor)
    statement.finder.line.setText("终端程序")
    assert statement.finder.go(1)
    first = statement.section()
    assert statement.finder._current.box.textCursor().selectedText() == "终端程序"
    assert "1" in statement.finder.found.text()
    statement.finder.go(1)
    assert statement.section() != first
    statement.finder.line.setText("没有这样的词")
    assert not statement.finder.go(1)
    statement.finder.end()
    assert statement.finder.isHidden()


def test_ctrl_f_in_a_text_looks_in_the_text(statement, editor):
    QTest.keyClick(editor.box, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert not statement.finder.isHidden()


def test_the_outline_names_sections_and_heads_and_leads_there(statement, editor):
    editor.box.replace((said("引言"), said("第一章", Kind.HEAD_1), said("正文")))
    picker = statement.show_outline()
    titles = picker.titles()
    assert titles[:2] == ["0 业务流程规范情况", "第一章"]
    assert "4b 突发事件预案" in titles
    picker.line.setText("突发")
    QTest.keyClick(picker.line, Qt.Key.Key_Return)
    assert statement.section() == "s4b"
    statement.go_to(f"s0/{FIELD}/1")
    assert editor.box.textCursor().block().text() == "第一章"


@pytest.mark.parametrize(("who", "field"), [("person", "statement"), ("employer", "hand_out")])
def test_persons_and_employers_write_in_the_same_comfort(request, who, field):
    page = request.getfixturevalue(who)
    page.materials.chosen.emit(STATEMENT)
    editor = page.editor()
    editor.show_place(Place("cases", page.session.case.id, 2, field=field))
    box = editor.prose(field).box
    box.replace((said("小标题", Kind.HEAD_2), said("正文")))
    assert page.session.values(STATEMENT)[field] == write(box.text())
    assert not editor._slots.isHidden()
