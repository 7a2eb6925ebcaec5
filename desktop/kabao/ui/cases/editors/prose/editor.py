"""One text of a form as an editor: the box, and below it how much it says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageIOHandler, QImageReader, QPixmap, QTextCursor
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kabao.domain.prose.counting import count
from kabao.domain.prose.reading import plain
from kabao.ui.cases.editors.prose.box import ProseBox
from kabao.ui.cases.editors.prose.look import FIGURE, chip
from kabao.ui.cases.editors.prose.taking import position_of
from kabao.ui.kit.forms.editors import Editor
from kabao.ui.kit.text import Label

if TYPE_CHECKING:
    from collections.abc import Callable

    from kabao.domain.fields import FieldSpec, Value
    from kabao.texts import Texts
    from kabao.ui.kit.theme import Theme

_WIDEST = 440
"""Pixels of a picture that takes the whole width of the text."""
_TALLEST = 520
_MOST_PIXELS = 512
"""Mebibytes that Qt may take to read one picture."""


class ProseEditor(Editor):
    """A long text with headings, lists, tables, pictures and figures."""

    above = True

    def __init__(
        self,
        spec: FieldSpec,
        texts: Texts,
        theme: Theme,
        figures: Callable[[str], tuple[str, bool]],
        picture: Callable[[str], bytes],
    ) -> None:
        super().__init__(spec, texts, theme)
        self._figures = figures
        self._picture = picture
        self.box = ProseBox(theme, self._drawn)
        self.count = Label("", "small", "ink_3")
        self.widget = QWidget()
        column = QVBoxLayout(self.widget)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(2))
        column.addWidget(self.box)
        column.addWidget(self.count)
        self.box.edited.connect(self._edited)
        self.watch(self.box)
        self._show_count()

    def value(self) -> Value:
        """Return the text as it is stored."""
        return self.box.stored()

    def set_value(self, value: Value) -> None:
        """Show a stored text; the caret stays if nothing changes."""
        self.box.set_stored("" if value is None else str(value))
        self._show_count()

    def input(self) -> QWidget:
        """Return the box."""
        return self.box

    def focus(self, row: int = -1) -> None:
        """Give the text the keyboard, with the caret in one of its parts."""
        self.box.setFocus()
        if row >= 0:
            self.go_to(position_of(self.box.document(), row))

    def go_to(self, position: int) -> None:
        """Put the caret somewhere and show it."""
        cursor = QTextCursor(self.box.document())
        cursor.setPosition(min(position, self.box.document().characterCount() - 1))
        self.box.setTextCursor(cursor)
        self.box.ensureCursorVisible()

    def set_read_only(self, read_only: bool) -> None:
        """Allow reading and copying only."""
        self.box.setReadOnly(read_only)

    def _edited(self) -> None:
        self._show_count()
        self.edited.emit()

    def _show_count(self) -> None:
        found = count(plain(self.box.stored()))
        self.count.setText(
            self.texts("prose.count", words=f"{found.words:,}", characters=f"{found.characters:,}")
        )

    def _drawn(self, prefix: str, name: str, ratio: float) -> QPixmap | QImage:
        if prefix == FIGURE:
            words, known = self._figures(name)
            return chip(self.theme, words, known=known, ratio=ratio)
        sha256, _, share = name.partition("@")
        width = self.theme.px(_WIDEST) * int(share or 100) // 100
        return scaled(self._picture(sha256), round(width * ratio), ratio) or self._gone()

    def _gone(self) -> QPixmap:
        return chip(self.theme, self.texts("prose.picture.gone"), known=False, ratio=1.0)


def scaled(data: bytes, width: int, ratio: float) -> QImage | None:
    """Read a picture upright at a width, never larger than it is; None for one that is none."""
    if not data:
        return None
    held = QBuffer()
    held.setData(QByteArray(data))
    held.open(QIODevice.OpenModeFlag.ReadOnly)
    QImageReader.setAllocationLimit(_MOST_PIXELS)
    reader = QImageReader(held)
    reader.setAutoTransform(True)
    size = reader.size()
    turned = bool(reader.transformation() & QImageIOHandler.Transformation.TransformationRotate90)
    if size.isValid():
        across = QSize(size.height(), size.width()) if turned else size
        wanted = across.scaled(width, round(_TALLEST * ratio), Qt.AspectRatioMode.KeepAspectRatio)
        if wanted.width() < across.width():
            reader.setScaledSize(wanted.transposed() if turned else wanted)
    image = reader.read()
    if image.isNull():
        return None
    image.setDevicePixelRatio(ratio)
    return image
