"""The papers that are asked for, each with a box to tick, by basis: law, local practice, advice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from kabao.domain.papers import Basis
from kabao.ui.kit.fields import CheckBox
from kabao.ui.kit.marks import ConfidenceBadge
from kabao.ui.kit.panels import SectionHeading
from kabao.ui.kit.text import Label

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from PySide6.QtGui import QMouseEvent

    from kabao.domain.papers import Paper
    from kabao.ui.kit.context import RoomContext

_ORDER = (Basis.LEGAL, Basis.LOCAL, Basis.OWN)
_OTHER = "other"


class PaperList(QWidget):
    """Ticks for papers; ``ticked`` carries code and state of the box that the user pressed."""

    ticked = Signal(str, bool)
    focused = Signal()

    def __init__(self, context: RoomContext, list_name: str) -> None:
        super().__init__()
        self._context = context
        self._choices = context.workspace.rulebook.code_lists[list_name]
        self._boxes: dict[str, CheckBox] = {}
        self._shown: tuple[tuple[str, ...], frozenset[str]] = ((), frozenset())
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(context.theme.px(8))

    def show_papers(self, papers: Sequence[Paper], at_hand: Collection[str]) -> None:
        """Show these papers, and below them what else is ticked; keeps the keyboard where it is."""
        extra = frozenset(at_hand) - {paper.key for paper in papers}
        wanted = (tuple(f"{paper.key}{paper.note.zh}" for paper in papers), extra | {_OTHER})
        if wanted != self._shown:
            self._shown = wanted
            self._build(papers, extra)
        for code, box in self._boxes.items():
            box.blockSignals(True)  # noqa: FBT003 (Qt's own parameter)
            box.setChecked(code in at_hand)
            box.blockSignals(False)  # noqa: FBT003 (Qt's own parameter)

    def boxes(self) -> dict[str, CheckBox]:
        """Return the boxes by the code of their paper."""
        return dict(self._boxes)

    def enter(self) -> None:
        """Take the keyboard at the first box."""
        first = next(iter(self._boxes.values()), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self, papers: Sequence[Paper], extra: frozenset[str]) -> None:
        texts = self._context.texts
        clear_layout(self._column)
        self._boxes = {}
        for basis in _ORDER:
            group = [paper for paper in papers if paper.basis is basis]
            if group:
                self._add_heading(texts(f"cases.papers.{basis}"))
            for paper in group:
                self._column.addWidget(self._row(paper, group))
        self._add_heading(texts("cases.papers.more"))
        for choice in self._choices:
            if choice.code in extra | {_OTHER} and choice.code not in self._boxes:
                self._column.addWidget(self._box(choice.code, choice.label.to(texts.language)))
        self._add_dropped(papers)

    def _add_heading(self, words: str) -> None:
        heading = SectionHeading(words)
        above = self._context.theme.px(12) if self._column.count() else 0
        heading.setContentsMargins(0, above, 0, 0)
        self._column.addWidget(heading)

    def _row(self, paper: Paper, group: Sequence[Paper]) -> QWidget:
        theme, texts = self._context.theme, self._context.texts
        label = paper.label.to(texts.language)
        whose = texts(f"documents.papers.of_{paper.who}")
        if paper.group and sum(item.group == paper.group for item in group) > 1:
            label = texts("documents.papers.any_one", label=label)
        elif paper.optional:
            label = texts("documents.papers.optional", label=label)
        words = texts("cases.papers.of", who=whose, label=label)
        note = paper.note.to(texts.language)
        cited = self._context.workspace.rulebook.cite(paper.origin.source).to(texts.language)
        badge = ConfidenceBadge(theme, texts, paper.origin.confidence)
        row = self._box(paper.key, words, note, badge)
        for widget in (row, badge):
            widget.setToolTip(cited)
        return row

    def _box(self, code: str, words: str, note: str = "", badge: QWidget | None = None) -> QWidget:
        theme = self._context.theme
        box = CheckBox(theme, "")
        box.setObjectName(f"paper_{code}")
        box.setAccessibleName(words)
        box.setAccessibleDescription(note)
        box.toggled.connect(lambda on: self.ticked.emit(code, on))
        self._boxes[code] = box
        words = words[:1].upper() + words[1:]
        row = QWidget()
        grid = QGridLayout(row)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.px(8))
        grid.setVerticalSpacing(theme.px(2))
        grid.setColumnStretch(1, 1)
        top = Qt.AlignmentFlag.AlignTop
        label = BoxLabel(words, box)
        grid.addWidget(box, 0, 0, top)
        grid.addWidget(label, 0, 1)
        if badge is not None:
            grid.addWidget(badge, 0, 2, top)
        if note:
            grid.addWidget(Label(note, "small", "ink_2", wrap=True), 1, 1, 1, 2)
        return row

    def _add_dropped(self, papers: Sequence[Paper]) -> None:
        texts = self._context.texts
        dropped = [paper for paper in papers if paper.basis is Basis.DROPPED]
        if not dropped:
            return
        names = texts("labels.list_separator").join(
            paper.label.to(texts.language) for paper in dropped
        )
        sentence = texts("cases.papers.dropped", names=names)
        self._column.addWidget(Label(sentence, "small", "ink_2", wrap=True))


class BoxLabel(Label):
    """The words of a box, over as many lines as they need; a click on them ticks it."""

    def __init__(self, words: str, box: CheckBox) -> None:
        super().__init__(words, wrap=True)
        self._box = box

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tick the box as a click on it does."""
        super().mouseReleaseEvent(event)
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(
            event.position().toPoint()
        ):
            self._box.setFocus(Qt.FocusReason.MouseFocusReason)
            self._box.toggle()


def clear_layout(column: QVBoxLayout) -> None:
    """Take every widget out of a column."""
    while column.count():
        item = column.takeAt(0)
        widget = item.widget() if item is not None else None
        if widget is not None:
            widget.hide()
            widget.deleteLater()
