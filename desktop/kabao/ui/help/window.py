"""The help window: contents and search at the left, the chapter at the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from kabao.services.manual.library import Manual
from kabao.ui.help.browser import ChapterBrowser
from kabao.ui.help.contents import ContentsTree
from kabao.ui.help.html import chapter_html, hits_html
from kabao.ui.kit.buttons import IconButton, SecondaryButton
from kabao.ui.kit.fields import SearchField
from kabao.ui.kit.notices import NoticeBar
from kabao.ui.kit.panels import splitter
from kabao.ui.kit.pieces import Pieces

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QShowEvent

    from kabao.texts import Texts
    from kabao.ui.kit.theme import Theme

_WIDTH, _HEIGHT = 980, 680
_SIDE = 280
_MARGIN = 28


class HelpWindow(QDialog):
    """Stands beside the window; Alt+Left and Alt+Right go through what was read."""

    def __init__(
        self, theme: Theme, texts: Texts, parent: QWidget, save_pdf: Callable[[], object]
    ) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setObjectName("help")
        self.setWindowTitle(texts("help.window"))
        self._theme, self._texts = theme, texts
        self.manual = Manual(texts)
        self._past: list[str] = []
        self._ahead: list[str] = []
        self.address = ""
        self.notices = NoticeBar(theme, texts)
        self.search = SearchField(theme, texts("help.search"), "Ctrl F")
        self.tree = ContentsTree(theme, self.manual, texts("help.contents"))
        self.page = ChapterBrowser()
        self.page.setAccessibleName(texts("help.page"))
        self.back = IconButton(theme, "arrow-left", texts("help.back"), "Alt+Left")
        self.forward = IconButton(theme, "arrow-right", texts("help.forward"), "Alt+Right")
        self.print = SecondaryButton(theme, texts("help.print"), "printer")
        self.print.clicked.connect(save_pdf)
        self._lay_out()
        self._connect()
        room = self.screen().availableGeometry()
        self.resize(
            min(theme.px(_WIDTH), room.width() * 9 // 10),
            min(theme.px(_HEIGHT), room.height() * 9 // 10),
        )
        # A search looks through all chapters: they are read while the first is looked at.
        Pieces(self, self.manual.read_ahead())

    def go(self, address: str) -> None:
        """Show a place of the manual and remember where one was."""
        if not self.manual.has(address):
            address = address.partition("#")[0]
        if address == self.address:
            self._show(address)
            return
        if self.address:
            self._past.append(self.address)
        self._ahead.clear()
        self._show(address)

    def turn(self, by: int) -> None:
        """Go back or forward through what was read."""
        source, other = (self._past, self._ahead) if by < 0 else (self._ahead, self._past)
        if source:
            other.append(self.address)
            self._show(source.pop())

    def look_up(self, wanted: str) -> None:
        """List the places that answer to what was typed; the chapter again for nothing."""
        if not wanted.strip():
            self._show(self.address)
            return
        hits = self.manual.search(wanted)
        words = self._texts("help.results", count=len(hits))
        if not hits:
            words = self._texts("help.nothing", words=wanted.strip())
        self.page.setHtml(hits_html(words, hits, self._theme))

    def showEvent(self, event: QShowEvent) -> None:
        """Come back to the heading once the page has its true width."""
        super().showEvent(event)
        # Arrow keys shall scroll what is read; Ctrl+F goes to the search.
        self.page.setFocus()
        self._aim()

    def _aim(self) -> None:
        address = self.address
        _, _, anchor = address.partition("#")
        if anchor:
            # A page knows its heights only after it was laid out for its width.
            QTimer.singleShot(0, self, lambda: self._scroll(address, anchor))

    def _show(self, address: str) -> None:
        self.address = address
        key, _, _ = address.partition("#")
        chapter = self.manual.chapter(key)
        self.page.setHtml(chapter_html(chapter, self.manual.language, self._theme))
        self.tree.show_address(address)
        self.back.setEnabled(bool(self._past))
        self.forward.setEnabled(bool(self._ahead))
        self._aim()

    def _scroll(self, address: str, anchor: str) -> None:
        if self.address == address:
            self.page.scrollToAnchor(anchor)

    def _lay_out(self) -> None:
        theme = self._theme
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(theme.px(12), theme.px(12), theme.px(8), theme.px(12))
        column.setSpacing(theme.px(8))
        column.addWidget(self.search)
        column.addWidget(self.tree, 1)
        side.setMinimumWidth(theme.px(180))
        main = QWidget()
        right = QVBoxLayout(main)
        right.setContentsMargins(0, theme.px(8), 0, 0)
        right.setSpacing(0)
        bar = QHBoxLayout()
        bar.setContentsMargins(theme.px(12), 0, theme.px(12), theme.px(8))
        bar.setSpacing(theme.px(4))
        for widget in (self.back, self.forward):
            bar.addWidget(widget)
        bar.addStretch(1)
        bar.addWidget(self.print)
        right.addLayout(bar)
        right.addWidget(self.notices)
        right.addWidget(self.page, 1)
        self.page.document().setDocumentMargin(theme.px(_MARGIN))
        self.page.setFrameShape(ChapterBrowser.Shape.NoFrame)
        both = splitter(theme, side, main)
        both.setSizes([theme.px(_SIDE), theme.px(_WIDTH - _SIDE)])
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(both)

    def _connect(self) -> None:
        self.search.searched.connect(self.look_up)
        self.tree.chosen.connect(self.go)
        self.page.followed.connect(self.go)
        self.page.refused.connect(self._tell_outside)
        self.back.clicked.connect(lambda: self.turn(-1))
        self.forward.clicked.connect(lambda: self.turn(1))
        for keys, run in (
            ("Alt+Left", lambda: self.turn(-1)),
            ("Alt+Right", lambda: self.turn(1)),
            ("Ctrl+F", self.search.setFocus),
        ):
            QShortcut(QKeySequence(keys), self, run)
        self._theme.changed.connect(self._dress)

    def _dress(self) -> None:
        if self.address:
            self._show(self.address)

    def _tell_outside(self) -> None:
        self.notices.clear()
        self.notices.show_notice("info", self._texts("help.outside"))
