"""The head of the workspace: title, state, path of steps, export."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from kabao.domain.case_way_rules import BEGINNING
from kabao.services.packages import Paper
from kabao.ui.kit.buttons import IconButton, SecondaryButton, SplitButton
from kabao.ui.kit.layouts import RoomPermitting
from kabao.ui.kit.panels import empty_layout
from kabao.ui.kit.tabs import StepPath
from kabao.ui.kit.text import Badge, ElidedLabel, Label

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from kabao.ui.cases.workspace.session import CaseSession
    from kabao.ui.kit.context import RoomContext

LANGUAGES = ("zh", "en", "both")


_NARROW = 760
_LEAST = 480
"""Else what is shown where there is room would hold the window open and never give way."""
_UNLIMITED = 16777215
"""What Qt takes for no limit."""


class CaseHeader(QFrame):
    """Emits what is asked for; the words of the export button say what will happen."""

    back = Signal()
    export_wanted = Signal()
    preview_wanted = Signal()
    head_wanted = Signal()
    remove_wanted = Signal()
    annex_wanted = Signal(bool)
    blank_wanted = Signal()
    way_wanted = Signal()
    report_wanted = Signal()
    region_wanted = Signal()
    paper_changed = Signal()

    def __init__(self, context: RoomContext, session: CaseSession, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._session = session
        self.paper = Paper(language=context.texts.language)
        self.setProperty("ground", "surface")
        self.setProperty("line", "bottom")
        theme, texts = context.theme, context.texts
        self._title = ElidedLabel("", "title")
        self._brief = False
        self._badge = Badge(theme, texts("cases.badge.draft"), dashed=True)
        self._steps = QHBoxLayout()
        self._drawn_path: object = None
        self.export = SplitButton(
            theme, texts("cases.export.draft"), "upload", texts("cases.export.more")
        )
        self.export.main.setObjectName("export")
        self.export.clicked.connect(self.export_wanted)
        self.preview = IconButton(
            theme, "file-text", texts("cases.preview.toggle"), "Ctrl+Shift+P", framed=True
        )
        self.preview.setProperty("large", "true")
        self.preview.clicked.connect(self.preview_wanted)
        self.way = SecondaryButton(theme, texts("case_way.open"), "map-pin")
        self.way.setObjectName("way")
        self.way.setToolTip(texts("case_way.note"))
        self.way.setAccessibleName(self.way.text())
        self.way.clicked.connect(self.way_wanted)
        self._build_menu()
        self._lay_out()
        session.checked.connect(self.refresh)
        session.replaced.connect(self.refresh)
        theme.changed.connect(self._fit)
        self._fit()
        self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where it is narrow the icon alone says where the way of the case is."""
        super().resizeEvent(event)
        theme = self._context.theme
        narrow = self.width() < theme.px(_NARROW)
        self.way.setText("" if narrow else self.way.accessibleName())
        self.way.setMaximumWidth(self.preview.sizeHint().width() if narrow else _UNLIMITED)
        self._number.setVisible(not narrow)

    def show_part(self, title: str) -> None:
        """Name the part that is edited, where nothing else does, and the present step alone."""
        self._part.set_text(title)
        self._part.setVisible(bool(title))
        if self._brief != bool(title):
            self._brief = bool(title)
            self._show_path()

    def refresh(self) -> None:
        """Show title, step and what an export would make."""
        texts, session = self._context.texts, self._session
        case, result = session.case, session.result
        self._title.set_text(case.title)
        self._annex.setChecked(case.annex)
        gate = result.gate if result else "draft"
        ready = gate == "final"
        self._show_badge(ready=ready)
        self.export.set_text(texts("cases.export.final" if ready else "cases.export.draft"))
        self.export.setToolTip(texts(f"cases.gate.{gate}"))
        self._show_path()

    def _show_badge(self, *, ready: bool) -> None:
        """Say how the materials are while they are written, and later where the case stands."""
        texts = self._context.texts
        state = self._context.workspace.case_way.state(self._session.case.id)
        if state.key != BEGINNING:
            tone = "ok" if state.official else "ink_2"
            self._badge.set_badge(state.label.to(texts.language), tone, dashed=False)
            return
        word = texts("cases.badge.ready" if ready else "cases.badge.draft")
        self._badge.set_badge(word, "ok" if ready else "ink_2", dashed=not ready)

    def _show_path(self) -> None:
        texts = self._context.texts
        states, reached = self._context.workspace.case_way.path(self._session.case)
        names = [state.label.to(texts.language) for state in states]
        if (drawn := (self._brief, names, reached)) == self._drawn_path:
            return
        self._drawn_path = drawn
        empty_layout(self._steps)
        if self._brief:
            # The part that is edited stands before it: only the present step has room beside.
            step = Label(f"{chr(0x2460 + reached)} {names[reached]}", "small", "ink_2")
            self._steps.addWidget(RoomPermitting(step), 1)
            return
        path = StepPath(self._context.theme, names, reached)
        path.setMinimumWidth(path.sizeHint().width())
        self._steps.addWidget(path)
        note = RoomPermitting(Label(texts("cases.step.note"), "small", "ink_2"))
        self._steps.addWidget(note, 1)

    def _build_menu(self) -> None:
        texts, menu = self._context.texts, self.export.menu()
        group = QActionGroup(self)
        for language in LANGUAGES:
            action = QAction(texts(f"cases.export.language_{language}"), menu, checkable=True)
            action.setChecked(language == self.paper.language)
            action.triggered.connect(lambda _=False, it=language: self._choose(language=it))
            group.addAction(action)
            menu.addAction(action)
        menu.addSeparator()
        self._annex = QAction(texts("cases.export.annex"), menu, checkable=True)
        self._annex.triggered.connect(self.annex_wanted)
        menu.addAction(self._annex)
        full = QAction(texts("cases.export.full_numbers"), menu, checkable=True)
        full.triggered.connect(lambda wanted: self._choose(full_numbers=wanted))
        menu.addAction(full)
        sign = QAction(texts("cases.sign.switch"), menu, checkable=True)
        sign.triggered.connect(self._choose_signing)
        menu.addAction(sign)
        menu.addSeparator()
        menu.addAction(texts("cases.blank.command"), self.blank_wanted.emit)
        menu.addSeparator()
        menu.addAction(texts("case_report.command"), self.report_wanted.emit)
        menu.addAction(texts("regions.command"), self.region_wanted.emit)
        menu.addAction(texts("cases.head.change"), self.head_wanted.emit)
        menu.addAction(texts("cases.remove"), self.remove_wanted.emit)

    def _choose_signing(self, wanted: bool) -> None:
        self._session.sign_wanted = wanted

    def _choose(self, **choice: Any) -> None:
        self.paper = replace(self.paper, **choice)
        self.paper_changed.emit()

    def _lay_out(self) -> None:
        theme, texts = self._context.theme, self._context.texts
        back = IconButton(theme, "arrow-left", texts("cases.back"), "Alt+Left")
        back.clicked.connect(self.back)
        self._row = QHBoxLayout(self)
        self._row.setSpacing(theme.px(8))
        self._row.addWidget(back)
        words = QVBoxLayout()
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(0)
        upper = QHBoxLayout()
        upper.setSpacing(theme.px(8))
        self._title.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        upper.addWidget(self._title)
        upper.addWidget(self._badge, 0, Qt.AlignmentFlag.AlignVCenter)
        self._number = Label(self._session.case.number, "small", "ink_2")
        upper.addWidget(self._number)
        upper.addStretch(1)
        words.addStretch(1)
        words.addLayout(upper)
        words.addWidget(self._lay_out_path())
        words.addStretch(1)
        self._row.addLayout(words, 1)
        self._row.addWidget(self.way)
        self._row.addWidget(self.preview)
        self._row.addWidget(self.export)

    def _lay_out_path(self) -> QWidget:
        theme = self._context.theme
        self._part = ElidedLabel("", "small")
        self._part.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self._part.hide()
        self._steps.setSpacing(theme.px(16))
        self._steps.setContentsMargins(0, 0, 0, 0)
        path = QWidget()
        # Else the path would hold the whole window open at large type.
        path.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        line = QHBoxLayout(path)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.px(12))
        line.addWidget(self._part)
        line.addLayout(self._steps, 1)
        return path

    def _fit(self) -> None:
        theme = self._context.theme
        self.setFixedHeight(theme.height("page_header"))
        self.setMinimumWidth(theme.px(_LEAST))
        self._row.setContentsMargins(theme.px(12), 0, theme.px(16), 0)
