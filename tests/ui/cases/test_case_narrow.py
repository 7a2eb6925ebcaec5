"""The workspace where there is little room: numbers for titles, card and texts by turns."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from kabao.domain.cases import MaterialKey
from kabao.ui.cases.editors.face.face_room import CARD

FACE = MaterialKey.CARD_FACE


@pytest.fixture
def narrow(department, desk):
    """A page as wide as at twice the type on a small screen."""
    department.choose(FACE)
    for _ in range(3):  # what has room holds the page open until it has been told to give way
        QApplication.processEvents()
        desk.page.resize(580, 420)
    return department


def test_the_materials_give_their_room_to_the_editor(narrow, desk):
    assert narrow.materials.width() < 60
    assert narrow.header._part.text().startswith("4 ")
    assert narrow.stack.width() > 500
    desk.page.resize(1208, 724)
    assert narrow.materials.width() == narrow.materials.minimumWidth() > 200
    assert not narrow.header._part.isVisible()


def test_card_and_texts_take_turns(narrow, desk):
    face = narrow.editor()
    assert face.section() == CARD
    assert face.canvas.isVisible()
    assert not face.stack.isVisible()
    face.step(1)
    assert face.stack.isVisible()
    assert not face.canvas.isVisible()
    desk.page.resize(1208, 724)
    assert face.stack.isVisible()
    assert face.canvas.isVisible()
    assert face.tabs._tabs[CARD].isHidden()


def test_a_click_on_the_card_leaves_the_card_in_sight(narrow):
    face = narrow.editor()
    face.canvas.chosen.emit("photo")
    assert face.elements.selected() == "photo"
    assert face.canvas.isVisible()


def test_what_explains_the_card_is_in_a_menu_where_it_is_low(narrow):
    face = narrow.editor()
    assert face.toolbar.shown.isVisible()
    face.toolbar.shown.menu().actions()[0].trigger()
    assert not face.canvas.overlay.regions
    assert not face.switches["regions"].isChecked()


def test_one_side_of_the_card_is_seen_whole(department):
    department.choose(FACE)
    face = department.editor()
    last = face.canvas.geometry_mm
    assert last.top("emblem") + last.rules.height * last.scale <= face.area.viewport().height()


def test_the_chosen_material_is_in_sight(narrow, desk):
    desk.page.resize(580, 330)
    narrow.choose(MaterialKey.OTHER_MATERIALS)
    QApplication.processEvents()
    view = narrow.materials.view
    place = view.visualRect(view.currentIndex()).center()
    assert narrow.materials.rect().contains(view.mapTo(narrow.materials, place))


def test_the_list_of_cases_leaves_the_room_to_titles_and_findings(desk):
    table = desk.room._list.table
    table.resize(1200, 300)
    assert not any(table.isColumnHidden(place) for place in range(8))
    table.resize(560, 300)
    shown = [place for place in range(8) if not table.isColumnHidden(place)]
    assert shown == [0, 1, 4, 7]
    assert table.columnWidth(1) > 150
