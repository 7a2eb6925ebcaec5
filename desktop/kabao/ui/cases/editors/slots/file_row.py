"""One file of a slot: its first page, title and size, and what can be done with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QEvent, QMimeData, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QDrag
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QMenu, QVBoxLayout, QWidget

from kabao.ui.cases.editors.pages.page_button import PageButton
from kabao.ui.cases.words import size_text
from kabao.ui.kit.buttons import IconButton
from kabao.ui.kit.notices import IconLabel
from kabao.ui.kit.text import Label

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QMouseEvent

    from kabao.domain.cases import Attachment
    from kabao.ui.cases.editors.pages.pictures import PagePictures
    from kabao.ui.kit.context import RoomContext

FILE_MIME = "application/x-kabao-file"
"""What is dragged when a file changes its place."""


class Grip(IconLabel):
    """The handle by which a file is dragged to another place."""

    def __init__(self, context: RoomContext, file: Attachment) -> None:
        super().__init__(context.theme, "grip-vertical", "ink_3")
        self._file = file
        self._pressed: QPoint | None = None
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.setToolTip(context.texts("cases.files.drag"))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember where dragging begins."""
        self._pressed = event.position().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag once the mouse has gone far enough."""
        if self._pressed is None:
            return
        way = (event.position().toPoint() - self._pressed).manhattanLength()
        if way < QApplication.startDragDistance():
            return
        self._pressed = None
        drag, mime = QDrag(self), QMimeData()
        mime.setData(FILE_MIME, QByteArray(str(self._file.id).encode()))
        drag.setMimeData(mime)
        drag.exec(Qt.DropAction.MoveAction)


class FileRow(QWidget):
    """``renamed`` carries the new title; ``moved`` up (-1) or down (1); ``asked`` a deed by key."""

    renamed = Signal(str)
    moved = Signal(int)
    asked = Signal(str)

    def __init__(
        self,
        context: RoomContext,
        file: Attachment,
        place: tuple[int, int],
        pictures: PagePictures,
        earlier: int = 0,
    ) -> None:
        super().__init__()
        self._context = context
        self._file = file
        self._place = place
        theme, texts = context.theme, context.texts
        row = QHBoxLayout(self)
        row.setContentsMargins(0, theme.px(2), theme.px(4), theme.px(2))
        row.setSpacing(theme.px(6))
        row.addWidget(Grip(context, file))
        self.pages = PageButton(context, file, pictures)
        self.pages.setObjectName(f"pages_{file.slot}_{place[0]}")
        self.pages.clicked.connect(lambda: self.asked.emit("pages"))
        row.addWidget(self.pages)
        self.title = self._build_title()
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.title)
        facts = Label(self._facts(), "small", "ink_2")
        facts.setContentsMargins(theme.px(9), 0, 0, 0)
        words.addWidget(facts)
        row.addLayout(words, 1)
        row.addWidget(self._build_menu(earlier))
        remove = IconButton(theme, "x", texts("cases.slots.remove", name=file.title), size=16)
        remove.setObjectName(f"remove_{file.slot}_{place[0]}")
        remove.clicked.connect(lambda: self.asked.emit("remove"))
        row.addWidget(remove)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move and remove the file by keys, as rows of a list."""
        if event.type() == QEvent.Type.KeyPress and self._key(event):  # type: ignore[arg-type]
            return True
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        alt = event.modifiers() == Qt.KeyboardModifier.AltModifier
        control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if alt and event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self.moved.emit(-1 if event.key() == Qt.Key.Key_Up else 1)
        elif control and event.key() == Qt.Key.Key_Delete:
            self.asked.emit("remove")
        else:
            return False
        return True

    def _build_title(self) -> QLineEdit:
        file, texts = self._file, self._context.texts
        title = QLineEdit(file.title)
        title.setProperty("cell", "true")
        title.setMaxLength(120)
        title.setCursorPosition(0)
        title.setAccessibleName(texts("cases.slots.title_of", name=file.file_name))
        title.setToolTip(file.file_name)
        title.editingFinished.connect(self._rename)
        title.installEventFilter(self)
        return title

    def _facts(self) -> str:
        file, texts = self._file, self._context.texts
        size = size_text(texts, file.size)
        if file.shown != file.pages:
            return texts("cases.files.facts", shown=file.shown, pages=file.pages, size=size)
        return texts("cases.slots.facts", pages=file.pages, size=size)

    def _build_menu(self, earlier: int) -> IconButton:
        theme, texts, (number, count) = self._context.theme, self._context.texts, self._place
        name = texts("cases.files.more", name=self._file.title)
        button = IconButton(theme, "dots", name, size=16)
        button.setObjectName(f"more_{self._file.slot}_{number}")
        button.setPopupMode(IconButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(button)
        for key in ("pages", "replace", "versions", "final", "save_copy"):
            words = texts(f"cases.files.{key}", count=earlier)
            action = menu.addAction(words)
            action.triggered.connect(lambda _=False, it=key: self.asked.emit(it))
            action.setObjectName(key)
            action.setVisible(key != "versions" or earlier > 0)
            action.setEnabled(key != "final" or bool(self._file.plan))
        menu.addSeparator()
        up = menu.addAction(texts("kit.row_up") + "\tAlt+Up", lambda: self.moved.emit(-1))
        down = menu.addAction(texts("kit.row_down") + "\tAlt+Down", lambda: self.moved.emit(1))
        up.setEnabled(number > 0)
        down.setEnabled(number < count - 1)
        menu.addAction(
            texts("cases.slots.remove_word") + "\tCtrl+Del", lambda: self.asked.emit("remove")
        )
        button.setMenu(menu)
        return button

    def _rename(self) -> None:
        title = self.title.text().strip()
        if not title:
            self.title.setText(self._file.title)
        elif title != self._file.title:
            self.renamed.emit(title)
