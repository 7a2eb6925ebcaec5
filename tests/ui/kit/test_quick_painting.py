"""What a frame of a table does not ask and not make twice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap

from kabao.domain.activation import CardState, Grade
from kabao.texts import Texts
from kabao.ui.kit import states
from kabao.ui.kit.roles import LOADING_ROLE
from kabao.ui.kit.tables import Column, Table

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from kabao.ui.kit.theme import Theme


class Names(QAbstractTableModel):
    """Three names; notes what it is asked."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: set[int] = set()

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else 3

    def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else 1

    def data(self, index: QModelIndex, role: int = 0) -> Any:
        self.asked.add(int(role))
        return "x" if role == Qt.ItemDataRole.DisplayRole else None


@pytest.mark.parametrize("is_whole", [True, False])
def test_only_a_table_that_loads_asks_each_cell_whether_it_does(
    theme: Theme, qtbot: QtBot, *, is_whole: bool
) -> None:
    class Asked(Table):
        pass

    Asked.is_whole = is_whole
    table, model = Asked(theme), Names()
    qtbot.addWidget(table)
    table.setModel(model)
    table.set_columns(Column(100))
    table.resize(300, 200)
    table.grab()
    assert int(Qt.ItemDataRole.DisplayRole) in model.asked
    assert (LOADING_ROLE in model.asked) is not is_whole


def test_a_font_is_its_owners_own(theme: Theme) -> None:
    font = theme.font("body", bold=True)
    size = font.pixelSize()
    font.setPixelSize(size + 20)
    assert theme.font("body", bold=True).pixelSize() == size
    assert theme.font("body").weight() != font.weight()
    larger = theme.scale
    try:
        theme.scale = 2.0
        assert theme.font("body", bold=True).pixelSize() > size
    finally:
        theme.scale = larger


def test_the_bars_of_a_grade_are_drawn_once_for_each_look(
    theme: Theme, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[Grade] = []
    paint = states.paint_grade

    def note(painter: QPainter, rect: QRectF, grade: Grade, theme: Theme) -> None:
        drawn.append(grade)
        paint(painter, rect, grade, theme)

    monkeypatch.setattr(states, "paint_grade", note)
    theme._pictures.clear()
    for _ in range(3):
        pixmap = QPixmap(300, 32)
        pixmap.fill(Qt.GlobalColor.white)
        painter = QPainter(pixmap)
        rect = QRectF(QPointF(0, 0), pixmap.size())
        status = (CardState.ACTIVE, Grade.SUPPORTED)
        states.paint_state(painter, rect, status, theme, Texts("zh"))
        painter.end()
    assert drawn == [Grade.SUPPORTED]
    image = pixmap.toImage()
    inks = {image.pixelColor(x, y).name() for x in range(60, 120) for y in range(32)}
    assert theme.color.ink_2.name() in inks
