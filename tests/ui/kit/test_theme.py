from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessibilityHints, QColor, QFontInfo, QPalette, QPixmap
from PySide6.QtWidgets import QPushButton

import kabao.ui
from kabao import paths
from kabao.ui.kit.buttons import PushButton
from kabao.ui.kit.fonts import FAMILY
from kabao.ui.kit.theme import bind_icon, moves_nothing
from kabao.ui.kit.tokens import load_tokens

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from kabao.ui.kit.theme import Theme

WHITE_ON_LIGHT = QColor("#FFFFFF")
MODES = ("light", "dark", "high_contrast")


def luminance(color: QColor) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(part) for part in color.getRgbF()[:3])
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: QColor, other: QColor) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("look", load_tokens().colors)
@pytest.mark.parametrize("ink", ["ink", "ink_2", "ink_3", "accent", "ok", "warning", "error"])
@pytest.mark.parametrize("ground", ["canvas", "surface", "sunken", "row_selected", "row_hover"])
def test_text_can_be_read_on_every_ground(look: tuple[str, str], ink: str, ground: str) -> None:
    colors = load_tokens().colors[look]
    assert contrast(colors.named(ink), colors.named(ground)) >= 4.5


@pytest.mark.parametrize("look", load_tokens().colors)
def test_buttons_notices_and_borders_can_be_told(look: tuple[str, str]) -> None:
    colors = load_tokens().colors[look]
    for state in ("accent_button", "accent_button_hover", "accent_button_pressed"):
        assert contrast(colors.on_accent, colors.named(state)) >= 4.5
    for soft in ("ok_soft", "warning_soft", "error_soft", "accent_soft"):
        assert contrast(colors.ink, colors.named(soft)) >= 4.5
    for mark in ("field_border", "critical", "ok", "warning", "error", "accent"):
        assert contrast(colors.named(mark), colors.surface) >= 3


def test_an_accent_changes_links_and_leaves_states_alone(theme: Theme) -> None:
    before = theme.color
    theme.set_accent("violet")
    assert theme.color.accent != before.accent
    assert theme.color.ok == before.ok
    theme.set_mode("high_contrast")
    assert theme.color == load_tokens().colors["high_contrast", "blue"]
    theme.set_accent("blue")


def test_high_contrast_of_the_desktop_is_followed(
    theme: Theme, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = Qt.ContrastPreference.HighContrast
    monkeypatch.setattr(QAccessibilityHints, "contrastPreference", lambda _: asked)
    theme.set_mode("system")
    theme._system_changed()
    assert theme.name == "high_contrast"
    monkeypatch.undo()
    theme._system_changed()
    assert theme.name in ("light", "dark")


def test_nothing_moves_where_that_is_wanted(theme: Theme, qtbot: QtBot) -> None:
    assert moves_nothing("reduced")
    button = PushButton(theme, "x")
    qtbot.addWidget(button)
    theme.calm = True
    button.set_busy("...")
    assert not button._timer.isActive()
    button.set_busy("")
    theme.calm = False
    button.set_busy("...")
    assert button._timer.isActive()
    button.set_busy("")


def test_nothing_else_moves_by_itself() -> None:
    package = Path(kabao.ui.__path__[0])
    moving = re.compile(r"QPropertyAnimation|QVariantAnimation|QMovie|setRange\(0, 0\)")
    found = [path for path in package.rglob("*.py") if moving.search(path.read_text("utf-8"))]
    assert found == []


@pytest.mark.parametrize("mode", MODES)
def test_style_sheet_names_only_tokens(theme: Theme, mode: str) -> None:
    theme.set_mode(mode)
    sheet = theme.style_sheet()
    assert "@" not in sheet.split("*/", 1)[1]
    known = set(theme.color.hexadecimal().values())
    assert set(re.findall(r"#[0-9a-fA-F]{6}\b", sheet)) <= known


def test_no_color_is_written_outside_the_tokens() -> None:
    package = paths.resources().parent / "desktop" / "kabao" / "ui"
    if not package.is_dir():
        package = paths.resources().parent / "ui"
    literal = re.compile(r"""["']#[0-9a-fA-F]{3,8}["']|QColor\(["']?[#\d]""")
    offenders = [
        path.name
        for path in package.rglob("*.py")
        if literal.search(path.read_text(encoding="utf-8").replace('"#000000"', ""))
    ]
    assert offenders == []


def test_changing_the_mode_dresses_the_application(theme: Theme, qapp: QApplication) -> None:
    told = []
    theme.changed.connect(lambda: told.append(theme.name))
    theme.set_mode("dark")
    assert told == ["dark"]
    assert qapp.palette().color(QPalette.ColorRole.Window) == theme.color.surface
    assert theme.color.surface.name() in qapp.styleSheet()
    assert theme.color.surface != WHITE_ON_LIGHT


def test_scale_enlarges_type_and_every_height(theme: Theme) -> None:
    row, size = theme.height("row"), theme.font().pixelSize()
    assert theme.set_scale(2.0)
    assert (theme.height("row"), theme.font().pixelSize()) == (2 * row, 2 * size)
    assert f"min-height: {theme.height('button') - 2}px" in theme.style_sheet()


@pytest.mark.parametrize(("asked", "given"), [(0.5, 1.0), (3.0, 2.0), (1.3, 1.3)])
def test_scale_keeps_within_its_bounds(theme: Theme, asked: float, given: float) -> None:
    theme.set_scale(asked)
    assert theme.scale == given


def test_text_is_drawn_in_the_shipped_font(theme: Theme, qapp: QApplication) -> None:
    assert QFontInfo(qapp.font()).family() == FAMILY
    assert theme.font().families() == [FAMILY]


def test_an_icon_follows_the_theme(theme: Theme, qtbot: QtBot) -> None:
    button = QPushButton()
    qtbot.addWidget(button)
    bind_icon(button, theme, "plus", "ink")
    light = button.icon().pixmap(16, 16).toImage()
    theme.set_mode("dark")
    assert button.icon().pixmap(16, 16).toImage() != light
    drawn = button.icon().pixmap(16, 16).toImage().pixelColor(8, 8)
    assert luminance(drawn) == pytest.approx(luminance(theme.color.ink), abs=0.02)


def test_binding_again_replaces_the_icon(theme: Theme, qtbot: QtBot) -> None:
    button = QPushButton()
    qtbot.addWidget(button)
    bind_icon(button, theme, "plus")
    plus = button.icon().pixmap(16, 16).toImage()
    bind_icon(button, theme, "minus")
    minus = button.icon().pixmap(16, 16).toImage()
    theme.set_mode("dark")
    theme.set_mode("light")
    assert plus != minus
    assert button.icon().pixmap(16, 16).toImage() == minus


@pytest.mark.parametrize("mode", MODES)
def test_what_qt_draws_by_itself_has_arrows_and_ticks(theme: Theme, mode: str) -> None:
    theme.set_mode(mode)
    files = re.findall(r"url\(([^)]+)\)", theme.style_sheet())
    assert len(files) >= 5
    assert [file for file in files if QPixmap(file).isNull()] == []
