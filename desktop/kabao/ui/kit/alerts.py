"""What goes wrong, in the user's words; questions; and the dialogs that choose files."""

from __future__ import annotations

import errno
import logging
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QDir, QObject
from PySide6.QtWidgets import QApplication, QFileDialog, QInputDialog, QLineEdit, QMessageBox

from kabao.domain.errors import KabaoError
from kabao.ui.kit.file_dialog import dress
from kabao.ui.kit.labels import finding_text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QWidget

    from kabao.texts import Texts
    from kabao.ui.kit.theme import Theme

_LOG = logging.getLogger(__name__)
_MOST_FINDINGS = 6
_LABELS = {
    QFileDialog.DialogLabel.LookIn: "kit.dialog.look_in",
    QFileDialog.DialogLabel.FileName: "kit.dialog.file_name",
    QFileDialog.DialogLabel.FileType: "kit.dialog.file_type",
}
"""Labels of the file dialog that Qt's own Chinese lacks, or words otherwise than the rest."""
_SYSTEM_CODES = {
    errno.ENOSPC: "kit.system.disk_full",
    errno.EDQUOT: "kit.system.disk_full",
    errno.EACCES: "kit.system.no_permission",
    errno.EPERM: "kit.system.no_permission",
    errno.EROFS: "kit.system.no_permission",
    errno.ENOENT: "kit.system.not_found",
}


class Alerts(QObject):
    """Tells and asks. The language is that of ``texts``; the parent is the window of the moment."""

    def __init__(self, theme: Theme, texts: Texts, parent: Callable[[], QWidget | None]) -> None:
        super().__init__()
        self._theme = theme
        self._texts = texts
        self._parent = parent
        self._folder = str(Path.home())
        self._page: Callable[[str, str], bool] | None = None

    def tell_on(self, page: Callable[[str, str], bool]) -> None:
        """Say single sentences on a page rather than in a box, where the page takes them."""
        self._page = page

    def _inline(self, tone: str, text: str) -> bool:
        """Say something on the page; over a dialog it would stand behind what is looked at."""
        if self._page is None or QApplication.activeModalWidget() is not None:
            return False
        return self._page(tone, text)

    def start_in(self, folder: Path) -> None:
        """Begin the next file dialog in a folder."""
        self._folder = str(folder)

    def sentence(self, error: Exception) -> str:
        """Return one sentence with the remedy for anything that can be raised."""
        if isinstance(error, KabaoError):
            key = f"errors.{error.code}"
            if self._texts.has(key):
                return self._texts(key, **error.params)
        if isinstance(error, OSError):
            key = _SYSTEM_CODES.get(error.errno or 0, "kit.system.other")
            name = Path(str(error.filename)).name if error.filename else ""
            return self._texts(key, name=name)
        return self._texts("kit.unknown_error", code=_code(error))

    def details(self, error: Exception) -> str:
        """Return the findings an error carries, one on each line."""
        if not isinstance(error, KabaoError):
            return ""
        lines = [finding_text(self._texts, item) for item in error.findings[:_MOST_FINDINGS]]
        rest = len(error.findings) - len(lines)
        if rest > 0:
            lines.append(self._texts("kit.more_findings", count=rest))
        return "\n".join(lines)

    def show(self, error: Exception) -> None:
        """Say what went wrong, on the page if it is one sentence; a defect also goes to the log."""
        if not isinstance(error, KabaoError | OSError):
            _LOG.error("unexpected error", exc_info=error)
        details = self.details(error)
        if details or not self._inline("error", self.sentence(error)):
            self._box(QMessageBox.Icon.NoIcon, self.sentence(error), details).exec()

    def tell(self, text: str, details: str = "") -> None:
        """Say something that needs an answer no longer than OK."""
        if details or not self._inline("info", text):
            self._box(QMessageBox.Icon.NoIcon, text, details).exec()

    def ask(self, question: str, text: str = "", yes: str = "", *, danger: bool = False) -> bool:
        """Ask before something is done; Esc and closing mean no, and so does Enter if dangerous."""
        box = self._box(QMessageBox.Icon.NoIcon, question, text)
        agree = box.addButton(yes or self._texts("kit.yes"), QMessageBox.ButtonRole.AcceptRole)
        refuse = box.addButton(self._texts("kit.cancel"), QMessageBox.ButtonRole.RejectRole)
        box.removeButton(box.button(QMessageBox.StandardButton.Ok))
        box.setDefaultButton(refuse if danger else agree)
        box.setEscapeButton(refuse)
        box.exec()
        return box.clickedButton() is agree

    def text(self, question: str, value: str = "") -> str | None:
        """Ask for one line of text; None if the user thought better of it."""
        answer, agreed = QInputDialog.getText(
            self._parent(), self._title(), question, QLineEdit.EchoMode.Normal, value
        )
        return answer if agreed else None

    def password(self, question: str) -> str | None:
        """Ask for a password, shown as dots; None if the user thought better of it."""
        answer, agreed = QInputDialog.getText(
            self._parent(), self._title(), question, QLineEdit.EchoMode.Password
        )
        return answer if agreed else None

    def choose_open(self, title: str, patterns: Sequence[str] = ()) -> Path | None:
        """Let the user choose a file, ``patterns`` being such as ``*.kabao``."""
        chosen = self._choose(title, patterns, QFileDialog.FileMode.ExistingFile)
        return chosen[0] if chosen else None

    def choose_opens(self, title: str, patterns: Sequence[str] = ()) -> list[Path]:
        """Let the user choose several files."""
        return self._choose(title, patterns, QFileDialog.FileMode.ExistingFiles)

    def choose_folder(self, title: str) -> Path | None:
        """Let the user choose a folder."""
        chosen = self._choose(title, (), QFileDialog.FileMode.Directory)
        return chosen[0] if chosen else None

    def choose_save(self, title: str, name: str, patterns: Sequence[str] = ()) -> Path | None:
        """Let the user name a file; the ending of the first pattern is added where it lacks."""
        dialog = self._dialog(title, patterns)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setFileMode(QFileDialog.FileMode.AnyFile)
        if patterns and patterns[0].startswith("*."):
            dialog.setDefaultSuffix(patterns[0].removeprefix("*."))
        dialog.selectFile(name)
        chosen = self._run(dialog)
        return chosen[0] if chosen else None

    def _choose(
        self, title: str, patterns: Sequence[str], mode: QFileDialog.FileMode
    ) -> list[Path]:
        dialog = self._dialog(title, patterns)
        dialog.setFileMode(mode)
        return self._run(dialog)

    def _dialog(self, title: str, patterns: Sequence[str]) -> QFileDialog:
        dialog = QFileDialog(self._parent(), title, self._folder)
        # The native dialog speaks the language of the desktop, not the one chosen here.
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
        dialog.setFilter(dialog.filter() | QDir.Filter.NoDotAndDotDot)
        for part, key in _LABELS.items():
            dialog.setLabelText(part, self._texts(key))
        for line in dialog.findChildren(QLineEdit):
            completer: Any = None  # its list would take the first Enter for itself
            line.setCompleter(completer)
        if patterns:
            dialog.setNameFilter(f"{self._texts('kit.files')} ({' '.join(patterns)})")
        dress(dialog, self._theme)
        return dialog

    def _run(self, dialog: QFileDialog) -> list[Path]:
        agreed = dialog.exec() == QFileDialog.DialogCode.Accepted
        chosen = [Path(name) for name in dialog.selectedFiles()] if agreed else []
        self._folder = dialog.directory().absolutePath()
        dialog.deleteLater()
        return chosen

    def _box(self, icon: QMessageBox.Icon, text: str, details: str) -> QMessageBox:
        box = QMessageBox(self._parent())
        box.setIcon(icon)
        box.setWindowTitle(self._title())
        box.setText(text)
        box.setInformativeText(details)
        box.setStandardButtons(QMessageBox.StandardButton.Ok)
        return box

    def _title(self) -> str:
        return self._texts("shell.name")


def _code(error: Exception) -> str:
    return error.code if isinstance(error, KabaoError) else type(error).__name__
