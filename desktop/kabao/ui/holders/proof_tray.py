"""Where proofs are laid before an entry is written: chosen, dropped or pasted."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QEvent, QIODevice, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QImage, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from kabao.domain.errors import KabaoError
from kabao.ui.kit.buttons import IconButton, SecondaryButton
from kabao.ui.kit.notices import IconLabel
from kabao.ui.kit.panels import empty_layout
from kabao.ui.kit.text import ElidedLabel, Label

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtCore import QMimeData
    from PySide6.QtGui import QDragEnterEvent, QDropEvent

    from kabao.services.proofs import ProofFile
    from kabao.texts import Texts
    from kabao.ui.kit.context import RoomContext

PATTERNS = ("*.jpg", "*.jpeg", "*.png", "*.pdf")
_MEGABYTE = 1_000_000


def has_files(mime: QMimeData | None) -> bool:
    """Say whether something dragged or copied may hold a proof; an empty clipboard has nothing."""
    if mime is None:
        return False
    return any(url.isLocalFile() for url in mime.urls()) or mime.hasImage()


def size_words(texts: Texts, size: int) -> str:
    """Return a size in KB or MB."""
    if size >= _MEGABYTE:
        return texts("proofs.megabytes", size=f"{size / _MEGABYTE:.1f}")
    return texts("proofs.kilobytes", size=max(1, round(size / 1000)))


class ProofTray(QWidget):
    """The proofs that will go with an entry; ``said`` tells what could not be taken."""

    changed = Signal()
    said = Signal(str)

    def __init__(self, context: RoomContext) -> None:
        super().__init__()
        self._context = context
        self._files: list[ProofFile] = []
        self._pasted = 0
        theme, texts = context.theme, context.texts
        self._rows = QVBoxLayout()
        self._rows.setSpacing(theme.px(2))
        add = SecondaryButton(theme, texts("proofs.add"), "paperclip", small=True)
        add.setObjectName("add_proof")
        add.clicked.connect(self.choose)
        foot = QHBoxLayout()
        foot.setSpacing(theme.space("s2"))
        foot.addWidget(add, 0, Qt.AlignmentFlag.AlignLeft)
        self._hint = Label(texts("proofs.hint"), "small", "ink_3", wrap=True)
        foot.addWidget(self._hint, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        column.addLayout(self._rows)
        column.addLayout(foot)

    def files(self) -> tuple[ProofFile, ...]:
        """Return what was laid here, in order."""
        return tuple(self._files)

    def choose(self) -> None:
        """Let the user choose files."""
        title = self._context.texts("proofs.choose")
        self.take_paths(self._context.alerts.choose_opens(title, PATTERNS))

    def take_paths(self, paths: Sequence[Path]) -> None:
        """Look into files; one that is refused is told by name, the others stay."""
        service = self._context.workspace.proofs
        for path in paths:
            self._take(lambda path=path: service.read(path))  # type: ignore[misc]

    def take_mime(self, mime: QMimeData) -> bool:
        """Take what was dropped or pasted; says whether there was anything to take."""
        paths = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
        if paths:
            self.take_paths(paths)
            return True
        image = QImage(mime.imageData()) if mime.hasImage() else QImage()
        if image.isNull():
            return False
        self._pasted += 1
        name = self._context.texts("proofs.pasted", number=self._pasted)
        data = _png(image)
        self._take(lambda: self._context.workspace.proofs.take(name, data))
        return True

    def paste(self) -> bool:
        """Take what lies on the clipboard; says whether there was anything to take."""
        mime = QGuiApplication.clipboard().mimeData()
        return has_files(mime) and self.take_mime(mime)

    def _take(self, read: Callable[[], ProofFile]) -> None:
        try:
            file = read()
        except KabaoError as error:
            self.said.emit(self._context.alerts.sentence(error))
            return
        if any(known.data == file.data for known in self._files):
            return
        self._files.append(file)
        self._show()

    def _show(self) -> None:
        empty_layout(self._rows)
        for file in self._files:
            self._rows.addWidget(self._row(file))
        self._hint.setVisible(not self._files)
        self.changed.emit()

    def _row(self, file: ProofFile) -> QWidget:
        theme, texts = self._context.theme, self._context.texts
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(theme.px(4), 0, 0, 0)
        line.setSpacing(theme.space("s2"))
        icon = "file-text" if file.media_type == "application/pdf" else "photo"
        line.addWidget(IconLabel(theme, icon, "ink_2"))
        line.addWidget(ElidedLabel(file.file_name), 1)
        line.addWidget(Label(size_words(texts, len(file.data)), "small", "ink_2"))
        remove = IconButton(theme, "x", texts("proofs.leave_out", name=file.file_name), size=16)
        remove.clicked.connect(lambda: self._leave_out(file))
        line.addWidget(remove)
        return row

    def _leave_out(self, file: ProofFile) -> None:
        self._files.remove(file)
        self._show()


class ProofDoor(QObject):
    """Lets a window take proofs anywhere: files dropped on it, pictures pasted into it."""

    def __init__(self, window: QWidget, tray: ProofTray) -> None:
        super().__init__(window)
        self._tray = tray
        window.setAcceptDrops(True)
        for widget in (window, *window.findChildren(QLineEdit)):
            widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take files that are dropped, and pasted pictures before a field asks for text."""
        kind = event.type()
        if kind in (QEvent.Type.DragEnter, QEvent.Type.DragMove):
            return _welcome(event)  # type: ignore[arg-type]
        if kind == QEvent.Type.Drop:
            return self._drop(event)  # type: ignore[arg-type]
        if kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return event.matches(QKeySequence.StandardKey.Paste) and self._tray.paste()
        return super().eventFilter(watched, event)

    def _drop(self, event: QDropEvent) -> bool:
        event.acceptProposedAction()
        return self._tray.take_mime(event.mimeData())


def _welcome(event: QDragEnterEvent) -> bool:
    if not has_files(event.mimeData()):
        return False
    event.acceptProposedAction()
    return True


def _png(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())
