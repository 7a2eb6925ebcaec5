"""Material 3: the tree of a department, and the data of people laid into the structure."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from kabao.domain.cases import MaterialKey
from kabao.domain.findings import Place
from kabao.ui.cases.editors.laid.laid_model import COLUMNS
from kabao.ui.cases.editors.structure.structure_editor import TREE

STRUCTURE = MaterialKey.FILE_STRUCTURE


@pytest.fixture
def tree(department):
    department.choose(STRUCTURE)
    editor = department.editor()
    editor.choose(TREE)
    return editor


def extensions(editor):
    return editor.session.values(STRUCTURE)["extensions"]


def go(editor, path):
    editor.tree.view.setCurrentIndex(editor.tree.model.index_of(path))


def test_the_tree_holds_the_whole_national_structure(tree, desk):
    structure = desk.workspace.rulebook.structure
    assert tree.tree.model.rowCount() == len(structure.applications)
    for path, file in structure.files():
        index = tree.tree.model.index_of(path)
        assert tree.tree.model.rowCount(index) >= len(file.elements), path


def test_the_model_keeps_what_qt_asks_of_a_model(tree, qtmodeltester):
    qtmodeltester.check(tree.tree.model)


def test_the_national_part_is_locked(tree):
    go(tree, "SSSE/EF06/09")
    assert not tree.detail.form.isVisible()
    assert not tree.detail._add.isVisible()
    spoken = tree.tree.model.data(tree.tree.model.index_of("SSSE/EF06/09"), 11)
    assert "全国统一，不可更改" in spoken


def test_local_elements_stand_below_their_file(tree):
    index = tree.tree.model.index_of("", 0)
    assert tree.tree.model.node(index).parent.path == extensions(tree)[0]["file"]


def test_an_element_is_added_to_a_reserved_file_and_checked_live(tree, department):
    go(tree, "DF01/EF18")
    assert tree.detail._add.isVisible()
    before = len(extensions(tree))
    tree.detail._add.click()
    assert len(extensions(tree)) == before + 1
    added = extensions(tree)[-1]
    assert added["file"] == "DF01/EF18"
    assert added["tag"] not in {row["tag"] for row in extensions(tree)[:-1]}
    assert QApplication.focusWidget().objectName() == "field_name"
    department.session.check()
    rows = {item.place.row for item in department.session.findings(3)}
    assert before in rows


def test_too_many_bytes_are_seen_in_the_bar_and_told(tree, department):
    tree.show_place(Place("cases", department.session.case.id, 3, "extensions", "extensions", 0))
    tree.detail.edited.emit(0, "length", 200)
    assert tree.detail._budget._left.text() == "超出 74 字节"
    department.session.check()
    codes = {item.code for item in department.session.findings(3)}
    assert "extension_x12_over_budget" in codes


def test_declaring_the_first_element_answers_the_question(tree, department):
    department.session.edit(STRUCTURE, "has_local_extension", False)
    tree.add_row("DF01/EF19")
    assert department.session.values(STRUCTURE)["has_local_extension"] is True


def test_an_element_is_removed(tree):
    names = [row["name"] for row in extensions(tree)]
    tree.remove_row(1)
    assert [row["name"] for row in extensions(tree)] == [names[0], names[2]]


def test_typing_keeps_the_caret_in_the_form(tree, qtbot):
    tree.show_place(Place("cases", 1, 3, "extensions", "extensions.name", 1))
    QApplication.processEvents()
    field = QApplication.focusWidget()
    assert field.objectName() == "field_name"
    qtbot.keyClicks(field, "AB")
    assert QApplication.focusWidget() is field
    assert extensions(tree)[1]["name"].endswith("AB")
    assert tree.tree.model.node(tree.tree.view.currentIndex()).row == 1


def laid(editor, path, column):
    row = editor.model.row_of(path)
    return editor.model.data(editor.model.index(row, COLUMNS.index(column)))


def test_a_persons_data_are_laid_into_the_structure(person):
    person.choose(STRUCTURE)
    editor = person.editor()
    holder = person.session.view.holders[0].holder
    assert laid(editor, "SSSE/EF06/09", "value") == holder.name
    spoken = bytes.fromhex(laid(editor, "SSSE/EF06/09", "encoded")).rstrip(b"\0")
    assert spoken.decode("gbk") == holder.name
    assert laid(editor, "SSSE/EF06/09", "used") == f"{len(spoken)} / 30"


def test_identity_numbers_are_masked_in_text_and_bytes_until_asked_for(person):
    person.choose(STRUCTURE)
    editor = person.editor()
    number = person.session.view.holders[0].holder.doc_no
    hexed = number.encode().hex(" ").upper()
    assert laid(editor, "SSSE/EF06/08", "value") == f"{number[:3]}{'*' * 11}{number[-4:]}"
    assert hexed not in laid(editor, "SSSE/EF06/08", "encoded")
    editor.eye.click()
    assert laid(editor, "SSSE/EF06/08", "value") == number
    assert hexed in laid(editor, "SSSE/EF06/08", "encoded")
    editor._hide.timeout.emit()
    assert "***" in laid(editor, "SSSE/EF06/08", "value")


def test_the_laid_model_keeps_what_qt_asks_of_a_model(person, qtmodeltester):
    person.choose(STRUCTURE)
    qtmodeltester.check(person.editor().model)


def test_an_employer_shows_one_person_at_a_time(employer):
    employer.choose(STRUCTURE)
    editor = employer.editor()
    people = employer.session.view.holders
    assert editor.person.count() == len(people)
    editor.person.setCurrentIndex(3)
    assert laid(editor, "SSSE/EF06/09", "value") == people[3].holder.name
    assert people[3].holder.doc_no not in editor.person.currentText()


def test_the_way_to_the_record_of_a_person(person, desk):
    person.choose(STRUCTURE)
    editor = person.editor()
    editor.table.selectRow(editor.model.row_of("SSSE/EF06/09"))
    editor._go.click()
    assert desk.heard.places[-1].room == "holders"
