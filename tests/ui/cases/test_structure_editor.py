"""The structure editor by keyboard: search, bytes both ways, rules, comparison, files, undo."""

from __future__ import annotations

import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from kabao.domain.cases import ApplicantKind, MaterialKey
from kabao.domain.findings import Place
from kabao.services.structures import export_structure
from kabao.ui.cases.editors.structure.structure_editor import DIFF, RULES, TREE
from kabao.ui.cases.editors.structure.tree_model import FILLED, USED_ROLE

STRUCTURE = MaterialKey.FILE_STRUCTURE
SPOKEN = Qt.ItemDataRole.AccessibleTextRole


@pytest.fixture
def editor(department):
    department.choose(STRUCTURE)
    editor = department.editor()
    editor.choose(TREE)
    return editor


def rows(editor):
    return editor.session.values(STRUCTURE)["extensions"]


def shown(editor):
    model = editor.tree.model
    found = []

    def walk(parent):
        for row in range(model.rowCount(parent)):
            index = model.index(row, 0, parent)
            found.append(model.node(index).path)
            walk(index)

    walk(model.index_of("nowhere"))
    return found


def search(editor, text):
    editor.tree.search.setText(text)
    editor.tree.search.searched.emit(text)


def test_the_search_leaves_the_line_and_the_way_to_it(editor):
    for text in ("姓名", "xm", "xingming", "EF06 09", "name ef06"):
        search(editor, text)
        left = shown(editor)
        assert {"SSSE", "SSSE/EF06", "SSSE/EF06/09"} <= set(left), text
        assert "SSSE/EF05" not in left
        assert editor.tree.view.isExpanded(editor.tree.model.index_of("SSSE/EF06"))
        assert editor.tree._found.text()


def test_local_elements_are_found_and_an_empty_search_shows_all(editor):
    name = rows(editor)[0]["name"]
    search(editor, name)
    assert len(shown(editor)) == 3
    search(editor, "")
    own_files = {row["file"] for row in rows(editor)} - {"DF01/EF16", "DF01/EF17"}
    assert len(shown(editor)) == 8 + 40 + 163 + len(rows(editor)) + len(own_files)
    search(editor, "没有这个")
    assert shown(editor) == []


def _focused():
    focus = QApplication.focusWidget()
    return "" if focus is None else focus.objectName()


def test_going_to_a_finding_ends_a_search_that_hides_it(editor, qtbot):
    search(editor, "xm")
    editor.show_place(Place("cases", 1, 3, "extensions", "extensions.tag", 1))
    assert editor.tree.current().row == 1
    qtbot.waitUntil(lambda: _focused() == "field_tag")


def test_a_bar_shows_the_bytes_of_every_reserved_file(editor):
    model = editor.tree.model
    place = model.columns.index("used")
    file = rows(editor)[0]["file"]
    index = model.index_of(file)
    taken = sum(2 + row["length"] for row in rows(editor) if row["file"] == file)
    used = index.siblingAtColumn(place)
    assert used.data() == f"{taken} / 128"
    assert used.data(USED_ROLE) == taken / 128
    assert f"已用 {taken}" in index.data(SPOKEN)
    editor.detail.edited.emit(0, "length", 200)
    assert used.data(USED_ROLE) > 1
    assert "超出" in index.data(SPOKEN)


def keys(qtbot, widget, text):
    widget.clear()
    qtbot.keyClicks(widget, text)


def test_value_bytes_and_record_follow_each_other(editor, qtbot):
    editor.tree.go_to("SSSE/EF06/09")
    value, data, record = (editor.detail.coder.field(name) for name in ("value", "bytes", "record"))
    keys(qtbot, value, "AB")
    assert data.text() == "41 42" + " 00" * 28
    assert record.text() == "09 1E 41 42" + " 00" * 28
    keys(qtbot, data, "D5C5C8FD" + "00" * 26)
    assert value.text() == "张三"
    assert record.text().startswith("09 1E D5 C5")
    keys(qtbot, record, "091E" + "C0EE" + "00" * 28)
    assert (value.text(), data.text()[:5]) == ("李", "C0 EE")
    assert "用 2 字节，余 28 字节" in editor.detail.coder._told.text()


def test_damaged_hex_is_told_and_loses_nothing(editor, qtbot):
    editor.tree.go_to("SSSE/EF06/09")
    coder = editor.detail.coder
    keys(qtbot, coder.field("value"), "AB")
    keys(qtbot, coder.field("bytes"), "D5C")
    assert "字节处" in coder._told.text()
    assert coder.field("value").text() == "AB"
    keys(qtbot, coder.field("record"), "0A0131")
    assert "标签" in coder._told.text()


def test_what_was_tried_on_a_national_element_is_not_stored(editor, qtbot):
    before = editor.session.values(STRUCTURE)
    editor.tree.go_to("SSSE/EF06/09")
    keys(qtbot, editor.detail.coder.field("value"), "AB")
    editor.tree.go_to("SSSE/EF06/0A")
    editor.tree.go_to("SSSE/EF06/09")
    assert editor.detail.coder.field("value").text() == "AB"
    assert editor.session.values(STRUCTURE) == before


def test_the_bytes_of_a_local_element_are_its_example(editor, qtbot):
    editor.detail.edited.emit(0, "type", "cn")
    editor.detail.edited.emit(0, "length", 4)
    editor.tree.go_to("", 0)
    coder = editor.detail.coder
    keys(qtbot, coder.field("bytes"), "20261122")
    assert rows(editor)[0]["example"] == "20261122"
    assert editor.detail.form.values()["example"] == "20261122"
    assert coder.field("record").text() == f"{rows(editor)[0]['tag']} 04 20 26 11 22"


def test_lines_are_added_entered_and_removed_by_keyboard_and_undone(editor, qtbot, department):
    view, before = editor.tree.view, len(rows(editor))
    editor.tree.go_to("DF01/EF19")
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Insert)
    assert len(rows(editor)) == before + 1
    assert rows(editor)[-1]["type"] == "b"  # a transparent file holds nothing else
    assert QApplication.focusWidget().objectName() == "field_name"
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Delete)
    assert len(rows(editor)) == before
    history = department._context.workspace.history
    for expected in (before + 1, before):
        changed = history.undo(history.undo_candidate().id)
        department.take_changes(changed)
        assert len(rows(editor)) == expected
        assert len([path for path in shown(editor) if path == "DF01/EF19/C0"]) <= expected - before


def test_files_and_applications_of_the_locality_are_numbered_freely(editor):
    editor.add_file("DF04")
    assert rows(editor)[-1]["file"] == "DF04/EF07"
    editor.add_application()
    assert rows(editor)[-1]["file"] == "DF08/EF05"
    tags = [row["tag"] for row in rows(editor)]
    assert len(set(tags)) == len(tags)
    path = [item for item in shown(editor) if item.startswith(("DF04/EF07", "DF08"))]
    assert len(path) >= 3


def test_all_rules_are_judged_live_and_lead_to_the_place(editor):
    editor.choose(RULES)
    assert editor.rules.model.rowCount() == 17
    assert editor.rules.broken() == 0
    editor.detail.edited.emit(1, "tag", rows(editor)[0]["tag"])
    editor.detail.edited.emit(1, "file", rows(editor)[0]["file"])
    editor._follow.timeout.emit()
    assert editor.rules.broken() == 1
    editor.rules.table.selectRow(2)
    assert editor.rules.model.line(2).findings[0].code == "extension_x03_duplicate"
    editor.rules.go.click()
    assert (editor.section(), editor.tree.current().row) == (TREE, 1)


def test_differences_to_the_nation_and_to_an_earlier_case(editor, desk):
    other = desk.workspace.cases.create(ApplicantKind.DEPARTMENT, "较早的申请").record
    desk.workspace.cases.save_material(other.id, STRUCTURE, {"extensions": rows(editor)[:1]})
    editor.choose(DIFF)
    assert editor.diff.model.rowCount() >= len(rows(editor))
    editor.diff.with_.setCurrentIndex(editor.diff.with_.findData(other.id))
    added = [editor.diff.model.line(n) for n in range(editor.diff.model.rowCount())]
    assert [item.row for item in added if item.kind == "added"] == [1, 2]
    row = next(n for n, item in enumerate(added) if item.row == 2)
    editor.diff.table.opened.emit(editor.diff.model.index(row, 0))
    assert (editor.section(), editor.tree.current().row) == (TREE, 2)


def test_the_structure_is_exported(editor, desk, tmp_path):
    desk.answers.target = tmp_path / "structure"
    for suffix in (".xlsx", ".json"):
        editor.files.export(suffix)
        written = tmp_path / f"structure{suffix}"
        assert written.stat().st_size > 10_000
        assert desk.answers.proposed.endswith(suffix)


def test_an_edited_file_is_refused_in_words_or_gives_its_local_part(editor, desk, tmp_path):
    context, case = desk.context, editor.session.case
    path = tmp_path / "structure.json"
    export_structure(path, context.workspace.rulebook, context.texts, case)
    plain = json.loads(path.read_text(encoding="utf-8"))
    plain["national"][2]["length"] = 9
    plain["extensions"] = plain["extensions"][:1]
    path.write_text(json.dumps(plain), encoding="utf-8")
    before = rows(editor)
    desk.answers.choose_open = lambda title, patterns=(): path
    asked = []
    desk.answers.ask = lambda question, text="", yes="", **_: (asked.append(text), False)[1]
    editor.files.take()
    assert "SSSE/EF05/01" in asked[0]
    assert rows(editor) == before
    desk.answers.ask = lambda *_, **__: True
    editor.files.take()
    assert [row["name"] for row in rows(editor)] == [before[0]["name"]]
    assert editor.tree.model.index_of("", 0).isValid()
    assert not editor.tree.model.index_of("", 1).isValid()


def test_a_person_sees_the_same_tree_with_the_data_in_it(person):
    person.choose(STRUCTURE)
    editor = person.editor()
    editor.choose(TREE)
    model = editor.filled.tree.model
    holder = person.session.view.holders[0].holder

    def cell(path, column):
        return model.index_of(path).siblingAtColumn(FILLED.index(column)).data()

    assert cell("SSSE/EF06/09", "value") == holder.name
    assert cell("SSSE/EF06/09", "encoded").startswith(holder.name.encode("gbk")[:1].hex().upper())
    assert "*" in cell("SSSE/EF06/08", "value")
    editor.reveal(on=True)
    assert cell("SSSE/EF06/08", "value") == holder.doc_no


def test_a_hundred_and_twenty_local_elements_are_found_changed_and_compared(editor):
    many = tuple(
        {"file": f"DF01/EF{22 + n % 5:02X}", "tag": f"{n + 1:02X}", "name": f"指标{n}",
         "type": "b", "length": 2, "example": "0102", "reason": "一卡通"}
        for n in range(120)
    )  # fmt: skip
    editor.session.edit(STRUCTURE, "extensions", many)
    editor._reload_tree()
    editor.tree.go_to("", 60)
    editor.detail.edited.emit(60, "name", "新名称")
    assert rows(editor)[60]["name"] == "新名称"
    search(editor, "zb")
    assert {"DF01/EF16/01", "DF01/EF17/02"} <= set(shown(editor))
    assert len(shown(editor)) < 140
    search(editor, "xmc")
    assert shown(editor)[-1] == f"{many[60]['file']}/{many[60]['tag']}"
    search(editor, "")
    assert len(shown(editor)) > 320
