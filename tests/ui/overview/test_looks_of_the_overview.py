"""The first page keeps its shape whatever names and counts it is given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kabao.domain.findings import Level
from kabao.services.overview import Attention, EmployerPeople
from kabao.ui.kit.buttons import ElidedLink, SecondaryButton
from kabao.ui.overview.attention_list import AttentionList
from kabao.ui.overview.employers_block import EmployersBlock

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from kabao.texts import Texts
    from kabao.ui.kit.theme import Theme

LONG = "青禾市高新技术产业开发区精密仪器机械制造与自动化控制系统工程技术研究股份有限公司第二分公司"


def test_a_long_name_pushes_no_column_aside(theme: Theme, texts: Texts, qtbot: QtBot) -> None:
    needs = []
    for name in ("甲厂", LONG):
        block = EmployersBlock(theme, texts)
        qtbot.addWidget(block)
        block.show_employers([EmployerPeople(1, name, {"active": 3})])
        block.resize(440, 200)
        block.show()
        needs.append(block.minimumSizeHint().width())
        link = block.findChild(ElidedLink)
        assert link is not None
        assert link.accessibleName() == name
        assert (link.toolTip() == name) is (name == LONG)
    assert needs[0] == needs[1]


def test_buttons_of_the_list_are_equally_wide(theme: Theme, texts: Texts, qtbot: QtBot) -> None:
    block = AttentionList(theme, texts)
    qtbot.addWidget(block)
    codes = ("cards_in_doubt", "cards_expired")
    block.show_items([Attention(Level.WARNING, code, params={"count": 1}) for code in codes])
    buttons = block.findChildren(SecondaryButton)
    widest = max(button.sizeHint().width() for button in buttons)
    assert [button.minimumWidth() for button in buttons] == [widest, widest]
