from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPoint, Qt

from kabao.domain.activation import CardState, Grade, Light
from kabao.domain.findings import Level
from kabao.ui.kit.cells import DateDelegate, FindingCellDelegate, IconTextDelegate, MaskedDelegate
from kabao.ui.kit.lights import LightsDelegate
from kabao.ui.kit.roles import (
    ICON_ROLE,
    LEVEL_ROLE,
    LIGHTS_ROLE,
    LOADING_ROLE,
    STATE_ROLE,
    URGENT_ROLE,
)
from kabao.ui.kit.states import StateDelegate
from kabao.ui.kit.tables import CellDelegate, Column, Table

if TYPE_CHECKING:
    from PySide6.QtGui import QImage
    from pytestqt.qtbot import QtBot

    from kabao.texts import Texts
    from kabao.ui.kit.theme import Theme

ROWS = 200_000
NO_PARENT = QModelIndex()


class People(QAbstractTableModel):
    """Names, numbers, lights, states, dates and one cell with a finding."""

    def rowCount(self, parent: QModelIndex = NO_PARENT) -> int:
        return 0 if parent.isValid() else ROWS

    def columnCount(self, parent: QModelIndex = NO_PARENT) -> int:
        return 0 if parent.isValid() else 7

    def headerData(self, section: int, orientation: object, role: int = 0) -> object:
        return f"H{section}" if role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: QModelIndex, role: int = 0) -> object:
        row, column = index.row(), index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            texts = ["安思源", "110***********0013", "", "", "2026-11-23", "x", "1.1E+17"]
            return texts[column]
        answers = {
            (2, LIGHTS_ROLE): (Light.STRONG, Light.WEAK, Light.AGAINST, Light.NONE),
            (3, STATE_ROLE): (CardState.ACTIVE, Grade.SUPPORTED),
            (4, URGENT_ROLE): row == 0,
            (5, ICON_ROLE): ("plus", "ok"),
            (6, LEVEL_ROLE): Level.ERROR if row == 0 else None,
        }
        if role == LOADING_ROLE:
            return row == 3
        return answers.get((column, role))


@pytest.fixture
def table(theme: Theme, texts: Texts, qtbot: QtBot) -> Table:
    table = Table(theme)
    qtbot.addWidget(table)
    table.setModel(People(table))
    table.set_columns(
        Column(124, elastic=True, delegate=CellDelegate(theme, table, emphasis=True)),
        Column(132, delegate=MaskedDelegate(theme, table)),
        Column(96, delegate=LightsDelegate(theme, table)),
        Column(160, delegate=StateDelegate(theme, texts, table)),
        Column(112, delegate=DateDelegate(theme, table)),
        Column(60, delegate=IconTextDelegate(theme, table)),
        Column(100, delegate=FindingCellDelegate(theme, table)),
    )
    table.resize(900, 300)
    table.show()
    return table


def picture(table: Table) -> QImage:
    return table.grab().toImage()


def colors_of(image: QImage, left: int, top: int, width: int, height: int) -> set[str]:
    return {
        image.pixelColor(x, y).name()
        for x in range(left, left + width)
        for y in range(top, top + height)
    }


def cell(table: Table, row: int, column: int) -> tuple[int, int, int, int]:
    rect = table.visualRect(table.model().index(row, column))
    corner = table.viewport().mapTo(table, rect.topLeft())
    return corner.x(), corner.y(), rect.width(), rect.height()


def test_rows_have_the_height_of_the_tokens_at_every_scale(table: Table, theme: Theme) -> None:
    assert table.rowHeight(0) == 32
    theme.set_scale(1.5)
    assert table.rowHeight(0) == 48
    assert table.columnWidth(1) == 198


def test_the_chosen_row_has_a_tint_and_a_bar(table: Table, theme: Theme) -> None:
    table.selectRow(1)
    left, top, _, height = cell(table, 1, 0)
    image = picture(table)
    assert image.pixelColor(left + 1, top + height // 2).name() == theme.color.accent.name()
    assert image.pixelColor(left + 6, top + 3).name() == theme.color.row_selected.name()
    left, top, _, height = cell(table, 2, 0)
    assert image.pixelColor(left + 1, top + height // 2).name() == theme.color.surface.name()
    assert image.pixelColor(left + 6, top + height - 1).name() == theme.color.hairline.name()


def test_the_row_under_the_pointer_is_tinted(table: Table, theme: Theme, qtbot: QtBot) -> None:
    rect = table.visualRect(table.model().index(2, 1))
    qtbot.mouseMove(table.viewport(), rect.center())
    qtbot.mouseMove(table.viewport(), rect.center() + QPoint(1, 1))
    assert table.hover_row == 2
    left, top, _, _ = cell(table, 2, 1)
    assert picture(table).pixelColor(left + 2, top + 3).name() == theme.color.row_hover.name()


def test_stars_are_quieter_than_the_ends_of_a_number(table: Table, theme: Theme) -> None:
    del theme
    image = picture(table)
    left, top, _, height = cell(table, 0, 1)

    def darkest(first: int, last: int) -> int:
        return min(
            image.pixelColor(x, y).lightness()
            for x in range(left + first, left + last)
            for y in range(top, top + height - 2)
        )

    digits, stars = darkest(8, 28), darkest(36, 90)
    assert digits < stars < 200


def test_a_near_date_is_ochre_with_a_clock(table: Table, theme: Theme) -> None:
    image = picture(table)
    assert theme.color.warning.name() in colors_of(image, *cell(table, 0, 4))
    assert theme.color.warning.name() not in colors_of(image, *cell(table, 1, 4))


def test_a_cell_with_a_finding_is_tinted_and_underlined(table: Table, theme: Theme) -> None:
    image = picture(table)
    left, top, _, height = cell(table, 0, 6)
    assert image.pixelColor(left + 3, top + 3).name() == theme.color.error_soft.name()
    assert image.pixelColor(left + 3, top + height - 1).name() == theme.color.error.name()
    assert theme.color.error_soft.name() not in colors_of(image, *cell(table, 1, 6))


def test_rows_not_read_yet_show_bars_instead_of_text(table: Table, theme: Theme) -> None:
    image = picture(table)
    assert theme.color.ink.name() not in colors_of(image, *cell(table, 3, 1))
    assert theme.color.hairline.name() in colors_of(image, *cell(table, 3, 1))


def test_enter_and_double_click_open_a_row(table: Table, qtbot: QtBot) -> None:
    table.setCurrentIndex(table.model().index(1, 0))
    with qtbot.waitSignal(table.opened) as opened:
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert opened.args[0].row() == 1
    rect = table.visualRect(table.model().index(2, 0))
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    with qtbot.waitSignal(table.opened) as opened:
        qtbot.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    assert opened.args[0].row() == 2


def test_the_current_row_is_told(table: Table, qtbot: QtBot) -> None:
    table.setCurrentIndex(table.model().index(0, 0))
    with qtbot.waitSignal(table.current_row_changed) as told:
        qtbot.keyClick(table, Qt.Key.Key_Down)
    assert told.args == [1]


def test_headers_select_for_themselves(table: Table) -> None:
    shared = table.selectionModel()
    assert table.horizontalHeader().selectionModel() is not shared
    assert table.verticalHeader().selectionModel() is not shared


def test_choosing_all_of_many_rows_does_not_freeze(table: Table, qtbot: QtBot) -> None:
    table.selectAll()
    picture(table)
    assert table.selectionModel().isRowSelected(ROWS - 1)


def test_the_outline_of_a_cell_shows_for_the_keyboard_only(
    table: Table, theme: Theme, qtbot: QtBot
) -> None:
    table.setFocus()
    table.activateWindow()
    rect = table.visualRect(table.model().index(1, 1))
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    left, top, width, _ = cell(table, 1, 1)
    assert theme.color.accent.name() not in colors_of(picture(table), left, top, width, 2)
    qtbot.keyClick(table, Qt.Key.Key_Down)
    left, top, width, _ = cell(table, 2, 1)
    assert theme.color.accent.name() in colors_of(picture(table), left, top, width, 2)
