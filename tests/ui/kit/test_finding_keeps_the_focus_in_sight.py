"""A field with a finding still shows that it has the keyboard."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from kabao.domain.findings import Level
from kabao.ui.kit.fields import ComboBox, mark_finding


def test_of_two_wrong_choices_one_sees_which_has_the_keyboard(theme, qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    fields = [ComboBox(theme), ComboBox(theme)]
    for field in fields:
        column.addWidget(field)
        mark_finding(field, Level.ERROR)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    fields[0].setFocus()
    QApplication.processEvents()
    with_keyboard, without = (field.grab().toImage() for field in fields)
    edge = with_keyboard.width() // 2
    assert with_keyboard.pixelColor(edge, 1) == theme.color.accent
    assert without.pixelColor(edge, 1) == theme.color.error
