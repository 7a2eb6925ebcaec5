"""The overview of a young ledger leads to the first package."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from kabao.domain.findings import Place
from kabao.services.first_steps import FirstStep
from kabao.ui.kit.buttons import PrimaryButton
from kabao.ui.kit.text import Label
from kabao.ui.overview.first_steps_block import FirstStepsBlock

STEPS = (
    FirstStep("people", done=True, place=Place("holders")),
    FirstStep("cards", done=False, place=Place("holders")),
    FirstStep("case", done=False, place=Place("cases", section="new")),
)


@pytest.fixture
def block(theme, texts, qtbot):
    block = FirstStepsBlock(theme, texts)
    qtbot.addWidget(block)
    return block


def test_the_next_step_has_the_button_and_says_how(block, texts, qtbot):
    block.show_steps(STEPS)
    block.show()
    (button,) = block.findChildren(PrimaryButton)
    assert texts("overview.first.cards") in button.accessibleName()
    said = [label.text() for label in block.findChildren(Label)]
    assert texts("overview.first.cards_how") in said
    assert texts("overview.first.people_how") not in said
    assert "1 / 3" in block.note.text()
    with qtbot.waitSignal(block.chosen) as told:
        qtbot.keyClick(button, Qt.Key.Key_Space)
    assert told.args == [Place("holders")]


def test_it_is_away_when_there_is_nothing_left(block):
    block.show_steps(STEPS)
    assert not block.isHidden()
    block.show_steps(())
    assert block.isHidden()


def test_a_department_goes_on_from_its_case_without_people(block, texts):
    block.show_steps(
        (
            FirstStep("people", done=False, place=Place("holders")),
            FirstStep("case", done=True, place=Place("cases", 1)),
            FirstStep("materials", done=False, place=Place("cases", 1)),
        )
    )
    (button,) = block.findChildren(PrimaryButton)
    assert texts("overview.first.materials") in button.accessibleName()
