"""A place for files: drop them, choose them, name and order them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from kabao.domain.errors import KabaoError
from kabao.ui.cases.editors.slots.deeds import FileDeeds
from kabao.ui.cases.editors.slots.file_row import FILE_MIME, FileRow
from kabao.ui.cases.editors.slots.intake import PATTERNS, Intake
from kabao.ui.kit.buttons import SecondaryButton
from kabao.ui.kit.notices import NoticeBar
from kabao.ui.kit.panels import empty_layout
from kabao.ui.kit.text import Label

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Sequence

    from PySide6.QtCore import QRect
    from PySide6.QtGui import (
        QDragEnterEvent,
        QDragLeaveEvent,
        QDragMoveEvent,
        QDropEvent,
        QPaintEvent,
    )

    from kabao.domain.cases import Attachment, MaterialKey
    from kabao.domain.changes import Changed
    from kabao.services.incoming import Incoming
    from kabao.ui.cases.workspace.session import CaseSession
    from kabao.ui.kit.context import RoomContext


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
        self._landing = -1
        theme = context.theme
        self.setAcceptDrops(True)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self.notices = NoticeBar(theme, context.texts)
        self._foot = self._make_foot()
        self.intake = Intake(context, self.notices, self)
        self.intake.busy.connect(self._show_busy)
        self.deeds = FileDeeds(self)
        column = QVBoxLayout(self)
        inset = theme.px(8)
        column.setContentsMargins(inset, inset, inset, inset)
        column.setSpacing(theme.px(6))
        column.addLayout(self._rows)
        column.addWidget(self.notices)
        column.addWidget(self._foot)
        session.files_changed.connect(self.refresh)
        session.replaced.connect(self.refresh)
        self.refresh()

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        """Let the button have the keyboard; a focus proxy would be a second stop of Tab."""
        self.add_button.setFocus(reason)

    def files(self) -> Sequence[Attachment]:
        """Return the files shown."""
        return self.session.case.attached(self.key, self.slot)

    def refresh(self) -> None:
        """Show the files as they stand in the case."""
        empty_layout(self._rows)
        files = self.files()
        service = self.context.workspace.attachments
        earlier = service.version_counts(self.session.case.id) if files else {}
        for number, file in enumerate(files):
            place, count = (number, len(files)), earlier.get(file.id, 0)
            row = FileRow(self.context, file, place, self.session.pictures, count)
            row.renamed.connect(lambda title, it=file: self._rename(it, title))
            row.moved.connect(lambda step, it=file: self._move(it, step))
            row.asked.connect(lambda deed, it=file: self.deeds.do(deed, it))
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
        self.intake.read(paths, self._take)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Welcome files from outside and those of other places."""
        if event.mimeData().hasUrls() or event.mimeData().hasFormat(FILE_MIME):
            self._hover(on=True)
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Stay welcoming, and show where a file would land."""
        if event.mimeData().hasFormat(FILE_MIME):
            self._landing = self._place_at(event.position().toPoint().y())
            self.update()
            event.acceptProposedAction()
        elif event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Go back to rest."""
        self._hover(on=False)
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the dropped files in, or let a file of the case change its place."""
        place = self._place_at(event.position().toPoint().y())
        self._hover(on=False)
        event.acceptProposedAction()
        mime = event.mimeData()
        if mime.hasFormat(FILE_MIME):
            number = int(bytes(mime.data(FILE_MIME).data()).decode())
            # The row that is being dragged goes with the change.
            QTimer.singleShot(0, self, lambda: self.deeds.land(number, place))
            return
        self.add_files([Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()])

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
        self._paint_landing(painter)

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
        self._landing = -1
        self.update()

    def _row_rects(self) -> list[QRect]:
        items = (self._rows.itemAt(number) for number in range(self._rows.count()))
        return [item.geometry() for item in items if item is not None]

    def _place_at(self, y: int) -> int:
        """Return before which file something lands that is dropped at a height."""
        return sum(y > rect.center().y() for rect in self._row_rects())

    def _paint_landing(self, painter: QPainter) -> None:
        rects = self._row_rects()
        if self._landing < 0 or not rects:
            return
        last = self._landing >= len(rects)
        rect = rects[-1] if last else rects[self._landing]
        y = rect.bottom() + 1 if last else rect.top()
        painter.setPen(QPen(self.context.theme.color.accent, 2))
        painter.drawLine(rect.left(), y, rect.right(), y)

    def _show_busy(self, name: str) -> None:
        words = self.context.texts("cases.files.reading", name=name) if name else ""
        self.add_button.set_busy(words)

    def _take(self, file: Incoming) -> None:
        service, case_id = self.context.workspace.attachments, self.session.case.id
        self.change(lambda: service.take(case_id, self.key, self.slot, file).changed)

    def _rename(self, file: Attachment, title: str) -> None:
        service, case_id = self.context.workspace.attachments, self.session.case.id
        self.change(lambda: service.rename(case_id, file, title).changed)

    def _move(self, file: Attachment, step: int) -> None:
        service, case_id = self.context.workspace.attachments, self.session.case.id
        self.change(lambda: service.move(case_id, file, step))

    def _remove(self, file: Attachment) -> None:
        self.deeds.remove(file)

    def change(self, act: Callable[[], Changed], told: str = "") -> None:
        """Change files of the case; what is ``told`` offers to undo it."""
        # Topics may go with their pages: what was typed about them must be known by then.
        self.session.flush()
        try:
            changed = act()
        except KabaoError as error:
            self.notices.show_notice("error", self.context.alerts.sentence(error))
            return
        self.session.take_files(changed)
        if told and changed.cases:
            self.context.offer_undo(told)


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
