"""What was read from a file and what stays behind, before it is put into the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from kabao.ui.kit.buttons import PrimaryButton, SecondaryButton
from kabao.ui.kit.notices import IconLabel
from kabao.ui.kit.panels import Scroller, SectionHeading
from kabao.ui.kit.text import Label

if TYPE_CHECKING:
    from kabao.domain.prose.imports import ImportedText, Remark
    from kabao.texts import Texts
    from kabao.ui.kit.context import RoomContext


def remark_words(texts: Texts, remark: Remark) -> str:
    """Return what a remark says, with an example where there is one."""
    said = texts(f"prose.remark.{remark.code}", count=remark.count)
    if not remark.detail:
        return said
    return texts("labels.in_brackets", text=said, remark=remark.detail)


class ImportDialog(QDialog):
    """Tells what will come and what will not; ``behind`` is whether to keep the present text."""

    def __init__(
        self,
        context: RoomContext,
        name: str,
        found: ImportedText,
        filled: bool,
        parent: QWidget | None,
    ) -> None:
        super().__init__(parent)
        self.behind = False
        theme, texts = context.theme, context.texts
        self.setWindowTitle(texts("prose.import.title"))
        column = QVBoxLayout(self)
        margin = theme.space("page_margin")
        column.setContentsMargins(margin, margin, margin, margin)
        column.setSpacing(theme.px(12))
        column.addWidget(Label(name, "section", wrap=True))
        column.addWidget(Label(_counted(texts, found), wrap=True))
        scroller = Scroller()
        scroller.body.setSpacing(theme.px(6))
        if found.remarks:
            scroller.body.addWidget(SectionHeading(texts("prose.import.left_out")))
        else:
            scroller.body.addWidget(Label(texts("prose.import.whole"), tone="ok", wrap=True))
        for remark in found.remarks:
            scroller.body.addWidget(_line(context, remark_words(texts, remark)))
        scroller.body.addStretch(1)
        column.addWidget(scroller, 1)
        column.addLayout(self._buttons(context, filled))
        self.resize(theme.px(520), theme.px(360))

    def _buttons(self, context: RoomContext, filled: bool) -> QHBoxLayout:
        theme, texts = context.theme, context.texts
        row = QHBoxLayout()
        cancel = SecondaryButton(theme, texts("kit.cancel"))
        cancel.clicked.connect(self.reject)
        row.addStretch(1)
        row.addWidget(cancel)
        if filled:
            behind = SecondaryButton(theme, texts("prose.import.behind"))
            behind.setObjectName("import_behind")
            behind.clicked.connect(lambda: self._take(behind=True))
            row.addWidget(behind)
        key = "prose.import.replace" if filled else "prose.import.take"
        take = PrimaryButton(theme, texts(key))
        take.setObjectName("import_take")
        take.setDefault(True)
        take.clicked.connect(lambda: self._take(behind=False))
        row.addWidget(take)
        return row

    def _take(self, *, behind: bool) -> None:
        self.behind = behind
        self.accept()


def _counted(texts: Texts, found: ImportedText) -> str:
    from kabao.services.prose import summary

    counts = {name: count for name, count in summary(found).items() if count}
    parts = [texts(f"prose.import.{name}", count=count) for name, count in counts.items()]
    return texts("labels.list_separator").join(parts)


def _line(context: RoomContext, words: str) -> QWidget:
    theme = context.theme
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.px(8))
    mark = IconLabel(theme, "filled/alert-triangle", "warning", 14)
    row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(Label(words, wrap=True), 1)
    return line
