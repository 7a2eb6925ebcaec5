"""The photograph in a person's panel: covered until it is asked for, like the number above it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPainterPath, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from kabao.domain.errors import KabaoError
from kabao.ui.kit.buttons import IconButton, LinkButton
from kabao.ui.kit.text import Label

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from kabao.domain.holder_photos import HolderPhoto
    from kabao.domain.holders import Holder
    from kabao.ui.kit.context import RoomContext
    from kabao.ui.kit.theme import Theme

REVEAL_MS = 30_000
"""A photograph that is shown is covered again after this long."""
_WIDTH, _HEIGHT = 72, 89
_RADIUS = 4


class CoveredPhoto(QWidget):
    """A small photograph, or a cover over it; where there is none, a dashed place for one."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._picture = QPixmap()
        self._has_photo = False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)
        theme.changed.connect(self.update)

    @property
    def is_covered(self) -> bool:
        """Whether nothing is to be seen of the person."""
        return self._picture.isNull()

    def set_state(self, *, has_photo: bool, picture: QPixmap | None = None) -> None:
        """Show a photograph, a cover, or a place for one."""
        self._has_photo = has_photo
        self._picture = picture or QPixmap()
        self.update()

    def sizeHint(self) -> QSize:
        """The proportion of the photograph."""
        return QSize(self._theme.px(_WIDTH), self._theme.px(_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw what is to be seen."""
        del event
        painter, theme = QPainter(self), self._theme
        painter.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
        )
        rect = self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5)
        edge = QPainterPath()
        edge.addRoundedRect(rect, _RADIUS, _RADIUS)
        if not self._picture.isNull():
            painter.setClipPath(edge)
            painter.drawPixmap(self.rect(), self._picture)
            painter.setClipping(False)
        elif self._has_photo:
            painter.fillPath(edge, theme.color.hairline)
        size = theme.px(28)
        if self._picture.isNull():
            middle = QRectF(0, 0, size, size)
            middle.moveCenter(rect.center())
            theme.paint_icon(painter, middle, "user" if self._has_photo else "photo", "ink_3")
        pen = painter.pen()
        pen.setColor(theme.color.hairline_strong)
        pen.setWidthF(1)
        pen.setStyle(Qt.PenStyle.SolidLine if self._has_photo else Qt.PenStyle.DashLine)
        painter.strokePath(edge, pen)


class PanelPhoto(QWidget):
    """Emits ``changed`` with what was written."""

    changed = Signal(object)

    def __init__(self, context: RoomContext, holder: Holder) -> None:
        super().__init__()
        self._context = context
        self._holder = holder
        self._photo: HolderPhoto | None = context.workspace.holder_photos.one(holder.id)
        self._hide = QTimer(self, singleShot=True, interval=REVEAL_MS)
        self._hide.timeout.connect(self._cover)
        self.sheet = CoveredPhoto(context.theme)
        self.sheet.setObjectName("panel_photo")
        self._lay_out()
        self._cover()

    def reveal(self) -> None:
        """Show the photograph for half a minute, or cover it again."""
        if self._photo is None:
            return
        if not self.sheet.is_covered:
            self._cover()
            return
        picture = QPixmap()
        picture.loadFromData(self._context.workspace.holder_photos.data(self._photo))
        self.sheet.set_state(has_photo=True, picture=picture)
        self.sheet.setAccessibleName(self._context.texts("photos.panel.shown"))
        self._hide.start()

    def choose(self) -> None:
        """Open the crop window and keep what is taken there."""
        from kabao.ui.photos.taking import ask_for_photo

        changed = ask_for_photo(self._context, self._holder, self.window())
        if changed is not None:
            self.changed.emit(changed)

    def remove(self) -> None:
        """Remove the photograph and offer to take that back."""
        context = self._context
        try:
            changed = context.workspace.holder_photos.remove(self._holder.id)
        except KabaoError as error:
            context.alerts.show(error)
            return
        self.changed.emit(changed)
        context.offer_undo(context.texts("photos.panel.removed", name=self._holder.name))

    def _cover(self) -> None:
        self._hide.stop()
        self.sheet.set_state(has_photo=self._photo is not None)
        key = "covered" if self._photo else "none"
        self.sheet.setAccessibleName(self._context.texts(f"photos.panel.{key}"))

    def _lay_out(self) -> None:
        context, photo = self._context, self._photo
        theme, texts = context.theme, context.texts
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.space("s3"))
        row.addWidget(self.sheet, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(theme.px(2))
        head = QHBoxLayout()
        head.addWidget(Label(texts("photos.panel.title"), "section"))
        head.addStretch(1)
        if photo is not None:
            eye = IconButton(theme, "eye", texts("photos.panel.reveal"))
            eye.setObjectName("reveal_photo")
            eye.clicked.connect(self.reveal)
            head.addWidget(eye)
        column.addLayout(head)
        for words, tone in self._facts():
            column.addWidget(Label(words, "small", tone, wrap=True))
        column.addLayout(self._links())
        column.addStretch(1)
        row.addLayout(column, 1)

    def _links(self) -> QHBoxLayout:
        texts, theme = self._context.texts, self._context.theme
        key = "replace" if self._photo else "choose"
        choose = LinkButton(texts(f"photos.panel.{key}"), small=True)
        choose.setObjectName("choose_photo")
        choose.clicked.connect(self.choose)
        links = QHBoxLayout()
        links.setSpacing(theme.space("s3"))
        links.addWidget(choose)
        if self._photo is not None:
            remove = LinkButton(texts("photos.panel.remove"), small=True)
            remove.setObjectName("remove_photo")
            remove.clicked.connect(self.remove)
            links.addWidget(remove)
        links.addStretch(1)
        return links

    def _facts(self) -> list[tuple[str, str]]:
        """Say what is kept, until when, and what is missing of the consent."""
        from kabao.domain.findings import Level
        from kabao.services.holder_photos import consent_findings
        from kabao.ui.kit.labels import finding_text

        texts, photo = self._context.texts, self._photo
        if photo is None:
            return [(texts("photos.panel.none"), "ink_2")]
        key = "with_original" if photo.original else "alone"
        size = f"{photo.size / 1024:.1f}"
        facts = [(texts(f"photos.panel.{key}", size=size, day=photo.taken_in_at[:10]), "ink_2")]
        until = self._holder.text("keep_until")
        if until:
            facts.append((texts("photos.panel.until", day=until), "ink_2"))
        for finding in consent_findings(self._holder, self._context.clock()):
            tone = "warning" if finding.level is Level.WARNING else "ink_3"
            facts.append((finding_text(texts, finding), tone))
        return facts
