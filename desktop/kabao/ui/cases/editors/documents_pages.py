"""Leafing through the documents of material 5 and ticking what stands on each page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from kabao.domain.field_values import read_integer
from kabao.domain.topics import KEY, TOPICS, printed_pages
from kabao.ui.cases.editors.pages.tile_paint import turned
from kabao.ui.cases.preview.rendering import Picture
from kabao.ui.cases.preview.sheet import Sheet
from kabao.ui.kit.buttons import IconButton, LinkButton, SecondaryButton
from kabao.ui.kit.fields import CheckBox
from kabao.ui.kit.notices import NoticeBar
from kabao.ui.kit.panels import SectionHeading
from kabao.ui.kit.text import Label

if TYPE_CHECKING:
    from kabao.ui.cases.workspace.session import CaseSession
    from kabao.ui.kit.context import RoomContext

_WIDTH = 560


class DocumentPages(QDialog):
    """Shows one page beside the five topics; a tick says that a topic stands on it."""

    def __init__(
        self, context: RoomContext, session: CaseSession, page: int, parent: QWidget | None
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._session = session
        self._pages = printed_pages(session.case)
        self.page = 0
        self.ticks: dict[str, CheckBox] = {}
        self.links: dict[str, LinkButton] = {}
        texts = context.texts
        self.setWindowTitle(texts("case_documents.title"))
        self.notices = NoticeBar(context.theme, texts)
        self.sheet = Sheet(context.theme)
        self.where = Label("", tone="ink_2")
        self._lay_out()
        session.pictures.drawn.connect(self._drawn)
        session.pictures.failed.connect(self._failed)
        self.finished.connect(lambda _: session.pictures.rest())
        px = context.theme.px
        wanted = QSize(px(980), px(700))
        self.resize(wanted.boundedTo(parent.size()) if parent is not None else wanted)
        self.show_page(page)

    def show_page(self, page: int) -> None:
        """Show a page, counted from 1 through both documents."""
        if not self._pages:
            return
        self.page = max(1, min(page, len(self._pages)))
        item = self._pages[self.page - 1][0]
        texts = self._context.texts
        words = texts(
            "case_documents.where", page=self.page, pages=len(self._pages), title=item.title
        )
        self.where.setText(words)
        self._show_ticks()
        self._draw()

    def tick(self, topic: str, *, on: bool) -> None:
        """Say that a topic stands on this page, or that it does not."""
        here = self._page_of(topic) == self.page
        if on != here:
            self._session.edit(KEY, topic, self.page if on else None)
        self._show_ticks()

    def _page_of(self, topic: str) -> int | None:
        return read_integer(self._session.values(KEY).get(topic))

    def _show_ticks(self) -> None:
        texts = self._context.texts
        for topic in TOPICS:
            page = self._page_of(topic)
            tick, link = self.ticks[topic], self.links[topic]
            with QSignalBlocker(tick):
                tick.setChecked(page == self.page)
            link.setVisible(page is not None)
            link.setText(texts("case_documents.open", page=page or 0))

    def _draw(self) -> None:
        """Show the page if it is drawn; ask for it and the next one otherwise."""
        ratio = self.devicePixelRatioF()
        width = round(self._context.theme.px(_WIDTH) * ratio)
        item, page, turn = self._pages[self.page - 1]
        if self.page < len(self._pages):
            after, following, _ = self._pages[self.page]
            if after.sha256 == item.sha256:
                self._session.pictures.get(after, following, width)
        image = self._session.pictures.get(item, page, width)
        trouble = self._session.pictures.trouble(item)
        if trouble is not None:
            self._failed(item.sha256, trouble)
        if image is None:
            self.sheet.set_stale()
            return
        shown = turned(image, turn)
        if shown.width() > width:
            shown = shown.scaledToWidth(width, Qt.TransformationMode.SmoothTransformation)
        shown.setDevicePixelRatio(ratio)
        self.sheet.show_picture(Picture(shown, self.page, len(self._pages)))

    def _drawn(self, sha256: str, page: int) -> None:
        item, wanted, _ = self._pages[self.page - 1] if self._pages else (None, 0, 0)
        if item is not None and (item.sha256, wanted) == (sha256, page):
            self._draw()

    def _failed(self, sha256: str, error: Exception) -> None:
        here = self._pages and self._pages[self.page - 1][0].sha256 == sha256
        if here and not self.notices.notices():
            self.notices.show_notice("error", self._context.alerts.sentence(error))

    def _lay_out(self) -> None:
        theme, texts = self._context.theme, self._context.texts
        row = QHBoxLayout()
        area = QScrollArea()
        area.setAccessibleName(self._context.texts("case_documents.title"))
        area.setWidget(self.sheet)
        area.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        row.addWidget(area, 1)
        row.addWidget(self._build_topics())
        close = SecondaryButton(theme, texts("case_way.action.close"))
        close.clicked.connect(self.accept)
        foot = QHBoxLayout()
        for icon, key, by, shortcut in (
            ("chevron-left", "back", -1, "PgUp"),
            ("chevron-right", "forth", 1, "PgDown"),
        ):
            button = IconButton(theme, icon, texts(f"case_documents.{key}"), shortcut)
            button.clicked.connect(lambda _=False, it=by: self.show_page(self.page + it))
            QShortcut(QKeySequence(shortcut), self, lambda it=by: self.show_page(self.page + it))
            foot.addWidget(button)
        foot.addWidget(self.where)
        foot.addStretch(1)
        foot.addWidget(close)
        column = QVBoxLayout(self)
        margin = theme.space("page_margin")
        column.setContentsMargins(margin, margin, margin, margin)
        column.addWidget(self.notices)
        column.addLayout(row, 1)
        column.addLayout(foot)

    def _build_topics(self) -> QWidget:
        theme, texts = self._context.theme, self._context.texts
        frame = QWidget()
        frame.setFixedWidth(theme.px(320))
        column = QVBoxLayout(frame)
        column.addWidget(SectionHeading(texts("case_documents.on_this_page")))
        form = self._session.form(KEY)
        for topic in TOPICS:
            words = form.field(topic).label.to(texts.language)
            tick = CheckBox(theme)
            tick.setObjectName(topic)
            tick.setAccessibleName(words)
            tick.toggled.connect(lambda on, it=topic: self.tick(it, on=on))
            link = LinkButton("", small=True)
            link.clicked.connect(lambda _=False, it=topic: self.show_page(self._page_of(it) or 1))
            label = Label(words, wrap=True)
            label.setBuddy(tick)
            line = QHBoxLayout()
            line.addWidget(tick, 0, Qt.AlignmentFlag.AlignTop)
            line.addWidget(label, 1)
            line.addWidget(link, 0, Qt.AlignmentFlag.AlignTop)
            column.addLayout(line)
            self.ticks[topic], self.links[topic] = tick, link
        column.addWidget(Label(texts("case_documents.note"), "small", "ink_2", wrap=True))
        column.addStretch(1)
        return frame
