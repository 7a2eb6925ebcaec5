"""What is shown when the program itself is at fault: a report without anything private in it."""

from __future__ import annotations

import logging
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, qVersion
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout

from kabao import __version__
from kabao.ui.kit.buttons import PrimaryButton, SecondaryButton
from kabao.ui.kit.small_screens import keep_within_screen
from kabao.ui.kit.text import Label

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

    from kabao.texts import Texts
    from kabao.ui.kit.theme import Theme

_LOG = logging.getLogger(__name__)
_FOLDER = re.compile(r'File "[^"]*[/\\](?=[^/\\"]+")')


def report(error: BaseException) -> str:
    """Return what a maintainer needs: versions and the traceback, masked."""
    import platform
    import traceback

    from kabao import logs

    lines = [
        f"Kabao {__version__}, Python {platform.python_version()}, Qt {qVersion()}",
        f"{platform.system()} {platform.release()} {platform.machine()}",
        "",
        logs.mask_traceback("".join(traceback.format_exception(error))),
    ]
    return _FOLDER.sub('File "', "\n".join(lines)).replace(str(Path.home()), "~")


class CrashDialog(QDialog):
    """Says that something unforeseen happened and offers the report."""

    def __init__(self, theme: Theme, texts: Texts, error: BaseException) -> None:
        # Without a parent: a window that is just going away would take the report with it.
        super().__init__()
        keep_within_screen(self)
        self.setWindowTitle(texts("shell.name"))
        self.setModal(True)
        column = QVBoxLayout(self)
        margin = theme.space("page_margin")
        column.setContentsMargins(margin, margin, margin, margin)
        column.setSpacing(theme.px(12))
        column.addWidget(Label(texts("kit.crash.title"), "heading", wrap=True))
        column.addWidget(Label(texts("kit.crash.text"), wrap=True))
        self.box = QPlainTextEdit(report(error))
        self.box.setReadOnly(True)
        self.box.setTabChangesFocus(True)
        self.box.setAccessibleName(texts("kit.crash.report"))
        self.box.setMinimumSize(theme.px(560), theme.px(220))
        column.addWidget(self.box)
        row = QHBoxLayout()
        row.addStretch(1)
        self.copy = SecondaryButton(theme, texts("kit.crash.copy"), "copy")
        self.copy.clicked.connect(lambda _: self._copy(texts))
        close = PrimaryButton(theme, texts("kit.close"))
        close.clicked.connect(lambda _: self.accept())
        row.addWidget(self.copy)
        row.addWidget(close)
        column.addLayout(row)

    def _copy(self, texts: Texts) -> None:
        QApplication.clipboard().setText(self.box.toPlainText())
        self.copy.setText(texts("kit.crash.copied"))


class CrashHook(QObject):
    """Stands at ``sys.excepthook``: logs the defect and shows one dialog at a time."""

    def __init__(self, theme: Theme, texts: Callable[[], Texts]) -> None:
        super().__init__()
        self._theme = theme
        self._texts = texts
        self._showing = False

    def install(self) -> None:
        """Take defects from now on."""
        sys.excepthook = self.handle

    def handle(
        self,
        kind: type[BaseException],
        error: BaseException,
        trace: TracebackType | None,
    ) -> None:
        """Log and show a defect; Ctrl+C ends the program as always."""
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        _LOG.critical("unexpected error", exc_info=(kind, error, trace))
        if self._showing:
            return
        self._showing = True
        try:
            CrashDialog(self._theme, self._texts(), error).exec()
        finally:
            self._showing = False
