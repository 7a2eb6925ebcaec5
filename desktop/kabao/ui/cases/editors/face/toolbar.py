"""The line above the card: undo, zoom, templates, comparison, export, and what explains it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QFrame, QMenu, QVBoxLayout, QWidget

from kabao.ui.kit.buttons import IconButton, MenuButton
from kabao.ui.kit.fields import CheckBox, ComboBox
from kabao.ui.kit.layouts import FlowLayout

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kabao.domain.cases import Case
    from kabao.domain.faces import FaceTemplate
    from kabao.ui.kit.context import RoomContext

OVERLAYS = ("regions", "keep_out", "safe_edge")
ZOOMS = (100, 150, 200, 300, 400)
FIT = 0
BESIDE, OVER = "beside", "over"


class FaceToolbar(QFrame):
    """Says what was wanted; the editor does it."""

    undo_wanted = Signal()
    redo_wanted = Signal()
    overlay_changed = Signal()
    zoom_changed = Signal()
    template_wanted = Signal(object)
    reset_wanted = Signal()
    compare_wanted = Signal(object, str)
    """A case or None, and ``beside`` or ``over``."""
    calibrate_wanted = Signal()
    export_wanted = Signal()

    def __init__(self, context: RoomContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.setProperty("ground", "surface")
        self.setProperty("line", "bottom")
        theme, texts = context.theme, context.texts
        self.undo = IconButton(
            theme, "arrow-back-up", texts("cases.designer.undo"), "Ctrl+Z", size=16
        )
        self.undo.clicked.connect(self.undo_wanted)
        self.redo = IconButton(
            theme, "arrow-forward-up", texts("cases.designer.redo"), "Ctrl+Shift+Z", size=16
        )
        self.redo.clicked.connect(self.redo_wanted)
        self.zoom = self._make_zoom()
        self.export = IconButton(theme, "printer", texts("cases.designer.export"), size=16)
        self.export.setObjectName("face_export")
        self.export.clicked.connect(self.export_wanted)
        self.start = MenuButton(theme, texts("cases.designer.template"), QMenu(self))
        self.compare = MenuButton(theme, texts("cases.designer.compare"), QMenu(self))
        self.compare.setObjectName("face_compare")
        self.shown = MenuButton(theme, texts("cases.designer.shown"), QMenu(self))
        self.shown.hide()
        self._lay_out()
        self.set_steps(undo=False, redo=False)

    def set_steps(self, *, undo: bool, redo: bool) -> None:
        """Say whether there is something to take back or to do again."""
        self.undo.setEnabled(undo)
        self.redo.setEnabled(redo)

    def percent(self) -> int:
        """Return the zoom, 0 for as wide as there is room."""
        return int(self.zoom.currentData())

    def zoom_by(self, by: int) -> None:
        """Choose the next zoom up or down, or with 0 the real size."""
        if by == 0:
            self.zoom.setCurrentIndex(1)
            return
        index = self.zoom.currentIndex() + by
        self.zoom.setCurrentIndex(max(0, min(index, len(ZOOMS))))

    def show_zoom(self, percent: int) -> None:
        """Tell how large the drawing has become where it follows the window."""
        words = self._context.texts("cases.designer.fit", percent=percent)
        with QSignalBlocker(self.zoom):
            self.zoom.setItemText(0, words)

    def offer_templates(self, templates: Sequence[FaceTemplate]) -> None:
        """List the cards to start from, and the way back to their places."""
        menu, texts = self.start.menu(), self._context.texts
        menu.clear()
        for item in templates:
            action = menu.addAction(item.name.to(texts.language))
            action.triggered.connect(lambda _=False, it=item: self.template_wanted.emit(it))
        menu.addSeparator()
        menu.addAction(texts("cases.designer.reset_all")).triggered.connect(
            lambda _=False: self.reset_wanted.emit()
        )

    def offer_cases(self, cases: Sequence[Case]) -> None:
        """List the cases to compare with, each beside and over."""
        menu, texts = self.compare.menu(), self._context.texts
        menu.clear()
        stop = menu.addAction(texts("cases.designer.compare_stop"))
        stop.triggered.connect(lambda _=False: self.compare_wanted.emit(None, BESIDE))
        for way in (BESIDE, OVER):
            part = menu.addMenu(texts(f"cases.designer.compare_{way}"))
            part.setEnabled(bool(cases))
            for case in cases:
                action = part.addAction(f"{case.number}  {case.title}")
                action.triggered.connect(
                    lambda _=False, it=case, how=way: self.compare_wanted.emit(it, how)
                )

    def _lay_out(self) -> None:
        theme, texts = self._context.theme, self._context.texts
        first = QWidget()
        row = FlowLayout(theme.px(2), first)
        for widget in (
            *(self.undo, self.redo, self.zoom, self.calibrate, self.export),
            *(self.start, self.compare, self.shown),
        ):
            row.addWidget(widget)
        self._second = second = QWidget()
        flow = FlowLayout(theme.px(10), second)
        self.switches: dict[str, CheckBox] = {}
        for key in OVERLAYS:
            box = CheckBox(theme, texts(f"cases.face.overlay_{key}"))
            box.setChecked(True)
            box.toggled.connect(lambda _: self.overlay_changed.emit())
            self.switches[key] = box
            flow.addWidget(box)
            self._offer(box)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(10), theme.px(4), theme.px(8), theme.px(4))
        column.setSpacing(theme.px(2))
        column.addWidget(first)
        column.addWidget(second)

    def set_low(self, low: bool) -> None:
        """Put what explains the card into a menu, where the card needs the height."""
        self.shown.setVisible(low)
        self._second.setHidden(low)

    def _offer(self, box: CheckBox) -> None:
        action = self.shown.menu().addAction(box.text())
        action.setCheckable(True)
        action.setChecked(True)
        action.toggled.connect(box.setChecked)
        box.toggled.connect(action.setChecked)

    def _make_zoom(self) -> ComboBox:
        texts = self._context.texts
        zoom = ComboBox(self._context.theme)
        zoom.setProperty("compact", "true")
        zoom.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToContents)
        zoom.setAccessibleName(texts("cases.face.zoom"))
        zoom.addItem(texts("cases.designer.fit", percent=100), FIT)
        for percent in ZOOMS:
            words = texts("cases.designer.real") if percent == 100 else f"{percent}%"
            zoom.addItem(words, percent)
        zoom.currentIndexChanged.connect(lambda _: self.zoom_changed.emit())
        menu = IconButton(
            self._context.theme, "ruler-2", texts("cases.designer.calibrate"), size=16
        )
        menu.clicked.connect(self.calibrate_wanted)
        self.calibrate = menu
        return zoom
