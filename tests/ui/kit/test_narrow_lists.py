"""Lists of a form, their cells and pick lists where they have little room."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QApplication, QLabel, QStylePainter

from kabao.ui.kit.fields import ComboBox, UnitLineEdit
from kabao.ui.kit.forms import FormView
from kabao.ui.kit.forms.view import table_of
from ui.kit.form_of_all_kinds import FORM, VALUES


@pytest.fixture
def form(qtbot, theme, texts):
    view = FormView(FORM, texts, theme)
    view.set_values(VALUES)
    qtbot.addWidget(view)
    view.show()

    def settle(width):
        for _ in range(4):
            view.resize(width, 900)
            QApplication.processEvents()
        return view

    return settle


def test_a_row_of_a_narrow_list_stands_below_its_own_names(form):
    view = form(900)
    table = table_of(view, "plan")
    names = [column.label.to("zh") for column in table.spec.columns]
    heads = [label for label in table.frame.findChildren(QLabel) if label.text() in names]
    assert all(label.isVisible() for label in heads)
    first, second = (cell.widget for cell in table._rows[0][:2])
    assert first.y() == second.y()
    form(300)
    assert first.y() < second.y()
    assert second.geometry().right() <= table.frame.width()
    shown = [label for label in table.frame.findChildren(QLabel) if label.isVisible()]
    assert {label.text() for label in shown} >= set(names)
    form(900)
    assert first.y() == second.y()
    assert all(label.isVisible() for label in heads)


@pytest.mark.parametrize("make", ["cell", "list"])
def test_what_has_no_room_ends_in_an_ellipsis(make, theme, qtbot, monkeypatch):
    words = "青禾市禾苗区社会保险经办服务大厅"
    if make == "cell":
        widget = UnitLineEdit(theme)
        widget.setProperty("cell", "true")
        widget.setText(words)
    else:
        widget = ComboBox(theme)
        widget.addItem(words)
    qtbot.addWidget(widget)
    widget.resize(90, 30)
    drawn = []
    real = QPainter.drawText
    monkeypatch.setattr(
        QPainter, "drawText", lambda self, *args: (drawn.append(args[-1]), real(self, *args))[1]
    )
    control = QStylePainter.drawControl
    monkeypatch.setattr(
        QStylePainter,
        "drawControl",
        lambda self, what, option: (drawn.append(option.currentText), control(self, what, option)),
    )
    widget.grab()
    assert drawn[0].endswith("…")
    assert drawn[0][:2] == words[:2]
