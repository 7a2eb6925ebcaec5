from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from kabao.domain.activation import ActivationStatus, CardState, Light, SignalLight
from kabao.domain.evidence import Signal
from kabao.ui.kit.buttons import LinkButton
from kabao.ui.kit.lights import SignalLightMark, SignalList, light_pixmap, lights_of, paint_light
from kabao.ui.kit.text import Label

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from kabao.texts import Texts
    from kabao.ui.kit.theme import Theme

SIDE = 40


def drawn(theme: Theme, light: Light, *, panel: bool = False) -> QImage:
    image = QImage(SIDE, SIDE, QImage.Format.Format_ARGB32)
    image.fill(theme.color.surface)
    painter = QPainter(image)
    rect = QRectF(0, 0, SIDE, SIDE)
    paint_light(painter, rect, Signal.PASSWORD_SET, light, theme, panel=panel, glyph=False)
    painter.end()
    return image


def covered(image: QImage, ground: QColor) -> float:
    return sum(image.pixelColor(x, y) != ground for x in range(SIDE) for y in range(SIDE)) / (
        SIDE * SIDE
    )


def test_strength_can_be_told_without_color(theme: Theme) -> None:
    ground = theme.color.surface
    share = {light: covered(drawn(theme, light), ground) for light in Light}
    assert share[Light.AGAINST] > 0.9, "a square fills its corners"
    assert 0.7 < share[Light.STRONG] < 0.82, "a disc does not"
    assert share[Light.NOT_COUNTED] < share[Light.WEAK]
    assert share[Light.NONE] < 0.1, "unlit lights shrink to a dot"
    ring = drawn(theme, Light.WEAK).pixelColor(SIDE // 2, SIDE // 2)
    disc = drawn(theme, Light.STRONG).pixelColor(SIDE // 2, SIDE // 2)
    assert (disc, ring) == (theme.color.ok, theme.color.ok_soft)


def test_a_dashed_ring_has_gaps(theme: Theme) -> None:
    image = drawn(theme, Light.NOT_COUNTED)
    top = [image.pixelColor(x, 3) == theme.color.surface for x in range(12, 28)]
    solid = drawn(theme, Light.WEAK)
    assert any(top)
    assert not all(solid.pixelColor(x, 3) == theme.color.surface for x in range(18, 22))


def test_no_record_is_a_ring_in_panels(theme: Theme) -> None:
    ground = theme.color.surface
    assert covered(drawn(theme, Light.NONE, panel=True), ground) > covered(
        drawn(theme, Light.NONE), ground
    )


def test_pictures_are_drawn_once_for_each_look(theme: Theme) -> None:
    one = light_pixmap(theme, Signal.USED_NORMALLY, Light.STRONG, 1.0)
    again = light_pixmap(theme, Signal.USED_NORMALLY, Light.STRONG, 1.0)
    theme.set_mode("dark")
    dark = light_pixmap(theme, Signal.USED_NORMALLY, Light.STRONG, 1.0)
    assert one.cacheKey() == again.cacheKey() != dark.cacheKey()


def test_models_give_four_lights_or_one() -> None:
    four = (Light.STRONG, Light.NONE, Light.WEAK, Light.AGAINST)
    assert lights_of(four)[3] == (Signal.NOTICE_RECEIVED, Light.AGAINST)
    assert lights_of((Signal.USED_NORMALLY, Light.WEAK)) == [(Signal.USED_NORMALLY, Light.WEAK)]
    assert lights_of(None) == []


@pytest.fixture
def status() -> ActivationStatus:
    return ActivationStatus(
        CardState.ACTIVE,
        signals={Signal.PASSWORD_SET: SignalLight(Light.STRONG, dt.date(2026, 3, 18))},
    )


def test_panel_says_every_signal_in_words(
    theme: Theme, texts: Texts, status: ActivationStatus, qtbot: QtBot
) -> None:
    panel = SignalList(theme, texts)
    qtbot.addWidget(panel)
    panel.set_status(status)
    names = [mark.accessibleName() for mark in panel.findChildren(SignalLightMark)[-4:]]
    assert names[0] == "社保密码已修改，强依据，2026-03-18"
    said = [label.text() for label in panel.findChildren(Label)]
    assert "2026-03-18" in said
    assert "没有记录" in said


def test_what_is_missing_can_be_recorded(
    theme: Theme, texts: Texts, status: ActivationStatus, qtbot: QtBot
) -> None:
    panel = SignalList(theme, texts)
    qtbot.addWidget(panel)
    panel.set_status(status)
    links = [link for link in panel.findChildren(LinkButton) if not link.isHidden()]
    with qtbot.waitSignal(panel.record_requested) as asked:
        qtbot.mouseClick(links[-1], Qt.MouseButton.LeftButton)
    assert asked.args == [Signal.NOTICE_RECEIVED]


def test_links_can_be_left_out(
    theme: Theme, texts: Texts, status: ActivationStatus, qtbot: QtBot
) -> None:
    panel = SignalList(theme, texts)
    qtbot.addWidget(panel)
    before = set(panel.findChildren(LinkButton))
    panel.set_status(status, links=False)
    assert set(panel.findChildren(LinkButton)) <= before
