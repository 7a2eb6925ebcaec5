"""Supplement requests in the window: a bureau writes one, the applicant takes one in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from kabao.domain.errors import KabaoError
from kabao.domain.findings import Place
from kabao.domain.supplements import LONGEST, Request
from kabao.services.supplements import ReadPackage, WrittenSupplement, read_asked, write_answer
from kabao.ui.kit.buttons import PrimaryButton, SecondaryButton
from kabao.ui.kit.fields import ComboBox
from kabao.ui.kit.rooms import Command
from kabao.ui.kit.small_screens import keep_within_screen
from kabao.ui.kit.text import Label

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from kabao.ui.kit.context import RoomContext
    from kabao.ui.kit.jobs import JobControl
    from kabao.ui.kit.notices import NoticeBar

_SENT = ("*.pdf", "*.json")
_PACKAGES = ("*.pdf",)


class SupplementDialog(QDialog):
    """Gathers what a bureau asks for, one item after the other."""

    def __init__(self, context: RoomContext, package: ReadPackage, parent: QWidget | None) -> None:
        super().__init__(parent)
        keep_within_screen(self)
        self._context, self._package = context, package
        self.requests: list[Request] = []
        texts, theme = context.texts, context.theme
        self.setWindowTitle(texts("supplements.write_title", case=package.case))
        self.issuer = QLineEdit()
        self.issuer.setAccessibleName(texts("supplements.paper.issuer"))
        self.material, self.field = ComboBox(theme), ComboBox(theme)
        self.material.setAccessibleName(texts("supplements.paper.place"))
        self.field.setAccessibleName(texts("supplements.field"))
        self.material.addItem(texts("supplements.whole"), 0)
        for number, form in enumerate(package.forms, start=1):
            self.material.addItem(f"{number}. {form.title.to(texts.language)}", number)
        self.material.currentIndexChanged.connect(lambda _: self._show_fields())
        self.text = QPlainTextEdit()
        self.text.setAccessibleName(texts("supplements.paper.text"))
        self.text.setTabChangesFocus(True)
        self.text.textChanged.connect(self._show_state)
        self._build_list()
        self.go_on = PrimaryButton(theme, texts("supplements.choose"))
        self.go_on.clicked.connect(self.accept)
        self._lay_out()
        self._show_fields()
        self._show_state()

    def _build_list(self) -> None:
        """Make the list of what was put down, and what moves items onto it and off it."""
        theme, texts = self._context.theme, self._context.texts
        self.list = QListWidget()
        self.list.setAccessibleName(texts("supplements.items"))
        self.list.setWordWrap(True)
        self.list.currentRowChanged.connect(lambda _: self._show_state())
        self._none = Label(texts("supplements.none_yet"), "small", "ink_2")
        self._add = SecondaryButton(theme, texts("supplements.add"), icon="plus")
        self._add.clicked.connect(self.add)
        self.back = SecondaryButton(theme, texts("supplements.back"), icon="pencil")
        self.back.clicked.connect(self.take_back)
        keys = QShortcut(QKeySequence(QKeyCombination(Qt.Key.Key_Delete)), self.list)
        keys.setContext(Qt.ShortcutContext.WidgetShortcut)
        keys.activated.connect(self.take_back)

    def add(self) -> None:
        """Put down what was typed and make room for the next item."""
        words = self.text.toPlainText().strip()[:LONGEST]
        if words:
            place = self.material.currentData(), self.field.currentData() or ""
            self.requests.append(Request(words, *place))
            self.text.clear()
            self._show_items()
        self._show_state()

    def accept(self) -> None:
        """Go on with what was put down and what stands there still to be."""
        self.add()
        super().accept()

    def take_back(self) -> None:
        """Take the chosen item off the list, back to where it was typed."""
        row = self.list.currentRow()
        if not 0 <= row < len(self.requests):
            return
        self.add()
        item = self.requests.pop(row)
        self.material.setCurrentIndex(max(0, self.material.findData(item.material)))
        self.field.setCurrentIndex(max(0, self.field.findData(item.field)))
        self.text.setPlainText(item.text)
        self._show_items()
        self._show_state()
        self.text.setFocus()

    def _show_items(self) -> None:
        self.list.clear()
        for item in self.requests:
            self.list.addItem(f"{self._place(item)}\n{item.text}")

    def _place(self, item: Request) -> str:
        named = [self.material.itemText(self.material.findData(item.material))]
        if item.field:
            fields = self._package.forms[item.material - 1].fields
            spec = next(spec for spec in fields if spec.name == item.field)
            named.append(spec.label.to(self._context.texts.language))
        return " / ".join(named)

    def _show_fields(self) -> None:
        texts, number = self._context.texts, self.material.currentData()
        self.field.clear()
        self.field.addItem(texts("supplements.whole_material"), "")
        for spec in self._package.forms[number - 1].fields if number else ():
            self.field.addItem(spec.label.to(texts.language), spec.name)
        self.field.setEnabled(bool(number))

    def _show_state(self) -> None:
        typed = bool(self.text.toPlainText().strip())
        self._add.setEnabled(typed)
        self.back.setEnabled(self.list.currentRow() >= 0)
        self.go_on.setEnabled(typed or bool(self.requests))
        self.list.setVisible(bool(self.requests))
        self._none.setVisible(not self.requests)

    def _lay_out(self) -> None:
        theme, texts = self._context.theme, self._context.texts
        column = QVBoxLayout(self)
        margin = theme.space("page_margin")
        column.setContentsMargins(margin, margin, margin, margin)
        column.setSpacing(theme.space("s3"))
        self.text.setFixedHeight(theme.px(96))
        for word, widget in (
            ("supplements.paper.issuer", self.issuer),
            ("supplements.paper.place", self.material),
            ("supplements.field", self.field),
            ("supplements.paper.text", self.text),
        ):
            label = Label(texts(word), "small", "ink_2")
            label.setBuddy(widget)
            column.addWidget(label)
            column.addWidget(widget)
        row = QHBoxLayout()
        row.addWidget(self._add)
        row.addWidget(self.back)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(self._none)
        column.addWidget(self.list, 1)
        column.addStretch(0)
        cancel = SecondaryButton(theme, texts("kit.cancel"))
        cancel.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(self.go_on)
        column.addLayout(buttons)
        self.setMinimumWidth(theme.px(560))


class SupplementFiles:
    """Asks for the files and tells what came of them on the page that is shown."""

    def __init__(self, context: RoomContext, notices: Callable[[], NoticeBar]) -> None:
        self._context = context
        self._notices = notices

    def commands(self) -> Sequence[Command]:
        """Return the commands of both sides."""
        texts = self._context.texts
        return (
            Command("cases.supplement_take", texts("supplements.take"), self.take, "file-import"),
            Command("cases.supplement_write", texts("supplements.write"), self.write, "pencil"),
        )

    def take(self) -> None:
        """Take a request in and go to its case, where it stands among the findings."""
        path = self._choose("supplements.take", _SENT)
        if path is None:
            return
        context = self._context
        try:
            taken = context.workspace.supplements.take(path)
        except KabaoError as error:
            context.alerts.show(error)
            return
        context.announce(taken.changed)
        context.navigate(Place("cases", taken.case_id))
        item = taken.supplement
        key = "supplements.taken" if taken.is_new else "supplements.known"
        words = context.texts(key, count=len(item.requests), case=item.case, issuer=item.issuer)
        self._notices().show_notice("info", words)
        if taken.is_new:
            context.offer_undo(words)

    def write(self) -> None:
        """Read a package, gather what is asked for, and write both files."""
        path = self._choose("supplements.write", _PACKAGES)
        if path is None:
            return
        context, rulebook = self._context, self._context.workspace.rulebook
        try:
            package = read_asked(path, rulebook)
        except KabaoError as error:
            context.alerts.show(error)
            return
        dialog = self.ask(package)
        if dialog is None:
            return
        folder = context.alerts.choose_folder(context.texts("supplements.folder"))
        if folder is None:
            return
        texts = context.texts
        head = (dialog.issuer.text().strip() or texts("supplements.somebody"), context.clock())
        requests = tuple(dialog.requests)

        def work(_control: JobControl) -> WrittenSupplement:
            return write_answer(package, requests, head, (folder, texts.language), rulebook)

        context.jobs.run(work, self._written, context.alerts.show)

    def ask(self, package: ReadPackage) -> SupplementDialog | None:
        """Show the dialog; None if the user thought better of it."""
        dialog = SupplementDialog(self._context, package, self._notices().window())
        return dialog if dialog.exec() else None

    def _written(self, written: WrittenSupplement) -> None:
        item = written.supplement
        words = self._context.texts(
            "supplements.written",
            count=len(item.requests),
            case=item.case,
            file=written.paper.name,
        )
        self._notices().show_notice("ok", words)

    def _choose(self, title: str, patterns: Sequence[str]) -> Path | None:
        return self._context.alerts.choose_open(self._context.texts(title), patterns)
