"""Fields of a form: what is typed, chosen, composed, and what comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QInputMethodEvent
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QLabel,
    QPlainTextEdit,
    QWidget,
)

from kabao.ui.kit.forms.dates import read_date
from kabao.ui.kit.forms.editors import plain_number
from ui.kit.form_of_all_kinds import VALUES, box, line

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from kabao.ui.kit.forms import FormView


def compose(entry: QWidget, text: str) -> None:
    """Hand in text as an input method does; QTest can press ASCII keys only."""
    done = QInputMethodEvent()
    done.setCommitString(text)
    QApplication.sendEvent(entry, done)


def _left(box: QCheckBox) -> object:
    from PySide6.QtCore import QPoint

    return QPoint(8, box.height() // 2)


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


def test_what_typing_finds_in_a_long_list_looks_as_the_list(view: FormView) -> None:
    long, come = box(view, "region"), QFocusEvent(QFocusEvent.Type.FocusIn)
    QApplication.sendEvent(long, come)
    found = long.completer().popup()
    assert found.property("part") == "found"
    QApplication.sendEvent(long, come)
    assert long.completer().popup() is found
    short = box(view, "kind")
    QApplication.sendEvent(short, come)
    assert short.completer() is None
