"""Finding words in all the texts of a statement, from one to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QTextCursor, QTextDocument
from PySide6.QtWidgets import QFrame, QHBoxLayout, QTextEdit

from kabao.domain.prose.reading import plain
from kabao.ui.kit.buttons import IconButton
from kabao.ui.kit.fields import SearchField
from kabao.ui.kit.text import Label

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from PySide6.QtGui import QKeyEvent

    from kabao.texts import Texts
    from kabao.ui.cases.editors.prose.editor import ProseEditor
    from kabao.ui.kit.theme import Theme

_MOST_MARKS = 500


class FindBar(QFrame):
    """A field above the texts; Enter and F3 go on, Shift+F3 goes back, Esc ends."""

    closed = Signal()

    def __init__(
        self,
        theme: Theme,
        texts: Texts,
        stored: Callable[[], Mapping[str, str]],
        open_text: Callable[[str], ProseEditor],
    ) -> None:
        super().__init__()
        self._theme, self._texts = theme, texts
        self._stored, self._open = stored, open_text
        self._current: ProseEditor | None = None
        self._marked: list[ProseEditor] = []
        self.setProperty("line", "bottom")
        self.line = SearchField(theme, texts("prose.find.hint"))
        self.line.searched.connect(self._begin)
        self.found = Label("", "small", "ink_2")
        back = IconButton(theme, "chevron-up", texts("prose.find.back"), "Shift+F3", size=16)
        back.clicked.connect(lambda: self.go(-1))
        forth = IconButton(theme, "chevron-down", texts("prose.find.next"), "F3", size=16)
        forth.clicked.connect(lambda: self.go(1))
        close = IconButton(theme, "x", texts("prose.find.close"), "Esc", size=16)
        close.clicked.connect(self.end)
        row = QHBoxLayout(self)
        margin = theme.space("page_margin")
        row.setContentsMargins(margin, theme.px(4), theme.px(12), theme.px(4))
        row.addWidget(self.line, 1)
        for widget in (self.found, back, forth, close):
            row.addWidget(widget)
        self.hide()

    def begin(self, current: ProseEditor | None) -> None:
        """Show the field; what is selected in the text is looked for."""
        self._current = current
        chosen = current.box.textCursor().selectedText() if current else ""
        self.show()
        if chosen and "\u2029" not in chosen and "\ufffc" not in chosen:
            self.line.setText(chosen)
        self.line.setFocus()
        self.line.selectAll()
        self._mark()

    def end(self) -> None:
        """Put the field away and go back to the text."""
        self.hide()
        self._unmark()
        if self._current is not None:
            self._current.box.setFocus()
        self.closed.emit()

    def go(self, by: int, *, here: bool = False) -> bool:
        """Go to the next or former place, from text to text and round; False for none."""
        needle = self.line.text()
        names = [name for name, text in self._stored().items() if _hits(text, needle)]
        if not needle or not names:
            self._tell(0, 0)
            return False
        if self._current is not None and self._step(self._current, by, here=here):
            self._mark()
            return True
        now = self._current.spec.name if self._current else ""
        self._current = self._open(_neighbour(list(self._stored()), names, now, by))
        self._current.go_to(0 if by > 0 else self._current.box.document().characterCount())
        self._step(self._current, by)
        self._mark()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Obey Esc and F3 while the field has the keyboard."""
        if event.key() == Qt.Key.Key_Escape:
            self.end()
        elif event.key() == Qt.Key.Key_F3:
            self.go(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        else:
            super().keyPressEvent(event)

    def _begin(self, _words: str) -> None:
        if self.isVisible():
            self.go(1)

    def _step(self, editor: ProseEditor, by: int, *, here: bool = False) -> bool:
        box = editor.box
        start = box.textCursor()
        if here:
            start.setPosition(start.selectionStart())
        flags = QTextDocument.FindFlag.FindBackward if by < 0 else QTextDocument.FindFlag(0)
        found = box.document().find(self.line.text(), start, flags)
        if found.isNull():
            return False
        box.setTextCursor(found)
        box.ensureCursorVisible()
        return True

    def _mark(self) -> None:
        """Tint every place in the text shown, and say which one of all this is."""
        self._unmark()
        needle, editor = self.line.text(), self._current
        if not needle or editor is None:
            self.found.setText("")
            return
        editor.box.later(lambda: self._tint(editor, needle))
        self._marked = [editor]
        before, total = 0, 0
        for name, text in self._stored().items():
            if name == editor.spec.name:
                said = editor.box.toPlainText()[: editor.box.textCursor().selectionEnd()]
                before = total + said.casefold().count(needle.casefold())
            total += _hits(text, needle)
        self._tell(before, total)

    def _tint(self, editor: ProseEditor, needle: str) -> None:
        marks: list[QTextEdit.ExtraSelection] = []
        cursor = editor.box.document().find(needle)
        while not cursor.isNull() and len(marks) < _MOST_MARKS:
            mark = QTextEdit.ExtraSelection()
            mark.cursor = QTextCursor(cursor)
            mark.format.setBackground(self._theme.color.warning_soft)
            marks.append(mark)
            cursor = editor.box.document().find(needle, cursor)
        editor.box.setExtraSelections(marks)

    def _unmark(self) -> None:
        for editor in self._marked:
            editor.box.setExtraSelections([])
        self._marked = []

    def _tell(self, number: int, total: int) -> None:
        key = "prose.find.count" if total else "prose.find.none"
        words = self._texts(key, number=number, total=total) if self.line.text() else ""
        self.found.setText(words)


def _hits(stored: str, needle: str) -> int:
    return plain(stored).casefold().count(needle.casefold()) if needle else 0


def _neighbour(names: Sequence[str], wanted: Sequence[str], now: str, by: int) -> str:
    """Return the next name of ``wanted`` behind ``now`` in the order of all, round the end."""
    if now not in names:
        return wanted[0 if by > 0 else -1]
    at, count = names.index(now), len(names)
    for step in range(1, count + 1):
        name = names[(at + by * step) % count]
        if name in wanted:
            return name
    return wanted[0]
