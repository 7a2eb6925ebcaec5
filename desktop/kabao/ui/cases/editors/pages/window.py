"""Arranging the pages of one file: turned, moved, left out; the file itself stays as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from kabao.ui.cases.editors.pages.arrangement import Arrangement
from kabao.ui.cases.editors.pages.grid import PagesGrid, PagesModel
from kabao.ui.cases.editors.pages.tile_paint import turned
from kabao.ui.cases.preview.rendering import Picture
from kabao.ui.cases.preview.sheet import Sheet
from kabao.ui.kit.buttons import IconButton, PrimaryButton, SecondaryButton, TextButton
from kabao.ui.kit.notices import NoticeBar
from kabao.ui.kit.panels import Hairline
from kabao.ui.kit.text import Label

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QResizeEvent

    from kabao.domain.cases import Attachment
    from kabao.domain.files import PagePlan
    from kabao.ui.cases.editors.pages.pictures import PagePictures
    from kabao.ui.kit.context import RoomContext

_SHEET = 400
_ROOM_FOR_SHEET = 860
_TOOLS = (
    ("rotate", "turn_left", "Ctrl+Shift+R", lambda it: it.turn(-90)),
    ("rotate-clockwise", "turn_right", "Ctrl+R", lambda it: it.turn(90)),
    ("arrow-left", "earlier", "Alt+Left", lambda it: it.shift(-1)),
    ("arrow-right", "later", "Alt+Right", lambda it: it.shift(1)),
    ("eye-off", "leave_out", "Delete", lambda it: it.leave_out()),
    ("arrow-back-up", "undo", "Ctrl+Z", lambda it: it.undo()),
    ("arrow-forward-up", "redo", "Ctrl+Shift+Z", lambda it: it.redo()),
)


class PagesWindow(QDialog):
    """Asks how the pages of a file are printed; ``plan()`` is the answer once it was accepted."""

    def __init__(
        self,
        context: RoomContext,
        file: Attachment,
        pictures: PagePictures,
        parent: QWidget | None,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._file = file
        self._pictures = pictures
        theme, texts = context.theme, context.texts
        self.setWindowTitle(texts("cases.pages.title", name=file.title))
        self.arrangement = Arrangement(file.pages, file.plan)
        self.model = PagesModel(context, self.arrangement)
        self.grid = PagesGrid(context, file, pictures)
        self.grid.setModel(self.model)
        self.notices = NoticeBar(theme, texts)
        self.facts = Label("", tone="ink_2")
        self.tools: dict[str, IconButton] = {}
        self.sheet = Sheet(theme)
        self._large = QScrollArea()
        self._lay_out()
        self.grid.moved.connect(self._dropped)
        self.grid.current_moved.connect(lambda _row: self._show_sheet())
        pictures.drawn.connect(self._drawn)
        pictures.failed.connect(self._tell_trouble)
        self.finished.connect(lambda _: pictures.rest())
        wanted = QSize(theme.px(1040), theme.px(680))
        self.resize(wanted.boundedTo(parent.size()) if parent is not None else wanted)
        self.grid.choose([0])
        self._show()

    def plan(self) -> PagePlan:
        """Return the pages that are printed."""
        return self.arrangement.plan()

    def turn(self, degrees: int) -> None:
        """Turn the chosen pages clockwise."""
        self.arrangement.turn(self.grid.rows(), degrees)
        self._show()

    def shift(self, step: int) -> None:
        """Move the chosen pages one place."""
        rows = self.grid.rows()
        if rows:
            self._dropped(rows[0] - 1 if step < 0 else rows[-1] + 2)

    def leave_out(self) -> None:
        """Leave the chosen pages out; take them back when all of them are out."""
        rows = self.grid.rows()
        kept = any(self.arrangement.tiles[row].kept for row in rows)
        self.arrangement.keep(rows, kept=not kept)
        self._show()

    def undo(self) -> None:
        """Take the last step back."""
        self.arrangement.undo()
        self._show()

    def redo(self) -> None:
        """Do the step again that was taken back."""
        self.arrangement.redo()
        self._show()

    def reset(self) -> None:
        """Print the file as it is."""
        self.arrangement.reset()
        self._show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show a large page where there is room for it."""
        super().resizeEvent(event)
        self._large.setVisible(self.width() >= self._context.theme.px(_ROOM_FOR_SHEET))

    def _dropped(self, place: int) -> None:
        rows = self.grid.rows()
        if rows and place >= 0:
            self.grid.choose(self.arrangement.move(rows, place))
            self._show()

    def _show(self) -> None:
        texts, arrangement = self._context.texts, self.arrangement
        self.model.refresh()
        self.grid.viewport().update()
        shown = len(arrangement.plan())
        self.facts.setText(
            texts("cases.pages.facts", pages=self._file.pages, shown=shown)
            if shown
            else texts("cases.pages.nothing_left")
        )
        self.facts.set_tone("ink_2" if shown else "error")
        self.save.setEnabled(shown > 0)
        self.tools["undo"].setEnabled(arrangement.undoable)
        self.tools["redo"].setEnabled(arrangement.redoable)
        self._show_sheet()

    def _drawn(self, sha256: str, _page: int) -> None:
        if sha256 == self._file.sha256:
            self._show_sheet()

    def _show_sheet(self) -> None:
        row = self.grid.currentIndex().row()
        if not 0 <= row < len(self.arrangement.tiles) or not self._large.isVisibleTo(self):
            return
        tile = self.arrangement.tiles[row]
        ratio = self.devicePixelRatioF()
        width = round(self._context.theme.px(_SHEET) * ratio)
        image = self._pictures.get(self._file, tile.page, width)
        if image is None:
            self.sheet.set_stale()
            return
        shown = turned(image, tile.turn)
        if shown.width() > width:
            shown = shown.scaledToWidth(width, Qt.TransformationMode.SmoothTransformation)
        shown.setDevicePixelRatio(ratio)
        self.sheet.show_picture(Picture(shown, row, self._file.pages))

    def _tell_trouble(self, sha256: str, error: Exception) -> None:
        if sha256 == self._file.sha256 and not self.notices.notices():
            self.notices.show_notice("error", self._context.alerts.sentence(error))

    def _lay_out(self) -> None:
        theme = self._context.theme
        self._large.setWidget(self.sheet)
        self._large.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._large.setFixedWidth(theme.px(_SHEET + 24))
        self._large.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        both = QHBoxLayout()
        both.setSpacing(theme.px(12))
        both.addWidget(self.grid, 1)
        both.addWidget(self._large)
        column = QVBoxLayout(self)
        margin = theme.space("page_margin")
        column.setContentsMargins(margin, theme.px(12), margin, margin)
        column.setSpacing(theme.px(8))
        column.addLayout(self._build_tools())
        column.addWidget(self.notices)
        column.addLayout(both, 1)
        column.addWidget(Hairline())
        column.addLayout(self._build_foot())

    def _build_tools(self) -> QHBoxLayout:
        theme, texts = self._context.theme, self._context.texts
        row = QHBoxLayout()
        row.setSpacing(theme.px(4))
        for icon, key, shortcut, act in _TOOLS:
            button = IconButton(theme, icon, texts(f"cases.pages.{key}"), shortcut)
            button.setObjectName(f"pages_{key}")
            run = self._bound(act)
            button.clicked.connect(run)
            QShortcut(QKeySequence(shortcut), self, run)
            self.tools[key] = button
            row.addWidget(button)
            if key in {"turn_right", "later", "leave_out"}:
                row.addSpacing(theme.px(12))
        row.addSpacing(theme.px(12))
        row.addWidget(self.facts)
        row.addStretch(1)
        return row

    def _bound(self, act: Callable[[PagesWindow], None]) -> Callable[[], None]:
        return lambda: act(self)

    def _build_foot(self) -> QVBoxLayout:
        theme, texts = self._context.theme, self._context.texts
        self.save = PrimaryButton(theme, texts("cases.pages.save"))
        self.save.setDefault(True)
        self.save.clicked.connect(self.accept)
        cancel = SecondaryButton(theme, texts("kit.cancel"))
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        reset = TextButton(theme, texts("cases.pages.reset"))
        reset.setAutoDefault(False)
        reset.clicked.connect(self.reset)
        buttons = QHBoxLayout()
        buttons.addWidget(reset)
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(self.save)
        foot = QVBoxLayout()
        foot.setSpacing(theme.px(8))
        foot.addWidget(Label(texts("cases.pages.note"), "small", "ink_2", wrap=True))
        foot.addLayout(buttons)
        return foot
