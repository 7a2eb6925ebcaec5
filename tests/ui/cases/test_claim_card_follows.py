"""Recording a step of a claim in the window: its card goes along where that is ticked."""

import pytest

from kabao.services.case_way import StepDraft
from kabao.ui.cases.workspace.way.dialog import WayDialog
from services.claimants import FOREIGNER, completed
from ui.rooms import TODAY


@pytest.fixture
def way(desk, qtbot):
    """The dialog over a claim that is ready to be handed in."""
    case = completed(desk.workspace, FOREIGNER)
    draft = StepDraft("make_ready", TODAY.isoformat(), "甲")
    desk.workspace.case_way.record(case.id, draft)
    dialog = WayDialog(desk.context, case, None)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def cards(desk, way):
    return desk.workspace.ledger.cards.of_holder(way._case.holder_ids[0])


def test_the_card_is_offered_in_words_and_goes_along(way, desk):
    way.next.choose("hand_in")
    assert way.next.card.isVisible()
    assert way.next.card.isChecked()
    assert "新卡" in way.next.card.text()
    assert "已提交" in way.next.card.text()
    way.next.record()
    assert [card.text("progress") for card in cards(desk, way)] == ["submitted"]
    way.next.choose("office_accepts")
    assert "从“已提交”记为“已受理”" in way.next.card.text()
    way.next.fill_in(reference="R-1")
    way.next.card.setChecked(False)
    way.next.record()
    assert [card.text("progress") for card in cards(desk, way)] == ["submitted"]


def test_steps_that_say_nothing_about_a_card_offer_nothing(way):
    way.next.choose("withdraw")
    assert way.next.card.isHidden()
