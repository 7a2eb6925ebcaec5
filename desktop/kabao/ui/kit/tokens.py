"""The tokens of the look, read once from ``resources/theme/tokens.toml``."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QColor

from kabao import paths, plain_toml

if TYPE_CHECKING:
    from collections.abc import Mapping


PLAIN_ACCENT = "blue"


@dataclass(frozen=True, slots=True)
class Colors:
    """The colours of one theme, by what they are for."""

    canvas: QColor
    surface: QColor
    sunken: QColor
    hairline: QColor
    hairline_strong: QColor
    field_border: QColor
    ink: QColor
    ink_2: QColor
    ink_3: QColor
    accent: QColor
    accent_button: QColor
    on_accent: QColor
    accent_soft: QColor
    row_selected: QColor
    row_hover: QColor
    ok: QColor
    ok_soft: QColor
    warning: QColor
    warning_soft: QColor
    error: QColor
    error_soft: QColor
    critical: QColor
    critical_text: QColor
    info: QColor
    accent_button_hover: QColor
    accent_button_pressed: QColor
    disabled_fill: QColor
    disabled_ink: QColor
    on_critical: QColor
    state_active_3: QColor
    state_active_2: QColor
    state_active_1: QColor
    state_not_collected: QColor
    overlay_region: QColor
    overlay_keep_out: QColor
    overlay_safe_edge: QColor
    specimen: QColor
    paper: QColor
    paper_ink: QColor

    def named(self, token: str) -> QColor:
        """Return the colour of a token name; raises AttributeError for an unknown one."""
        color: QColor = getattr(self, token)
        return color

    def hexadecimal(self) -> dict[str, str]:
        """Return every colour as ``#rrggbb`` for the style sheet."""
        return {item.name: self.named(item.name).name() for item in fields(self)}


@dataclass(frozen=True, slots=True)
class TypeRole:
    """One size of type."""

    px: int
    line: int
    weight: int


@dataclass(frozen=True, slots=True)
class Tokens:
    """Everything the look is made of, as written in the file."""

    colors: Mapping[tuple[str, str], Colors]
    """By theme and accent; high contrast has one accent only."""
    families: tuple[str, ...]
    roles: Mapping[str, TypeRole]
    space: Mapping[str, int]
    radius: Mapping[str, int]
    height: Mapping[str, int]
    width: Mapping[str, int]
    icon: Mapping[str, int]
    motion: Mapping[str, int]


def load_tokens() -> Tokens:
    """Read the token file; every theme must name every colour."""
    data = plain_toml.load(paths.resources() / "theme" / "tokens.toml")
    return Tokens(
        colors=_with_accents(data),
        families=tuple(data["type"]["families"]),
        roles={
            key: TypeRole(**entry) for key, entry in data["type"].items() if isinstance(entry, dict)
        },
        space=_whole(data["space"]),
        radius=_whole(data["radius"]),
        height=_whole(data["height"]),
        width=_whole(data["width"]),
        icon=_whole(data["icon"]),
        motion=_whole(data["motion"]),
    )


def _colors(table: Mapping[str, str]) -> Colors:
    return Colors(**{name: QColor(value) for name, value in table.items()})


def _with_accents(data: Mapping[str, Any]) -> dict[tuple[str, str], Colors]:
    plain = {name: _colors(table) for name, table in data["color"].items()}
    accented = {(name, PLAIN_ACCENT): colors for name, colors in plain.items()}
    for key, table in data["accent"].items():
        accent, _, name = key.partition("_")
        changed = {token: QColor(value) for token, value in table.items()}
        accented[name, accent] = replace(plain[name], **changed)
    return accented


def _whole(table: Mapping[str, Any]) -> dict[str, int]:
    return {key: value for key, value in table.items() if isinstance(value, int)}
