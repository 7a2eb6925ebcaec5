"""The evidence of a card as a timeline, newest first; withdrawn entries stay, struck out.

An entry and its withdrawal both show, and the withdrawal says which entry it took back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from kabao.domain.evidence import EvidenceKind, Strength, withdrawn_ids
from kabao.ui.holders.evidence_groups import WEIGHED
from kabao.ui.holders.evidence_mark import EvidenceMark
from kabao.ui.kit.buttons import IconButton, LinkButton
from kabao.ui.kit.panels import empty_layout
from kabao.ui.kit.text import Label
from kabao.ui.kit.theme import bind_icon

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kabao.domain.evidence import Evidence, Proof
    from kabao.domain.rules import ActivationRules
    from kabao.texts import Texts
    from kabao.ui.kit.theme import Theme


class Timeline(QWidget):
    """Emits ``withdraw`` with an entry to be taken back, and what is asked about its proofs."""

    withdraw = QtSignal(object)
    show_proofs = QtSignal(object)
    """The proofs of an entry."""
    attach = QtSignal(object)
    """An entry that has no proof yet."""

    def __init__(self, theme: Theme, texts: Texts, rules: ActivationRules) -> None:
        super().__init__()
        self._theme = theme
        self._texts = texts
        self._details = {item.code: item.label.to(texts.language) for item in rules.details}
        self._channels = {item.code: item.label.to(texts.language) for item in rules.channels}
        self._known: dict[int, Evidence] = {}
        self._proofs: Mapping[int, tuple[Proof, ...]] = {}
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(theme.space("s3"))

    def show_entries(
        self,
        entries: Sequence[Evidence],
        proofs: Mapping[int, tuple[Proof, ...]] | None = None,
    ) -> None:
        """Show the entries of one card, with their proofs by the id of the entry."""
        empty_layout(self._layout)
        self._proofs = proofs or {}
        self._known = {entry.id: entry for entry in entries}
        gone = withdrawn_ids(entries)
        for entry in reversed(entries):
            self._layout.addWidget(self._row(entry, withdrawn=entry.id in gone))

    def sentence(self, entry: Evidence) -> str:
        """Say in words what an entry records."""
        taken = self._known.get(entry.withdraws or 0)
        if entry.kind is EvidenceKind.WITHDRAWN and taken is not None and taken is not entry:
            day = taken.observed_on.isoformat()
            return self._texts("evidence.took_back", day=day, what=self.sentence(taken))
        words = self._details.get(entry.detail) or self._texts(f"evidence.kind.{entry.kind}")
        channel = self._channels.get(entry.channel)
        return self._texts("evidence.via", what=words, channel=channel) if channel else words

    def _row(self, entry: Evidence, *, withdrawn: bool) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(self._theme.space("s3"))
        mark = EvidenceMark(self._theme, entry, withdrawn=withdrawn)
        line.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(0)
        line.addLayout(column, 1)
        column.addLayout(self._head(entry, withdrawn=withdrawn))
        tone = "ink_3" if withdrawn else "ink" if entry.positive else "error"
        what = Label(self.sentence(entry), tone=tone, wrap=True)
        if withdrawn:
            font = what.font()
            font.setStrikeOut(True)
            what.setFont(font)
        column.addWidget(what)
        if entry.note:
            column.addWidget(Label(entry.note, "small", "ink_3", wrap=True))
        return row

    def _head(self, entry: Evidence, *, withdrawn: bool) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(self._theme.space("s2"))
        head.addWidget(Label(entry.observed_on.isoformat(), "small", "ink_2"))
        head.addStretch(1)
        head.addWidget(Label(self._weight(entry, withdrawn=withdrawn), "small", "ink_2"))
        if not withdrawn and entry.kind is not EvidenceKind.WITHDRAWN:
            link = LinkButton(self._texts("evidence.withdraw"), small=True)
            link.setObjectName(f"withdraw_{entry.id}")
            link.clicked.connect(lambda: self.withdraw.emit(entry))
            head.addWidget(link)
        if entry.kind is not EvidenceKind.WITHDRAWN:
            head.addWidget(self._clip(entry))
        return head

    def _clip(self, entry: Evidence) -> QToolButton:
        """The paperclip: with a count it shows the proofs, without one it asks for the first."""
        proofs = self._proofs.get(entry.id, ())
        key, count = ("proofs.show", len(proofs)) if proofs else ("proofs.attach", 0)
        words = self._texts(key, count=count) if proofs else self._texts(key)
        clip = IconButton(self._theme, "paperclip", words, size=16)
        clip.setObjectName(f"proofs_{entry.id}")
        if proofs:
            bind_icon(clip, self._theme, "paperclip", "accent", 16)
            clip.setText(str(count))
            clip.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            clip.clicked.connect(lambda: self.show_proofs.emit(proofs))
        else:
            # Quiet: most entries have no proof, and the panel is no list of things to do.
            bind_icon(clip, self._theme, "paperclip", "ink_3", 16)
            clip.clicked.connect(lambda: self.attach.emit(entry))
        return clip

    def _weight(self, entry: Evidence, *, withdrawn: bool) -> str:
        if withdrawn:
            return self._texts("evidence.was_withdrawn")
        if entry.kind.value not in WEIGHED:
            return ""
        if not entry.positive:
            return self._texts("evidence.against")
        if entry.strength is Strength.NONE:
            return self._texts("evidence.not_counted")
        return self._texts(f"evidence.strength.{entry.strength}")
