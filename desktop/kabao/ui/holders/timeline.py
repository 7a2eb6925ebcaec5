"""The evidence of a card as a timeline, newest first; withdrawn entries stay, struck out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kabao.domain.evidence import EvidenceKind, Strength, withdrawn_ids
from kabao.ui.holders.evidence_mark import EvidenceMark
from kabao.ui.kit.buttons import LinkButton
from kabao.ui.kit.panels import empty_layout
from kabao.ui.kit.text import Label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kabao.domain.evidence import Evidence
    from kabao.domain.rules import ActivationRules
    from kabao.texts import Texts
    from kabao.ui.kit.theme import Theme


class Timeline(QWidget):
    """Emits ``withdraw`` with an entry to be taken back."""

    withdraw = QtSignal(object)

    def __init__(self, theme: Theme, texts: Texts, rules: ActivationRules) -> None:
        super().__init__()
        self._theme = theme
        self._texts = texts
        self._details = {item.code: item.label.to(texts.language) for item in rules.details}
        self._channels = {item.code: item.label.to(texts.language) for item in rules.channels}
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(theme.space("s3"))

    def show_entries(self, entries: Sequence[Evidence]) -> None:
        """Show the entries of one card."""
        empty_layout(self._layout)
        gone = withdrawn_ids(entries)
        for entry in reversed(entries):
            self._layout.addWidget(self._row(entry, withdrawn=entry.id in gone))

    def sentence(self, entry: Evidence) -> str:
        """Say in words what an entry records."""
        words = self._details.get(entry.detail) or self._texts(f"evidence.kind.{entry.kind}")
        channel = self._channels.get(entry.channel)
        return self._texts("evidence.via", what=words, channel=channel) if channel else words

    def _row(self, entry: Evidence, *, withdrawn: bool) -> QWidget:
        texts = self._texts
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(self._theme.space("s3"))
        mark = EvidenceMark(self._theme, entry, withdrawn=withdrawn)
        line.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(0)
        line.addLayout(column, 1)
        head = QHBoxLayout()
        head.setSpacing(self._theme.space("s2"))
        head.addWidget(Label(entry.observed_on.isoformat(), "small", "ink_2"))
        head.addStretch(1)
        head.addWidget(Label(self._weight(entry, withdrawn=withdrawn), "small", "ink_2"))
        column.addLayout(head)
        tone = "ink_3" if withdrawn else "ink" if entry.positive else "error"
        what = Label(self.sentence(entry), tone=tone, wrap=True)
        if withdrawn:
            font = what.font()
            font.setStrikeOut(True)
            what.setFont(font)
        column.addWidget(what)
        if entry.note:
            column.addWidget(Label(entry.note, "small", "ink_3", wrap=True))
        if not withdrawn and entry.kind is not EvidenceKind.WITHDRAWN:
            link = LinkButton(texts("evidence.withdraw"), small=True)
            link.clicked.connect(lambda: self.withdraw.emit(entry))
            head.addWidget(link)
        return row

    def _weight(self, entry: Evidence, *, withdrawn: bool) -> str:
        if withdrawn:
            return self._texts("evidence.was_withdrawn")
        if not entry.positive:
            return self._texts("evidence.against")
        if entry.strength is Strength.NONE:
            return self._texts("evidence.not_counted")
        return self._texts(f"evidence.strength.{entry.strength}")
