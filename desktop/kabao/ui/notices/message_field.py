"""The field that a message is pasted into; the words understood are marked as it changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit

from kabao.ui.notices.tones import GROUNDS, ORDER, UNDERLINES, tone_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kabao.domain.notices import NoticeWord
    from kabao.ui.kit.theme import Theme

_LINES = 5


class MessageField(QPlainTextEdit):
    """Plain text with marked words; Tab leaves it."""

    def __init__(self, theme: Theme, hint: str) -> None:
        super().__init__()
        self._theme = theme
        self._words: Sequence[NoticeWord] = ()
        self.setPlaceholderText(hint)
        self.setTabChangesFocus(True)
        theme.changed.connect(self._dress)
        self._dress()

    def show_words(self, words: Sequence[NoticeWord]) -> None:
        """Mark words by ground and underline."""
        self._words = words
        text = self.toPlainText()
        ranked = sorted(words, key=lambda word: ORDER.index(tone_of(word.kind)))
        self.setExtraSelections([self._selection(text, word) for word in ranked])

    def word(self, one: NoticeWord) -> str:
        """Return the words of the text at the place of one that was understood."""
        return self.toPlainText()[one.start : one.end]

    def _selection(self, text: str, word: NoticeWord) -> QTextEdit.ExtraSelection:
        tone = tone_of(word.kind)
        look = QTextCharFormat()
        look.setBackground(self._theme.color.named(GROUNDS[tone]))
        look.setUnderlineColor(self._theme.color.named(tone))
        look.setUnderlineStyle(UNDERLINES[tone])
        cursor = QTextCursor(self.document())
        cursor.setPosition(_units(text[: word.start]))
        cursor.setPosition(_units(text[: word.end]), QTextCursor.MoveMode.KeepAnchor)
        selection = QTextEdit.ExtraSelection()
        selection.cursor, selection.format = cursor, look
        return selection

    def _dress(self) -> None:
        line = self.fontMetrics().lineSpacing()
        self.setFixedHeight(line * _LINES + self._theme.px(18))
        self.show_words(self._words)


def _units(text: str) -> int:
    """Return how many UTF-16 units a text takes: the way Qt counts places."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
