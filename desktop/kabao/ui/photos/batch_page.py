"""Photographs of many people: looked through in a worker, corrected one by one, taken in as one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kabao.domain.errors import CancelledError, KabaoError
from kabao.services import photo_batches, photo_sheets
from kabao.ui.kit.drop_mark import welcome
from kabao.ui.kit.notices import NoticeBar, ProgressStrip
from kabao.ui.photos.batch_bars import BatchBars
from kabao.ui.photos.batch_model import BatchModel, lines_of
from kabao.ui.photos.batch_table import make_table
from kabao.ui.photos.intake import PATTERNS, Picture
from kabao.ui.rosters.work import Answers, Work

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QDragEnterEvent, QDropEvent

    from kabao.domain.photos import PhotoProfile
    from kabao.services.holder_photos import TakenMany
    from kabao.services.photo_batches import Batch
    from kabao.ui.kit.context import RoomContext
    from kabao.ui.kit.jobs import JobControl

    People = dict[int, tuple[str, str]]


class BatchPage(QWidget):
    """Emits ``finished`` with what was taken in, and ``closed`` when it is left."""

    finished = Signal(object)
    closed = Signal()

    def __init__(self, context: RoomContext, paths: Sequence[Path] = ()) -> None:
        super().__init__()
        self._context = context
        self._paths: list[Path] = []
        self.batch: photo_batches.Batch | None = None
        self._people: People = {}
        self.setAcceptDrops(True)
        theme, texts = context.theme, context.texts
        self.model = BatchModel(texts)
        self.table = make_table(theme, self.model)
        self.notices = NoticeBar(theme, texts)
        self.bars = BatchBars(context)
        progress = ProgressStrip(theme, texts)
        margin = theme.space("page_margin")
        progress.setContentsMargins(margin, 0, margin, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bars.header)
        column.addWidget(self.notices)
        column.addWidget(self.bars.choices)
        column.addWidget(progress)
        column.addWidget(self.bars.empty)
        column.addWidget(self.table, 1)
        column.addWidget(self.bars.actions)
        self._work = Work(self, context.jobs, progress, texts)
        self._connect()
        self._show()
        self._remind()
        if paths:
            self.open(paths)

    @property
    def is_busy(self) -> bool:
        """Whether a worker has something under way for this page."""
        return self._work.under_way

    def choose_files(self) -> None:
        """Let files or archives be chosen."""
        title = self._context.texts("photos.batch.choose_files")
        self.open(self._context.alerts.choose_opens(title, (*PATTERNS, "*.zip")))

    def choose_folder(self) -> None:
        """Let a folder be chosen."""
        title = self._context.texts("photos.batch.choose_folder")
        folder = self._context.alerts.choose_folder(title)
        if folder is not None:
            self.open([folder])

    def open(self, paths: Sequence[Path]) -> None:
        """Look through files, folders and archives in a worker."""
        if paths and not self.is_busy:
            self._paths = list(paths)
            self.look()

    def look(self) -> None:
        """Look through what was chosen, for the profile and the employer chosen."""
        workspace, paths = self._context.workspace, self._paths
        if not paths or self.is_busy:
            return
        profile, employer = self.bars.profile, self.bars.employer
        photos = workspace.photos

        def work(control: JobControl) -> tuple[Batch, People]:
            with workspace.beside() as own:
                people = own.photos.people(employer)
            batch = photo_batches.look_through(
                photos,
                paths,
                profile,
                people,
                progress=control.progress,
                cancelled=control.cancelled,
            )
            return batch, people

        self._start("looking", work, Answers(self._looked, self._failed))

    def take(self) -> None:
        """Take in everything that can be, as one step."""
        if self.batch is None or self.is_busy:
            return
        taken = photo_batches.taken_photos(self.batch, self.bars.profile)
        workspace = self._context.workspace

        def work(control: JobControl) -> TakenMany:
            with workspace.for_worker() as own:
                return own.holder_photos.take_many(
                    taken, progress=control.progress, cancelled=control.cancelled
                )

        settle = workspace.ledger.drafts.settle
        gone = lambda outcome: self._context.announce(outcome.changed)  # noqa: E731
        self._start("taking", work, Answers(self._taken, self._failed, gone, settle))

    def cut(self) -> None:
        """Open the crop window for the picture chosen."""
        line = self.model.line(self.table.currentIndex().row()) if self._has_row() else None
        if line is None or line.candidate is None or self.batch is None:
            return
        from kabao.ui.photos.crop_dialog import CropDialog

        candidate = line.candidate
        try:
            data = photo_batches.read_again(self._paths, candidate.name)
        except KabaoError as error:
            self._tell(error)
            return
        dialog = CropDialog(
            self._context, line.person or line.file, self.window(), keeps_original=False
        )
        dialog.pane.choose_profile(self.bars.profile.key)
        dialog.taken.connect(dialog.accept)
        dialog.open_picture(Picture(candidate.name, data), candidate.crop)
        if dialog.exec():
            self._cut_again(candidate, data, dialog.profile, dialog.crop)

    def save(self) -> None:
        """Write the finished photographs into a folder."""
        context, batch, people = self._context, self.batch, self._people
        folder = context.alerts.choose_folder(context.texts("photos.batch.save"))
        if folder is None or batch is None:
            return
        if any(folder.resolve() == place for place in self._places()):
            self._tell_code("photo_same_folder", name=folder.name)
            return
        pattern = self.bars.pattern
        done = lambda count: self._say("saved", count=count, name=folder.name)  # noqa: E731
        self._start(
            "looking",
            lambda _control: photo_batches.save_photos(batch, folder, pattern, people),
            Answers(done, self._failed),
        )

    def save_sheet(self) -> None:
        """Write the contact sheet."""
        context, batch, people = self._context, self.batch, self._people
        texts = context.texts
        target = context.alerts.choose_save(
            texts("photos.batch.sheet"), texts("photos.batch.sheet_name"), ("*.pdf",)
        )
        if target is None or batch is None:
            return
        today = context.clock()
        done = lambda result: self._say("saved", count=result.pages, name=target.name)  # noqa: E731
        self._start(
            "looking",
            lambda _control: photo_sheets.sheet_of_batch(batch, people, target, texts, today),
            Answers(done, self._failed),
        )

    def save_fails(self) -> None:
        """Write the list of what cannot be taken in."""
        context, batch = self._context, self.batch
        texts = context.texts
        target = context.alerts.choose_save(
            texts("photos.batch.fails"), texts("photos.batch.fails_name"), ("*.csv",)
        )
        if target is None or batch is None:
            return
        try:
            count = photo_batches.write_fail_list(batch, target, texts)
        except KabaoError as error:
            self._tell(error)
        else:
            self._say("fails_saved", count=count, name=target.name)

    def leave(self) -> None:
        """Stop what is under way and go back to the people."""
        self._work.stop()
        self.closed.emit()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Welcome files."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()
            welcome(self, self._context.theme, self._context.texts("kit.drop.photos"))

    def dropEvent(self, event: QDropEvent) -> None:
        """Look through what was dropped."""
        event.acceptProposedAction()
        urls = event.mimeData().urls()
        self.open([Path(url.toLocalFile()) for url in urls if url.isLocalFile()])

    def _connect(self) -> None:
        bars = self.bars
        bars.close.clicked.connect(self.leave)
        bars.take.clicked.connect(self.take)
        bars.files.clicked.connect(self.choose_files)
        bars.folder.clicked.connect(self.choose_folder)
        bars.looked_anew.connect(self.look)
        bars.filtered.connect(lambda _key: self._show())
        bars.cut.clicked.connect(self.cut)
        bars.save.clicked.connect(self.save)
        bars.sheet.clicked.connect(self.save_sheet)
        bars.fails.clicked.connect(self.save_fails)
        self.table.opened.connect(lambda _index: self.cut())

    def _start(self, key: str, work: object, answers: Answers) -> None:
        self.notices.clear()
        self._work.start(self._context.texts(f"photos.batch.{key}"), work, answers)  # type: ignore[arg-type]
        self.bars.set_busy(busy=self._work.under_way)

    def _looked(self, found: tuple[Batch, People]) -> None:
        self.batch, self._people = found
        self._show()

    def _taken(self, outcome: TakenMany) -> None:
        context = self._context
        self.bars.set_busy(busy=False)
        self.finished.emit(outcome.changed)
        self._say("taken", count=outcome.done)
        if outcome.refused:
            self.notices.show_notice(
                "warning", context.texts("photos.batch.refused", count=len(outcome.refused))
            )
        if outcome.done:
            context.offer_undo(context.texts("photos.batch.taken", count=outcome.done))

    def _cut_again(
        self, candidate: photo_batches.Candidate, data: bytes, profile: PhotoProfile, crop: object
    ) -> None:
        from dataclasses import replace

        assert self.batch is not None
        photos = self._context.workspace.photos
        again = photo_batches.make_again(photos, candidate, data, profile, crop)  # type: ignore[arg-type]
        items = [again if item is candidate else item for item in self.batch.candidates]
        self.batch = replace(self.batch, candidates=tuple(items))
        self._show()

    def _show(self) -> None:
        batch, texts = self.batch, self._context.texts
        lines = lines_of(batch, texts) if batch else []
        self.bars.show_counts(lines, batch)
        wanted = self.bars.filter
        self.model.show([line for line in lines if wanted in ("all", line.state)])
        self.table.setVisible(batch is not None)
        if self.model.rowCount():
            self.table.selectRow(0)
        self.bars.set_busy(busy=self._work.under_way)

    def _failed(self, error: Exception) -> None:
        self.bars.set_busy(busy=False)
        if isinstance(error, CancelledError):
            self._say("stopped")
        elif isinstance(error, KabaoError):
            self._tell(error)
        else:
            self._context.alerts.show(error)

    def _tell(self, error: KabaoError) -> None:
        self.notices.show_notice("error", self._context.alerts.sentence(error))

    def _tell_code(self, code: str, **params: str) -> None:
        self.notices.show_notice("error", self._context.texts(f"errors.{code}", **params))

    def _say(self, key: str, **params: object) -> None:
        self.bars.set_busy(busy=False)
        self.notices.show_notice("ok", self._context.texts(f"photos.batch.{key}", **params))

    def _remind(self) -> None:
        """Tell whose pictures are past the day agreed, and offer to remove them."""
        past = self._context.workspace.holder_photos.outstayed()
        if past:
            texts = self._context.texts
            self.notices.show_notice(
                "warning",
                texts("photos.batch.outstayed", count=len(past), name=past[0].name),
                texts("photos.batch.remove_outstayed"),
                self._remove_outstayed,
            )

    def _remove_outstayed(self) -> None:
        context = self._context
        try:
            changed = context.workspace.holder_photos.remove_outstayed()
        except KabaoError as error:
            self._tell(error)
            return
        self.notices.clear()
        self.finished.emit(changed)
        context.offer_undo(context.texts("photos.batch.removed", count=len(changed.holders)))

    def _has_row(self) -> bool:
        return 0 <= self.table.currentIndex().row() < self.model.rowCount()

    def _places(self) -> set[Path]:
        return {path.resolve() if path.is_dir() else path.resolve().parent for path in self._paths}
