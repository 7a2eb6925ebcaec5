"""Forms for the pen from the window: which one, in which language, filled in or empty."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from kabao.services.blanks import fits, form_names, plan_blank, plan_filled, write_blank
from kabao.ui.kit.dialog_buttons import DialogButtons
from kabao.ui.kit.fields import CheckBox, ComboBox
from kabao.ui.kit.rooms import Command
from kabao.ui.kit.text import Label

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from kabao.documents.package import PackageResult
    from kabao.domain.cases import Case
    from kabao.ui.cases.workspace.page import CasePage
    from kabao.ui.kit.context import RoomContext
    from kabao.ui.kit.jobs import JobControl
    from kabao.ui.kit.notices import NoticeBar

_LANGUAGES = ("zh", "en", "both")


@dataclass(frozen=True, slots=True)
class BlankWish:
    """What the user asked for."""

    form: str
    language: str
    filled: bool = False
    full_numbers: bool = False


class BlankDialog(QDialog):
    """Asks for a form; with a case those of its applicant, filled in unless told otherwise."""

    def __init__(self, context: RoomContext, case: Case | None, parent: QWidget | None) -> None:
        super().__init__(parent)
        theme, texts = context.theme, context.texts
        self.setWindowTitle(texts("cases.blank.title"))
        self.form, self.language = ComboBox(theme), ComboBox(theme)
        for name in form_names(context.workspace.rulebook):
            if case is None or fits(name, case):
                title = name.title.to(texts.language)
                kind = texts(f"cases.blank.of_{name.applicant or 'record'}")
                self.form.addItem(texts("cases.blank.form_of", title=title, kind=kind), name.key)
        if case is not None:
            first = f"{case.main}_{case.applicant_kind}"
            self.form.setCurrentIndex(self.form.findData(first))
        for language in _LANGUAGES:
            self.language.addItem(texts(f"cases.export.language_{language}"), language)
        self.language.setCurrentIndex(_LANGUAGES.index(texts.written))
        self.filled = CheckBox(theme, texts("cases.blank.filled"))
        self.full_numbers = CheckBox(theme, texts("cases.export.full_numbers"))
        for box in (self.filled, self.full_numbers):
            box.setVisible(case is not None)
        self.filled.setChecked(case is not None)
        self.filled.toggled.connect(self.full_numbers.setEnabled)
        self._lay_out(context)

    def _lay_out(self, context: RoomContext) -> None:
        theme, texts = context.theme, context.texts
        column = QVBoxLayout(self)
        margin = theme.space("page_margin")
        column.setContentsMargins(margin, margin, margin, margin)
        column.setSpacing(theme.space("s3"))
        for words, widget in (("form", self.form), ("language", self.language)):
            label = Label(texts(f"cases.blank.{words}"), "small", "ink_2")
            label.setBuddy(widget)
            widget.setAccessibleName(label.text())
            column.addWidget(label)
            column.addWidget(widget)
        column.addWidget(self.filled)
        column.addWidget(self.full_numbers)
        column.addWidget(Label(texts("cases.blank.note"), "small", "ink_2", wrap=True))
        column.addStretch(1)
        column.addLayout(self._buttons(context))
        self.setMinimumWidth(theme.px(480))

    def _buttons(self, context: RoomContext) -> DialogButtons:
        theme, texts = context.theme, context.texts
        return DialogButtons(self, theme, texts, texts("cases.blank.save"), self.accept)

    def wish(self) -> BlankWish:
        """Return what was chosen."""
        filled = self.filled.isChecked()
        return BlankWish(
            self.form.currentData(),
            self.language.currentData(),
            filled,
            filled and self.full_numbers.isChecked(),
        )


class BlankForms:
    """Prints a form for the pen from the list of cases or from an opened case."""

    def __init__(
        self,
        context: RoomContext,
        notices: Callable[[], NoticeBar],
        page: Callable[[], CasePage | None],
    ) -> None:
        self._context = context
        self._notices = notices
        self._page = page

    def commands(self) -> Sequence[Command]:
        """Return the command that prints a form."""
        title = self._context.texts("cases.blank.command")
        return (Command("cases.blank", title, self.print_form, "file-text"),)

    def print_form(self) -> None:
        """Ask for a form and a file and write it."""
        page = self._page()
        if page is not None:
            page.session.flush()
        case = page.session.case if page is not None else None
        wish = self.ask(case)
        if wish is None:
            return
        filled = wish.filled and case is not None
        name = f"{case.number}-{wish.form}.pdf" if filled and case else f"{wish.form}.pdf"
        title = self._context.texts("cases.blank.title")
        target = self._context.alerts.choose_save(title, name, ("*.pdf",))
        if target is not None:
            self._write(wish, case if filled else None, target)

    def ask(self, case: Case | None) -> BlankWish | None:
        """Show the dialog; None if the user thought better of it."""
        dialog = BlankDialog(self._context, case, self._notices().window())
        return dialog.wish() if dialog.exec() else None

    def _write(self, wish: BlankWish, case: Case | None, target: Path) -> None:
        workspace = self._context.workspace
        view = workspace.cases.view(case) if case is not None else None
        rules, key, language = workspace.rulebook, wish.form, wish.language

        def work(_control: JobControl) -> PackageResult:
            if view is None:
                return write_blank(plan_blank(rules, key, language), target)
            plan = plan_filled(rules, key, language, view, full_numbers=wish.full_numbers)
            return write_blank(plan, target)

        self._context.jobs.run(work, self._done, self._context.alerts.show)

    def _done(self, result: PackageResult) -> None:
        texts = self._context.texts
        folder = result.path.parent
        self._notices().show_notice(
            "ok",
            texts("cases.export.done", name=result.path.name, pages=result.pages),
            texts("cases.export.open_folder"),
            lambda: _open(folder),
        )


def _open(folder: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
