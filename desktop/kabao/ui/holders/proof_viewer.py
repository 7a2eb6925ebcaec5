"""The viewer of proofs: one page at a time, drawn in a worker, with a copy to keep."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout

from kabao.domain.errors import KabaoError
from kabao.ui.holders.proof_pages import MOST_PAGES, ProofPage, draw_proof
from kabao.ui.holders.proof_tray import size_words
from kabao.ui.kit.buttons import IconButton, PrimaryButton, SecondaryButton
from kabao.ui.kit.text import ElidedLabel, Label

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QWidget

    from kabao.domain.evidence import Proof
    from kabao.ui.kit.context import RoomContext
    from kabao.ui.kit.jobs import JobControl

T = TypeVar("T")
_WIDTH, _HEIGHT = 760, 620


class ProofViewer(QDialog):
    """Shows the proofs of one entry; left and right turn pages, Ctrl+S saves a copy."""

    def __init__(self, context: RoomContext, proofs: Sequence[Proof], parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._proofs = tuple(proofs)
        self._at = 0
        self._shown: ProofPage | None = None
        self._wanted = (0, 0)
        theme, texts = context.theme, context.texts
        self.setWindowTitle(texts("proofs.viewer"))
        self._name = ElidedLabel("", "heading")
        self._facts = Label("", tone="ink_2")
        self.sheet = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self.sheet.setObjectName("proof_sheet")
        self._back = IconButton(theme, "chevron-left", texts("proofs.back"), "←")
        self._next = IconButton(theme, "chevron-right", texts("proofs.next"), "→")
        self._place = Label("", tone="ink_2")
        self._lay_out()
        self._back.clicked.connect(lambda: self.turn(-1))
        self._next.clicked.connect(lambda: self.turn(1))
        self._show(0, 0)

    @property
    def proof(self) -> Proof:
        """The proof shown."""
        return self._proofs[self._at]

    @property
    def page(self) -> ProofPage | None:
        """The page shown, once it is drawn."""
        return self._shown

    def turn(self, by: int) -> None:
        """Go to the next or previous page, and on to the next or previous proof."""
        shown = self._shown
        if shown is None:
            return
        page = shown.page + by
        if 0 <= page < min(shown.pages, MOST_PAGES):
            self._show(self._at, page)
        elif 0 <= self._at + by < len(self._proofs):
            self._show(self._at + by, 0)

    def save_copy(self) -> None:
        """Write the proof to a place of the user's choice."""
        context, proof = self._context, self.proof
        ending = f"*.{proof.file_name.rpartition('.')[2]}" if "." in proof.file_name else "*"
        target = context.alerts.choose_save(
            context.texts("proofs.save_copy"), proof.file_name, (ending,)
        )
        if target is not None:
            self._read(lambda data: _write(target, data), lambda _: self._tell_saved(target))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn pages with the arrow keys."""
        turns = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        by = turns.get(Qt.Key(event.key()))
        if by is None:
            super().keyPressEvent(event)
        else:
            self.turn(by)

    def _foot(self) -> QHBoxLayout:
        theme, texts = self._context.theme, self._context.texts
        save = SecondaryButton(theme, texts("proofs.save_copy"), "download")
        save.setObjectName("save_copy")
        save.setShortcut("Ctrl+S")
        save.clicked.connect(self.save_copy)
        close = PrimaryButton(theme, texts("kit.close"))
        close.setDefault(True)
        close.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.setSpacing(theme.space("s2"))
        for widget in (self._back, self._place, self._next):
            foot.addWidget(widget)
            widget.hide()
        foot.addStretch(1)
        foot.addWidget(save)
        foot.addWidget(close)
        return foot

    def _lay_out(self) -> None:
        theme = self._context.theme
        head = QHBoxLayout()
        head.addWidget(self._name, 1)
        head.addWidget(self._facts)
        area = QScrollArea(widgetResizable=True)
        area.setWidget(self.sheet)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        margin = theme.space("page_margin")
        column.setContentsMargins(margin, margin, margin, margin)
        column.setSpacing(theme.space("s3"))
        column.addLayout(head)
        column.addWidget(area, 1)
        column.addLayout(self._foot())
        room = self.screen().availableSize()
        wished = QSize(theme.px(_WIDTH), theme.px(_HEIGHT))
        self.resize(wished.boundedTo(room - QSize(40, 60)))

    def _show(self, at: int, page: int) -> None:
        self._at, self._wanted = at, (at, page)
        texts, proof = self._context.texts, self.proof
        self._name.set_text(proof.file_name)
        self._facts.setText(size_words(texts, proof.size))
        self.sheet.setText(texts("proofs.drawing"))
        ratio = self.devicePixelRatioF()
        width = round((self.width() - self._context.theme.px(72)) * ratio)

        def draw(data: bytes) -> ProofPage:
            return draw_proof(data, page, width)

        self._read(draw, lambda drawn: self._drawn((at, page), drawn, ratio))

    def _read(self, work: Callable[[bytes], T], done: Callable[[T], object]) -> None:
        """Read the bytes in the worker, over a connection of its own, and work on them there."""
        service, sha256 = self._context.workspace.proofs, self.proof.sha256

        def run(_control: JobControl) -> T:
            reader = service.reader()
            try:
                return work(reader.data(sha256))
            finally:
                reader.close()

        self._context.jobs.run(run, done, self._failed)

    def _drawn(self, wanted: tuple[int, int], drawn: ProofPage, ratio: float) -> None:
        if wanted != self._wanted:
            return
        self._shown = drawn
        picture = QPixmap.fromImage(drawn.image)
        picture.setDevicePixelRatio(ratio)
        self.sheet.setPixmap(picture)
        self.sheet.setAccessibleName(self.proof.file_name)
        self._tell_place(drawn)

    def _tell_place(self, drawn: ProofPage) -> None:
        texts, count = self._context.texts, len(self._proofs)
        last = min(drawn.pages, MOST_PAGES) - 1
        for widget in (self._back, self._next, self._place):
            widget.setVisible(drawn.pages > 1 or count > 1)
        self._back.setEnabled(drawn.page > 0 or self._at > 0)
        self._next.setEnabled(drawn.page < last or self._at < count - 1)
        words = texts("proofs.page", page=drawn.page + 1, pages=drawn.pages)
        if drawn.pages > MOST_PAGES:
            words = texts("proofs.first_pages", page=drawn.page + 1, most=MOST_PAGES)
        if count > 1:
            words = texts("proofs.of_several", number=self._at + 1, count=count, place=words)
        self._place.setText(words)

    def _tell_saved(self, target: Path) -> None:
        self._facts.setText(self._context.texts("proofs.saved", name=target.name))

    def _failed(self, error: Exception) -> None:
        if isinstance(error, KabaoError):
            self.sheet.setText(self._context.alerts.sentence(error))
        else:
            self._context.alerts.show(error)


def _write(target: Path, data: bytes) -> None:
    target.write_bytes(data)
