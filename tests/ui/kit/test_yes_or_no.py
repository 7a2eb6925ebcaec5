"""A question of a form is answered by yes or by no with one press; nothing is chosen before."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QRadioButton

from kabao.rulebook import load
from kabao.ui.kit.forms.choices import YesNoEditor
from kabao.ui.kit.forms.rows import make_editor


@pytest.fixture
def rulebook():
    return load()


def editor_of(rulebook, texts, theme, form, name):
    return make_editor(rulebook.form(form).field(name), texts, theme)


def test_no_is_an_answer_like_yes(rulebook, texts, theme, qtbot):
    editor = editor_of(rulebook, texts, theme, "registration_form_department", "issued_before")
    qtbot.addWidget(editor.widget)
    assert editor.value() is None
    buttons = {one.text(): one for one in editor.widget.findChildren(QRadioButton)}
    with qtbot.waitSignal(editor.edited):
        qtbot.keyClick(buttons["否"], Qt.Key.Key_Space)
    assert editor.value() is False
    buttons["否"].click()
    assert editor.value() is False, "pressed twice it stays an answer"
    buttons["是"].click()
    assert editor.value() is True
    assert buttons["是"].accessibleName() == "此前是否已发卡: 是"
    editor.set_value(None)
    assert editor.value() is None


def test_what_is_declared_is_still_ticked(rulebook, texts, theme, qtbot):
    editor = editor_of(rulebook, texts, theme, "claim_form_person", "declaration")
    qtbot.addWidget(editor.widget)
    assert not isinstance(editor, YesNoEditor)


def test_every_question_that_is_asked_of_a_department_can_be_denied(rulebook):
    asked = {
        (name, spec.name)
        for name, form in rulebook.forms.items()
        for spec in form.fields
        if spec.yes_no
    }
    assert {
        ("registration_form_department", "issued_before"),
        ("registration_form_department", "has_financial_function"),
        ("registration_form_department", "has_local_extension"),
        ("file_structure_department", "has_local_extension"),
        ("card_face_department", "financial"),
        ("key_application_department", "third_party_handover"),
    } == asked
