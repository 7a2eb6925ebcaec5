"""The right of the crop window: the photograph as it will be, its measures, the file size."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from kabao.domain.findings import Level
from kabao.domain.photo_gauges import gauges_of
from kabao.ui.kit.fields import CheckBox, ComboBox
from kabao.ui.kit.labels import finding_text
from kabao.ui.kit.panels import Hairline, Scroller
from kabao.ui.kit.text import Label
from kabao.ui.photos.gauges import GaugeList

if TYPE_CHECKING:
    from kabao.domain.photos import PhotoProfile, PhotoRules
    from kabao.services.photos import MadePhoto
    from kabao.ui.kit.context import RoomContext

_WIDTH = 320
_SHOWN = 120
"""Width of the photograph before scaling; its file has more."""


class ResultPane(QWidget):
    """Emits ``profile_chosen`` when another file size is asked for."""

    profile_chosen = Signal()

    def __init__(self, context: RoomContext, rules: PhotoRules, *, keeps_original: bool) -> None:
        super().__init__()
        self._context = context
        self._rules = rules
        theme, texts = context.theme, context.texts
        self.setFixedWidth(theme.px(_WIDTH))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.sheet = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self.sheet.setObjectName("made_photo")
        self.sheet.setAccessibleName(texts("photos.crop.result"))
        width = theme.px(_SHOWN)
        self.sheet.setFixedSize(width, round(width * rules.height / rules.width))
        self.gauges = GaugeList(theme, texts)
        self.words = Label("", "small", "ink_2", wrap=True)
        self.profiles = ComboBox(theme)
        self.profiles.setAccessibleName(texts("photos.profile"))
        # The frame has one shape; a region with another has its pictures cut by the batch.
        fitting = (item for item in rules.profiles if item.size in (None, rules.size))
        for item in fitting:
            self.profiles.addItem(item.title.to(texts.language), item.key)
        self.profiles.currentIndexChanged.connect(lambda _: self.profile_chosen.emit())
        self.original = CheckBox(theme, texts("photos.keep_original"))
        self.original.setObjectName("keep_original")
        self.original.setVisible(keeps_original)
        self._lay_out(keeps_original=keeps_original)

    @property
    def profile(self) -> PhotoProfile:
        """The file size that is chosen."""
        return self._rules.profile(str(self.profiles.currentData() or ""))

    def choose_profile(self, key: str) -> None:
        """Choose a file size."""
        self.profiles.setCurrentIndex(max(self.profiles.findData(key), 0))

    def show_made(self, made: MadePhoto, pixels: float) -> None:
        """Show what was made; ``pixels`` of the picture became one of it."""
        ratio = self.devicePixelRatioF()
        picture = QPixmap()
        picture.loadFromData(made.data)
        picture = picture.scaled(
            self.sheet.size() * ratio,
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        picture.setDevicePixelRatio(ratio)
        self.sheet.setPixmap(picture)
        self.gauges.show_gauges(gauges_of(made.measures, self._rules, self.profile, made.findings))
        self.words.setText("\n".join(self._sentences(made, pixels)))

    def _sentences(self, made: MadePhoto, pixels: float) -> list[str]:
        texts = self._context.texts
        told = [item for item in made.findings if item.level is not Level.INFO]
        unknown = [item for item in made.findings if item.level is Level.INFO]
        words = [finding_text(texts, item) for item in (*told, *unknown)]
        if pixels < 1:
            words.insert(0, texts("photos.crop.enlarged", times=f"{1 / pixels:.1f}"))
        return words

    def _lay_out(self, *, keeps_original: bool) -> None:
        theme, texts = self._context.theme, self._context.texts
        scroll = Scroller()
        body = scroll.body
        body.setContentsMargins(0, 0, theme.space("s2"), 0)
        body.setSpacing(theme.space("s2"))
        body.addWidget(self.sheet, 0, Qt.AlignmentFlag.AlignHCenter)
        body.addWidget(self.gauges)
        body.addWidget(self.words)
        body.addWidget(Hairline())
        label = Label(texts("photos.profile"), "small", "ink_2", wrap=True)
        label.setBuddy(self.profiles)
        body.addWidget(label)
        body.addWidget(self.profiles)
        if keeps_original:
            body.addWidget(self.original)
            body.addWidget(Label(texts("photos.keep_original_note"), "small", "ink_3", wrap=True))
        body.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(scroll)
