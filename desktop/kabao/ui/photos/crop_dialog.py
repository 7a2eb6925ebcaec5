"""The window in which one photograph is taken in: chosen, cut, measured, accepted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QKeySequence
from PySide6.QtWidgets import QDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from kabao.domain.errors import KabaoError
from kabao.ui.kit.buttons import PrimaryButton, SecondaryButton
from kabao.ui.kit.drop_mark import welcome
from kabao.ui.kit.notices import EmptyState, NoticeBar
from kabao.ui.kit.small_screens import keep_within_screen
from kabao.ui.photos.crop_controls import CropControls
from kabao.ui.photos.crop_view import CropView
from kabao.ui.photos.intake import Intake, Picture
from kabao.ui.photos.result_pane import ResultPane

if TYPE_CHECKING:
    from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent

    from kabao.domain.holder_photos import PhotoCrop
    from kabao.domain.photos import PhotoProfile
    from kabao.exchange.portraits.making import SeenPicture
    from kabao.services.photos import MadePhoto
    from kabao.ui.kit.context import RoomContext
    from kabao.ui.kit.jobs import Job, JobControl

PAUSE_MS = 120
"""The photograph is made anew once the frame has rested this long."""
_WIDTH, _HEIGHT = 1080, 720


class CropDialog(QDialog):
    """Emits ``taken`` with what was made; stays open until the receiver accepts it."""

    taken = Signal()

    def __init__(
        self,
        context: RoomContext,
        title: str,
        parent: QWidget | None = None,
        *,
        keeps_original: bool = True,
    ) -> None:
        super().__init__(parent)
        keep_within_screen(self)
        self._context = context
        self._photos = context.workspace.photos
        self.picture: Picture | None = None
        self.made: MadePhoto | None = None
        self._job: Job | None = None
        self._asked = 0
        self.setWindowTitle(title)
        self.setAcceptDrops(True)
        theme, texts = context.theme, context.texts
        self.notices = NoticeBar(theme, texts)
        self.intake = Intake(context, self)
        self.view = CropView(theme, self._photos.rules)
        self.view.setObjectName("crop_view")
        self.view.setAccessibleName(texts("photos.crop.picture"))
        self.view.setAccessibleDescription(texts("photos.crop.keys"))
        self.controls = CropControls(context, self.view)
        self.pane = ResultPane(context, self._photos.rules, keeps_original=keeps_original)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._make)
        self._lay_out()
        self.intake.read.connect(self.open_picture)
        self.intake.refused.connect(self._refused)
        self.view.changed.connect(self._changed)
        self.pane.profile_chosen.connect(self._make)

    @property
    def crop(self) -> PhotoCrop:
        """How the picture is cut."""
        return self.view.crop

    @property
    def profile(self) -> PhotoProfile:
        """The file size that was chosen."""
        return self.pane.profile

    def open_picture(self, picture: Picture, crop: PhotoCrop | None = None) -> None:
        """Show a picture with a crop, or with the one that the program proposes."""
        self.notices.clear()
        photos = self._context.workspace.photos
        self._asked += 1
        asked = self._asked

        def look(_control: JobControl) -> SeenPicture:
            return photos.look(picture.data, picture.name)

        self._context.jobs.run(
            look,
            lambda seen: self._opened(asked, picture, seen, crop),
            lambda error: self._failed(asked, error),
        )

    def take(self) -> None:
        """Hand over what was made."""
        if self.made is not None and not self._pause.isActive():
            self.taken.emit()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Welcome a picture."""
        if Intake.welcomes(event.mimeData()):
            event.acceptProposedAction()
            welcome(self, self._context.theme, self._context.texts("kit.drop.photo"))

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the picture that was dropped."""
        event.acceptProposedAction()
        self.intake.take_mime(event.mimeData())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Paste a picture."""
        if event.matches(QKeySequence.StandardKey.Paste):
            self.intake.paste()
        else:
            super().keyPressEvent(event)

    def done(self, code: int) -> None:
        """Answers that come later find nothing to do."""
        self._asked += 1
        self._pause.stop()
        super().done(code)

    def _opened(
        self, asked: int, picture: Picture, seen: SeenPicture, crop: PhotoCrop | None
    ) -> None:
        if asked != self._asked:
            return
        image = QImage(
            seen.pixels, seen.width, seen.height, seen.width * 3, QImage.Format.Format_RGB888
        ).copy()
        self.picture = picture
        self.view.show_picture(image, crop or seen.proposed)
        self.controls.set_proposed(seen.proposed)
        self._pages.setCurrentIndex(1)
        self.pane.show()
        self._other.show()
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        self._changed()

    def _changed(self, _crop: object = None) -> None:
        self.made = None
        self.accept_button.setEnabled(False)
        self.controls.follow()
        self._pause.start()

    def _make(self) -> None:
        picture = self.picture
        if picture is None:
            return
        if self._job is not None:
            self._job.cancel()
        self._asked += 1
        asked, crop, profile = self._asked, self.crop, self.profile
        photos = self._context.workspace.photos
        self._job = self._context.jobs.run(
            lambda _control: photos.make(picture.data, picture.name, profile, crop),
            lambda made: self._show_made(asked, made),
            lambda error: self._failed(asked, error),
            background=True,
        )

    def _show_made(self, asked: int, made: MadePhoto) -> None:
        if asked != self._asked:
            return
        self.made = made
        self.pane.show_made(made, self.view.bounds().pixels(self.crop))
        self.accept_button.setEnabled(True)

    def _failed(self, asked: int, error: Exception) -> None:
        if asked != self._asked:
            return
        if isinstance(error, KabaoError):
            self._refused(self._context.alerts.sentence(error))
        else:
            self._context.alerts.show(error)

    def _refused(self, sentence: str) -> None:
        self.notices.show_notice("error", sentence)

    def _lay_out(self) -> None:
        theme, holder = self._context.theme, self._nothing_yet()
        work = QWidget()
        left = QVBoxLayout(work)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(theme.space("s2"))
        left.addWidget(self.view, 1)
        left.addWidget(self.controls)
        self._pages = QStackedWidget()
        self._pages.addWidget(holder)
        self._pages.addWidget(work)
        row = QHBoxLayout()
        row.setSpacing(theme.space("s4"))
        row.addWidget(self._pages, 1)
        row.addWidget(self.pane)
        self.pane.hide()  # there is nothing to measure before there is a picture
        column = QVBoxLayout(self)
        margin = theme.space("page_margin")
        column.setContentsMargins(margin, margin, margin, margin)
        column.setSpacing(theme.space("s3"))
        column.addWidget(self.notices)
        column.addLayout(row, 1)
        column.addLayout(self._foot())
        room = self.screen().availableSize()
        wished = QSize(theme.px(_WIDTH), theme.px(_HEIGHT))
        self.resize(wished.boundedTo(room - QSize(40, 60)))

    def _nothing_yet(self) -> QWidget:
        theme, texts = self._context.theme, self._context.texts
        choose = PrimaryButton(theme, texts("photos.choose"), "photo")
        choose.setShortcut("Ctrl+O")
        choose.clicked.connect(self.intake.choose)
        empty = EmptyState(
            theme, "photo", texts("photos.crop.empty"), texts("photos.crop.empty_text"), (choose,)
        )
        page = QWidget()
        middle = QVBoxLayout(page)
        middle.addStretch(1)
        middle.addWidget(empty)
        middle.addStretch(1)
        return page

    def _foot(self) -> QHBoxLayout:
        theme, texts = self._context.theme, self._context.texts
        other = self._other = SecondaryButton(theme, texts("photos.choose"), "photo")
        other.hide()  # the empty page has one of its own
        other.setObjectName("choose_photo")
        other.setShortcut("Ctrl+O")
        other.clicked.connect(self.intake.choose)
        cancel = SecondaryButton(theme, texts("kit.cancel"))
        cancel.clicked.connect(self.reject)
        self.accept_button = PrimaryButton(theme, texts("photos.take"), "check")
        self.accept_button.setObjectName("take_photo")
        self.accept_button.setShortcut("Ctrl+S")
        self.accept_button.setEnabled(False)
        self.accept_button.clicked.connect(self.take)
        foot = QHBoxLayout()
        foot.setSpacing(theme.space("s2"))
        foot.addWidget(other)
        foot.addStretch(1)
        foot.addWidget(cancel)
        foot.addWidget(self.accept_button)
        return foot
