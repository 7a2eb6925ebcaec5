from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from kabao import paths
from kabao.domain.activation import CardState
from kabao.domain.findings import Level
from kabao.ui.kit.icons import icon_file
from kabao.ui.kit.labels import SIGNALS
from kabao.ui.kit.lights import signal_icon
from kabao.ui.kit.marks import level_icon
from kabao.ui.kit.states import state_icon

if TYPE_CHECKING:
    from pathlib import Path

    from kabao.ui.kit.theme import Theme

ICONS = sorted(
    path
    for path in (paths.resources() / "icons").rglob("*.svg")
    if path.parent.name != "app"  # the sign of the program has colours of its own
)


@pytest.mark.parametrize("path", ICONS, ids=lambda path: path.stem)
def test_every_icon_is_drawn_in_the_color_asked_for(theme: Theme, path: Path) -> None:
    folder = path.parent.name
    name = f"filled/{path.stem}" if folder == "filled" else path.stem
    image = theme.pixmap(name, "error", 20, 2.0).toImage()
    assert image.width() == 40
    seen = {
        image.pixelColor(x, y).getRgb()
        for x in range(40)
        for y in range(40)
        if image.pixelColor(x, y).alpha() == 255
    }
    wanted = theme.color.error.getRgb()
    assert seen
    assert all(
        abs(one - other) <= 2 for color in seen for one, other in zip(color, wanted, strict=True)
    )


def test_icons_carry_their_licence() -> None:
    text = (paths.resources() / "icons" / "LICENSE").read_text(encoding="utf-8")
    assert text.startswith("MIT License")


def test_signals_states_and_levels_have_their_icons() -> None:
    names = [signal_icon(signal) for signal in SIGNALS]
    names += [state_icon(state)[0] for state in CardState if state is not CardState.IN_DOUBT]
    names += [level_icon(level)[0] for level in Level]
    assert [name for name in names if not icon_file(name).is_file()] == []


def test_every_icon_named_in_the_window_is_shipped() -> None:
    package = paths.resources().parent / "desktop" / "kabao" / "ui"
    known = {path.stem for path in ICONS}
    source = "\n".join(path.read_text(encoding="utf-8") for path in package.rglob("*.py"))
    named = set(re.findall(r'(?:IconLabel|IconButton|bind_icon)\([^()"]*"([a-z0-9-]+)"', source))
    assert named
    assert named <= known


def test_small_icons_get_a_stronger_stroke(theme: Theme) -> None:
    def ink(size: int) -> float:
        image = theme.pixmap("circle-x", "ink", size, 4.0).toImage()
        side = image.width()
        opaque = sum(image.pixelColor(x, y).alpha() > 128 for x in range(side) for y in range(side))
        return opaque / side**2

    assert ink(12) > ink(16) > ink(20)
