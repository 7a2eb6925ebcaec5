"""The preview pane: the pages of the chosen material as they will be printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLayout,
    QMenu,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from kabao.documents.plan import material_part
from kabao.ui.cases.preview.finding import FindBar
from kabao.ui.cases.preview.renderer import PreviewRenderer
from kabao.ui.cases.preview.rendering import Picture, Wish
from kabao.ui.cases.preview.sheet import Sheet
from kabao.ui.cases.preview.thumbs import ThumbStrip
from kabao.ui.kit.buttons import IconButton
from kabao.ui.kit.fields import ComboBox
from kabao.ui.kit.text import Label

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent

    from kabao.documents.plan import PackagePlan
    from kabao.ui.kit.context import RoomContext

_MARGIN = 16
_LINE = 40
_A4 = 297 / 210
_TRUE_WIDTH = 210 / 25.4 * 96
"""Pixels of an A4 page in its true size on a screen of ordinary density."""
_ZOOMS = (75, 100, 125, 150, 200, 300)
_ROOM_FOR_TITLE, _ROOM_FOR_TOOLS = 450, 360
_FIRST_ZOOM = 2
"""Entries before the first percentage: fit the width, fit the page."""


class PreviewPane(QFrame):
    """Page up and down turn the pages; ``closed`` asks to put the pane away."""

    closed = Signal()

    def __init__(self, context: RoomContext, plan: Callable[[], PackagePlan]) -> None:
        super().__init__()
        self._context = context
        self._page, self._pages, self._material = 0, 1, 1
        self._words: tuple[str, ...] = ()
        self._search = ""
        self._hits: tuple[int, ...] = ()
        self._wide_tools: list[IconButton] = []
        self._follow = True
        theme, texts = context.theme, context.texts
        self.setProperty("ground", "sunken")
        self.renderer = PreviewRenderer(context, plan)
        self.sheet = Sheet(theme)
        self.area = QScrollArea()
        self.area.setObjectName("preview")
        self.area.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.area.setWidget(self._around_sheet())
        self.area.setAccessibleName(texts("cases.preview.title"))
        self.area.viewport().installEventFilter(self)
        self._trouble = Label("", tone="ink_2", wrap=True)
        self._trouble.setContentsMargins(theme.px(16), theme.px(16), theme.px(16), theme.px(16))
        self._trouble.hide()
        self.find_bar, self.thumbs = FindBar(context), ThumbStrip(context)
        self._resized = QTimer(self, singleShot=True, interval=120)
        self._lay_out()
        self._connect()

    def show_material(self, number: int) -> None:
        """Show the pages of a material as it stands now."""
        if number != self._material:
            self._material, self._page, self._words = number, 0, ()
        self.refresh()

    def follow(self, words: tuple[str, ...]) -> None:
        """Go to the page on which a field stands and tint it."""
        self._words, self._follow = words, True
        if self.isVisible():
            self.renderer.show_page(self._wish())

    def refresh(self) -> None:
        """Draw the pages again after an edit."""
        if self.isVisible():
            self.renderer.show_part(material_part(self._material), self._wish())

    def turn(self, by: int) -> None:
        """Go to another page."""
        self.go_to(self._page + by)

    def go_to(self, page: int) -> None:
        """Go to a page, counted from 0."""
        if 0 <= page < self._pages:
            self._page, self._follow = page, False
            self.area.verticalScrollBar().setValue(0)
            self.renderer.show_page(self._wish())

    def zoom(self, by: int) -> None:
        """Show the page one step larger or smaller."""
        now = self._fit.currentIndex()
        if now < _FIRST_ZOOM:
            share = self.sheet.width() / self._context.theme.px(1) / _TRUE_WIDTH * 100
            steps = [number for number, percent in enumerate(_ZOOMS) if percent > share + 1]
            larger = steps[0] if steps else len(_ZOOMS) - 1
            now = _FIRST_ZOOM + (larger if by > 0 else max(larger - 1, 0))
        else:
            now = max(_FIRST_ZOOM, min(_FIRST_ZOOM + len(_ZOOMS) - 1, now + by))
        self._fit.setCurrentIndex(now)

    def print_pages(self) -> None:
        """Print the pages of this part as they are drawn."""
        if self.renderer.data:
            from kabao.ui.cases.preview.printing import print_pages

            print_pages(self._context, self.renderer.data, self.window())

    def _look_for(self, words: str) -> None:
        self._search = words.strip()
        self._hits = ()
        if self.isVisible():
            self.renderer.show_page(self._wish())

    def _step_hit(self, by: int) -> None:
        """Go to the next page with hits, around the ends."""
        if not self._hits:
            return
        ahead = [
            page for page in self._hits if (page > self._page if by > 0 else page < self._page)
        ]
        around = self._hits[0] if by > 0 else self._hits[-1]
        self.go_to((ahead[0] if by > 0 else ahead[-1]) if ahead else around)

    def page(self) -> tuple[int, int]:
        """Return the page shown, from 1, and how many there are."""
        return self._page + 1, self._pages

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Draw again at another width."""
        if event.type() == QEvent.Type.Resize:
            self._resized.start()
        return super().eventFilter(watched, event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Draw nothing that is not seen."""
        super().hideEvent(event)
        self.renderer.stop()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn pages by keys."""
        key = Qt.Key(event.key())
        step = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}.get(key)
        if step:
            self.turn(step)
            return
        by = {Qt.Key.Key_Plus: 1, Qt.Key.Key_Equal: 1, Qt.Key.Key_Minus: -1}.get(key)
        if by and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(by)
            return
        super().keyPressEvent(event)

    def _wish(self) -> Wish:
        ratio = self.devicePixelRatioF()
        theme, view = self._context.theme, self.area.viewport()
        width = view.width() - theme.px(2 * _MARGIN)
        zoom = self._fit.currentIndex() - _FIRST_ZOOM
        if zoom >= 0:
            width = theme.px(round(_TRUE_WIDTH * _ZOOMS[zoom] / 100))
        elif self._fit.currentIndex() == 1:
            width = min(width, round((view.height() - theme.px(2 * _MARGIN)) / _A4))
        page = -1 if self._follow and self._words else self._page
        return Wish(page, max(round(width * ratio), 120), self._words, self._search)

    def _redraw(self) -> None:
        if self.isVisible():
            self.renderer.show_page(self._wish())

    def _show(self, picture: Picture) -> None:
        self._trouble.hide()
        self.area.show()
        self._page, self._pages = picture.page, picture.pages
        texts = self._context.texts
        self._number.setText(
            texts("cases.preview.page", page=picture.page + 1, pages=picture.pages)
        )
        self._back.setEnabled(self._page > 0)
        self._forth.setEnabled(self._page < self._pages - 1)
        self.sheet.show_picture(picture)
        self.find_bar.show_hits(picture)
        self.thumbs.show_pages(self.renderer.data, picture.page)
        self._show_hits(picture)
        self._desk.adjustSize()
        mark = self.sheet.mark_area()
        if self._follow and not mark.isEmpty():
            centre = mark.translated(self.sheet.pos()).center().toPoint()
            line = self._context.theme.px(_LINE)
            self.area.ensureVisible(centre.x(), centre.y(), 0, line)

    def _show_hits(self, picture: Picture) -> None:
        """Go where the words are, once, if the present page does not hold them."""
        first = not self._hits and bool(picture.hits)
        self._hits = tuple(page for page, _ in picture.hits)
        if first and picture.page not in self._hits:
            self._step_hit(1)

    def _fail(self, error: Exception) -> None:
        self._trouble.setText(self._context.alerts.sentence(error))
        self._trouble.show()
        self.area.hide()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._build_head())
        column.addWidget(self.find_bar)
        column.addWidget(self._trouble)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.thumbs)
        row.addWidget(self.area, 1)
        column.addLayout(row, 1)

    def _connect(self) -> None:
        self.find_bar.wanted.connect(self._look_for)
        self.find_bar.stepped.connect(self._step_hit)
        self.thumbs.chosen.connect(self.go_to)
        self._resized.timeout.connect(self._redraw)
        self.renderer.begun.connect(self.sheet.set_stale)
        self.renderer.drawn.connect(self._show)
        self.renderer.failed.connect(self._fail)

    def _around_sheet(self) -> QWidget:
        self._desk = QWidget()
        self._desk.setObjectName("scrolled")
        margin = self._context.theme.px(_MARGIN)
        around = QVBoxLayout(self._desk)
        around.setContentsMargins(margin, margin, margin, margin)
        around.addWidget(self.sheet)
        return self._desk

    def _build_head(self) -> QFrame:
        theme, texts = self._context.theme, self._context.texts
        head = QFrame()
        head.setProperty("line", "bottom")
        head.setProperty("ground", "surface")
        head.setFixedHeight(theme.height("tab_bar"))
        row = QHBoxLayout(head)
        row.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        row.setContentsMargins(theme.px(12), 0, theme.px(4), 0)
        row.setSpacing(theme.px(4))
        self._title = Label(texts("cases.preview.title"), "section")
        self._title.setToolTip(texts("cases.preview.live"))
        row.addWidget(self._title)
        row.addStretch(1)
        self._back = IconButton(theme, "chevron-up", texts("cases.preview.back"), size=16)
        self._back.clicked.connect(lambda: self.turn(-1))
        self._forth = IconButton(theme, "chevron-down", texts("cases.preview.forth"), size=16)
        self._forth.clicked.connect(lambda: self.turn(1))
        self._number = self._make_number()
        self._fit = ComboBox(theme)
        self._fit.setProperty("compact", "true")
        self._fit.setAccessibleName(texts("cases.preview.fit"))
        self._fit.addItems([texts("cases.preview.fit_width"), texts("cases.preview.fit_page")])
        self._fit.addItems([f"{percent}%" for percent in _ZOOMS])
        self._fit.setSizeAdjustPolicy(ComboBox.SizeAdjustPolicy.AdjustToContents)
        self._fit.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._fit.currentIndexChanged.connect(lambda _: self._redraw())
        close = IconButton(theme, "x", texts("cases.preview.close"), size=16)
        close.clicked.connect(self.closed)
        for button in self._tools():
            row.addWidget(button)
        for widget in (self._back, self._number, self._forth, self._fit, close):
            row.addWidget(widget)
        return head

    def _make_number(self) -> Label:
        """Return the place of the page number, wide enough for two digits."""
        number = Label("", "small", "ink_2")
        longest = self._context.texts("cases.preview.page", page=88, pages=88)
        number.setAlignment(Qt.AlignmentFlag.AlignCenter)
        number.setMinimumWidth(number.fontMetrics().horizontalAdvance(longest))
        return number

    def _tools(self) -> tuple[IconButton, ...]:
        """Return a button for each tool, and the one that holds them all where it is narrow."""
        theme, texts = self._context.theme, self._context.texts
        tools = (
            ("list", "cases.preview.thumbs", self.thumbs.toggle),
            ("search", "cases.preview.find", self.find_bar.toggle),
            ("printer", "cases.preview.print", self.print_pages),
        )
        self._more = IconButton(theme, "dots", texts("cases.preview.more"), size=16)
        menu = QMenu(self._more)
        self._more.clicked.connect(lambda: menu.exec(self._more.mapToGlobal(QPoint(0, 0))))
        for icon, word, run in tools:
            button = IconButton(theme, icon, texts(word), size=16)
            button.clicked.connect(run)
            self._wide_tools.append(button)
            menu.addAction(texts(word), run)
        return (*self._wide_tools, self._more)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Gather the tools under one button where there is no room for all."""
        super().resizeEvent(event)
        width, px = event.size().width(), self._context.theme.px
        self._title.setVisible(width >= px(_ROOM_FOR_TITLE))
        narrow = width < px(_ROOM_FOR_TOOLS)
        for button in self._wide_tools:
            button.setVisible(not narrow)
        self._more.setVisible(narrow)
