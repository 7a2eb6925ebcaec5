"""Writing the statement: shapes, lists, tables, figures, input methods, find and outline."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QInputMethodEvent, QTextCursor
from PySide6.QtTest import QTest

from kabao.domain.cases import MaterialKey
from kabao.domain.findings import Place
from kabao.domain.prose.model import Figure, Grid, Kind, Passage, Span
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


def test_plain_typing_stays_plain_text(statement, editor):
    QTest.keyClicks(editor.box, "abc")
    QTest.keyClick(editor.box, Qt.Key.Key_Return)
    QTest.keyClicks(editor.box, "def")
    assert stored(statement) == "abc\ndef"


@pytest.mark.parametrize(
    ("typed", "kind"),
    [("# ", Kind.HEAD_1), ("### ", Kind.HEAD_3), ("- ", Kind.BULLET), ("1. ", Kind.NUMBER)],
)
def test_signs_at_the_beginning_shape_a_passage(statement, editor, typed, kind):
    QTest.keyClicks(editor.box, f"{typed}x")
    assert parts(statement) == (said("x", kind),)


def test_keys_shape_headings_bold_and_lists(statement, editor):
    box = editor.box
    QTest.keyClicks(box, "head")
    modifiers = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    QTest.keyClick(box, Qt.Key.Key_2, modifiers)
    QTest.keyClick(box, Qt.Key.Key_Return)
    QTest.keyClicks(box, "a")
    QTest.keyClick(box, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(box, "b")
    QTest.keyClick(box, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(box, Qt.Key.Key_Return)
    statement.bar.buttons["number"].click()
    QTest.keyClicks(box, "one")
    QTest.keyClick(box, Qt.Key.Key_Return)
    QTest.keyClick(box, Qt.Key.Key_Tab)
    QTest.keyClicks(box, "deep")
    QTest.keyClick(box, Qt.Key.Key_Return)
    QTest.keyClick(box, Qt.Key.Key_Return)
    QTest.keyClicks(box, "end")
    assert parts(statement) == (
        said("head", Kind.HEAD_2),
        Passage((Span("a"), Span("b", bold=True))),
        said("one", Kind.NUMBER),
        said("deep", Kind.NUMBER, 1),
        said("end"),
    )


def test_undo_and_redo_go_step_by_step(statement, editor):
    QTest.keyClicks(editor.box, "x")
    editor.box.shaping.toggle(Kind.HEAD_1)
    assert parts(statement) == (said("x", Kind.HEAD_1),)
    statement.bar.buttons["undo"].click()
    assert parts(statement) == (said("x"),)
    statement.bar.buttons["redo"].click()
    assert parts(statement) == (said("x", Kind.HEAD_1),)


def test_a_table_is_walked_by_tab_and_grows_at_its_end(statement, editor):
    statement.obey("table")
    box = editor.box
    for word in ("a", "b", "c"):
        QTest.keyClicks(box, word)
        QTest.keyClick(box, Qt.Key.Key_Tab)
    box.shaping.change_table("remove_row")
    grid = next(part for part in parts(statement) if isinstance(part, Grid))
    assert [cell[0].text if cell else "" for cell in grid.rows[0]] == ["a", "b", "c"]
    assert len(grid.rows) == 2
    box.setTextCursor(box.shaping.table().cellAt(1, 2).firstCursorPosition())
    QTest.keyClick(box, Qt.Key.Key_Tab)
    QTest.keyClicks(box, "new")
    grid = next(part for part in parts(statement) if isinstance(part, Grid))
    assert grid.rows[2][0] == (Span("new"),)


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


def test_what_was_composed_is_told_once(statement, editor):
    told = []
    editor.edited.connect(lambda: told.append(stored(statement)))
    compose(editor.box, "zhong")
    compose(editor.box, "zhongwen")
    compose(editor.box, "", "中文")
    assert stored(statement) == "中文"
    assert len(told) == 1


def test_signs_typed_by_an_input_method_stay_text(statement, editor):
    compose(editor.box, "", "# ")
    assert parts(statement) == (said("# "),)


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


def test_counts_take_chinese_by_characters(statement, editor):
    editor.box.replace((said("共 3 台 server。"),))
    assert editor.count.text() == "5 字，10 个字符"


def test_a_long_paragraph_is_told_in_a_pause(statement, editor, qtbot):
    editor.box.replace((said("长" * 30_000),))
    qtbot.waitUntil(lambda: len(stored(statement)) == 30_000, timeout=2000)


def test_a_text_of_a_newer_program_cannot_be_spoilt(statement, department):
    newer = "<!-- kabao-text 9 -->\n@new@"
    department.session.edit(STATEMENT, FIELD, newer)
    department.session.replaced.emit()
    box = statement.prose(FIELD).box
    assert box.isReadOnly()
    QTest.keyClicks(box, "x")
    assert stored(statement) == newer


def test_copied_parts_are_pasted_whole(statement, editor):
    whole = (said("标题", Kind.HEAD_1), Passage((Span("粗", bold=True), Figure("region_name"))))
    editor.box.replace(whole)
    editor.box.selectAll()
    data = editor.box.createMimeDataFromSelection()
    editor.box.moveCursor(QTextCursor.MoveOperation.End)
    editor.box.insertFromMimeData(data)
    text = stored(statement)
    assert text.count("标题") == 2
    assert text.count("{{region_name}}") == 2


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
