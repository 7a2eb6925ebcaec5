"""A form of all kinds of fields, shown, and what it tells of edits."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kabao.ui.kit.forms import FormView
from ui.kit.form_of_all_kinds import FORM

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from kabao.texts import Texts
    from kabao.ui.kit.theme import Theme


@pytest.fixture
def view(theme: Theme, texts: Texts, qtbot: QtBot) -> FormView:
    view = FormView(FORM, texts, theme)
    qtbot.addWidget(view)
    view.show()
    return view


@pytest.fixture
def edits(view: FormView) -> list[tuple[str, object]]:
    told: list[tuple[str, object]] = []
    view.edited.connect(lambda name, value: told.append((name, value)))
    return told
