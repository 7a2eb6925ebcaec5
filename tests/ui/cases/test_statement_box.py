"""The box of one text: typing, shapes, lists, tables, copies, and input methods left in peace."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QInputMethodEvent, QTextCursor
from PySide6.QtTest import QTest

from kabao.domain.fields import FieldKind, FieldSpec
from kabao.domain.prose.model import Figure, Grid, Kind, Passage, Span
from kabao.domain.prose.reading import read
from kabao.domain.words import Words
from kabao.ui.cases.editors.prose.bar import ProseBar
from kabao.ui.cases.editors.prose.editor import ProseEditor
from kabao.ui.cases.editors.prose.look import chip

SPEC = FieldSpec(name="plan", kind=FieldKind.LONG_TEXT, label=Words("方案", "Plan"))


@pytest.fixture
def editor(texts, theme, qtbot):
    """An empty text with the keyboard."""
    editor = ProseEditor(SPEC, texts, theme, lambda name: (name, True), lambda _sha: b"")
    qtbot.addWidget(editor.widget)
    editor.widget.show()
    editor.box.setFocus()
    return editor


@pytest.fixture
def bar(editor, texts, theme, qtbot):
    bar = ProseBar(theme, texts)
    qtbot.addWidget(bar)
    bar.set_box(editor.box)
    return bar


def parts(editor):
    return read(editor.value())


def said(text, kind=Kind.BODY, depth=0):
    return Passage((Span(text),), kind, depth)


def test_plain_typing_stays_plain_text(editor):
    QTest.keyClicks(editor.box, "abc")
    QTest.keyClick(editor.box, Qt.Key.Key_Return)
    QTest.keyClicks(editor.box, "def")
    assert editor.value() == "abc\ndef"


@pytest.mark.parametrize(
    ("typed", "kind"),
    [("# ", Kind.HEAD_1), ("### ", Kind.HEAD_3), ("- ", Kind.BULLET), ("1. ", Kind.NUMBER)],
)
def test_signs_at_the_beginning_shape_a_passage(editor, typed, kind):
    QTest.keyClicks(editor.box, f"{typed}x")
    assert parts(editor) == (said("x", kind),)


def test_keys_shape_headings_bold_and_lists(editor, bar):
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
    bar.buttons["number"].click()
    QTest.keyClicks(box, "one")
    QTest.keyClick(box, Qt.Key.Key_Return)
    QTest.keyClick(box, Qt.Key.Key_Tab)
    QTest.keyClicks(box, "deep")
    QTest.keyClick(box, Qt.Key.Key_Return)
    QTest.keyClick(box, Qt.Key.Key_Return)
    QTest.keyClicks(box, "end")
    assert parts(editor) == (
        said("head", Kind.HEAD_2),
        Passage((Span("a"), Span("b", bold=True))),
        said("one", Kind.NUMBER),
        said("deep", Kind.NUMBER, 1),
        said("end"),
    )


def test_undo_and_redo_go_step_by_step(editor, bar):
    QTest.keyClicks(editor.box, "x")
    editor.box.shaping.toggle(Kind.HEAD_1)
    assert parts(editor) == (said("x", Kind.HEAD_1),)
    bar.buttons["undo"].click()
    assert parts(editor) == (said("x"),)
    bar.buttons["redo"].click()
    assert parts(editor) == (said("x", Kind.HEAD_1),)


def test_a_table_is_walked_by_tab_and_grows_at_its_end(editor):
    box = editor.box
    box.shaping.insert_table()
    for word in ("a", "b", "c"):
        QTest.keyClicks(box, word)
        QTest.keyClick(box, Qt.Key.Key_Tab)
    box.shaping.change_table("remove_row")
    grid = next(part for part in parts(editor) if isinstance(part, Grid))
    assert [cell[0].text if cell else "" for cell in grid.rows[0]] == ["a", "b", "c"]
    assert len(grid.rows) == 2
    box.setTextCursor(box.shaping.table().cellAt(1, 2).firstCursorPosition())
    QTest.keyClick(box, Qt.Key.Key_Tab)
    QTest.keyClicks(box, "new")
    grid = next(part for part in parts(editor) if isinstance(part, Grid))
    assert grid.rows[2][0] == (Span("new"),)


def compose(box, preedit, commit=""):
    event = QInputMethodEvent(preedit, [])
    if commit:
        event.setCommitString(commit)
    QCoreApplication.sendEvent(box, event)


def test_what_was_composed_is_told_once(editor):
    told = []
    editor.edited.connect(lambda: told.append(editor.value()))
    compose(editor.box, "zhong")
    compose(editor.box, "zhongwen")
    compose(editor.box, "", "中文")
    assert editor.value() == "中文"
    assert len(told) == 1


def test_signs_typed_by_an_input_method_stay_text(editor):
    compose(editor.box, "", "# ")
    assert parts(editor) == (said("# "),)


def test_counts_take_chinese_by_characters(editor):
    editor.box.replace((said("共 3 台 server。"),))
    assert editor.count.text() == "5 字，10 个字符"


def test_a_long_paragraph_is_told_in_a_pause(editor, qtbot):
    editor.box.replace((said("长" * 30_000),))
    qtbot.waitUntil(lambda: len(editor.value()) == 30_000, timeout=2000)


def test_a_text_of_a_newer_program_cannot_be_spoilt(editor):
    newer = "<!-- kabao-text 9 -->\n@new@"
    editor.set_value(newer)
    assert editor.box.isReadOnly()
    QTest.keyClicks(editor.box, "x")
    assert editor.value() == newer


def test_copied_parts_are_pasted_whole(editor):
    whole = (said("标题", Kind.HEAD_1), Passage((Span("粗", bold=True), Figure("region_name"))))
    editor.box.replace(whole)
    editor.box.selectAll()
    data = editor.box.createMimeDataFromSelection()
    editor.box.moveCursor(QTextCursor.MoveOperation.End)
    editor.box.insertFromMimeData(data)
    text = editor.value()
    assert text.count("标题") == 2
    assert text.count("{{region_name}}") == 2


def test_nothing_touches_the_text_while_something_is_composed(editor):
    box = editor.box
    compose(box, "shang")
    revision = box.document().revision()
    box.refresh_images()
    box.set_stored("other")
    box.later(lambda: box.shaping.insert_figure("x"))
    assert box.textCursor().block().layout().preeditAreaText() == "shang"
    assert box.document().revision() == revision
    compose(box, "", "上")
    assert parts(editor)[0].inlines == (Figure("x"), Span("other"))


def test_a_chip_says_its_value_and_is_as_wide_as_it_needs(theme):
    short = chip(theme, "7 张", known=True, ratio=1.0)
    long = chip(theme, "1,200,000 张", known=False, ratio=2.0)
    assert long.width() / 2 > short.width()
    assert long.height() == 2 * short.height()
