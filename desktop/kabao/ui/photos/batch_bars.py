"""What stands around the table of a batch: title, choices, filters, actions, the empty page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kabao.domain.photo_names import PATTERNS
from kabao.ui.kit.buttons import PrimaryButton, SecondaryButton
from kabao.ui.kit.chips import ChipRow
from kabao.ui.kit.fields import ComboBox
from kabao.ui.kit.layouts import FlowLayout
from kabao.ui.kit.notices import EmptyState
from kabao.ui.kit.panels import page_header
from kabao.ui.kit.text import Label
from kabao.ui.photos.batch_model import STATES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kabao.domain.photos import PhotoProfile
    from kabao.services.photo_batches import Batch
    from kabao.ui.kit.context import RoomContext
    from kabao.ui.photos.batch_model import BatchLine


class BatchBars(QObject):
    """Emits ``looked_anew`` when a choice changes what is asked, ``filtered`` for a chip."""

    looked_anew = Signal()
    filtered = Signal(str)

    def __init__(self, context: RoomContext) -> None:
        super().__init__()
        self._context = context
        self.filter = "all"
        self._chips = ChipRow(context.theme)
        theme, texts = context.theme, context.texts
        self.close = SecondaryButton(theme, texts("photos.batch.close"))
        self.close.setObjectName("close_photos")
        self.take = PrimaryButton(theme, texts("photos.batch.take_none"), "check")
        self.take.setObjectName("take_photos")
        self.take.setShortcut("Ctrl+S")
        self.header = page_header(
            theme, texts("photos.batch.title"), actions=(self.close, self.take)
        )
        self.cut = SecondaryButton(theme, texts("photos.batch.cut"), "photo")
        self.save = SecondaryButton(theme, texts("photos.batch.save"), "folder")
        self.sheet = SecondaryButton(theme, texts("photos.batch.sheet"), "printer")
        self.fails = SecondaryButton(theme, texts("photos.batch.fails"), "file-export")
        self.choices = self._make_choices()
        self.empty = self._make_empty()
        self.actions = self._make_actions()

    @property
    def profile(self) -> PhotoProfile:
        """The file size chosen."""
        return self._context.workspace.photos.rules.profile(str(self._profiles.currentData()))

    @property
    def employer(self) -> int | None:
        """Whose people are brought together with the pictures; None for everybody."""
        data = self._employers.currentData()
        return int(data) if data else None

    def choose_employer(self, employer: int) -> None:
        """Narrow the people to one employer, 0 for everybody."""
        self._employers.setCurrentIndex(max(self._employers.findData(employer), 0))

    @property
    def pattern(self) -> str:
        """How files are named; empty to keep their names."""
        return str(self._patterns.currentData() or "")

    def show_counts(self, lines: Sequence[BatchLine], batch: Batch | None) -> None:
        """Show how many there are of each state, and how many can be taken in."""
        texts = self._context.texts
        for key in STATES:
            self._chips.set_count(key, sum(line.state == key for line in lines))
        self._chips.set_count("all", len(lines))
        ready = len(batch.takeable()) if batch else 0
        words = (
            texts("photos.batch.take", count=ready) if ready else texts("photos.batch.take_none")
        )
        self.take.setText(words)
        note = ""
        if batch is not None:
            note = texts(
                "photos.batch.note",
                count=len(batch.candidates),
                ready=ready,
                without=len(batch.without),
            )
        self.header.note.setText(note)
        self._ready = ready
        for widget in (self._chips, self.actions):
            widget.setVisible(batch is not None)
        self.empty.setVisible(batch is None)

    def set_busy(self, *, busy: bool) -> None:
        """Let nothing be begun while something is under way."""
        for widget in (self.choices, self.actions, self.empty):
            widget.setEnabled(not busy)
        self.take.setEnabled(not busy and self._ready > 0)

    def _make_choices(self) -> QWidget:
        context = self._context
        theme, texts = context.theme, context.texts
        self._ready = 0
        self._profiles, self._employers = ComboBox(theme), ComboBox(theme)
        for item in context.workspace.photos.rules.profiles:
            self._profiles.addItem(item.title.to(texts.language), item.key)
        self._employers.addItem(texts("photos.batch.everybody"), 0)
        for employer in context.workspace.employers.all():
            self._employers.addItem(employer.name, employer.id)
        for combo, key in (
            (self._profiles, "photos.profile"),
            (self._employers, "photos.batch.employer"),
        ):
            combo.setAccessibleName(texts(key))
            combo.setMaximumWidth(theme.px(260))
            combo.currentIndexChanged.connect(lambda _: self.looked_anew.emit())
        self._chips.add("all", texts("photos.batch.all"), 0)
        for key in STATES:
            name = f"photos.state.{key}" if key != "without" else "photos.match.without"
            self._chips.add(key, texts(name).rstrip("。."), 0)
        self._chips.select("all")
        self._chips.chosen.connect(self._filter)
        return self._laid(
            (self._labelled("photos.profile", self._profiles)),
            (self._labelled("photos.batch.employer", self._employers)),
            self._chips,
        )

    def _make_actions(self) -> QWidget:
        texts = self._context.texts
        self._patterns = ComboBox(self._context.theme)
        self._patterns.setAccessibleName(texts("photos.batch.pattern"))
        self._patterns.addItem(texts("photos.batch.keep_names"), "")
        for pattern in PATTERNS:
            self._patterns.addItem(f"{pattern}.jpg", pattern)
        return self._laid(
            self.cut,
            self.sheet,
            self.fails,
            self.save,
            self._labelled("photos.batch.pattern", self._patterns),
        )

    def _make_empty(self) -> QWidget:
        theme, texts = self._context.theme, self._context.texts
        self.files = PrimaryButton(theme, texts("photos.batch.choose_files"), "photo")
        self.folder = SecondaryButton(theme, texts("photos.batch.choose_folder"), "folder-open")
        state = EmptyState(
            theme,
            "photo",
            texts("photos.batch.empty"),
            texts("photos.batch.empty_text"),
            (self.files, self.folder),
        )
        page = QWidget()
        column = QVBoxLayout(page)
        margin = theme.space("page_margin")
        column.setContentsMargins(margin, margin, margin, margin)
        column.addWidget(state)
        column.addStretch(1)
        return page

    def _laid(self, *widgets: QWidget) -> QWidget:
        theme = self._context.theme
        bar = QWidget()
        flow = FlowLayout(theme.space("s3"))
        for widget in widgets:
            flow.addWidget(widget)
        margin = theme.space("page_margin")
        flow.setContentsMargins(margin, theme.space("s2"), margin, theme.space("s2"))
        bar.setLayout(flow)
        return bar

    def _labelled(self, key: str, widget: QWidget) -> QWidget:
        pair = QWidget()
        row = QHBoxLayout(pair)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self._context.theme.space("s2"))
        label = Label(self._context.texts(key), "small", "ink_2")
        label.setBuddy(widget)
        row.addWidget(label)
        row.addWidget(widget)
        return pair

    def _filter(self, key: str) -> None:
        self.filter = key
        self.filtered.emit(key)
