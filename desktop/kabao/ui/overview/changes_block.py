"""What was changed last, day by day: a time leads to the entry, its record to its room."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from kabao.domain.findings import Place
from kabao.ui.kit.buttons import LinkButton
from kabao.ui.kit.panels import empty_layout
from kabao.ui.kit.text import Label
from kabao.ui.overview.block import Block
from kabao.ui.overview.history_words import by_day, what, when

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Sequence

    from PySide6.QtCore import SignalInstance

    from kabao.domain.history import HistoryEntry
    from kabao.texts import Texts
    from kabao.ui.kit.theme import Theme


_TOP = Qt.AlignmentFlag.AlignTop


class ChangesBlock(Block):
    """Emits ``chosen`` with the place of an entry or of its record.

    Beside the step that an undo would take back, or a redo bring back, stands a link that does it.
    """

    chosen = Signal(object)
    undo_asked = Signal(object)
    redo_asked = Signal(object)

    def __init__(self, theme: Theme, texts: Texts) -> None:
        super().__init__(theme, texts("overview.changes_title"))
        self._theme, self._texts = theme, texts
        self._shown: tuple[object, ...] = ()
        self._undo: HistoryEntry | None = None
        self._redo: HistoryEntry | None = None
        self._links: list[LinkButton] = []
        self._lines = QVBoxLayout()
        self._lines.setSpacing(theme.space("s1"))
        self.body.addLayout(self._lines)

    def show_entries(
        self,
        entries: Sequence[HistoryEntry],
        place_of: Callable[[HistoryEntry], Place | None],
        today: dt.date,
        undo: HistoryEntry | None = None,
        redo: HistoryEntry | None = None,
    ) -> None:
        """Show the latest entries, unless they are shown already."""
        places = [place_of(entry) for entry in entries]
        shown = (*entries, *places, today, undo, redo)
        if shown == self._shown:
            return
        self._shown = shown
        self._undo, self._redo = undo, redo
        focused = self.isAncestorOf(self.window().focusWidget() or self.window())
        empty_layout(self._lines)
        self._links = []
        found = {entry.id: place for entry, place in zip(entries, places, strict=True)}
        for day, some in by_day(self._texts, entries, today):
            self._lines.addWidget(Label(day, "section"))
            for entry in some:
                self._lines.addLayout(self._line(entry, found[entry.id]))
        if not entries:
            self._lines.addWidget(Label(self._texts("overview.no_changes"), tone="ink_2"))
        if focused and self._links:
            acts = [link for link in self._links if link.toolTip()]
            (acts or self._links)[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _line(self, entry: HistoryEntry, place: Place | None) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(self._theme.space("s3"))
        words = what(self._texts, entry)
        time = self._link(when(entry), words, Place("history", entry.id), quiet=True)
        line.addWidget(time, 0, _TOP)
        line.addWidget(Label(words, wrap=True), 1)
        for key, step, asked in (
            ("undo", self._undo, self.undo_asked),
            ("redo", self._redo, self.redo_asked),
        ):
            if step is not None and step.id == entry.id:
                act = self._link(self._texts(f"steps.{key}"), words)
                act.setToolTip(self._texts(f"overview.{key}_this"))
                act.clicked.connect(partial(_ask, asked, step))
                line.addWidget(act, 0, _TOP)
        if place is not None:
            line.addWidget(self._link(self._texts("overview.show_record"), words, place), 0, _TOP)
        return line

    def _link(
        self, text: str, words: str, place: Place | None = None, *, quiet: bool = False
    ) -> LinkButton:
        link = LinkButton(text, small=True, quiet=quiet)
        link.setMinimumHeight(self._theme.px(20))  # the first line of the words beside it
        link.setAccessibleName(f"{text} {words}")
        if place is not None:
            link.clicked.connect(lambda: self.chosen.emit(place))
        self._links.append(link)
        return link


def _ask(asked: SignalInstance, step: HistoryEntry) -> None:
    asked.emit(step)
