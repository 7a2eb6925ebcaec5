"""The theme every widget is given: colours, sizes, fonts and icons of the present look."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QGuiApplication, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtWidgets import QApplication, QPushButton

from kabao import paths
from kabao.ui.kit.dressing import Dressing, Look
from kabao.ui.kit.icons import IconSet
from kabao.ui.kit.tokens import PLAIN_ACCENT, Colors, load_tokens

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from PySide6.QtWidgets import QAbstractButton, QWidget

Mode = Literal["system", "light", "dark", "high_contrast"]
_LARGEST = 2.0
_BOLD = 700
_ICON_GAP = 4
_WORDED = frozenset({"primary", "secondary", "text"})
_PLACE = re.compile(r"@([a-z_0-9]+)(?:\.([a-z0-9_]+))?((?:[+-]\d+)?)")


class Theme(QObject):
    """The present look; ``changed`` tells widgets to repaint and to take their sizes again."""

    changed = Signal()

    def __init__(
        self, mode: Mode = "system", scale: float = 1.0, accent: str = PLAIN_ACCENT
    ) -> None:
        super().__init__()
        self._tokens = load_tokens()
        self._icons = IconSet()
        self._pictures: dict[tuple[object, ...], QPixmap] = {}
        self._fonts: dict[tuple[str, bool | None, float], QFont] = {}
        self._dressing: Dressing | None = None
        self.meet: Callable[[str], object] = len
        """Is given text that is drawn, for whoever looks for rare characters in it."""
        self.mode: Mode = mode
        self.scale = min(max(scale, 1.0), _LARGEST)
        self.accent = accent
        self.calm = False
        """Whether nothing may move by itself."""
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(self._system_changed)
        hints.accessibility().contrastPreferenceChanged.connect(self._system_changed)
        self._of_system = _asked_by_system()

    @property
    def name(self) -> str:
        """The theme in use: the chosen one, or what the system asks for."""
        return self._of_system if self.mode == "system" else self.mode

    @property
    def color(self) -> Colors:
        """The colours of the theme in use."""
        colors, name = self._tokens.colors, self.name
        return colors.get((name, self.accent)) or colors[name, PLAIN_ACCENT]

    def apply(self, application: QApplication, *, in_steps: bool = False) -> None:
        """Dress the whole application and keep it dressed from now on.

        In steps, another look is seen and told of only after some events.
        """
        application.setStyle("Fusion")
        self._dressing = Dressing(application, in_steps=in_steps)
        self._dressing.put_on(self._look())
        self.changed.emit()

    def set_mode(self, mode: Mode) -> None:
        """Change the theme, or follow the system."""
        if mode != self.mode:
            self.mode = mode
            self._dress()

    def set_accent(self, accent: str) -> None:
        """Change the colour of links, chosen rows and primary buttons."""
        if accent != self.accent:
            self.accent = accent
            self._dress()

    def set_scale(self, scale: float) -> bool:
        """Change the size of type and of all that holds it, 1.0 to 2.0; True if that is new."""
        scale = min(max(scale, 1.0), _LARGEST)
        if scale == self.scale:
            return False
        self.scale = scale
        self._dress(has_sizes=True)
        return True

    def px(self, value: float) -> int:
        """Return a length at the present scale."""
        return round(value * self.scale)

    def height(self, name: str) -> int:
        """Return a height of the tokens at the present scale."""
        return self.px(self._tokens.height[name])

    def width(self, name: str) -> int:
        """Return a width of the tokens at the present scale."""
        return self.px(self._tokens.width[name])

    def space(self, name: str) -> int:
        """Return a distance of the tokens at the present scale."""
        return self.px(self._tokens.space[name])

    def icon_px(self, name: str) -> int:
        """Return the size of an icon of the tokens at the present scale."""
        return self.px(self._tokens.icon[name])

    def radius(self, name: str) -> int:
        """Return the radius of a corner at the present scale."""
        return self.px(self._tokens.radius[name])

    def motion(self, name: str) -> int:
        """Return a duration in milliseconds."""
        return self._tokens.motion[name]

    def font(self, role: str = "body", *, bold: bool | None = None) -> QFont:
        """Return the font of a role."""
        key = (role, bold, self.scale)
        if key not in self._fonts:
            self._fonts[key] = self._made_font(role, bold)
        return QFont(self._fonts[key])

    def _made_font(self, role: str, bold: bool | None) -> QFont:
        entry = self._tokens.roles[role]
        font = QFont()
        font.setFamilies(list(self._tokens.families))
        font.setPixelSize(self.px(entry.px))
        weighty = entry.weight >= _BOLD if bold is None else bold
        font.setWeight(QFont.Weight.Bold if weighty else QFont.Weight.Normal)
        return font

    def paint_icon(self, painter: QPainter, rect: QRectF, name: str, color: str = "ink_2") -> None:
        """Draw an icon in a token colour into a rectangle."""
        self._icons.paint(painter, rect, name, self.color.named(color))

    def pixmap(
        self, name: str, color: str = "ink_2", size: int = 16, ratio: float = 1.0
    ) -> QPixmap:
        """Return an icon as a picture; ``size`` is counted before scaling."""
        return self._icons.pixmap(name, self.color.named(color), self.px(size), ratio)

    def draw_ahead(self, names: Iterable[str]) -> None:
        """Draw icons of the usual size that will be wanted."""
        for name in names:
            self._icons.draw_ahead(name, self.px(16), _densities())

    def icon(
        self, name: str, color: str = "ink_2", size: int = 16, *, checked: str = "", gap: int = 0
    ) -> QIcon:
        """Return an icon for buttons, greyed and checked forms included; ``gap`` pads its right."""
        icon = QIcon()
        for ratio in _densities():
            icon.addPixmap(self._padded(name, color, size, ratio, gap))
            icon.addPixmap(
                self._padded(name, "disabled_ink", size, ratio, gap), QIcon.Mode.Disabled
            )
            if checked:
                lit = self._padded(name, checked, size, ratio, gap)
                icon.addPixmap(lit, QIcon.Mode.Normal, QIcon.State.On)
        return icon

    def _padded(self, name: str, color: str, size: int, ratio: float, gap: int) -> QPixmap:
        plain = self.pixmap(name, color, size, ratio)
        if not gap:
            return plain
        wide = QPixmap(plain.width() + round(self.px(gap) * ratio), plain.height())
        wide.setDevicePixelRatio(ratio)
        wide.fill(Qt.GlobalColor.transparent)
        painter = QPainter(wide)
        painter.drawPixmap(0, 0, plain)
        painter.end()
        return wide

    def picture(
        self, key: tuple[object, ...], size: int, ratio: float, draw: Callable[[QPixmap], None]
    ) -> QPixmap:
        """Return a square picture drawn once for each key."""
        if key not in self._pictures:
            pixmap = QPixmap(round(size * ratio), round(size * ratio))
            pixmap.setDevicePixelRatio(ratio)
            pixmap.fill(Qt.GlobalColor.transparent)
            draw(pixmap)
            self._pictures[key] = pixmap
        return self._pictures[key]

    def style_sheet(self) -> str:
        """Return the style sheet of the application for the present look."""
        folder = paths.resources() / "theme"
        template = (folder / "window.qss").read_text(encoding="utf-8")
        # Arrows and ticks of Qt's own parts: a style sheet can only name files.
        template = template.replace("@glyphs", (folder / "glyphs" / self.name).as_posix())
        colors = self.color.hexadecimal()

        def fill(match: re.Match[str]) -> str:
            group, name, shift = match.groups()
            if name is None:
                return colors[group] + shift
            return f"{self._length(group, name) + int(shift or 0)}px"

        return _PLACE.sub(fill, template)

    def _length(self, group: str, name: str) -> int:
        if group == "px":
            return self.px(int(name))
        if group == "type":
            return self.px(self._tokens.roles[name].px)
        if group == "radius":
            return self.radius(name)
        table = {"height": self.height, "width": self.width, "space": self.space}
        return table[group](name)

    def palette(self) -> QPalette:
        """Return the palette for whatever the style sheet does not reach."""
        color = self.color
        roles = QPalette.ColorRole
        palette = QPalette()
        for role, value in (
            (roles.Window, color.surface),
            (roles.Base, color.surface),
            (roles.AlternateBase, color.canvas),
            (roles.Button, color.surface),
            (roles.WindowText, color.ink),
            (roles.Text, color.ink),
            (roles.ButtonText, color.ink),
            (roles.BrightText, color.error),
            (roles.PlaceholderText, color.ink_3),
            (roles.Highlight, color.accent_button),
            (roles.HighlightedText, color.on_accent),
            (roles.Link, color.accent),
            (roles.LinkVisited, color.accent),
            (roles.ToolTipBase, color.ink),
            (roles.ToolTipText, color.surface),
            (roles.Mid, color.hairline_strong),
            (roles.Dark, color.field_border),
            (roles.Light, color.surface),
            (roles.Midlight, color.hairline),
            (roles.Shadow, color.hairline_strong),
            (roles.Accent, color.accent_button),
        ):
            palette.setColor(role, value)
        for role in (roles.WindowText, roles.Text, roles.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, role, color.disabled_ink)
        return palette

    def then(self, act: Callable[[], object]) -> None:
        """Do something once the look asked for is told of, before it is seen."""
        if self._dressing is None:
            act()
        else:
            self._dressing.then(act)

    def finish(self, page: QWidget) -> None:
        """Dress a page that is to come into sight, if the last look has not reached it yet."""
        if self._dressing is not None:
            self._dressing.finish(page)

    def _look(self) -> Look:
        return Look(self.palette(), self.font(), self.style_sheet())

    def _dress(self, *, has_sizes: bool = False) -> None:
        if self._dressing is None:
            self.changed.emit()
        else:
            self._dressing.change(self._look, self.changed.emit, has_sizes=has_sizes)

    def _system_changed(self) -> None:
        self._of_system = _asked_by_system()
        if self.mode == "system":
            self._dress()


def _densities() -> list[float]:
    """Return the pixel ratios an icon is drawn for: plain, fine, and that of the finest screen."""
    application = QGuiApplication.instance()
    finest = application.devicePixelRatio() if isinstance(application, QGuiApplication) else 1.0
    return sorted({1.0, 2.0, finest})


def moves_nothing(wish: str) -> bool:
    """Say whether nothing may move by itself: by the user's wish, else by the desktop's.

    Qt tells no wish about motion itself, but that the desktop wants no effects.
    """
    return wish == "reduced" or not QApplication.isEffectEnabled(Qt.UIEffect.UI_General)


def _asked_by_system() -> str:
    """Return the theme that the desktop asks for: high contrast before dark or light."""
    hints = QGuiApplication.styleHints()
    if hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
        return "high_contrast"
    return "dark" if hints.colorScheme() == Qt.ColorScheme.Dark else "light"


@dataclass(frozen=True, slots=True)
class _IconWish:
    name: str
    color: str
    size: int
    checked: str
    gap: int


class _IconBinding(QObject):
    """Keeps the icon of one button in step with the theme, for as long as the button lives."""

    def __init__(self, button: QAbstractButton, theme: Theme, wish: _IconWish) -> None:
        super().__init__(button)
        self.setObjectName("iconBinding")
        self._button = button
        self._theme = theme
        self._wish = wish
        theme.changed.connect(self.refresh)
        self.refresh()

    def take(self, wish: _IconWish) -> None:
        """Take another icon."""
        if wish != self._wish:
            self._wish = wish
            self.refresh()

    def refresh(self) -> None:
        """Render the icon in the present colours."""
        wish, theme = self._wish, self._theme
        side = theme.px(wish.size)
        self._button.setIconSize(QSize(side + theme.px(wish.gap), side))
        self._button.setIcon(
            theme.icon(wish.name, wish.color, wish.size, checked=wish.checked, gap=wish.gap)
        )


def bind_icon(
    button: QAbstractButton,
    theme: Theme,
    name: str,
    color: str = "ink_2",
    size: int = 16,
    *,
    checked: str = "",
) -> None:
    """Give a button an icon that follows the theme; calling it again changes the icon."""
    # A button of words may be given them later.
    has_words = bool(button.text()) or button.property("kind") in _WORDED
    gap = _ICON_GAP if has_words and isinstance(button, QPushButton) else 0
    wish = _IconWish(name, color, size, checked, gap)
    present = button.findChild(_IconBinding, "iconBinding")
    if present is None:
        _IconBinding(button, theme, wish)
    else:
        present.take(wish)
