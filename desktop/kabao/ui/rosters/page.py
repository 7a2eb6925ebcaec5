"""Import of a roster as a page of four steps: file, columns, preview, done."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from kabao.domain.changes import Changed
from kabao.domain.errors import KabaoError
from kabao.exchange.spreadsheets import SUFFIXES
from kabao.services.rosters import Outcome
from kabao.ui.kit.buttons import IconButton, PrimaryButton, SecondaryButton
from kabao.ui.kit.notices import EmptyState, NoticeBar, ProgressStrip
from kabao.ui.kit.panels import page_header
from kabao.ui.kit.tabs import StepPath
from kabao.ui.kit.text import Label
from kabao.ui.rosters.mapping_step import MappingStep
from kabao.ui.rosters.preview_step import PreviewStep
from kabao.ui.rosters.start_step import StartStep

if TYPE_CHECKING:
    from PySide6.QtGui import QDragEnterEvent, QDropEvent

    from kabao.domain.rosters.mapping import RosterMapping
    from kabao.domain.rosters.reading import RosterReader, RosterRow
    from kabao.domain.rosters.sheets import Sheet
    from kabao.services.rosters import RosterPreview
    from kabao.ui.kit.context import RoomContext
    from kabao.ui.kit.jobs import Job

STEPS = ("file", "columns", "preview", "done")
PATTERNS = tuple(f"*{suffix}" for suffix in SUFFIXES if suffix != ".xlsm")


def is_roster(path: Path) -> bool:
    """Say whether a dropped file may be a roster, by its name."""
    return path.suffix.lower() in SUFFIXES


class RosterPage(QWidget):
    """Emits ``finished`` with what an import changed, and ``closed`` when it is left."""

    finished = Signal(object)
    closed = Signal()

    def __init__(self, context: RoomContext, path: Path | None = None) -> None:
        super().__init__()
        self._context = context
        self._rosters = context.workspace.rosters
        self._path: Path | None = None
        self._sheet: Sheet | None = None
        self._preview: RosterPreview | None = None
        self._job: Job | None = None
        self.setAcceptDrops(True)
        self.start = StartStep(context)
        self.columns = MappingStep(context)
        self.preview = PreviewStep(context)
        self._build()
        self.start.choose_asked.connect(self.choose)
        self.start.template_asked.connect(self.save_template)
        self.columns.sheet_chosen.connect(self._choose_sheet)
        self.columns.changed.connect(self._show_actions)
        self.preview.panel.fixes_changed.connect(self._fix)
        self.preview.panel.read_again.connect(self.read_again)
        self.preview.panel.open_asked.connect(self._open_sheet)
        self._show_step(0)
        if path is not None:
            self.open(path)

    @property
    def step(self) -> str:
        """The step that is shown."""
        return STEPS[self._pages.currentIndex()]

    def choose(self) -> None:
        """Let the user choose a file."""
        path = self._context.alerts.choose_open(self._context.texts("rosters.title"), PATTERNS)
        if path is not None:
            self.open(path)

    def open(self, path: Path, sheet: str = "") -> None:
        """Read a file in the background and go on to its columns."""
        self._path = path
        self._busy(self._context.texts("rosters.reading", file=path.name))
        self._job = self._context.jobs.run(
            lambda control: self._rosters.open(path, sheet, cancelled=control.cancelled),
            self._opened,
            self._failed,
        )

    def read_again(self) -> None:
        """Read the file anew with the columns as chosen, after it was corrected."""
        if self._path is None or self._sheet is None:
            return
        path, name = self._path, self._sheet.name
        mapping = self.columns.mapping()
        self._busy(self._context.texts("rosters.reading", file=path.name))
        self._job = self._context.jobs.run(
            lambda control: self._rosters.open(path, name, cancelled=control.cancelled),
            lambda sheet: self._reopened(sheet, mapping),
            self._failed,
        )

    def forward(self) -> None:
        """Do what the button of the present step says."""
        if self.step == "columns":
            self._read_rows(self.columns.mapping())
        elif self.step == "preview":
            self.take()
        elif self.step == "done":
            self.closed.emit()

    def back(self) -> None:
        """Go to the step before."""
        self._show_step(max(self._pages.currentIndex() - 1, 0))

    def take(self) -> None:
        """Import what the preview shows."""
        preview = self._preview
        if preview is None:
            return
        try:
            report = self._rosters.take(preview)
        except KabaoError as error:
            self.notices.show_notice("error", self._context.alerts.sentence(error))
            return
        texts = self._context.texts
        counts = {name: getattr(report, name) for name in ("rows", *Outcome)}
        self._done.set_words(texts("rosters.done"), texts("rosters.cli.imported", **counts))
        self._save_refused_done.setVisible(bool(report.refused))
        self._show_step(3)
        if report.changed != Changed():
            self.finished.emit(report.changed)

    def save_refused(self) -> None:
        """Save the refused rows as a workbook with their reasons."""
        texts, alerts = self._context.texts, self._context.alerts
        if self._preview is None or self._path is None:
            return
        name = texts("rosters.returned_name", name=self._path.stem)
        target = alerts.choose_save(texts("rosters.save_refused_title"), name, ("*.xlsx",))
        if target is None:
            return
        try:
            count = self._rosters.write_returned(self._preview, target, texts)
        except KabaoError as error:
            self.notices.show_notice("error", alerts.sentence(error))
        else:
            said = texts("rosters.cli.returned", count=count, file=target.name)
            self.notices.show_notice("ok", said)

    def save_template(self) -> None:
        """Save the template to fill in."""
        texts, alerts = self._context.texts, self._context.alerts
        target = alerts.choose_save(
            texts("rosters.save_template"), texts("rosters.template_name"), ("*.xlsx",)
        )
        if target is None:
            return
        try:
            self._rosters.write_template(target, texts)
        except KabaoError as error:
            self.notices.show_notice("error", alerts.sentence(error))
        else:
            said = texts("rosters.cli.template", file=target.name)
            self.notices.show_notice("ok", said)

    def leave(self) -> None:
        """Stop what is under way and close."""
        if self._job is not None:
            self._job.cancel()
        self.closed.emit()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files that may be rosters."""
        if any(is_roster(Path(url.toLocalFile())) for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open the first roster that was dropped."""
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls()]
        found = next((path for path in paths if is_roster(path)), None)
        if found is not None and self.step != "done":
            event.acceptProposedAction()
            self.open(found)

    def _opened(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._idle()
        try:
            mapping = self._rosters.suggest(sheet)
        except KabaoError as error:
            self._failed(error)
            return
        self.columns.show_sheet(sheet, mapping)
        if mapping.remembered and mapping.is_complete:
            self._read_rows(mapping)
        else:
            self._show_step(1)

    def _reopened(self, sheet: Sheet, mapping: RosterMapping) -> None:
        self._sheet = sheet
        self.columns.show_sheet(sheet, mapping)
        self._read_rows(mapping)

    def _choose_sheet(self, name: str) -> None:
        if self._path is not None and self._sheet is not None and name != self._sheet.name:
            self.open(self._path, name)

    def _fix(self, fixes: frozenset[str]) -> None:
        if self._sheet is not None:
            mapping = self.columns.mapping().with_fixes(fixes)
            self.columns.show_sheet(self._sheet, mapping)
            self._read_rows(mapping)

    def _read_rows(self, mapping: RosterMapping) -> None:
        sheet = self._sheet
        if sheet is None:
            return
        self._busy(self._context.texts("rosters.checking"))
        self._job = self._context.jobs.run(
            lambda control: self._rosters.read_rows(
                sheet, mapping, progress=control.progress, cancelled=control.cancelled
            ),
            self._rows_read,
            self._failed,
            on_progress=self.progress.set_progress,
        )

    def _rows_read(self, read: tuple[RosterReader, list[RosterRow]]) -> None:
        self._idle()
        try:
            self._preview = self._rosters.match(*read, employer_id=self.columns.employer_id())
        except KabaoError as error:
            self._failed(error)
            return
        self.preview.show_preview(self._preview)
        self._show_step(2)

    def _failed(self, error: Exception) -> None:
        self._idle()
        self.notices.show_notice("error", self._context.alerts.sentence(error))

    def _open_sheet(self) -> None:
        if self._path is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._path)))

    def _busy(self, text: str) -> None:
        self.notices.clear()
        self.progress.set_progress(0, 0, text)
        self.progress.show()
        self.go_on.setEnabled(False)

    def _idle(self) -> None:
        self.progress.hide()
        self._job = None
        self._show_actions()

    def _show_step(self, number: int) -> None:
        self._pages.setCurrentIndex(number)
        self._path_of_steps.set_current(number)
        self._show_actions()
        if self.step == "preview":
            self.preview.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_actions(self) -> None:
        texts, step, preview = self._context.texts, self.step, self._preview
        refused = preview.counts[Outcome.REFUSED] if preview else 0
        self._back.setVisible(step in ("columns", "preview"))
        self._cancel.setVisible(step != "done")
        self.save_refused_button.setVisible(step == "preview" and refused > 0)
        self.save_refused_button.setText(texts("rosters.save_refused", count=refused))
        self._note.setVisible(step == "preview")
        self.go_on.setVisible(step != "file")
        writes = preview.writes if preview else 0
        words = {
            "columns": texts("rosters.to_preview"),
            "preview": texts("rosters.import_rows", count=writes),
            "done": texts("kit.close"),
        }
        self.go_on.setText(words.get(step, ""))
        ready = step == "done" or (step == "preview" and writes > 0)
        self.go_on.setEnabled(ready or (step == "columns" and self.columns.mapping().is_complete))

    def _build(self) -> None:
        theme, texts = self._context.theme, self._context.texts
        self._path_of_steps = StepPath(theme, [texts(f"rosters.step.{key}") for key in STEPS], 0)
        close = IconButton(theme, "x", texts("kit.close"), "Esc")
        close.clicked.connect(self.leave)
        header = page_header(theme, texts("rosters.title"), actions=(self._path_of_steps, close))
        self.notices = NoticeBar(theme, texts)
        self.progress = ProgressStrip(theme, texts)
        self.progress.stopped.connect(lambda: self._job.cancel() if self._job else None)
        self.progress.hide()
        self._save_refused_done = SecondaryButton(theme, texts("rosters.save_refused_title"))
        self._save_refused_done.clicked.connect(self.save_refused)
        self._done = EmptyState(
            theme, "circle-check", texts("rosters.done"), "", (self._save_refused_done,)
        )
        self._pages = QStackedWidget()
        for page in (self.start, self.columns, self.preview, self._done):
            self._pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (header, self.notices, self.progress):
            column.addWidget(widget)
        column.addWidget(self._pages, 1)
        column.addWidget(self._build_bar())
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.leave)

    def _build_bar(self) -> QFrame:
        theme, texts = self._context.theme, self._context.texts
        bar = QFrame()
        bar.setObjectName("panelActions")
        bar.setFixedHeight(theme.height("action_bar"))
        row = QHBoxLayout(bar)
        margin = theme.space("page_margin")
        row.setContentsMargins(margin, 0, margin, 0)
        row.setSpacing(theme.px(8))
        self._back = SecondaryButton(theme, texts("rosters.back"))
        self._back.clicked.connect(self.back)
        self.save_refused_button = SecondaryButton(theme, "", "upload")
        self.save_refused_button.clicked.connect(self.save_refused)
        self._note = Label(texts("rosters.one_step"), tone="ink_2")
        self._cancel = SecondaryButton(theme, texts("kit.cancel"))
        self._cancel.clicked.connect(self.leave)
        self.go_on = PrimaryButton(theme, "")
        self.go_on.setObjectName("roster_go_on")
        self.go_on.clicked.connect(self.forward)
        row.addWidget(self._back)
        row.addWidget(self.save_refused_button)
        row.addStretch(1)
        for widget in (self._note, self._cancel, self.go_on):
            row.addWidget(widget)
        return bar
