"""Columns by hand: shown, hidden, moved and sized by keys and mouse, kept, and put back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from kabao.domain.holders import ORDERS
from kabao.services.views import COLUMNS as NAMES
from kabao.services.views import SHOWN
from kabao.ui.holders.columns import SHORTCUT, Layout, layout_text, read_layout
from kabao.ui.holders.table_model import COLUMNS
from ui.holders.register_desk import open_desk

Key = Qt.Key
Alt = Qt.KeyboardModifier.AltModifier


def visible(desk):
    """Return the columns as the eye meets them, left to right."""
    header = desk.list.table.horizontalHeader()
    order = [header.logicalIndex(place) for place in range(header.count())]
    return tuple(str(COLUMNS[place]) for place in order if not header.isSectionHidden(place))


def go_to(desk, column):
    opened = desk.list.columns.list
    desk.press(*[Key.Key_PageUp] * 3, to=opened.line)
    while opened.current().key != column:
        desk.press(Key.Key_Down, to=opened.line)
    return opened.line


def width(desk, column):
    return desk.list.table.horizontalHeader().sectionSize(COLUMNS.index(column))


def test_views_commands_and_table_know_the_same_columns():
    assert tuple(str(column) for column in COLUMNS) == NAMES


def test_columns_are_shown_hidden_moved_and_sized_by_keys(register):
    assert visible(register) == SHOWN
    next(item for item in register.room.commands() if item.shortcut == SHORTCUT).run()
    register.press(Key.Key_Space, to=go_to(register, "card"))
    register.press(Key.Key_Space, to=go_to(register, "region"))
    assert visible(register) == (*(key for key in SHOWN if key != "card"), "region")
    line = go_to(register, "region")
    register.press(*[(Key.Key_Up, Alt)] * 20, to=line)
    assert visible(register)[:2] == ("name", "region")
    before = width(register, "region")
    register.press(Key.Key_Right, Key.Key_Right, Key.Key_Left, to=line)
    assert width(register, "region") == before + 12
    register.press(Key.Key_Escape, to=line)
    assert register.list.columns.list is None


def test_the_name_stays_where_it_is(register):
    register.run("holders.columns.choose")
    line = go_to(register, "name")
    register.press(Key.Key_Space, (Key.Key_Down, Alt), to=line)
    assert visible(register) == SHOWN
    register.press(*[(Key.Key_Up, Alt)] * 9, to=go_to(register, "number"))
    assert visible(register)[0] == "name"
    register.list.columns.list.reject()


def test_columns_widths_and_order_are_kept_in_the_settings_and_reset(
    register, crowd, texts, theme, jobs, preferences, qtbot
):
    columns = register.list.columns
    columns.take(columns.layout.toggled("reason").toggled("card").sized("state", 200))
    register.list.sort_by("-review")
    again = open_desk(crowd, texts, theme, jobs, preferences)
    qtbot.addWidget(again.page)
    assert visible(again) == visible(register)
    assert width(again, "state") == 200
    assert again.list.wanted.order == "-review"
    again.run("holders.columns.reset")
    assert visible(again) == SHOWN
    assert width(again, "state") == 160
    assert again.list.wanted.order == "-review"
    again.page.close()


def test_an_edge_dragged_is_a_width_kept(register, preferences):
    header = register.list.table.horizontalHeader()
    place = COLUMNS.index("state")
    edge = header.sectionViewportPosition(place) + header.sectionSize(place) - 1
    viewport, before = header.viewport(), header.sectionSize(place)
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, pos=QPoint(edge, 8))
    QTest.mouseMove(viewport, QPoint(edge + 30, 8))
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=QPoint(edge + 30, 8))
    QApplication.processEvents()
    assert header.sectionSize(place) == before + 30
    assert read_layout(preferences.now.window_state).widths == {"state": before + 30}


def test_the_menu_of_a_title_opens_by_keys_and_sorts_moves_and_hides(register):
    table = register.list.table
    table.setCurrentIndex(table.model().index(0, COLUMNS.index("number")))
    asked = []
    table.menu_asked.connect(lambda column, _where: asked.append(column))
    table.menu_asked.disconnect(register.list.columns.open_menu)
    register.press((Key.Key_Down, Alt))
    assert asked == ["number"]
    actions = [one for one in register.list.columns.menu("number").actions() if one.text()]
    assert [action.text() for action in actions] == [
        *("按证件号码升序", "按证件号码降序", "左移", "右移"),
        *("隐藏“证件号码”", "选择列", "恢复默认列"),
    ]
    actions[1].trigger()
    assert register.list.wanted.order == "-number"
    actions[3].trigger()
    assert visible(register)[:3] == ("name", "card", "number")
    register.list.columns.menu("number").actions()[-3].trigger()
    hide = [one for one in register.list.columns.menu("number").actions() if "隐藏" in one.text()]
    hide[0].trigger()
    assert "number" not in visible(register)


def test_a_column_keeps_its_width_where_there_is_no_room_and_takes_what_is_left(register, qtbot):
    table = register.list.table
    register.page.resize(1200, 700)
    register.run("holders.columns.reset")
    columns = register.list.columns
    layout = columns.layout.toggled("region").toggled("grade").toggled("financial")
    columns.take(layout.toggled("reason"))
    QApplication.processEvents()
    assert width(register, "employer") == 148
    assert table.horizontalScrollBar().maximum() > 0
    columns.reset()
    qtbot.waitUntil(lambda: table.horizontalScrollBar().maximum() == 0)


def test_every_order_can_be_asked_for_by_name(register):
    for order in ORDERS:
        register.run(f"holders.sort.{order}")
        assert register.list.wanted.order == order


def test_new_columns_say_what_the_row_knows(register):
    model = register.list.model
    row = register.names.index("安思源")
    said = {key: model.data(model.index(row, COLUMNS.index(key))) for key in NAMES[10:]}
    assert said["region"] == "990100"
    assert said["grade"] == "一项依据"
    assert "金融" in said["financial"] or said["financial"]
    assert said["reason"].startswith("2026-03-18")
    without = register.names.index("王䶮")
    assert [model.data(model.index(without, COLUMNS.index(key))) for key in NAMES[10:]] == [""] * 4


SPOILT = (
    *("", "AAAA/w==", "{", "[]", '{"register": 3}', '{"register": {"shown": 5}}'),
    '{"register": {"shown": ["x"], "widths": {"x": "y"}, "order": "name"}}',
)


@pytest.mark.parametrize("text", SPOILT)
def test_spoilt_settings_show_the_usual_columns(text):
    assert read_layout(text) == Layout()


def test_a_layout_comes_back_from_its_text():
    layout = Layout().toggled("reason").moved("reason", -3).sized("name", 5000)
    assert layout.widths["name"] == 600
    assert read_layout(layout_text(layout)) == layout
    assert layout_text(Layout()) == ""
