"""The name clinic under the fields of names: before and after, one key, and the way back."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton

from kabao.ui.employers import build_room as build_employers
from kabao.ui.holders.forms import HolderForms
from kabao.ui.kit.name_clinic import KEY
from ui.rooms import make_context, make_workspace, words


@pytest.fixture
def context(tmp_path, texts, theme, jobs):
    with make_workspace(tmp_path) as workspace:
        yield make_context(workspace, texts, theme, jobs)[0]


@pytest.fixture
def form(context, qtbot):
    page = HolderForms(context).holder(1)
    qtbot.addWidget(page)
    page.resize(900, 700)
    page.show()
    yield page
    page._visited.clear()
    page.close()


def type_name(form, name):
    field = form.form.editor("name").input()
    field.setText(name)
    field.textEdited.emit(name)
    form.clinic.examine()
    return form.clinic.strips["name"]


def press_key(form):
    key = QKeySequence(KEY)
    (shortcut,) = [item for item in form.findChildren(QShortcut) if item.key() == key]
    shortcut.activated.emit()


def test_a_wrong_dot_is_shown_before_and_after_and_changed_only_by_the_key(form):
    strip = type_name(form, "阿依．古丽")
    assert "阿依．古丽 → 阿依·古丽" in words(strip)
    assert form.form.values()["name"] == "阿依．古丽"
    press_key(form)
    assert form.form.values()["name"] == "阿依·古丽"
    assert form.form.editor("name").input().text() == "阿依·古丽"
    assert "已改正：阿依．古丽 → 阿依·古丽" in words(strip)


def test_a_correction_is_put_back_and_kept_as_a_draft(form, context):
    strip = type_name(form, " 王\u200b明")
    assert "[U+200B]" in words(strip)
    press_key(form)
    form.flush()
    assert context.workspace.holders.draft(1).values["name"] == "王明"
    (back,) = [item for item in strip.findChildren(QPushButton) if item.text() == "还原"]
    back.click()
    assert form.form.values()["name"] == " 王\u200b明"


def test_one_of_several_reasons_is_corrected_by_itself(form):
    strip = type_name(form, " 阿依．古丽")
    first = next(item for item in strip.findChildren(QPushButton) if item.text() == "改正")
    first.click()
    assert form.form.values()["name"] in (" 阿依·古丽", "阿依．古丽")


def test_what_cannot_be_printed_is_told_by_character(form):
    strip = type_name(form, "王\ue000")
    assert "U+E000" in words(strip)
    assert type_name(form, "王明").isHidden()


def test_names_of_guardians_and_of_employers_are_looked_at_too(form, context, qtbot):
    assert {"name", "guardian_name", "agent_name"} <= set(form.clinic.strips)
    room = build_employers(context)
    page = room.build()
    qtbot.addWidget(page)
    room.edit(1)
    assert {"legal_rep", "handler_name"} <= set(room._form.clinic.strips)
    page.close()
