"""Files of a case: dropped, refused, named, ordered, removed, and kept with their row."""

from __future__ import annotations

from dataclasses import replace

import pikepdf
import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from kabao.domain.cases import MaterialKey
from kabao.ui.cases.editors.other_rows import moved_rows
from kabao.ui.cases.editors.slots.file_row import FileRow
from kabao.ui.cases.editors.slots.slot_editor import SlotEditor
from kabao.ui.kit.forms.view import table_of
from kabao.ui.kit.jobs import JobRunner
from kabao.ui.kit.tab_order import TabOrder


def make_pdf(path, pages=2):
    with pikepdf.new() as document:
        for _ in range(pages):
            document.add_blank_page()
        document.save(path)
    return path


@pytest.fixture
def measures(department):
    department.choose(MaterialKey.REGIONAL_RULES)
    slots = department.editor().findChildren(SlotEditor)
    return next(slot for slot in slots if slot.slot == "measures")


def drop(slot, *paths):
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    slot.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, mime, buttons, keys))


def titles(slot):
    QApplication.processEvents()
    return [row.title.text() for row in slot.findChildren(FileRow) if not row.isHidden()]


def test_dropped_files_are_taken_in_with_pages_and_size(measures, desk, tmp_path):
    picture = tmp_path / "扫描.jpg"
    Image.new("RGB", (600, 800), "white").save(picture)
    drop(measures, make_pdf(tmp_path / "补充规定.pdf", 3), picture)
    assert titles(measures) == ["青禾市社会保障卡管理办法", "补充规定", "扫描"]
    stored = desk.workspace.cases.get(measures.session.case.id)
    files = stored.attached(MaterialKey.REGIONAL_RULES, "measures")
    assert [file.pages for file in files] == [3, 3, 1]
    assert desk.heard.changes[-1].cases == {stored.id}


def test_files_are_chosen_in_a_dialog_too(measures, desk, tmp_path, qtbot):
    desk.answers.files = [make_pdf(tmp_path / "选中.pdf")]
    qtbot.mouseClick(measures.add_button, Qt.MouseButton.LeftButton)
    assert titles(measures)[-1] == "选中"


def test_a_file_that_cannot_stand_in_a_package_is_told_and_the_others_stay(measures, tmp_path):
    broken = tmp_path / "坏的.pdf"
    broken.write_bytes(b"%PDF-1.7 nonsense")
    letter = tmp_path / "信.doc"
    letter.write_bytes(b"PK")
    drop(measures, broken, make_pdf(tmp_path / "好的.pdf"), letter)
    assert titles(measures)[-1] == "好的"
    said = [notice.label.text() for notice in measures.notices.notices()]
    assert len(said) == 2
    assert any("信.doc" in words for words in said)


def test_files_are_named_ordered_and_removed(measures, desk, tmp_path):
    drop(measures, make_pdf(tmp_path / "第二份.pdf"))
    QApplication.processEvents()
    row = measures.findChildren(FileRow)[-1]
    row.title.setText("第二份（修订）")
    row._rename()
    assert titles(measures)[-1] == "第二份（修订）"
    measures._move(measures.files()[1], -1)
    assert titles(measures) == ["第二份（修订）", "青禾市社会保障卡管理办法"]
    measures._remove(measures.files()[0])
    assert titles(measures) == ["青禾市社会保障卡管理办法"]
    assert desk.answers.said == []  # undo brings it back


def test_a_missing_document_is_a_finding_until_it_is_there(measures, department, tmp_path):
    measures._remove(measures.files()[0])
    codes = {item.code for item in department.session.result.findings}
    assert "case_measures_missing" in codes
    drop(measures, make_pdf(tmp_path / "办法.pdf", 3))
    codes = {item.code for item in department.session.result.findings}
    assert "case_measures_missing" not in codes


def test_live_values_survive_a_new_file(measures, department, tmp_path):
    department.session.edit(MaterialKey.REGIONAL_RULES, "measures_number", "新文号")
    drop(measures, make_pdf(tmp_path / "办法.pdf"))
    assert department.session.values(MaterialKey.REGIONAL_RULES)["measures_number"] == "新文号"


def other_files(page):
    attached = page.session.case.attached(MaterialKey.OTHER_MATERIALS)
    return {file.title: file.slot for file in attached}


def test_files_of_material_6_go_with_their_row(department, tmp_path):
    department.choose(MaterialKey.OTHER_MATERIALS)
    editor = department.editor()
    editor._slots[2].add_files([make_pdf(tmp_path / "批复.pdf")])
    assert other_files(department)["批复"] == "items[2]"
    table = table_of(editor.view, "items")
    table.move_row(2, -1)
    assert other_files(department)["批复"] == "items[1]"
    table.remove_row(0)
    assert other_files(department)["批复"] == "items[0]"
    table.remove_row(0)
    assert other_files(department)["批复"] == "items"
    assert len(editor._slots) == table.row_count()


@pytest.mark.parametrize(
    ("before", "after", "moved"),
    [
        ("abc", "ac", {1: None, 2: 1}),
        ("abc", "ab", {2: None}),
        ("abc", "bac", {0: 1, 1: 0}),
        ("abc", "axc", {}),
        ("abc", "abcd", {}),
        ("ab", "ab", {}),
    ],
)
def test_rows_are_followed_by_what_they_hold(before, after, moved):
    assert moved_rows(list(before), list(after)) == moved


def test_files_that_are_being_read_come_in_though_the_case_is_left(measures, desk, tmp_path, qtbot):
    slot = measures
    runner = JobRunner()
    slot.intake._context = replace(desk.context, jobs=runner)
    case_id, key, name = slot.session.case.id, slot.key, slot.slot
    before = len(slot.files())
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7 nothing")
    slot.add_files([make_pdf(tmp_path / "甲.pdf"), broken, make_pdf(tmp_path / "乙.pdf", 3)])
    assert slot.intake.under_way
    desk.room._show_list()
    qtbot.waitUntil(lambda: not isValid(slot), timeout=20000)
    kept = desk.workspace.cases.get(case_id).attached(key, name)
    assert len(kept) == before + 2
    (told,) = desk.room._list.notices.notices()
    assert told.label.text() == "attachment_damaged"
    runner.wait()


def test_tab_goes_from_the_materials_into_the_editor_and_through_files_to_their_button(
    measures, department, qtbot
):
    window = department.window()
    TabOrder(window)
    with qtbot.waitActive(window):
        window.activateWindow()
    department.materials.view.setFocus()
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Tab)
    assert department.editor().isAncestorOf(QApplication.focusWidget())
    last = measures.findChildren(FileRow)[-1]
    order = [measures.add_button]
    while order[-1] is not measures and not last.isAncestorOf(order[-1]):
        order.append(order[-1].previousInFocusChain())
    assert last.isAncestorOf(order[-1]), "the files come before the button"
    assert not any(isinstance(part, FileRow) for part in order[1:-1])


def test_a_document_lends_its_title_to_the_field_below_while_that_is_empty(department, tmp_path):
    key = MaterialKey.REGIONAL_RULES
    department.choose(key)
    session = department.session
    session.edit(key, "implementing_rules_title", "")
    slots = department.editor().findChildren(SlotEditor)
    slot = next(one for one in slots if one.slot == "implementing_rules")
    first = session.case.attached(key, "implementing_rules")
    drop(slot, make_pdf(tmp_path / "青禾市实施细则.pdf"))
    expected = first[0].title if first else "青禾市实施细则"
    assert session.values(key)["implementing_rules_title"] == expected
    assert department.editor().view.values()["implementing_rules_title"] == expected
    session.edit(key, "implementing_rules_title", "我的写法")
    drop(slot, make_pdf(tmp_path / "补充.pdf"))
    assert session.values(key)["implementing_rules_title"] == "我的写法"
