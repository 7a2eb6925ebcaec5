"""The preview: the pages as they will be printed, following what is typed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from kabao.domain.cases import MaterialKey
from kabao.ui.cases.preview.planning import plan_of
from kabao.ui.cases.preview.renderer import PreviewRenderer
from kabao.ui.cases.preview.rendering import Wish
from kabao.ui.kit.jobs import JobRunner

FORM = MaterialKey.REGISTRATION_FORM


@pytest.fixture
def drawn(department, qtbot):
    qtbot.waitUntil(lambda: department.preview.sheet._picture is not None, timeout=5000)
    return department


def next_picture(page, qtbot, act):
    with qtbot.waitSignal(page.preview.renderer.drawn, timeout=5000) as heard:
        act()
    return heard.args[0]


def test_paper_is_white_and_written_on(drawn):
    image = drawn.preview.sheet._picture.image
    assert image.pixelColor(2, 2).name() == "#ffffff"
    dark = sum(
        image.pixelColor(x, y).lightness() < 128
        for x in range(0, image.width(), 3)
        for y in range(0, image.height(), 3)
    )
    assert dark > 200


def test_an_edit_changes_the_page(drawn, qtbot):
    before = drawn.preview.sheet._picture.image
    picture = next_picture(
        drawn, qtbot, lambda: drawn.session.edit(FORM, "applicant_org_name", "另一个单位名称")
    )
    assert picture.image != before


def test_the_focused_field_is_found_and_tinted(drawn, qtbot):
    picture = next_picture(drawn, qtbot, lambda: drawn._follow("handler_name"))
    assert picture.page == picture.pages - 1
    assert picture.marks
    assert drawn.preview.page()[0] == picture.pages


def test_pages_are_turned_by_keys(drawn, qtbot):
    assert drawn.preview.page() == (1, 4)
    next_picture(drawn, qtbot, lambda: qtbot.keyClick(drawn.preview, Qt.Key.Key_PageDown))
    assert drawn.preview.page() == (2, 4)
    next_picture(drawn, qtbot, lambda: qtbot.keyClick(drawn.preview, Qt.Key.Key_PageUp))
    assert drawn.preview.page() == (1, 4)


def test_another_material_has_its_own_pages(drawn, qtbot):
    picture = next_picture(drawn, qtbot, lambda: drawn.choose(MaterialKey.REGIONAL_RULES))
    assert (picture.page, picture.pages) == (0, 1)


def test_the_newest_wish_wins(department, desk, qtbot):
    runner = JobRunner()
    context = type(desk.context)(
        **{name: getattr(desk.context, name) for name in desk.context.__slots__} | {"jobs": runner}
    )
    session, paper = department.session, department.header.paper
    renderer = PreviewRenderer(context, lambda: plan_of(context, session, paper))
    pictures = []
    renderer.drawn.connect(pictures.append)
    for width in (200, 220, 240, 260):
        renderer.show_part("material_1", Wish(0, width))
        qtbot.wait(75)
    qtbot.waitUntil(lambda: any(it.image.width() == 260 for it in pictures), timeout=8000)
    assert not runner.busy, "nobody is asked whether a preview shall be given up"
    runner.wait()
    QApplication.processEvents()
    assert pictures[-1].image.width() == 260


def test_the_last_page_stays_faded_until_the_next_is_made(drawn):
    drawn.preview.renderer.begun.emit()
    assert drawn.preview.sheet._stale
    assert drawn.preview.sheet._picture is not None


def test_the_pane_goes_away_where_it_is_narrow_and_comes_back_on_request(drawn, desk):
    desk.page.resize(980, 700)
    QApplication.processEvents()
    assert not drawn.preview.isVisible()
    drawn.toggle_preview()
    assert drawn.preview.isVisible()
    desk.page.resize(1208, 724)
    QApplication.processEvents()
    assert drawn.preview.isVisible()


def test_the_card_face_has_the_whole_width_until_asked(drawn):
    drawn.choose(MaterialKey.CARD_FACE)
    assert not drawn.preview.isVisible()
    drawn.choose(FORM)
    assert drawn.preview.isVisible()


def test_what_cannot_be_drawn_is_said_in_place_of_the_page(drawn, qtbot):
    with qtbot.waitSignal(drawn.preview.renderer.failed, timeout=5000):
        drawn.session.edit(FORM, "leader_name", "\U0001f600")
    assert drawn.preview._trouble.text() == "character_not_covered"
    assert drawn.preview._trouble.isVisible()
