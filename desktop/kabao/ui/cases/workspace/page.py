"""The workspace of one case: materials, editor, preview and preflight around one session."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from kabao.domain.cases import CaseKind, MaterialKey
from kabao.domain.errors import KabaoError
from kabao.ui.cases.editors.batch.list_editor import BatchListEditor
from kabao.ui.cases.editors.batch.packer import BatchPacker
from kabao.ui.cases.findings.strip import PreflightStrip
from kabao.ui.cases.listing.head_dialog import HeadDialog
from kabao.ui.cases.preview.pane import PreviewPane
from kabao.ui.cases.preview.planning import plan_of
from kabao.ui.cases.preview.words import field_words
from kabao.ui.cases.workspace.exporting import Exporter
from kabao.ui.cases.workspace.header import CaseHeader
from kabao.ui.cases.workspace.material_editors import MaterialEditors
from kabao.ui.cases.workspace.materials import MaterialsList
from kabao.ui.cases.workspace.opening import Turns
from kabao.ui.cases.workspace.region_steps import RegionSteps
from kabao.ui.cases.workspace.reporting import ReportWriter
from kabao.ui.cases.workspace.session import CaseSession
from kabao.ui.cases.workspace.strip_height import StripHeight
from kabao.ui.cases.workspace.way.dialog import WayDialog
from kabao.ui.kit.kept_panes import keep_panes
from kabao.ui.kit.labels import cited
from kabao.ui.kit.notices import NoticeBar, ProgressStrip
from kabao.ui.kit.panels import splitter

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent

    from kabao.domain.cases import Case
    from kabao.domain.changes import Changed
    from kabao.domain.findings import Finding, Place
    from kabao.ui.cases.editors.base import MaterialEditor
    from kabao.ui.kit.context import RoomContext

_ROOM_FOR_PREVIEW = 1028
"""Width of the page below which the preview is put away: 1100 less the rail."""
_ROOM_FOR_TITLES = 860
"""Width of the page below which the materials are numbers alone: the editor needs the room."""
_WIDE = (MaterialKey.CARD_FACE, MaterialKey.BATCH_LIST)
"""Parts whose editor takes the room of the preview until that is asked for."""

_LEAST_EDITOR, _LEAST_PREVIEW = 320, 280


class CasePage(QWidget):
    """Wires the parts of the workspace to each other; they know only the session."""

    closed = Signal()
    removed = Signal(object)
    case_wanted = Signal(int)
    reopen_wanted = Signal(int)
    status_changed = Signal(str)

    def __init__(self, context: RoomContext, case_id: int, parent: QWidget | None = None) -> None:
        session = CaseSession(context, case_id)  # a case that is gone leaves no half page behind
        super().__init__(parent)
        if parent is not None:
            self.resize(parent.size())  # else all would be laid out for a narrow page first
        self._context = context
        self.session = session
        self.material = self.session.case.main
        self._turns = Turns(self, context.jobs)
        self._preview_wanted = dict.fromkeys(_WIDE, False)
        self._drawn_gate = ""
        self._frame()
        self.header = CaseHeader(context, self.session, self)
        self.materials = MaterialsList(context, self.session, self._panes)
        self.stack = self.session.home = QStackedWidget(self._panes)
        self._editors = MaterialEditors(context, session, self.stack, self._follow)
        self.strip = PreflightStrip(context, self._rows)
        self.notices = NoticeBar(context.theme, context.texts)
        self.progress = ProgressStrip(context.theme, context.texts)
        self.exporter = Exporter(context, self.session, self.notices, self.progress)
        self.packer = BatchPacker(context, self.session, self.notices, self.progress, self)
        self.reporter = ReportWriter(context, self.session, self.notices)
        self.regional = RegionSteps(context, self.session, self.notices, self)
        self._lay_out()
        self._connect()

    def fill(self, key: MaterialKey) -> Iterator[None]:
        """Make the editor of a material and check the case, in steps."""
        self.materials.select(key)
        yield from self._steps_to(key)
        yield
        self.session.check()
        self.regional.tell_newer()

    @cached_property
    def preview(self) -> PreviewPane:
        """The pane of pages; built when it is first wanted, after the rest can be seen."""
        pane = PreviewPane(
            self._context, lambda: plan_of(self._context, self.session, self.header.paper)
        )
        pane.closed.connect(self.toggle_preview)
        layout = self._preview_place.layout()
        assert layout is not None
        layout.addWidget(pane)
        pane.show()
        pane.show_material(self.material.number)
        return pane

    def rest(self) -> None:
        """Draw no pages any more, and make no editor."""
        self._turns.finish()
        if self._has_preview:
            self.preview.renderer.stop()

    def editor(self) -> MaterialEditor:
        """Return the editor of the chosen material."""
        self._turns.finish()
        return self._editors[self.material]

    def show_place(self, place: Place) -> None:
        """Go to a material, a section or a field; other rooms show what is theirs."""
        if place.room != "cases":
            self._context.navigate(place)
            return
        if place.material:
            self._turns.take(self._steps_to_place(place))

    def choose(self, key: MaterialKey) -> None:
        """Show the editor of a material."""
        self.materials.select(key)
        self._show_material(key)

    def export(self) -> None:
        """Export the package; that of a batch is an archive."""
        if self.session.case.kind is CaseKind.BATCH_CLAIM:
            self.packer.pack(self.header.paper.language)
        else:
            self.exporter.export(self.header.paper)

    def find_in_preview(self) -> None:
        """Look for words in the pages, which are shown for it."""
        if not self._preview_place.isVisible():
            self.toggle_preview()
        if self.preview.find_bar.isHidden():
            self.preview.find_bar.toggle()

    def print_preview(self) -> None:
        """Print the pages of the present material, which are shown for it."""
        if not self._preview_place.isVisible():
            self.toggle_preview()
        self.preview.print_pages()

    def toggle_preview(self) -> None:
        """Show the preview or put it away, for this material."""
        self._preview_wanted[self.material] = not self._preview_place.isVisible()
        self._show_preview()

    def change_head(self) -> None:
        """Ask for another title or other people."""
        self.session.flush()
        dialog = HeadDialog(self._context, self.session.case, self.window())
        if dialog.exec():
            self._store_head(dialog.case)
        dialog.deleteLater()

    def open_way(self, tab: str = "next") -> None:
        """Show the way of the case: record the next step, look back, compare, change."""
        self.session.flush()
        dialog = WayDialog(self._context, self.session.case, self.window())
        dialog.changed.connect(self._took_way)
        dialog.case_wanted.connect(self.case_wanted)
        dialog.show_tab(tab)
        dialog.exec()
        dialog.deleteLater()

    def take_changes(self, changed: Changed) -> None:
        """Read again what another room changed."""
        here = self.session.case.id in changed.cases and not self.session.speaking
        if here or changed.holders or changed.cards or changed.employers:
            rules = self.session.case.rulebook
            self.session.reload()
            if self.session.case.rulebook != rules:
                # Undone or done elsewhere: the forms may have other fields now.
                self.reopen_wanted.emit(self.session.case.id)

    def regions(self) -> Sequence[QWidget]:
        """Return the stops of F6."""
        preview = (self.preview.area,) if self._has_preview else ()
        return (self.materials.view, self.editor(), *preview, self.strip.table)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the preview and the titles of the materials away where there is no room."""
        super().resizeEvent(event)
        self._show_preview()
        self._fit_materials()

    def showEvent(self, event: QShowEvent) -> None:
        """Draw the preview once there is a size to draw it at."""
        super().showEvent(event)
        QTimer.singleShot(0, self, self._draw_preview)
        QTimer.singleShot(0, self, self._strip_height.fit)

    def hideEvent(self, event: QHideEvent) -> None:
        """Store what was typed before another page is shown or the window closes."""
        super().hideEvent(event)
        self.session.rest()

    def _frame(self) -> None:
        """Put the panes into each other while they are empty: filled, each move styles all anew."""
        theme = self._context.theme
        self._rows = splitter(theme, upright=True)
        self._rows.setParent(self)
        self._panes = splitter(theme)
        self._rows.addWidget(self._panes)
        self._preview_place = QWidget()
        self._preview_place.setMinimumWidth(theme.px(_LEAST_PREVIEW))
        place = QVBoxLayout(self._preview_place)
        place.setContentsMargins(0, 0, 0, 0)

    def _lay_out(self) -> None:
        theme = self._context.theme
        # Else the widest editor would hold the whole window open.
        self.stack.setMinimumWidth(theme.px(_LEAST_EDITOR))
        for pane in (self.materials, self.stack, self._preview_place):
            self._panes.addWidget(pane)
        for place, stretch in enumerate((0, 1, 1)):
            self._panes.setStretchFactor(place, stretch)
        self._panes.setSizes(
            [theme.width("material_list"), theme.px(552), theme.width("case_preview")]
        )
        keep_panes(self._context, self._panes, "case")
        self._rows.addWidget(self.strip)
        self._rows.setStretchFactor(0, 1)
        self._rows.setStretchFactor(1, 0)
        self._strip_height = StripHeight(theme, self._rows, self.strip)
        margin = theme.space("page_margin")
        self.progress.setContentsMargins(margin, theme.px(6), margin, theme.px(6))
        self.progress.hide()
        self.notices.setContentsMargins(margin, 0, margin, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self.progress)
        column.addWidget(self.notices)
        column.addWidget(self._rows, 1)

    def _connect(self) -> None:
        header, session = self.header, self.session
        header.back.connect(self.closed)
        header.export_wanted.connect(self.export)
        header.preview_wanted.connect(self.toggle_preview)
        header.head_wanted.connect(self.change_head)
        header.remove_wanted.connect(self._remove)
        header.annex_wanted.connect(lambda on: self._store_head(replace(session.case, annex=on)))
        header.way_wanted.connect(self.open_way)
        header.report_wanted.connect(self.reporter.write)
        header.region_wanted.connect(self.regional.choose)
        self.regional.pinned.connect(self.reopen_wanted)
        header.paper_changed.connect(self._draw_preview)
        self.materials.chosen.connect(self._show_material)
        self.materials.entered.connect(lambda: self.editor().enter())
        self.strip.jumped.connect(self.show_place)
        self.strip.accepted.connect(self._accept)
        self.strip.many_jumped.connect(self._show_people)
        self.strip.folded.connect(self._strip_height.fit)
        self._rows.splitterMoved.connect(self._strip_height.keep)
        self.exporter.busy_changed.connect(self._show_busy)
        session.edited.connect(lambda _: self._draw_preview())
        session.files_changed.connect(self._draw_preview)
        session.replaced.connect(self._draw_preview)
        session.checked.connect(self._show_result)
        session.troubled.connect(self._show_trouble)

    def _show_material(self, key: MaterialKey) -> None:
        self._turns.take(self._steps_to(key))

    def _steps_to_place(self, place: Place) -> Iterator[None]:
        key = self.session.case.part(place.material)
        self.materials.select(key)
        yield from self._steps_to(key)
        self._editors[key].show_place(place)
        if not place.field and not place.section:
            self._editors[key].enter()

    def _steps_to(self, key: MaterialKey) -> Iterator[None]:
        self.session.flush()
        self.material = key
        self._show_preview()  # first: an editor that is made for another width is laid out twice
        yield from self._editors.make(key)
        editor = self._editors[key]
        editor.show_findings(self._findings_of(key))
        self.stack.setCurrentWidget(editor)
        self._fit_materials()
        if self._has_preview:
            self.preview.show_material(key.number)

    def _findings_of(self, key: MaterialKey) -> tuple[Finding, ...]:
        rulebook = self._context.workspace.rulebook
        return cited(self.session.findings(key.number), rulebook, self._context.texts)

    def _show_preview(self) -> None:
        roomy = self.width() >= self._context.theme.px(_ROOM_FOR_PREVIEW)
        wanted = self._preview_wanted.get(self.material, roomy)
        if wanted == self._preview_place.isVisibleTo(self):
            return
        self._preview_place.setVisible(wanted)
        self._panes.refresh()
        if wanted:
            QTimer.singleShot(0, self, self._draw_preview)

    def _fit_materials(self) -> None:
        theme = self._context.theme
        slim = self.width() < theme.px(_ROOM_FOR_TITLES)
        if self.materials.set_slim(slim):
            titles = 0 if slim else theme.width("material_list")
            self._panes.setSizes([titles, 10_000, theme.width("case_preview")])
        self.header.show_part(self.materials.title() if slim else "")

    @property
    def _has_preview(self) -> bool:
        return "preview" in self.__dict__

    def _draw_preview(self) -> None:
        if self._preview_place.isVisible():
            was_there = self._has_preview
            pane = self.preview  # draws as it is built
            if was_there:
                pane.refresh()

    def _follow(self, name: str) -> None:
        if not self._has_preview:
            return
        words = field_words(self.session, self.material, name, self.header.paper.language)
        self.preview.follow(words)

    def _show_result(self) -> None:
        if (result := self.session.result) is None:
            return
        self.strip.show_result(self.session.case, result)
        self._strip_height.fit()
        if result.gate != self._drawn_gate:
            self._drawn_gate = result.gate
            self._draw_preview()
        for key, editor in self._editors.items():
            editor.show_findings(self._findings_of(key))
        self.status_changed.emit(self.status())

    def status(self) -> str:
        """Return what the status bar says about the case."""
        case = self.session.case
        return self._context.texts("cases.status", number=case.number, rulebook=case.rulebook)

    def _show_people(self, findings: Sequence[Finding]) -> None:
        """Show whom something that was found about many people is about."""
        self.choose(MaterialKey.BATCH_LIST)
        editor = self.editor()
        assert isinstance(editor, BatchListEditor)
        editor.show_found(findings)

    def _accept(self, keys: Sequence[str], reason: str) -> None:
        self._try(lambda: self.session.accept(keys, reason))

    def _store_head(self, case: Case) -> None:
        self._try(lambda: self.session.save_head(case))

    def _try(self, act: Callable[[], object]) -> None:
        try:
            act()
        except KabaoError as error:
            self._show_trouble(error)

    def _took_way(self, changed: Changed, words: str) -> None:
        self._context.announce(changed)
        self.session.reload()
        if words:
            self._context.offer_undo(words)

    def _show_busy(self) -> None:
        busy = self.exporter.busy
        self.header.export.set_busy(self._context.texts("cases.export.busy") if busy else "")

    def _show_trouble(self, error: Exception) -> None:
        self.notices.show_notice("error", self._context.alerts.sentence(error))

    def _remove(self) -> None:
        try:
            self.session.flush()
            changed = self._context.workspace.cases.remove(self.session.case.id)
        except KabaoError as error:
            self._show_trouble(error)
            return
        self.removed.emit(changed)
