"""Widgets are dressed as they come into sight, and lists measured as they are opened."""

import pytest
from PySide6.QtCore import Qt

from kabao.ui.kit import fields
from kabao.ui.kit.fields import ComboBox
from kabao.ui.kit.forms.choices import make_searchable
from kabao.ui.kit.text import Label, restyle


def test_what_nobody_sees_yet_is_not_dressed_for_a_property(qtbot):
    label = Label("x")
    qtbot.addWidget(label)
    restyle(label, "tone", "error")
    assert not label.testAttribute(Qt.WidgetAttribute.WA_WState_Polished)
    assert label.property("tone") == "error"


@pytest.mark.qt_log_ignore("does not support", extend=True)
def test_entries_are_measured_when_the_list_is_opened(theme, qtbot, monkeypatch):
    asked = []
    measure = fields._ChoiceDelegate.initStyleOption

    def told(delegate, option, index):
        asked.append(index.row())
        measure(delegate, option, index)

    monkeypatch.setattr(fields._ChoiceDelegate, "initStyleOption", told)
    box = ComboBox(theme)
    qtbot.addWidget(box)
    for number in range(20):
        box.addItem(f"entry {number}")
    make_searchable(box)
    box.show()
    assert not asked
    box.showPopup()
    assert asked
    box.hidePopup()
