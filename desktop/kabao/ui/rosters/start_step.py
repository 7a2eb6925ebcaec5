"""The first step: choose a file, or take the template."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kabao.exchange.spreadsheets import SUFFIXES
from kabao.ui.kit.buttons import PrimaryButton, SecondaryButton
from kabao.ui.kit.notices import EmptyState, NoticeBar

if TYPE_CHECKING:
    from pathlib import Path

    from kabao.ui.kit.context import RoomContext
    from kabao.ui.kit.theme import Theme

PATTERNS = tuple(f"*{suffix}" for suffix in SUFFIXES if suffix != ".xlsm")


def is_roster(path: Path) -> bool:
    """Say whether a dropped file may be a roster, by its name."""
    return path.suffix.lower() in SUFFIXES


def with_margins(theme: Theme, widget: QWidget) -> QWidget:
    """Lay one widget at the top of a page."""
    page = QWidget()
    column = QVBoxLayout(page)
    margin = theme.space("page_margin")
    column.setContentsMargins(margin, theme.px(8), margin, margin)
    column.addWidget(widget)
    column.addStretch(1)
    return page


class StartStep(QWidget):
    """Says which files can be read; files may also be dropped on it."""

    choose_asked = Signal()
    template_asked = Signal()

    def __init__(self, context: RoomContext) -> None:
        super().__init__()
        theme, texts = context.theme, context.texts
        self.notices = NoticeBar(theme, texts)
        self.choose = PrimaryButton(theme, texts("rosters.choose"), "folder-open")
        self.choose.setObjectName("choose_roster")
        self.choose.clicked.connect(self.choose_asked)
        self.template = SecondaryButton(theme, texts("rosters.save_template"), "download")
        self.template.clicked.connect(self.template_asked)
        state = EmptyState(
            theme,
            "file-import",
            texts("rosters.start"),
            texts("rosters.start_text"),
            (self.choose, self.template),
        )
        column = QVBoxLayout(self)
        margin = theme.space("page_margin")
        column.setContentsMargins(margin, theme.px(8), margin, margin)
        column.addWidget(self.notices)
        column.addWidget(state, 1)
