"""Import of a roster as a page of four steps: file, columns, preview, done."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from kabao.domain.changes import Changed
from kabao.domain.errors import KabaoError
from kabao.services.rosters import Outcome, release
from kabao.services.sentences import masked
from kabao.ui.kit.buttons import IconButton, SecondaryButton
from kabao.ui.kit.drop_mark import welcome
from kabao.ui.kit.notices import EmptyState, NoticeBar, ProgressStrip
from kabao.ui.kit.panels import page_header
from kabao.ui.kit.tabs import StepPath
from kabao.ui.rosters.action_bar import ActionBar
from kabao.ui.rosters.mapping_step import MappingStep
from kabao.ui.rosters.preview_step import PreviewStep
from kabao.ui.rosters.start_step import PATTERNS, StartStep, is_roster, with_margins
from kabao.ui.rosters.tasks import previewing, taking
from kabao.ui.rosters.work import Answers, Work

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QDragEnterEvent, QDropEvent, QShowEvent

    from kabao.domain.rosters.mapping import RosterMapping
    from kabao.domain.rosters.sheets import Sheet
    from kabao.services.importing import ImportReport
    from kabao.services.rosters import RosterPreview
    from kabao.ui.kit.context import RoomContext
    from kabao.ui.kit.jobs import JobControl

T = TypeVar("T")
STEPS = ("file", "columns", "preview", "done")


class RosterPage(QWidget):
    """Emits ``finished`` with what an import changed, and ``closed`` when it is left.

    Everything long runs in a worker: the file in a process of its own, checks and comparison on a
    connection that reads, the import on one that writes while the window only reads.
    """

    finished = Signal(object)
    closed = Signal()

    def __init__(self, context: RoomContext, path: Path | None = None) -> None:
        super().__init__()
        self._context = context
        self._rosters = context.workspace.rosters
        self._path: Path | None = None
        self._sheet: Sheet | None = None
        self._preview: RosterPreview | None = None
        self._ticked = ""
        self._leaving = False
        self.setAcceptDrops(True)
        self.start = StartStep(context)
        self.columns = MappingStep(context)
        self.preview = PreviewStep(context)
        self._build()
        self._work = Work(self, context.jobs, self.progress, context.texts)
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

    @property
    def is_busy(self) -> bool:
        """Whether a worker has something under way for this page."""
        return self._work.under_way

    def choose(self) -> None:
        """Let the user choose a file."""
        path = self._context.alerts.choose_open(self._context.texts("rosters.title"), PATTERNS)
        if path is not None:
            self.open(path)

    def open(self, path: Path, sheet: str = "") -> None:
        """Read a file in the background and go on to its columns."""
        if not self.is_busy:
            self._path = path
            self._read(path, sheet, self._opened)

    def read_again(self) -> None:
        """Read the file anew with the columns as chosen, after it was corrected."""
        if self._path is None or self._sheet is None:
            return
        mapping = self.columns.mapping()
        self._read(self._path, self._sheet.name, lambda sheet: self._reopened(sheet, mapping))

    def forward(self) -> None:
        """Do what the button of the present step says."""
        if self.step == "columns":
            self._read_rows(self.columns.mapping())
        elif self.step == "preview":
            self.take()
        elif self.step == "done":
            self.leave()

    def back(self) -> None:
        """Go to the step before."""
        self._show_step(max(self._pages.currentIndex() - 1, 0))

    def take(self) -> None:
        """Import what the preview shows."""
        preview, workspace = self._preview, self._context.workspace
        if preview is None:
            return

        answers = Answers(self._taken, self._failed, self._announce, self._settle)
        texts = self._context.texts
        work = taking(workspace, preview)
        self._start(texts("rosters.writing"), work, answers, texts("rosters.finishing"))

    def save_refused(self) -> None:
        """Save the refused rows as a workbook with their reasons."""
        texts, alerts, preview = self._context.texts, self._context.alerts, self._preview
        if preview is None or self._path is None:
            return
        # A star is no letter of file names everywhere.
        stem = masked(self._path.stem).replace("*", "_")
        name = texts("rosters.returned_name", name=stem)
        target = alerts.choose_save(texts("rosters.save_refused_title"), name, ("*.xlsx",))
        if target is None:
            return
        self._write(
            target,
            lambda control: self._rosters.write_returned(
                preview, target, texts, cancelled=control.cancelled
            ),
            lambda count: texts("rosters.cli.returned", count=count, file=target.name),
        )

    def save_template(self) -> None:
        """Save the template to fill in."""
        texts, alerts = self._context.texts, self._context.alerts
        target = alerts.choose_save(
            texts("rosters.save_template"), texts("rosters.template_name"), ("*.xlsx",)
        )
        if target is not None:
            self._write(
                target,
                lambda _: self._rosters.write_template(target, texts),
                lambda _: texts("rosters.cli.template", file=target.name),
            )

    def leave(self) -> None:
        """Stop what is under way, wait for its end, and close."""
        self._leaving = True
        if self.is_busy:
            self._work.stop()
            return
        self._let_go(self._sheet, self._preview)
        self._sheet = self._preview = None
        self.closed.emit()

    def showEvent(self, event: QShowEvent) -> None:
        """Let the keyboard begin where the step begins."""
        super().showEvent(event)
        self._focus_step()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files that may be rosters."""
        if any(is_roster(Path(url.toLocalFile())) for url in event.mimeData().urls()):
            event.acceptProposedAction()
            welcome(self, self._context.theme, self._context.texts("kit.drop.import_roster"))

    def dropEvent(self, event: QDropEvent) -> None:
        """Open the first roster that was dropped."""
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls()]
        found = next((path for path in paths if is_roster(path)), None)
        if found is not None and self.step != "done" and not self.is_busy:
            event.acceptProposedAction()
            self.open(found)

    def _read(self, path: Path, name: str, on_done: Callable[[Sheet], None]) -> None:
        rosters = self._rosters
        self._start(
            self._context.texts("rosters.reading", file=masked(path.name)),
            lambda control: rosters.open(path, name, cancelled=control.cancelled),
            Answers(on_done, self._failed),
        )

    def _opened(self, sheet: Sheet) -> None:
        self._idle()
        if self._leaving:
            return
        try:
            mapping = self._rosters.suggest(sheet)
        except KabaoError as error:
            self._failed(error)
            return
        self._take_sheet(sheet)
        self.columns.show_sheet(sheet, mapping)
        if mapping.remembered and mapping.is_complete:
            self._read_rows(mapping)
        else:
            self._show_step(1)

    def _reopened(self, sheet: Sheet, mapping: RosterMapping) -> None:
        self._idle()
        if not self._leaving:
            self._take_sheet(sheet)
            self.columns.show_sheet(sheet, mapping)
            self._read_rows(mapping)

    def _take_sheet(self, sheet: Sheet) -> None:
        self.preview.clear()
        self._let_go(self._sheet, self._preview)
        self._sheet, self._preview = sheet, None

    def _choose_sheet(self, name: str) -> None:
        if self._path is not None and self._sheet is not None and name != self._sheet.name:
            self.open(self._path, name)

    def _fix(self, fixes: frozenset[str]) -> None:
        if self._sheet is not None:
            before = self.columns.mapping().fixes
            self._ticked = next(iter(fixes ^ before), "")
            mapping = self.columns.mapping().with_fixes(fixes)
            self.columns.show_sheet(self._sheet, mapping)
            self._read_rows(mapping)

    def _read_rows(self, mapping: RosterMapping) -> None:
        sheet, workspace = self._sheet, self._context.workspace
        employer = self.columns.employer_id()
        if sheet is None:
            return

        words = self._context.texts("rosters.checking")
        work = previewing(workspace, sheet, mapping, employer)
        self._start(words, work, Answers(self._previewed, self._failed))

    def _previewed(self, preview: RosterPreview) -> None:
        self._let_go(None, self._preview)
        self._preview = preview
        self._idle()
        if self._leaving:
            return
        self.preview.show_preview(preview)
        self._show_step(2)
        self.preview.panel.focus_offer(self._ticked)
        self._ticked = ""

    def _taken(self, report: ImportReport) -> None:
        texts = self._context.texts
        counts = {name: getattr(report, name) for name in ("rows", *Outcome)}
        said = texts("rosters.cli.imported", **counts)
        self._done.set_words(texts("rosters.done"), said)
        self._save_refused_done.setVisible(bool(report.refused))
        self._show_step(3)
        changed = report.changed != Changed()
        if changed:
            self.finished.emit(report.changed)
        self._idle()
        if changed:
            self._context.offer_undo(said)

    def _announce(self, report: ImportReport) -> None:
        """Tell of an import that ended after the page was gone."""
        if report.changed != Changed():
            self._context.announce(report.changed)

    def _settle(self) -> None:
        try:
            self._rosters.settle()
        except KabaoError as error:
            self._context.alerts.show(error)

    def _write(
        self, target: Path, func: Callable[[JobControl], T], said: Callable[[T], str]
    ) -> None:
        def written(result: T) -> None:
            self._idle()
            self.notices.show_notice("ok", said(result))

        words = self._context.texts("rosters.saving", file=target.name)
        self._start(words, func, Answers(written, self._failed))

    def _failed(self, error: Exception) -> None:
        self._idle()
        self.notices.show_notice("error", self._context.alerts.sentence(error))

    def _open_sheet(self) -> None:
        if self._path is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._path)))

    def _start(
        self, words: str, func: Callable[[JobControl], T], answers: Answers, last: str = ""
    ) -> None:
        self.notices.clear()
        self.go_on.setEnabled(False)
        self._bar.back.setEnabled(False)
        self._pages.setEnabled(False)
        self._work.start(words, func, answers, last)

    def _idle(self) -> None:
        self._pages.setEnabled(True)
        self._bar.back.setEnabled(True)
        self._show_actions()
        self._focus_step()
        if self._leaving:
            self.leave()

    def _let_go(self, sheet: Sheet | None, preview: RosterPreview | None) -> None:
        """Free what was read bit by bit: a hundred thousand rows at once would stop the window."""
        lists: list[Any] = [sheet.rows] if sheet is not None else []
        if preview is not None:
            lists += [*preview.summary.parts.values(), preview.rows]
        if lists:
            self.preview.clear()
            self._work.drop(lambda: release(*lists))

    def _show_step(self, number: int) -> None:
        self._pages.setCurrentIndex(number)
        self._path_of_steps.set_current(number)
        self._show_actions()
        self._focus_step()

    def _focus_step(self) -> None:
        """Put the keyboard where the step begins, or on the way out of what is under way."""
        first: dict[str, QWidget] = {
            "file": self.start.choose,
            "columns": self.go_on if self.go_on.isEnabled() else self.columns.first(),
            "preview": self.preview.table,
            "done": self.go_on,
        }
        first[self.step].setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_actions(self) -> None:
        texts, step, preview = self._context.texts, self.step, self._preview
        refused = preview.counts[Outcome.REFUSED] if preview else 0
        self._bar.back.setVisible(step in ("columns", "preview"))
        self._bar.cancel.setVisible(step != "done")
        self.save_refused_button.setVisible(step == "preview" and refused > 0)
        self.save_refused_button.setText(texts("rosters.save_refused", count=refused))
        self._bar.note.setVisible(step == "preview")
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
        self._save_refused_done = SecondaryButton(theme, texts("rosters.save_refused_title"))
        self._save_refused_done.clicked.connect(self.save_refused)
        self._done = EmptyState(
            theme, "circle-check", texts("rosters.done"), "", (self._save_refused_done,)
        )
        self._bar = ActionBar(theme, texts)
        self._bar.go_on.setToolTip("Ctrl+Enter")
        self.go_on, self.save_refused_button = self._bar.go_on, self._bar.save_refused
        self._bar.back.clicked.connect(self.back)
        self._bar.save_refused.clicked.connect(self.save_refused)
        self._bar.cancel.clicked.connect(self.leave)
        self._bar.go_on.clicked.connect(self.forward)
        self._pages = QStackedWidget()
        for page in (self.start, self.columns, self.preview, with_margins(theme, self._done)):
            self._pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (header, self.notices, self.progress):
            column.addWidget(widget)
        column.addWidget(self._pages, 1)
        column.addWidget(self._bar)
        for keys, run in (("Esc", self.leave), ("Ctrl+Return", self.go_on.click)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(run)
