"""The panel is filled anew after each entry; what one looked at stays where it was."""

from __future__ import annotations

from kabao.ui.kit.buttons import LinkButton


def test_filling_it_anew_scrolls_nowhere_and_keeps_the_keyboard_at_hand(desk, workspace, qtbot):
    panel = desk[0]
    panel.resize(344, 420)
    bar = panel.scroller.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    link = next(one for one in panel.scroller.findChildren(LinkButton) if one.isVisible())
    link.setFocus()
    bar.setValue(0)
    panel.show_holder(workspace.holders.view(1))
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    assert bar.value() == 0
    assert panel.focusWidget().objectName() == "record_evidence"
