from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)

from kabao.domain.fields import Choice, Condition, FieldKind, FieldSpec, FormSpec, Section
from kabao.domain.findings import Confidence, Finding, Level, Place
from kabao.domain.words import Words
from kabao.ui.kit.forms import FormView
from kabao.ui.kit.forms.dates import read_date
from kabao.ui.kit.forms.editors import plain_number
from kabao.ui.kit.forms.view import FormLook, table_of

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from kabao.texts import Texts
    from kabao.ui.kit.theme import Theme


def field(name: str, kind: FieldKind, **more: object) -> FieldSpec:
    return FieldSpec(name=name, kind=kind, label=Words(f"名{name}", f"label {name}"), **more)


def choices(*codes: str) -> tuple[Choice, ...]:
    return tuple(Choice(code, Words(f"选{code}", f"choice {code}")) for code in codes)


COLUMNS = (
    field("start", FieldKind.DATE),
    field("count", FieldKind.INTEGER),
    field("group", FieldKind.CHOICE, choices=choices("a", "b")),
)
FORM = FormSpec(
    "test",
    Words("表", "form"),
    (Section("one", Words("甲", "A")), Section("two", Words("乙", "B"), Words("注", "note"))),
    (
        field("name", FieldKind.TEXT, section="one", required=True),
        field("count", FieldKind.INTEGER, section="one", unit=Words("张", "cards")),
        field("fee", FieldKind.MONEY, section="one"),
        field("day", FieldKind.DATE, section="one"),
        field("agree", FieldKind.BOOLEAN, section="one"),
        field("reason", FieldKind.TEXT, section="one", when=(Condition("agree", values=(False,)),)),
        field("kind", FieldKind.CHOICE, section="two", choices=choices("a", "b", "c")),
        field("region", FieldKind.CHOICE, section="two", choices=choices(*map(str, range(40)))),
        field("groups", FieldKind.CHOICES, section="two", choices=choices("x", "y", "z")),
        field("story", FieldKind.LONG_TEXT, section="two", max_length=10),
        field("plan", FieldKind.TABLE, section="two", columns=COLUMNS, total="count"),
        field("file", FieldKind.ATTACHMENT, section="two"),
        field("seal", FieldKind.BLANK, section="two"),
    ),
)
VALUES = {
    "name": "安思源",
    "count": 1200000,
    "fee": "1200.50",
    "day": "2026-11-22",
    "agree": True,
    "reason": "",
    "kind": "b",
    "region": "17",
    "groups": ("x", "z"),
    "story": "两行\n文字",
    "plan": ({"start": "2027-03-01", "count": 900000, "group": "a"},),
}


@pytest.fixture
def view(theme: Theme, texts: Texts, qtbot: QtBot) -> FormView:
    view = FormView(FORM, texts, theme)
    qtbot.addWidget(view)
    view.show()
    return view


@pytest.fixture
def edits(view: FormView) -> list[tuple[str, object]]:
    told: list[tuple[str, object]] = []
    view.edited.connect(lambda name, value: told.append((name, value)))
    return told


def line(view: FormView, name: str) -> QLineEdit:
    found = view.findChild(QLineEdit, f"field_{name}")
    assert found is not None
    return found


def box(view: FormView, name: str) -> QComboBox:
    found = view.findChild(QComboBox, f"field_{name}")
    assert found is not None
    return found


def compose(entry: QWidget, text: str) -> None:
    """Hand in text as an input method does; QTest can press ASCII keys only."""
    done = QInputMethodEvent()
    done.setCommitString(text)
    QApplication.sendEvent(entry, done)


def test_values_come_back_as_they_were_given(
    view: FormView, edits: list[tuple[str, object]]
) -> None:
    view.set_values(VALUES)
    assert view.values() == VALUES
    assert edits == [], "only the user edits"


def test_every_editor_shows_what_it_was_given(view: FormView) -> None:
    view.set_values(VALUES)
    assert {name: view.editor(name).value() for name in VALUES} == VALUES
    assert line(view, "count").text() == "1,200,000"
    assert box(view, "kind").currentText() == "选b"


def test_values_the_form_does_not_know_are_kept(view: FormView) -> None:
    view.set_values({**VALUES, "from_elsewhere": "kept", "kind": "old", "groups": ("y", "old")})
    assert view.values()["from_elsewhere"] == "kept"
    assert view.editor("kind").value() == "old"
    assert view.editor("groups").value() == ("y", "old")


def test_typing_is_told_once_for_each_stroke(
    view: FormView, edits: list[tuple[str, object]], qtbot: QtBot
) -> None:
    qtbot.keyClicks(line(view, "name"), "ab")
    assert edits == [("name", "a"), ("name", "ab")]
    assert view.values()["name"] == "ab"


def test_numbers_are_numbers_and_nonsense_stays_text(
    view: FormView, edits: list[tuple[str, object]], qtbot: QtBot
) -> None:
    entry = line(view, "count")
    qtbot.keyClicks(entry, "1,5")
    assert edits[-1] == ("count", 15)
    entry.clear()
    qtbot.keyClicks(entry, "about 15")
    assert view.values()["count"] == "about 15"
    fee = line(view, "fee")
    qtbot.keyClicks(fee, "1,200.50")
    assert view.values()["fee"] == "1200.50"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("20261122", "2026-11-22"),
        ("2026-11-22", "2026-11-22"),
        ("2026/11/22", "2026-11-22"),
        ("2026.1.2", "2026-01-02"),
        ("2026年1月2日", "2026-01-02"),
        (" ２０２６－１１－２２ ", "2026-11-22"),
        ("2026-02-30", "2026-02-30"),
        ("next week", "next week"),
        ("", ""),
    ],
)
def test_dates_are_read_in_every_usual_form(
    view: FormView, qtbot: QtBot, typed: str, kept: str
) -> None:
    assert read_date(typed) == kept
    entry = line(view, "day")
    del qtbot
    compose(entry, typed)
    assert view.values().get("day", "") == kept


def test_a_date_is_written_the_iso_way_when_the_field_is_left(view: FormView, qtbot: QtBot) -> None:
    entry = line(view, "day")
    entry.setFocus()
    qtbot.keyClicks(entry, "20261122")
    assert entry.text() == "20261122", "nothing moves while typing"
    qtbot.keyClick(entry, Qt.Key.Key_Return)
    assert entry.text() == "2026-11-22"


def test_plain_number_leaves_other_text_alone() -> None:
    assert plain_number("1，200") == "1200"
    assert plain_number(" -3.5 ") == "-3.5"
    assert plain_number("1.2.3") == "1.2.3"
    assert plain_number("十二") == "十二"


def test_conditions_show_and_hide_fields_but_lose_nothing(view: FormView, qtbot: QtBot) -> None:
    view.set_values({**VALUES, "agree": False, "reason": "why not"})
    assert line(view, "reason").isVisible()
    agree = view.findChild(QCheckBox, "field_agree")
    qtbot.mouseClick(agree, Qt.MouseButton.LeftButton, pos=agree.rect().center() * 0 + _left(agree))
    assert view.values()["agree"] is True
    assert not line(view, "reason").isVisible()
    assert "reason" not in view.visible_fields()
    assert view.values()["reason"] == "why not"


def _left(box: QCheckBox) -> object:
    from PySide6.QtCore import QPoint

    return QPoint(8, box.height() // 2)


def test_a_check_box_is_unanswered_until_it_is_touched(view: FormView) -> None:
    assert view.editor("agree").value() is None
    view.set_values({"agree": False})
    assert view.editor("agree").value() is False


def test_choosing_is_told_and_setting_is_not(
    view: FormView, edits: list[tuple[str, object]], qtbot: QtBot
) -> None:
    kind = box(view, "kind")
    view.set_value("kind", "a")
    assert edits == []
    kind.setFocus()
    qtbot.keyClick(kind, Qt.Key.Key_Down)
    assert edits == [("kind", "b")]


def test_long_lists_are_searched_by_any_part(
    view: FormView, edits: list[tuple[str, object]], qtbot: QtBot
) -> None:
    region = box(view, "region")
    assert region.isEditable()
    completer = region.completer()
    completer.setCompletionPrefix("39")
    assert completer.currentCompletion() == "选39"
    region.lineEdit().clear()
    qtbot.keyClicks(region.lineEdit(), "elsewhere")
    assert view.values()["region"] == "elsewhere", "what no choice matches stays as typed"
    assert not box(view, "kind").isEditable()


def test_several_choices_keep_the_order_of_the_list(view: FormView, qtbot: QtBot) -> None:
    view.set_value("groups", ("z",))
    boxes = [item for item in view.findChildren(QCheckBox) if item.text() == "选x"]
    qtbot.mouseClick(boxes[0], Qt.MouseButton.LeftButton, pos=_left(boxes[0]))
    assert view.values()["groups"] == ("x", "z")


def test_long_text_counts_its_characters(view: FormView, qtbot: QtBot) -> None:
    text = view.findChild(QPlainTextEdit, "field_story")
    qtbot.keyClicks(text, "ab c")
    counted = [label.text() for label in view.findChildren(QLabel)]
    assert "3 / 10 字" in counted
    assert view.values()["story"] == "ab c"


def test_input_methods_compose_without_being_cut(view: FormView) -> None:
    entry = line(view, "name")
    entry.setFocus()
    composing = QInputMethodEvent("ni hao", [])
    QApplication.sendEvent(entry, composing)
    assert entry.text() == ""
    compose(entry, "你好")
    assert view.values()["name"] == "你好"
    assert entry.validator() is None
    assert entry.inputMask() == ""


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


def line_of(view: FormView, name: str) -> QLineEdit:
    QApplication.processEvents()
    shown = [item for item in view.findChildren(QLineEdit, f"field_{name}") if item.isVisible()]
    return shown[-1]


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
