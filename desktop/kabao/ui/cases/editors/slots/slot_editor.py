"""A place for files: drop them, choose them, name, order and remove them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from kabao.domain.errors import KabaoError
from kabao.ui.cases.editors.slots.file_row import FileRow
from kabao.ui.kit.buttons import SecondaryButton
from kabao.ui.kit.notices import NoticeBar
from kabao.ui.kit.panels import empty_layout
from kabao.ui.kit.text import Label

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import (
        QDragEnterEvent,
        QDragLeaveEvent,
        QDragMoveEvent,
        QDropEvent,
        QPaintEvent,
    )

    from kabao.domain.cases import Attachment, MaterialKey
    from kabao.domain.changes import Changed
    from kabao.ui.cases.workspace.session import CaseSession
    from kabao.ui.kit.context import RoomContext

PATTERNS = ("*.pdf", "*.jpg", "*.jpeg", "*.png")
_ENDINGS = frozenset(pattern.removeprefix("*") for pattern in PATTERNS)


class SlotEditor(QFrame):
    """The files of one slot of a material, in their order in the package."""

    focused = Signal()
    filled = Signal(bool)

    def __init__(
        self, context: RoomContext, session: CaseSession, key: MaterialKey, slot: str
    ) -> None:
        super().__init__()
        self.context = context
        self.session = session
        self.key = key
        self.slot = slot
        self._hovered = False
        theme = context.theme
        self.setAcceptDrops(True)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self.notices = NoticeBar(theme, context.texts)
        self._foot = self._make_foot()
        column = QVBoxLayout(self)
        inset = theme.px(8)
        column.setContentsMargins(inset, inset, inset, inset)
        column.setSpacing(theme.px(6))
        column.addLayout(self._rows)
        column.addWidget(self.notices)
        column.addWidget(self._foot)
        self.setFocusProxy(self.add_button)
        session.files_changed.connect(self.refresh)
        session.replaced.connect(self.refresh)
        self.refresh()

    def files(self) -> Sequence[Attachment]:
        """Return the files shown."""
        return self.session.case.attached(self.key, self.slot)

    def refresh(self) -> None:
        """Show the files as they stand in the case."""
        empty_layout(self._rows)
        files = self.files()
        for number, file in enumerate(files):
            row = FileRow(self.context, file, (number, len(files)))
            row.renamed.connect(lambda title, it=file: self._rename(it, title))
            row.moved.connect(lambda step, it=file: self._move(it, step))
            row.removed.connect(lambda it=file: self._remove(it))
            self._rows.addWidget(row)
        self.filled.emit(bool(files))
        self.update()

    def choose_files(self) -> None:
        """Let the user choose files."""
        title = self.context.texts("cases.slots.choose")
        self.add_files(self.context.alerts.choose_opens(title, PATTERNS))

    def add_files(self, paths: Sequence[Path]) -> None:
        """Take files into the ledger; one that is refused is told by name, the others stay."""
        self.notices.clear()
        service, case_id = self.context.workspace.attachments, self.session.case.id
        changed: Changed | None = None
        for path in paths:
            try:
                changed = service.add(case_id, self.key, self.slot, path).changed
            except KabaoError as error:
                self.notices.show_notice("error", self.context.alerts.sentence(error))
        if changed is not None:
            self.session.take_files(changed)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Welcome files from outside."""
        if event.mimeData().hasUrls():
            self._hover(on=True)
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Stay welcoming."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Go back to rest."""
        self._hover(on=False)
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the dropped files in."""
        self._hover(on=False)
        event.acceptProposedAction()
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        fitting = [path for path in paths if path.suffix.lower() in _ENDINGS]
        self.add_files(fitting)
        for path in paths:
            if path not in fitting:
                words = self.context.texts("cases.slots.wrong_kind", name=path.name)
                self.notices.show_notice("warning", words)

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        """Report when the keyboard comes here."""
        if event.type() == QEvent.Type.FocusIn:
            self.focused.emit()
        return super().eventFilter(watched, event)  # type: ignore[arg-type]

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the edge: dashed while it waits for a file, marked by a finding."""
        super().paintEvent(event)
        theme = self.context.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        finding = str(self.property("finding") or "")
        tone = finding if finding in ("error", "warning") else "field_border"
        pen = QPen(theme.color.named("accent" if self._hovered else tone), 1)
        if not self.files():
            pen.setDashPattern([3, 2])
        painter.setPen(pen)
        painter.setBrush(theme.color.accent_soft if self._hovered else Qt.BrushStyle.NoBrush)
        radius = theme.radius("field")
        edge = self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(edge, radius, radius)

    def _make_foot(self) -> QWidget:
        theme, texts = self.context.theme, self.context.texts
        self.add_button = SecondaryButton(theme, texts("cases.slots.add"), "paperclip", small=True)
        self.add_button.setObjectName(f"add_{self.slot}")
        self.add_button.clicked.connect(self.choose_files)
        self.add_button.installEventFilter(self)
        foot = QWidget()
        row = QHBoxLayout(foot)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.add_button)
        row.addWidget(Label(texts("cases.slots.hint"), "small", "ink_2", wrap=True), 1)
        return foot

    def _hover(self, *, on: bool) -> None:
        self._hovered = on
        self.update()

    def _rename(self, file: Attachment, title: str) -> None:
        service, case_id = self.context.workspace.attachments, self.session.case.id
        self._change(lambda: service.rename(case_id, file, title).changed)

    def _move(self, file: Attachment, step: int) -> None:
        service, case_id = self.context.workspace.attachments, self.session.case.id
        self._change(lambda: service.move(case_id, file, step))

    def _remove(self, file: Attachment) -> None:
        texts = self.context.texts
        question = texts("cases.slots.remove_question", name=file.title)
        if self.context.alerts.ask(question, "", texts("cases.slots.remove_word"), danger=True):
            service, case_id = self.context.workspace.attachments, self.session.case.id
            self._change(lambda: service.remove(case_id, file))

    def _change(self, act: Callable[[], Changed]) -> None:
        try:
            changed = act()
        except KabaoError as error:
            self.notices.show_notice("error", self.context.alerts.sentence(error))
        else:
            self.session.take_files(changed)


class LooseSlotEditor(SlotEditor):
    """Files of a material that stand at no known place; takes new ones only where told."""

    def __init__(
        self,
        context: RoomContext,
        session: CaseSession,
        key: MaterialKey,
        known: frozenset[str] | re.Pattern[str],
        *,
        takes_files: str = "",
    ) -> None:
        self._known = known
        self._takes = bool(takes_files)
        super().__init__(context, session, key, takes_files)
        self.setAcceptDrops(self._takes)
        self._foot.setVisible(self._takes)

    def files(self) -> Sequence[Attachment]:
        """Return the files at no known place."""
        return [item for item in self.session.case.attached(self.key) if not self._at_home(item)]

    def refresh(self) -> None:
        """Show the files; an empty place that takes none is hidden."""
        super().refresh()
        if not self.files() and not self._takes:
            self.hide()
        elif self.parentWidget() is not None:
            self.show()

    def _at_home(self, item: Attachment) -> bool:
        if isinstance(self._known, frozenset):
            return item.slot in self._known
        return self._known.fullmatch(item.slot) is not None
