"""Tables in a form, findings beneath its fields, its sections, labels and languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)

from kabao.domain.findings import Confidence, Finding, Level, Place
from kabao.ui.kit.forms import FormView
from kabao.ui.kit.forms.view import FormLook, table_of
from ui.kit.form_of_all_kinds import FORM, VALUES, box, line

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from kabao.domain.fields import FieldSpec
    from kabao.texts import Texts
    from kabao.ui.kit.theme import Theme


def line_of(view: FormView, name: str) -> QLineEdit:
    QApplication.processEvents()
    shown = [item for item in view.findChildren(QLineEdit, f"field_{name}") if item.isVisible()]
    return shown[-1]


def test_table_rows_are_added_moved_and_removed(
    view: FormView, edits: list[tuple[str, object]], qtbot: QtBot
) -> None:
    view.set_values(VALUES)
    add = view.findChild(QPushButton, "add_plan")
    qtbot.mouseClick(add, Qt.MouseButton.LeftButton)
    table = table_of(view, "plan")
    assert table.row_count() == 2
    qtbot.keyClicks(line_of(view, "plan_1_count"), "100000")
    assert edits[-1][0] == "plan"
    assert view.values()["plan"][1]["count"] == 100000
    assert "1,000,000" in [label.text() for label in view.findChildren(QLabel)]
    qtbot.keyClick(line_of(view, "plan_1_count"), Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert [row["count"] for row in view.values()["plan"]] == [100000, 900000]
    qtbot.keyClick(
        line_of(view, "plan_0_count"), Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier
    )
    assert [row["count"] for row in view.values()["plan"]] == [900000]


def test_columns_the_table_does_not_show_are_kept(view: FormView, qtbot: QtBot) -> None:
    view.set_value("plan", ({"start": "2027-03-01", "count": 1, "group": "a", "uid": "k"},))
    qtbot.keyClicks(line_of(view, "plan_0_start"), "x")
    assert view.values()["plan"][0]["uid"] == "k"


def test_a_sum_with_a_word_in_it_is_no_number(view: FormView) -> None:
    view.set_value("plan", ({"count": "many"}, {"count": 2}))
    assert "?" in [label.text() for label in view.findChildren(QLabel)]


def test_findings_stand_beneath_their_field(view: FormView) -> None:
    place = Place("holders", field="day")
    finding = Finding(Level.ERROR, "unheard_of", place, {}, "C21", Confidence.OWN)
    view.show_findings([finding])
    shown = view.findChild(QWidget, "finding_day")
    said = [label.text() for label in shown.findChildren(QLabel)]
    assert shown.isVisible()
    assert "unheard_of" in said
    assert "C21 · 本程序的检查项" in said
    assert line(view, "day").property("finding") == "error"
    assert line(view, "day").accessibleDescription() == "错误，unheard_of"
    view.show_findings([])
    assert not shown.isVisible()
    assert line(view, "day").property("finding") == ""


def test_a_warning_marks_less_and_an_accepted_one_not_at_all(view: FormView) -> None:
    place = Place("holders", field="name")
    view.show_findings([Finding(Level.WARNING, "w", place)])
    assert line(view, "name").property("finding") == "warning"
    view.show_findings([Finding(Level.WARNING, "w", place, accepted="因为")])
    assert line(view, "name").property("finding") == ""
    said = [label.text() for label in view.findChild(QWidget, "finding_name").findChildren(QLabel)]
    assert "已写明理由：因为" in said


def test_the_row_a_finding_names_is_marked(view: FormView) -> None:
    view.set_value("plan", ({"count": 1}, {"count": 2}))
    view.show_findings([Finding(Level.ERROR, "e", Place("cases", field="plan", row=1))])
    assert line_of(view, "plan_1_count").property("finding") == "error"
    assert line_of(view, "plan_0_count").property("finding") != "error"


def test_focus_goes_to_the_field_and_the_row(view: FormView, qtbot: QtBot) -> None:
    view.set_value("plan", ({"count": 1}, {"count": 2}))
    view.activateWindow()
    with qtbot.waitSignal(view.focused) as told:
        view.focus_field("plan", 1)
    assert told.args == ["plan"]
    assert QApplication.focusWidget() is line_of(view, "plan_1_start")


def test_one_section_at_a_time_is_built_when_it_is_shown(
    theme: Theme, texts: Texts, qtbot: QtBot
) -> None:
    view = FormView(FORM, texts, theme, look=FormLook(grouped=False))
    qtbot.addWidget(view)
    view.show()
    view.set_values(VALUES)
    assert view.section() == "one"
    assert view.findChild(QComboBox, "field_kind") is None
    assert view.values() == VALUES, "values do not wait for widgets"
    view.show_findings([Finding(Level.ERROR, "e", Place("cases", field="kind"))])
    view.focus_field("kind")
    assert view.section() == "two"
    assert box(view, "kind").isVisible()
    assert box(view, "kind").property("finding") == "error"
    assert not line(view, "name").isVisible()
    view.show_section("")
    assert line(view, "name").isVisible()


def test_files_are_edited_by_the_callers_widget(theme: Theme, texts: Texts, qtbot: QtBot) -> None:
    asked: list[str] = []

    def slot(spec: FieldSpec) -> QWidget:
        asked.append(spec.name)
        return QPushButton(spec.name)

    view = FormView(FORM, texts, theme, attachment_editor=slot)
    qtbot.addWidget(view)
    assert asked == ["file"]
    assert isinstance(view.findChild(QWidget, "field_file"), QPushButton)
    assert "file" not in view.values()


def test_read_only_can_be_read_and_not_edited(
    view: FormView, edits: list[tuple[str, object]], qtbot: QtBot
) -> None:
    view.set_values(VALUES)
    view.set_read_only(True)
    qtbot.keyClicks(line(view, "name"), "x")
    qtbot.keyClick(box(view, "kind"), Qt.Key.Key_Down)
    assert edits == []
    assert view.values() == VALUES
    view.set_read_only(False)
    qtbot.keyClicks(line(view, "name"), "x")
    assert edits[-1] == ("name", "安思源x")


def test_labels_speak_the_language_and_name_what_is_required(
    theme: Theme, english: Texts, qtbot: QtBot
) -> None:
    view = FormView(FORM, english, theme)
    qtbot.addWidget(view)
    assert line(view, "name").accessibleName() == "label name (required)"
    assert line(view, "count").accessibleName() == "label count"
    label = view.findChild(QLabel, "label_name")
    assert label.buddy() is line(view, "name")


def test_labels_move_above_in_a_narrow_form(view: FormView) -> None:
    label = view.findChild(QLabel, "label_name")
    view.resize(700, 600)
    QApplication.processEvents()
    assert (
        label.mapTo(view, label.rect().topRight()).x()
        < line(view, "name").mapTo(view, line(view, "name").rect().topLeft()).x()
    )
    view.resize(380, 600)
    QApplication.processEvents()
    assert (
        label.mapTo(view, label.rect().bottomLeft()).y()
        <= line(view, "name").mapTo(view, line(view, "name").rect().topLeft()).y()
    )
