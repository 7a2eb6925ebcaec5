"""Lists inside a form: dragged, moved by keys, summed against what they should be; reasons."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt

from kabao.domain.cases import ApplicantKind, MaterialKey
from kabao.rulebook import load
from kabao.ui.kit.forms.row_grip import RowGrip
from kabao.ui.kit.forms.view import FormLook, FormView, table_of

PHASES = (
    {"start": "2027-01-01", "end": "2027-06-30", "group": "employees", "quantity": 1000},
    {"start": "2027-07-01", "end": "2027-12-31", "group": "students", "quantity": 500},
    {"start": "2028-01-01", "end": "2028-06-30", "group": "retirees", "quantity": 250},
)


@pytest.fixture(scope="module")
def form():
    return load().material_form(MaterialKey.REGISTRATION_FORM, ApplicantKind.DEPARTMENT)


@pytest.fixture
def view(form, texts, theme, qtbot):
    made = FormView(form, texts, theme, look=FormLook(grouped=False, reasons=True))
    made.set_values({"planned_quantity": 2000, "phases": PHASES})
    made.show_section("plan")
    made.resize(900, 900)
    made.show()
    qtbot.addWidget(made)
    return made


def quantities(table):
    return [row["quantity"] for row in table.value()]


def note(view, name="phases"):
    return table_of(view, name)._total_note.text()


def test_the_sum_is_measured_while_typing_against_what_it_should_be(view):
    assert note(view) == "应为 2,000，还差 250"
    cell = table_of(view, "phases").cell(2, "quantity")
    cell.input().setText("600")
    cell.input().textEdited.emit("600")
    assert note(view) == "应为 2,000，多出 100"
    view.editor("planned_quantity").input().setText("2100")
    view.editor("planned_quantity").input().textEdited.emit("2100")
    assert note(view) == "与应有数相符"
    view.set_value("planned_quantity", None)
    assert note(view) == ""


def test_shares_should_make_a_hundred(view):
    view.show_section("vendors")
    view.set_value("card_vendors", ({"name": "甲", "share": 60}, {"name": "乙", "share": 40}))
    assert note(view, "card_vendors") == "与应有数相符"


def test_a_row_is_dragged_by_its_handle(view, qtbot):
    table = table_of(view, "phases")
    heard = []
    table.edited.connect(lambda: heard.append(quantities(table)))
    grip = table.frame.findChild(RowGrip, "row_phases_2")
    target = table._rows[0][0].widget.geometry().topLeft()
    way = grip.mapFrom(table.frame, target + QPoint(0, 1))
    qtbot.mousePress(grip, Qt.MouseButton.LeftButton)
    qtbot.mouseMove(grip, way)
    assert table._landing.isVisible()
    qtbot.mouseRelease(grip, Qt.MouseButton.LeftButton, pos=way)
    assert quantities(table) == [250, 1000, 500]
    assert heard == [[1000, 250, 500], [250, 1000, 500]]
    assert not table._landing.isVisible()


def test_rows_are_moved_added_and_removed_by_keys_in_every_cell(view, qtbot):
    table = table_of(view, "phases")
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    for column in ("start", "group", "quantity"):
        qtbot.keyClick(table.cell(0, column).input(), Qt.Key.Key_Down, both)
        assert quantities(table) == [500, 1000, 250]
        qtbot.keyClick(table.cell(1, column).input(), Qt.Key.Key_Up, both)
    control = Qt.KeyboardModifier.ControlModifier
    qtbot.keyClick(table.cell(0, "quantity").input(), Qt.Key.Key_Return, control)
    assert table.row_count() == 4
    qtbot.keyClick(table.cell(3, "quantity").input(), Qt.Key.Key_Delete, control)
    assert quantities(table) == [1000, 500, 250]


def test_a_field_that_is_not_asked_for_says_why_and_that_it_keeps_what_was_entered(view):
    label = view._reasons["issued_quantity"]
    assert label.isVisible()
    assert label.text() == "已发数量、原有卡种及过渡：“此前是否已发卡”为“是”时填写。"
    assert not view._reasons["predecessor_card"].isVisible()
    view.set_value("issued_before", value=True)
    assert not label.isVisible()
    view.set_value("issued_quantity", 5)
    view.set_value("issued_before", value=False)
    assert "保留" in label.text()


def test_other_forms_say_nothing(form, texts, theme, qtbot):
    made = FormView(form, texts, theme)
    qtbot.addWidget(made)
    assert made._reasons == {}
