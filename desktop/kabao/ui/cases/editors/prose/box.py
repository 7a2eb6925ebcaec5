"""The box in which one text is written; whatever an input method composes is left in peace."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QMimeData, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QKeySequence, QTextCursor, QTextDocument
from PySide6.QtWidgets import QTextEdit

from kabao.domain.prose.cleaning import clean
from kabao.domain.prose.reading import is_newer, read, read_blocks
from kabao.domain.prose.writing import markdown, write
from kabao.ui.cases.editors.prose.building import Builder
from kabao.ui.cases.editors.prose.look import FIGURE, PICTURE
from kabao.ui.cases.editors.prose.shaping import Shaping
from kabao.ui.cases.editors.prose.taking import take

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QMouseEvent

    from kabao.domain.prose.model import Text
    from kabao.ui.kit.theme import Theme

OWN = "application/x-kabao-text"
"""A copied part of a text with all that it holds."""
LONG = 20_000
"""Characters from which on a text is read in pauses of typing, not at every keystroke."""
_PAUSE_MS = 120
_LINES = 7
_MOST_LINES = 26
_INDENT = 22
_TABS = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)


class ProseBox(QTextEdit):
    """A text that can be written, formatted and searched; ``edited`` follows what the user does.

    Nothing here touches the document while an input method composes: what has to be done to it
    waits until the composition has ended.
    """

    edited = Signal()
    settled = Signal()
    """A composition has ended."""
    files_pasted = Signal(object)
    """Pictures, as bytes or as paths, that were pasted or dropped."""
    rich_pasted = Signal(str)
    """HTML that another program put on the clipboard."""
    picture_wanted = Signal()
    """The user pressed Enter on a picture, or clicked it twice."""
    command = Signal(str)
    """A key that the box leaves to the editor around it."""

    def __init__(self, theme: Theme, resource: Callable[[str, str, float], object]) -> None:
        super().__init__()
        self._theme = theme
        self._resource = resource
        self.composing = False
        self._stored: str | None = ""
        self._loading = False
        self._waiting: list[Callable[[], None]] = []
        self.shaping = Shaping(self, theme)
        self.setTabChangesFocus(True)
        self.setAcceptRichText(True)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._tell)
        self._room = 0
        self.document().setIndentWidth(theme.px(_INDENT))
        self.document().contentsChanged.connect(self._changed)
        self.document().documentLayout().documentSizeChanged.connect(lambda _: self._fit())
        theme.changed.connect(self._dressed)
        self._fit()

    def stored(self) -> str:
        """Return the text as it is stored."""
        if self._stored is None:
            self._stored = write(self.text())
        return self._stored

    def text(self) -> Text:
        """Return the parts of the text."""
        return take(self.document())

    def set_stored(self, stored: str) -> None:
        """Show a stored text; nothing happens to one that stands here already."""
        if stored == self.stored():
            return
        self.later(lambda: self._show(stored))

    def later(self, act: Callable[[], None]) -> None:
        """Do something to the document, once nothing is being composed."""
        if self.composing:
            self._waiting.append(act)
        else:
            act()

    def insert(self, text: Text) -> None:
        """Write parts of a text in place of what is selected, as one step that can be undone."""
        cursor = self.textCursor()
        cursor.beginEditBlock()
        cursor.removeSelectedText()
        Builder(cursor, self._theme).write(text)
        cursor.endEditBlock()
        self.setTextCursor(cursor)

    def replace(self, text: Text) -> None:
        """Write another text in place of all; undo brings the former one back."""
        cursor = self.textCursor()
        cursor.beginEditBlock()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.removeSelectedText()
        self.shaping.plain(cursor)
        Builder(cursor, self._theme).write(text)
        cursor.endEditBlock()
        self.setTextCursor(cursor)

    def append_text(self, text: Text) -> None:
        """Write a text behind all that stands here."""
        cursor = self.textCursor()
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.beginEditBlock()
        if cursor.block().text():
            cursor.insertBlock()
            self.shaping.plain(cursor)
        Builder(cursor, self._theme).write(text)
        cursor.endEditBlock()
        self.setTextCursor(cursor)

    def refresh_images(self) -> None:
        """Draw chips and pictures anew, as what they show has changed; the text stays."""
        self.later(self._refresh_images)

    def set_room(self, height: int) -> None:
        """Grow no higher than this, so that a long text scrolls inside its box."""
        if height != self._room:
            self._room = height
            self._fit()

    def flush(self) -> None:
        """Tell now what a pause would tell."""
        if self._pause.isActive():
            self._pause.stop()
            self._tell()

    # What Qt asks for

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """Draw a chip or fetch a picture when the document first shows it."""
        words = name.toString() if isinstance(name, QUrl) else name
        for prefix in (FIGURE, PICTURE):
            if words.startswith(prefix):
                made = self._resource(prefix, words.removeprefix(prefix), self.devicePixelRatioF())
                self.document().addResource(kind, QUrl(words), made)
                return made
        return None  # whatever a pasted page names stays outside

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Let the input method compose, and tell what came of it when it has ended."""
        self.composing = bool(event.preeditString())
        super().inputMethodEvent(event)
        if self.composing:
            return
        waiting, self._waiting = self._waiting, []
        for act in waiting:
            act()
        if self._stored is None:
            self._tell()
        self.settled.emit()

    def event(self, event: QEvent) -> bool:
        """Take the keys of the box before the shortcuts of the window do."""
        if event.type() == QEvent.Type.ShortcutOverride and self._key_name(event):  # type: ignore[arg-type]
            event.accept()
            return True
        # Qt would leave the box at Tab before it were told of the key.
        tab = event.type() == QEvent.Type.KeyPress and event.key() in _TABS  # type: ignore[attr-defined]
        if tab and not self.isReadOnly() and self._takes_tab(event):  # type: ignore[arg-type]
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Shape the text by keys; Enter and Tab do in lists what they do elsewhere."""
        name = self._key_name(event)
        if name:
            if not self.shaping.obey(name):
                self.command.emit(name)
            return
        if not self.isReadOnly() and self._takes_key(event):
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            if plain == Qt.KeyboardModifier.NoModifier and self._on_picture():
                self.picture_wanted.emit()
                return
        super().keyPressEvent(event)
        self.shaping.typed(event.text())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open what is told about a picture."""
        if self._on_picture():
            self.picture_wanted.emit()
            return
        super().mouseDoubleClickEvent(event)

    def focusOutEvent(self, event: object) -> None:
        """Tell what was typed last."""
        super().focusOutEvent(event)  # type: ignore[arg-type]
        self.flush()

    def createMimeDataFromSelection(self) -> QMimeData:
        """Copy a part so that it can be pasted whole here, and as Markdown elsewhere."""
        data = QMimeData()
        document = QTextDocument()
        QTextCursor(document).insertFragment(self.textCursor().selection())
        text = take(document)
        told = markdown(text)
        data.setData(OWN, told.encode())
        data.setText(self.textCursor().selection().toPlainText().replace("\ufffc", ""))
        return data

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Take pictures and files too."""
        return source.hasImage() or source.hasUrls() or super().canInsertFromMimeData(source)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste what is understood: parts of our texts, pictures, HTML made plain, or bare text."""
        if source.hasFormat(OWN):
            told = bytes(source.data(OWN).data()).decode(errors="replace")
            self.insert(read_blocks(told))
        elif source.hasUrls() and any(url.isLocalFile() for url in source.urls()):
            self.files_pasted.emit([url.toLocalFile() for url in source.urls()])
        elif source.hasImage() and not source.hasText():
            self.files_pasted.emit([source.imageData()])
        elif source.hasHtml():
            self.rich_pasted.emit(source.html())
        else:
            self.insert(read(clean(source.text())))

    # What stands behind that

    def _changed(self) -> None:
        if self._loading:
            return
        self._stored = None
        if self.composing:
            return
        if self.document().characterCount() > LONG:
            self._pause.start()
        else:
            self._tell()

    def _tell(self) -> None:
        self._pause.stop()
        self.edited.emit()

    def _show(self, stored: str) -> None:
        self._loading = True
        self.document().clear()
        self.shaping.plain(QTextCursor(self.document()))
        Builder(QTextCursor(self.document()), self._theme).write(read(stored))
        self.document().clearUndoRedoStacks()
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self._loading = False
        self._stored = stored
        if is_newer(stored):
            self.setReadOnly(True)

    def _dressed(self) -> None:
        self.later(self._redress)

    def _redress(self) -> None:
        self.document().setIndentWidth(self._theme.px(_INDENT))
        stored, place = self.stored(), self.textCursor().position()
        self._stored = None
        self._show(stored)
        cursor = self.textCursor()
        cursor.setPosition(min(place, self.document().characterCount() - 1))
        self.setTextCursor(cursor)
        self._fit()

    def _refresh_images(self) -> None:
        document = self.document()
        for name in self.shaping.images():
            prefix = FIGURE if name.startswith(FIGURE) else PICTURE
            made = self._resource(prefix, name.removeprefix(prefix), self.devicePixelRatioF())
            document.addResource(QTextDocument.ResourceType.ImageResource.value, QUrl(name), made)
        self._loading = True
        document.markContentsDirty(0, document.characterCount())
        self._loading = False
        self.viewport().update()

    def _on_picture(self) -> bool:
        return self.shaping.picture() is not None

    def _takes_tab(self, event: QKeyEvent) -> bool:
        plain = event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        if plain != Qt.KeyboardModifier.NoModifier:
            return False
        return self.shaping.tab(-1 if event.key() == Qt.Key.Key_Backtab else 1)

    def _takes_key(self, event: QKeyEvent) -> bool:
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain != Qt.KeyboardModifier.NoModifier:
            return False
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return not self._on_picture() and self.shaping.enter()
        return event.key() == Qt.Key.Key_Backspace and self.shaping.backspace()

    def _key_name(self, event: QKeyEvent) -> str:
        pressed = QKeySequence(event.keyCombination()).toString(
            QKeySequence.SequenceFormat.PortableText
        )
        return KEYS.get(pressed, "")

    def _fit(self) -> None:
        line = self.fontMetrics().lineSpacing() * 1.35
        wanted = self.document().documentLayout().documentSize().height()
        most = (
            max(self._room - self._theme.px(20), _LINES * line)
            if self._room
            else line * _MOST_LINES
        )
        height = min(max(wanted, _LINES * line), most)
        self.setFixedHeight(round(height) + self._theme.px(20))


KEYS = {
    "Ctrl+B": "bold",
    "Ctrl+Alt+0": "body",
    "Ctrl+Alt+1": "head_1",
    "Ctrl+Alt+2": "head_2",
    "Ctrl+Alt+3": "head_3",
    "Ctrl+Shift+7": "number",
    "Ctrl+Shift+&": "number",
    "Ctrl+Shift+8": "bullet",
    "Ctrl+Shift+*": "bullet",
    "Ctrl+]": "deeper",
    "Ctrl+[": "shallower",
    "Ctrl+Shift+T": "table",
    "Ctrl+Shift+G": "picture",
    "Ctrl+Shift+I": "figure",
    "Ctrl+Shift+O": "outline",
    "Ctrl+F": "find",
    "F3": "find_next",
    "Shift+F3": "find_back",
}
"""Keys of the box and what they ask for."""
