"""The four lights: one disc for each signal, whose shape says how strong the evidence is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QPainter, QPen, QPixmap
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QWidget

from kabao.domain.activation import Light, SignalLight
from kabao.domain.evidence import Signal
from kabao.ui.kit.buttons import LinkButton
from kabao.ui.kit.labels import (
    SIGNALS,
    begun,
    date_text,
    light_description,
    light_text,
    signal_text,
)
from kabao.ui.kit.layouts import RoomPermitting
from kabao.ui.kit.panels import empty_layout
from kabao.ui.kit.roles import LIGHTS_ROLE
from kabao.ui.kit.tables import CellDelegate
from kabao.ui.kit.text import Label

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QStyleOptionViewItem

    from kabao.domain.activation import ActivationStatus
    from kabao.texts import Texts
    from kabao.ui.kit.theme import Theme

_GLYPHS = {
    Signal.PASSWORD_SET: "signal-password-set",
    Signal.USED_NORMALLY: "signal-used-normally",
    Signal.QUERYABLE_ONLINE: "signal-queryable-online",
    Signal.NOTICE_RECEIVED: "signal-notice-received",
}
_GLYPH_SHARE = 0.58
_DOT = 2.5


def signal_icon(signal: Signal) -> str:
    """Return the icon name of a signal."""
    return _GLYPHS[signal]


def paint_light(  # noqa: PLR0913 (what, where, and two ways of showing it)
    painter: QPainter,
    rect: QRectF,
    signal: Signal,
    light: Light,
    theme: Theme,
    *,
    panel: bool = False,
    glyph: bool = True,
) -> None:
    """Draw one light into a square: disc, ring, dashed ring, square, or almost nothing."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if light is Light.NONE and not panel:
        _paint_dot(painter, rect, theme)
    else:
        _paint_shape(painter, rect, light, theme)
        name, color = _mark(signal, light)
        if glyph or light is Light.AGAINST:
            side = rect.width() * (_GLYPH_SHARE if light is not Light.AGAINST else 0.68)
            box = QRectF(0, 0, side, side)
            box.moveCenter(rect.center())
            theme.paint_icon(painter, box, name, color)
    painter.restore()


def _paint_dot(painter: QPainter, rect: QRectF, theme: Theme) -> None:
    painter.setPen(QPen(theme.color.ink_3, max(1.2, rect.width() / 16)))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    radius = _DOT * rect.width() / 20
    painter.drawEllipse(QPointF(rect.center()), radius, radius)


def _paint_shape(painter: QPainter, rect: QRectF, light: Light, theme: Theme) -> None:
    color = theme.color
    width = rect.width() / 13
    inner = rect.adjusted(width, width, -width, -width)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if light is Light.STRONG:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color.ok)
        painter.drawEllipse(rect.adjusted(0.5, 0.5, -0.5, -0.5))
    elif light is Light.WEAK:
        painter.setPen(QPen(color.ok, width))
        painter.setBrush(color.ok_soft)
        painter.drawEllipse(inner)
    elif light is Light.NOT_COUNTED:
        pen = QPen(color.ink_3, width * 0.9)
        pen.setDashPattern([2.4, 2.0])
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(pen)
        painter.drawEllipse(inner)
    elif light is Light.AGAINST:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color.error)
        painter.drawRoundedRect(
            rect.adjusted(0.5, 0.5, -0.5, -0.5), rect.width() / 7, rect.width() / 7
        )
    else:
        painter.setPen(QPen(color.hairline_strong, 1))
        painter.drawEllipse(inner)


def _mark(signal: Signal, light: Light) -> tuple[str, str]:
    if light is Light.AGAINST:
        return "x", "surface"
    tones = {Light.STRONG: "surface", Light.WEAK: "ok"}
    return _GLYPHS[signal], tones.get(light, "ink_3")


def light_pixmap(
    theme: Theme, signal: Signal, light: Light, ratio: float, *, panel: bool = False
) -> QPixmap:
    """Return a light as a picture, drawn once for each look."""
    size = theme.icon_px("signal_panel" if panel else "signal_table")
    key = ("light", signal, light, panel, theme.name, size, ratio)

    def draw(pixmap: QPixmap) -> None:
        painter = QPainter(pixmap)
        paint_light(painter, QRectF(0, 0, size, size), signal, light, theme, panel=panel)
        painter.end()

    return theme.picture(key, size, ratio, draw)


class LightsDelegate(CellDelegate):
    """Paints all four lights in one column, or one light in a column of its own."""

    def paint_content(
        self,
        painter: QPainter,
        rect: QRectF,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw the lights of a row side by side, 24 px each."""
        del option
        lights = lights_of(index.data(LIGHTS_ROLE))
        step = self.theme.width("signal_column")
        ratio = painter.device().devicePixelRatio()
        left = rect.center().x() - step / 2 if len(lights) == 1 else rect.left()
        for place, (signal, light) in enumerate(lights):
            picture = light_pixmap(self.theme, signal, light, ratio)
            size = self.theme.icon_px("signal_table")
            x = left + place * step + (step - size) / 2
            painter.drawPixmap(QPointF(x, rect.center().y() - size / 2), picture)

    def content_margin(self) -> int:
        """Use the cell to its edges."""
        return 0


def lights_of(data: object) -> list[tuple[Signal, Light]]:
    """Read what a model gives for ``LIGHTS_ROLE``."""
    if not isinstance(data, tuple):
        return []
    if len(data) == len(SIGNALS):
        return list(zip(SIGNALS, data, strict=True))
    return [data]


class SignalLightMark(QWidget):
    """One light as a widget."""

    def __init__(self, theme: Theme, signal: Signal, light: Light, *, panel: bool = True) -> None:
        super().__init__()
        self._theme = theme
        self._signal = signal
        self._light = light
        self._panel = panel
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """The size of the lights in panels or in tables."""
        from PySide6.QtCore import QSize

        side = self._theme.icon_px("signal_panel" if self._panel else "signal_table")
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the light."""
        del event
        painter = QPainter(self)
        rect = self.rect().toRectF()
        paint_light(painter, rect, self._signal, self._light, self._theme, panel=self._panel)


class SignalList(QWidget):
    """The four signals of one card for a panel: light, name, strength, day, and a way to record."""

    record_requested = QtSignal(object)

    def __init__(self, theme: Theme, texts: Texts) -> None:
        super().__init__()
        self._theme = theme
        self._texts = texts
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.px(12))
        self._grid.setVerticalSpacing(theme.px(8))
        self._grid.setColumnStretch(1, 1)
        self.set_status(None)

    def set_status(self, status: ActivationStatus | None, *, links: bool = True) -> None:
        """Show the lights of a status; ``links`` offers to record what is missing."""
        empty_layout(self._grid)
        for row, signal in enumerate(SIGNALS):
            shown = SignalLight()
            if status is not None:
                shown = status.signals.get(signal, shown)
            self._add_row(row, signal, shown, links=links)

    def _add_row(self, row: int, signal: Signal, shown: SignalLight, *, links: bool) -> None:
        none = shown.light is Light.NONE
        mark = SignalLightMark(self._theme, signal, shown.light)
        mark.setAccessibleName(light_description(self._texts, signal, shown))
        name = Label(signal_text(self._texts, signal), tone="ink_2" if none else "ink")
        side = QHBoxLayout()
        side.setSpacing(self._theme.px(12))
        strength = self._texts("labels.no_record") if none else self._short(shown.light)
        side.addWidget(Label(strength, "small", "ink_2"))
        if not none:
            side.addWidget(Label(date_text(shown.on), "small", "ink_2"))
        elif links:
            link = LinkButton(self._texts("labels.record_it"), small=True)
            link.setAccessibleName(f"{link.text()} {signal_text(self._texts, signal)}")
            link.clicked.connect(lambda _=False, it=signal: self.record_requested.emit(it))
            side.addWidget(link)
        holder = QWidget()
        holder.setLayout(side)
        side.setContentsMargins(0, 0, 0, 0)
        self._grid.addWidget(mark, row, 0)
        self._grid.addWidget(name, row, 1)
        self._grid.addWidget(holder, row, 2, Qt.AlignmentFlag.AlignRight)

    def _short(self, light: Light) -> str:
        return self._texts(f"labels.light_short.{light}")


class LightsLegend(RoomPermitting):
    """What the five shapes mean, for the status bar."""

    def __init__(self, theme: Theme, texts: Texts) -> None:
        marks = QWidget()
        super().__init__(marks)
        row = QHBoxLayout(marks)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(4))
        for light in Light:
            row.addWidget(_LegendMark(theme, light))
            row.addWidget(Label(begun(light_text(texts, light)), "small", "ink_2"))
            row.addSpacing(theme.px(10))


class _LegendMark(QWidget):
    def __init__(self, theme: Theme, light: Light) -> None:
        super().__init__()
        self._theme = theme
        self._light = light
        side = theme.px(16)
        self.setFixedSize(side, side)
        theme.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        rect = self.rect().toRectF().adjusted(1, 1, -1, -1)
        paint_light(painter, rect, Signal.PASSWORD_SET, self._light, self._theme, glyph=False)
