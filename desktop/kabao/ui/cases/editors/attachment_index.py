"""The list of attachments as the registration form prints it: file, pages, SHA-256."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from kabao.domain.prose.files import is_inline
from kabao.ui.kit.panels import Hairline
from kabao.ui.kit.text import Label

if TYPE_CHECKING:
    from kabao.domain.cases import Attachment
    from kabao.ui.cases.workspace.session import CaseSession
    from kabao.ui.kit.context import RoomContext


class AttachmentIndex(QWidget):
    """Follows the files of the case; nothing is typed here."""

    def __init__(self, context: RoomContext, session: CaseSession) -> None:
        super().__init__()
        self._context = context
        self._session = session
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._shown = QWidget()
        self._column.addWidget(self._shown)
        session.files_changed.connect(self.refresh)
        session.replaced.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show the files as they stand in the case."""
        self._shown.hide()
        self._shown.deleteLater()
        self._shown = self._build()
        self._column.addWidget(self._shown)

    def _build(self) -> QWidget:
        texts, theme = self._context.texts, self._context.theme
        files = [item for item in self._session.case.attachments if not is_inline(item)]
        if not files:
            return Label(texts("cases.index.none"), tone="ink_2", wrap=True)
        shown = QWidget()
        grid = QGridLayout(shown)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.px(12))
        grid.setVerticalSpacing(theme.px(4))
        grid.setColumnStretch(1, 1)
        for column, key in enumerate(("material", "file", "pages", "sha256")):
            grid.addWidget(Label(texts(f"cases.index.{key}"), "small", "ink_2"), 0, column)
        grid.addWidget(Hairline(), 1, 0, 1, 4)
        for row, item in enumerate(files, 2):
            self._fill(grid, row, item)
        return shown

    def _fill(self, grid: QGridLayout, row: int, item: Attachment) -> None:
        same = item.title == item.file_name
        name = item.title if same else f"{item.title}\n{item.file_name}"
        digest = Label(f"{item.sha256[:16]}…", "small", "ink_2", selectable=True)
        digest.setToolTip(item.sha256)
        digest.setAccessibleName(item.sha256)
        cells = (
            Label(str(item.material)), Label(name, wrap=True), Label(str(item.shown)), digest,
        )  # fmt: skip
        for column, cell in enumerate(cells):
            grid.addWidget(cell, row, column)
