"""Texts from other programs into a text, with words for what did not come along; and out again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kabao.domain.errors import KabaoError
from kabao.ui.cases.editors.prose.import_dialog import ImportDialog, remark_words

if TYPE_CHECKING:
    from kabao.domain.cases import MaterialKey
    from kabao.domain.prose.imports import ImportedText
    from kabao.ui.cases.editors.prose.editor import ProseEditor
    from kabao.ui.cases.workspace.session import CaseSession
    from kabao.ui.kit.context import RoomContext
    from kabao.ui.kit.jobs import JobControl
    from kabao.ui.kit.notices import NoticeBar

PATTERNS = ("*.docx", "*.md", "*.markdown", "*.txt", "*.docm", "*.html", "*.htm")
OUT = ("*.md",)


class Transfer:
    """Reads files in a worker, asks what to do with them, and writes the statement as Markdown."""

    def __init__(
        self, context: RoomContext, session: CaseSession, key: MaterialKey, notices: NoticeBar
    ) -> None:
        self._context, self._session, self._key, self._notices = context, session, key, notices

    def choose(self, editor: ProseEditor) -> None:
        """Let the user choose a file and read it."""
        title = self._context.texts("prose.import.choose")
        path = self._context.alerts.choose_open(title, PATTERNS)
        if path is not None:
            self.read(editor, Path(path))

    def read(self, editor: ProseEditor, path: Path) -> None:
        """Read a file in a worker; the text stays free to be written meanwhile."""
        self._notices.clear()
        texts = self._context.texts
        self._notices.show_notice("info", texts("prose.import.reading", name=path.name))

        def work(control: JobControl) -> ImportedText:
            from kabao.services.prose import read_file

            return read_file(path, cancelled=control.cancelled)

        def failed(error: Exception) -> None:
            self._notices.clear()
            self._notices.show_notice("error", self._context.alerts.sentence(error))

        self._context.jobs.run(work, lambda found: self._ask(editor, path.name, found), failed)

    def paste(self, editor: ProseEditor, html: str) -> None:
        """Insert pasted HTML as far as a text can hold it."""
        from kabao.exchange.prose.reading import read_html

        self._notices.clear()
        try:
            found = read_html(html)
        except KabaoError as error:
            self._notices.show_notice("error", self._context.alerts.sentence(error))
            return
        if found.text:
            editor.box.later(lambda: editor.box.insert(found.text))
        if found.remarks:
            told = self._context.texts("labels.list_separator").join(
                remark_words(self._context.texts, it) for it in found.remarks
            )
            words = self._context.texts("prose.import.pasted", told=told)
            self._notices.show_notice("warning", words)

    def export(self) -> None:
        """Write the statement as Markdown with its pictures beside it."""
        texts, alerts = self._context.texts, self._context.alerts
        name = f"{self._session.case.number or 'case'}-statement.md"
        path = alerts.choose_save(texts("prose.export.choose"), name, OUT)
        if path is None:
            return
        from kabao.services.prose import save_out, written_out

        self._notices.clear()
        try:
            case = self._session.case
            out = written_out(self._context.workspace, case, texts)
            save_out(Path(path), out)
        except KabaoError as error:
            self._notices.show_notice("error", alerts.sentence(error))
            return
        self._notices.show_notice("ok", texts("prose.export.done", name=Path(path).name))

    def _ask(self, editor: ProseEditor, name: str, found: ImportedText) -> None:
        self._notices.clear()
        if not found.text:
            words = self._context.texts("prose.import.nothing", name=name)
            self._notices.show_notice("warning", words)
            return
        filled = bool(editor.box.stored().strip())
        dialog = ImportDialog(self._context, name, found, filled, editor.box.window())
        wanted = dialog.exec()
        dialog.deleteLater()
        if wanted:
            self.insert(editor, found, behind=dialog.behind)

    def insert(self, editor: ProseEditor, found: ImportedText, *, behind: bool) -> None:
        """Write what was read into the text, pictures and all; one undo takes it back."""
        from kabao.services.prose import take_picture

        place = (self._session.case.id, editor.spec.name)
        changed = None
        try:
            for held in found.files.values():
                taken = take_picture(self._context.workspace, place, held.name, held.data)
                changed = taken.changed or changed
        except KabaoError as error:
            self._notices.show_notice("error", self._context.alerts.sentence(error))
            return
        if changed is not None:
            self._session.take_files(changed)
        if behind:
            editor.box.later(lambda: editor.box.append_text(found.text))
        else:
            editor.box.later(lambda: editor.box.replace(found.text))
        editor.box.setFocus()
