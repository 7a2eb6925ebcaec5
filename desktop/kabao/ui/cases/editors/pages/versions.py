"""The files that an attachment replaced: looked at, saved elsewhere, restored."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from kabao.ui.cases.words import size_text
from kabao.ui.kit.buttons import SecondaryButton
from kabao.ui.kit.notices import NoticeBar
from kabao.ui.kit.panels import Hairline, Scroller
from kabao.ui.kit.text import Label

if TYPE_CHECKING:
    from collections.abc import Callable

    from kabao.domain.cases import Attachment
    from kabao.domain.files import FileVersion
    from kabao.ui.kit.context import RoomContext


class VersionsWindow(QDialog):
    """Lists earlier files; ``chosen`` is the one to restore once the window was accepted."""

    def __init__(
        self,
        context: RoomContext,
        file: Attachment,
        save_copy: Callable[[FileVersion], None],
        parent: QWidget | None,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._save_copy = save_copy
        self.chosen: FileVersion | None = None
        theme, texts = context.theme, context.texts
        self.setWindowTitle(texts("cases.files.versions_of", name=file.title))
        self.notices = NoticeBar(theme, texts)
        scroller = Scroller()
        scroller.body.setSpacing(theme.px(8))
        for version in context.workspace.attachments.versions(file):
            scroller.body.addWidget(self._line(version))
            scroller.body.addWidget(Hairline())
        scroller.body.addStretch(1)
        close = SecondaryButton(theme, texts("case_way.action.close"))
        close.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.addWidget(Label(texts("cases.files.versions_note"), "small", "ink_2", wrap=True), 1)
        foot.addWidget(close)
        column = QVBoxLayout(self)
        margin = theme.space("page_margin")
        column.setContentsMargins(margin, margin, margin, margin)
        column.addWidget(self.notices)
        column.addWidget(scroller, 1)
        column.addLayout(foot)
        self.resize(theme.px(620), theme.px(360))

    def restore(self, version: FileVersion) -> None:
        """Choose a file to be restored."""
        self.chosen = version
        self.accept()

    def _line(self, version: FileVersion) -> QWidget:
        theme, texts = self._context.theme, self._context.texts
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, theme.px(4), 0, theme.px(4))
        words = QVBoxLayout()
        words.setSpacing(theme.px(2))
        words.addWidget(Label(version.file_name, wrap=True))
        size = size_text(texts, version.size)
        facts = texts(
            "cases.files.version", at=_local(version.replaced_at), pages=version.pages, size=size
        )
        words.addWidget(Label(facts, "small", "ink_2", wrap=True))
        row.addLayout(words, 1)
        for key, act in (("save_copy", self._save_copy), ("restore", self.restore)):
            button = SecondaryButton(theme, texts(f"cases.files.{key}_word"), small=True)
            button.setAutoDefault(False)
            name = texts("cases.files.button_of", what=button.text(), name=version.file_name)
            button.setAccessibleName(name)
            button.clicked.connect(lambda _=False, do=act: do(version))
            row.addWidget(button)
        return line


def _local(moment: str) -> str:
    return dt.datetime.fromisoformat(moment).astimezone().strftime("%Y-%m-%d %H:%M")
