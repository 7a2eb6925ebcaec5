"""What the eye checks first: round radios, words that can be read, one right edge, crisp icons."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QPoint, QSize
from PySide6.QtGui import QGuiApplication, QHelpEvent, QPalette, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QApplication,
    QCalendarWidget,
    QLineEdit,
    QRadioButton,
    QStyleOptionViewItem,
    QToolButton,
    QToolTip,
    QWidget,
)

from kabao.ui.kit.buttons import SecondaryButton
from kabao.ui.kit.fields import ComboBox, NumberField, SearchField
from kabao.ui.kit.forms.dates import DateLine
from kabao.ui.kit.labels import begun
from kabao.ui.kit.panels import Scroller
from kabao.ui.kit.tables import Column, Table
from kabao.ui.kit.tabs import StepPath

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from kabao.texts import Texts
    from kabao.ui.kit.theme import Theme

MODES = ("light", "dark", "high_contrast")


@pytest.mark.parametrize("mode", MODES)
def test_the_hint_of_an_empty_field_can_be_read(theme: Theme, qtbot: QtBot, mode: str) -> None:
    theme.set_mode(mode)
    field = QLineEdit()
    qtbot.addWidget(field)
    field.ensurePolished()
    shown = field.palette().color(QPalette.ColorRole.PlaceholderText)
    assert shown.name() == theme.color.ink_3.name()
    assert shown.alpha() == 255


@pytest.mark.parametrize("scale", [1.0, 1.3, 2.0])
def test_a_radio_is_round_and_its_dot_grows(theme: Theme, qtbot: QtBot, scale: float) -> None:
    theme.set_scale(scale)
    radio = QRadioButton("x")
    qtbot.addWidget(radio)
    plain = radio.sizeHint()
    radio.setChecked(True)
    assert radio.sizeHint() == plain
    radio.resize(plain)
    side = theme.px(16)
    top = (plain.height() - side) // 2
    picture = radio.grab().toImage()
    corner, middle = QPoint(1, top + 1), QPoint(side // 2, top + side // 2)
    assert picture.pixelColor(corner).alpha() == 0
    assert picture.pixelColor(middle) == theme.color.on_accent
    ring = picture.pixelColor(middle - QPoint(side // 3, 0))
    assert ring == theme.color.accent_button


def test_corners_grow_with_the_type(theme: Theme) -> None:
    before = theme.radius("field")
    theme.set_scale(2.0)
    assert theme.radius("field") == 2 * before


def test_icons_are_drawn_for_the_finest_screen(
    theme: Theme, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QGuiApplication, "devicePixelRatio", lambda _: 3.0)
    drawn = theme.icon("plus").pixmap(QSize(16, 16), 3.0)
    assert drawn.size() == QSize(48, 48)


def test_words_of_a_search_come_before_its_key(theme: Theme, qtbot: QtBot) -> None:
    field = SearchField(theme, "Search the manual", "Ctrl F")
    qtbot.addWidget(field)
    field.resize(400, 32)
    field.show()
    wide = field.textMargins().right()
    field.resize(150, 32)
    assert field.textMargins().right() < wide
    assert not field._hint.isVisible()


def test_content_keeps_its_right_edge_when_a_scroll_bar_comes(theme: Theme, qtbot: QtBot) -> None:
    del theme
    scroller = Scroller()
    qtbot.addWidget(scroller)
    content = QWidget()
    scroller.body.addWidget(content)
    scroller.hold_edge(24)
    scroller.resize(300, 200)
    scroller.show()

    def edge() -> int:
        return content.mapTo(scroller, QPoint(content.width(), 0)).x()

    content.setFixedHeight(50)
    qtbot.waitUntil(lambda: scroller.verticalScrollBar().maximum() == 0)
    before = edge()
    content.setFixedHeight(900)
    qtbot.waitUntil(lambda: scroller.verticalScrollBar().maximum() > 0)
    qtbot.waitUntil(lambda: edge() == before)
    assert before == 300 - 24


def test_a_cell_that_is_cut_tells_its_text(
    theme: Theme, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(QToolTip, "showText", lambda _at, text, _view: told.append(text))
    table = Table(theme)
    qtbot.addWidget(table)
    model = QStandardItemModel()
    names = ("青禾市清溪社区服务中心（示例）", "短")
    for name in names:
        model.appendRow(QStandardItem(name))
    table.setModel(model)
    table.set_columns(Column(120))
    table.show()
    for row in range(len(names)):
        index = model.index(row, 0)
        option = QStyleOptionViewItem()
        option.rect = table.visualRect(index)  # type: ignore[attr-defined]
        at = table.viewport().mapToGlobal(option.rect.center())  # type: ignore[attr-defined]
        event = QHelpEvent(QEvent.Type.ToolTip, option.rect.center(), at)  # type: ignore[attr-defined]
        table.itemDelegateForIndex(index).helpEvent(event, table, option, index)
    assert told == [names[0]]


@pytest.mark.qt_log_ignore("does not support", extend=True)
def test_an_open_list_is_as_wide_as_its_entries(theme: Theme, qtbot: QtBot) -> None:
    box = ComboBox(theme)
    qtbot.addWidget(box)
    box.addItem("青禾市清溪社区服务中心（示例），第二职工之家")
    box.setFixedWidth(120)
    box.showPopup()
    words = box.fontMetrics().horizontalAdvance(box.itemText(0))
    assert box.view().minimumWidth() > words
    box.hidePopup()


@pytest.mark.qt_log_ignore("does not support", extend=True)
def test_the_calendar_is_drawn_in_ink_and_in_the_order_of_its_language(
    theme: Theme, texts: Texts, english: Texts, qtbot: QtBot
) -> None:
    theme.set_mode("dark")
    year_first = []
    for words in (texts, english):
        line = DateLine(theme, words)
        qtbot.addWidget(line)
        line.show_calendar()
        popup = QApplication.activePopupWidget()
        assert popup is not None
        calendar = popup.findChildren(QCalendarWidget)[0]
        found = {it.objectName(): it for it in calendar.findChildren(QToolButton)}
        arrow = found["qt_calendar_prevmonth"].icon().pixmap(QSize(16, 16)).toImage()
        inks = {
            arrow.pixelColor(x, y).lightness()
            for x in range(arrow.width())
            for y in range(arrow.height())
            if arrow.pixelColor(x, y).alpha() > 200
        }
        assert min(inks) > 100
        left = {name: found[f"qt_calendar_{name}button"].x() for name in ("year", "month")}
        year_first.append(left["year"] < left["month"])
        popup.close()
    assert year_first == [True, False]


@pytest.mark.parametrize(("words", "wanted"), [("first card", "First card"), ("新申领", "新申领")])
def test_what_begins_a_line_has_a_capital(words: str, wanted: str) -> None:
    assert begun(words) == wanted


def test_only_the_present_step_is_bold(theme: Theme, qtbot: QtBot) -> None:
    path = StepPath(theme, ("a", "b", "c"), 1)
    qtbot.addWidget(path)
    path.show()
    path.set_current(2)
    assert [label.font().bold() for label in path._labels] == [False, False, True]


def test_a_button_that_gets_its_words_later_keeps_them_off_its_icon(
    theme: Theme, qtbot: QtBot
) -> None:
    early, late = (SecondaryButton(theme, words, "upload") for words in ("x", ""))
    for button in (early, late):
        qtbot.addWidget(button)
    assert late.iconSize() == early.iconSize()


def test_a_number_has_room_for_its_arrows(theme: Theme, qtbot: QtBot) -> None:
    field = NumberField(theme)
    qtbot.addWidget(field)
    field.setSuffix("°")
    field.resize(field.sizeHint())
    line = field.lineEdit()
    assert field.height() == theme.height("field")
    assert line.width() >= line.fontMetrics().horizontalAdvance("99.99°") + theme.px(12)
