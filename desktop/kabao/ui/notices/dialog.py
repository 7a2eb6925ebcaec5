"""Reading one activation message: paste, see what was understood, choose the person, record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from kabao.domain.cards import parse_date
from kabao.domain.errors import KabaoError
from kabao.domain.notices import NoticePart, NoticeReading
from kabao.ui.kit.buttons import PrimaryButton, SecondaryButton
from kabao.ui.kit.labels import finding_remedy, finding_text
from kabao.ui.kit.panels import Scroller
from kabao.ui.kit.text import Label
from kabao.ui.notices.candidates import Candidates
from kabao.ui.notices.message_field import MessageField
from kabao.ui.notices.outcome import Outcome
from kabao.ui.notices.tones import tone_of
from kabao.ui.notices.word_tags import WordTags

if TYPE_CHECKING:
    from kabao.domain.changes import Saved
    from kabao.domain.evidence import Evidence
    from kabao.ui.kit.context import RoomContext


class NoticeDialog(QDialog):
    """Shows what is understood of a message while it is pasted; its text is never stored."""

    def __init__(
        self, context: RoomContext, parent: QWidget | None, card_id: int | None = None
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._card_id = card_id
        self._reading = NoticeReading()
        self.saved: Saved[Evidence] | None = None
        texts, theme = context.texts, context.theme
        self.setWindowTitle(texts("notices.title"))
        self.message = MessageField(theme, texts("notices.paste_hint"))
        self.message.setObjectName("message")
        self.message.setAccessibleName(texts("notices.message"))
        self._tags = WordTags(theme)
        self.outcome = Outcome(context)
        self.candidates = Candidates(context)
        self._record = PrimaryButton(theme, texts("notices.record"), "check")
        self._record.setObjectName("record")
        self._record.setDefault(True)
        self._lay_out()
        self.message.textChanged.connect(self._read)
        self.candidates.searched.connect(self._search)
        self.candidates.chosen.connect(self._judge)
        self.outcome.day.textChanged.connect(lambda _: self._judge())
        self._record.clicked.connect(self.record)
        self._read()

    def paste(self) -> None:
        """Take the text of the clipboard and move the keyboard to what is to be done next."""
        self.message.setPlainText(QGuiApplication.clipboard().text())
        if self._record.isEnabled():
            self._record.setFocus()
        elif self._reading.proposal:
            self.candidates.focus_first()
        else:
            self.message.setFocus()

    def record(self) -> None:
        """Write the evidence; what is wrong is said here and the dialog stays open."""
        match, day = self.candidates.match, parse_date(self.outcome.day.iso())
        if match is None or day is None or not self._record.isEnabled():
            return
        try:
            self.saved = self._context.workspace.notices.record(self._reading, match.card_id, day)
        except KabaoError as error:
            texts = self._context.texts
            lines = [
                f"{finding_text(texts, item)} {finding_remedy(texts, item)}"
                for item in error.findings
            ]
            self.outcome.complain(" ".join(lines) or self._context.alerts.sentence(error))
        else:
            self.accept()

    def _lay_out(self) -> None:
        texts, theme = self._context.texts, self._context.theme
        scroller = Scroller()
        body = scroller.body
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(theme.space("s2"))
        self._understood = Label(texts("notices.understood"), "section")
        self._whose = Label(texts("notices.whose"), "section")
        for widget in (self._understood, self._tags, self.outcome, self._whose, self.candidates):
            body.addWidget(widget)
        body.addStretch(1)
        layout = QVBoxLayout(self)
        margin = theme.space("page_margin")
        layout.setContentsMargins(margin, margin, margin, margin)
        layout.setSpacing(theme.space("s3"))
        layout.addWidget(Label(texts("notices.title"), "heading"))
        layout.addWidget(self.message)
        layout.addWidget(scroller, 1)
        layout.addLayout(self._buttons())
        wanted = QSize(theme.px(680), theme.px(660))
        self.resize(wanted.boundedTo(self.screen().availableSize() * 0.95))

    def _buttons(self) -> QHBoxLayout:
        theme, texts = self._context.theme, self._context.texts
        paste = SecondaryButton(theme, texts("notices.paste"), "clipboard-check")
        paste.setObjectName("paste")
        paste.setAutoDefault(False)
        paste.setShortcut("Ctrl+Shift+V")
        paste.clicked.connect(lambda _: self.paste())
        cancel = SecondaryButton(theme, texts("kit.cancel"))
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        row = QHBoxLayout()
        row.addWidget(paste)
        row.addStretch(1)
        row.addWidget(cancel)
        row.addWidget(self._record)
        return row

    def _read(self) -> None:
        """Read the text anew and show what follows from it."""
        notices, texts = self._context.workspace.notices, self._context.texts
        text = self.message.toPlainText()
        self._reading = notices.read(text)
        reading, rules = self._reading, self._context.workspace.rulebook.notices
        self.message.show_words(reading.elements)
        self._tags.show_tags(
            [
                (rules.label(word.kind).to(texts.language), self.message.word(word), tone)
                for word in reading.elements
                for tone in (tone_of(word.kind),)
            ]
        )
        self._understood.setVisible(bool(reading.elements))
        self.outcome.show_reading(reading, notices.detail(reading), blank=not text.strip())
        wanted = reading.proposal is not None
        self._whose.setVisible(wanted)
        self.candidates.setVisible(wanted)
        self._offer()

    def _offer(self) -> None:
        """Offer the card that the dialog is about, else those that the digits match."""
        notices, reading = self._context.workspace.notices, self._reading
        self.candidates.search.setVisible(self._card_id is None)
        if self._card_id is not None:
            self.candidates.show_matches((notices.of_card(self._card_id, reading),))
            return
        matches = notices.match(reading) if reading.proposal else ()
        self.candidates.show_matches(matches, "" if matches else self._nobody())

    def _nobody(self) -> str:
        texts, reading = self._context.texts, self._reading
        if reading.part is NoticePart.FINANCIAL and reading.digits:
            return texts("notices.bank_choose")
        if reading.digits:
            return texts("notices.nobody", digits=reading.digits)
        return texts("notices.choose_somebody")

    def _search(self, text: str) -> None:
        if not text.strip():
            self._offer()
            return
        found = self._context.workspace.notices.find(text, self._reading)
        note = "" if found else self._context.texts("notices.none_found")
        self.candidates.show_matches(found, note)

    def _judge(self) -> None:
        """Let the message be recorded only for a card whose digits do not speak against it."""
        match, reading = self.candidates.match, self._reading
        differs = match is not None and self._context.workspace.notices.differs(reading, match)
        sentence = ""
        if reading.proposal and differs:
            sentence = self._context.texts("notices.digits_differ", digits=reading.digits)
        elif reading.proposal and parse_date(self.outcome.day.iso()) is None:
            sentence = self._context.texts("notices.day_wrong")
        self.outcome.complain(sentence)
        ready = match is not None and not match.known and not sentence
        self._record.setEnabled(ready and reading.proposal is not None)
