"""What is below the picture: zoom, tilt, a quarter turn, back to the proposal."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSlider, QVBoxLayout, QWidget

from kabao.domain.photo_crops import STEEPEST
from kabao.ui.kit.buttons import IconButton, TextButton
from kabao.ui.kit.fields import NumberField
from kabao.ui.kit.text import Label

if TYPE_CHECKING:
    from kabao.domain.holder_photos import PhotoCrop
    from kabao.ui.kit.context import RoomContext
    from kabao.ui.photos.crop_view import CropView

_STEPS = 200
_DEEPEST = 8.0
"""How much nearer than the largest crop the slider goes."""


class CropControls(QWidget):
    """Controls that follow the view and are followed by it."""

    def __init__(self, context: RoomContext, view: CropView) -> None:
        super().__init__()
        self._view = view
        self._proposed: PhotoCrop | None = None
        self._following = False
        theme, texts = context.theme, context.texts
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(0, _STEPS)
        self.slider.setAccessibleName(texts("photos.crop.zoom"))
        self.slider.setMinimumWidth(theme.px(72))
        self.slider.valueChanged.connect(self._zoomed)
        self.tilt = self._make_tilt(context)
        turn = IconButton(theme, "rotate-2", texts("photos.crop.turn"), "R")
        turn.clicked.connect(view.turn)
        again = TextButton(theme, texts("photos.crop.again"))
        again.clicked.connect(self._again)
        line = QHBoxLayout()
        line.setSpacing(theme.space("s2"))
        line.addWidget(Label(texts("photos.crop.zoom"), "small", "ink_2"))
        line.addWidget(self.slider, 1)
        line.addWidget(Label(texts("photos.crop.tilt"), "small", "ink_2"))
        line.addWidget(self.tilt)
        line.addWidget(turn)
        line.addWidget(again)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        column.addLayout(line)
        column.addWidget(Label(texts("photos.crop.keys"), "small", "ink_3", wrap=True))

    def _make_tilt(self, context: RoomContext) -> NumberField:
        tilt = NumberField(context.theme)
        tilt.setRange(-STEEPEST, STEEPEST)
        tilt.setDecimals(1)
        tilt.setSingleStep(0.5)
        tilt.setSuffix("°")
        tilt.setAccessibleName(context.texts("photos.crop.tilt"))
        tilt.valueChanged.connect(self._tilted)
        return tilt

    def set_proposed(self, crop: PhotoCrop) -> None:
        """Remember where to go back to, and follow."""
        self._proposed = crop
        self.follow()

    def follow(self) -> None:
        """Show what the view shows."""
        if self._view.is_empty:
            return
        self._following = True
        near = self._view.bounds().widest / max(self._view.crop.width, 1e-6)
        self.slider.setValue(round(_STEPS * math.log(max(near, 1.0)) / math.log(_DEEPEST)))
        self.tilt.setValue(self._view.crop.tilt)
        self._following = False

    def _zoomed(self, value: int) -> None:
        if not self._following and not self._view.is_empty:
            bounds = self._view.bounds()
            width = bounds.widest / _DEEPEST ** (value / _STEPS)
            self._view.set_crop(bounds.of_width(self._view.crop, width))

    def _tilted(self, degrees: float) -> None:
        if not self._following:
            self._view.set_tilt(degrees)

    def _again(self) -> None:
        if self._proposed is not None:
            self._view.set_crop(self._proposed)
