from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialog

from kabao.ui.shell.crash import CrashDialog, CrashHook, report

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from kabao.texts import Texts
    from kabao.ui.kit.theme import Theme

NUMBER = "110000199001010013"


def broken() -> Exception:
    try:
        return read(f"number {NUMBER} in {Path.home()}/台账.kabao")
    except ValueError as error:
        return error


def read(text: str) -> Exception:
    raise ValueError(text)


def test_the_report_holds_nothing_private() -> None:
    text = report(broken())
    assert "ValueError" in text
    assert "test_crash.py" in text
    assert NUMBER not in text
    assert "110***********0013" in text
    assert str(Path.home()) not in text
    assert str(Path(__file__).parent) not in text


def test_the_report_can_be_copied(theme: Theme, texts: Texts, qtbot: QtBot) -> None:
    dialog = CrashDialog(theme, texts, broken())
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.mouseClick(dialog.copy, Qt.MouseButton.LeftButton)
    assert QApplication.clipboard().text() == dialog.box.toPlainText()
    assert dialog.copy.text() == "已复制"
    dialog.close()


@pytest.mark.expected_log("unexpected error")
def test_a_defect_is_logged_and_shown_once(theme: Theme, texts: Texts, qtbot: QtBot) -> None:
    hook = CrashHook(theme, lambda: texts)
    error = broken()
    shown: list[QDialog] = []

    def second() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, CrashDialog)
        shown.append(dialog)
        hook.handle(ValueError, error, error.__traceback__)
        dialog.accept()

    QTimer.singleShot(50, second)
    hook.handle(ValueError, error, error.__traceback__)
    assert len(shown) == 1


def test_the_hook_stands_where_python_looks(
    theme: Theme, texts: Texts, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.__excepthook__)
    hook = CrashHook(theme, lambda: texts)
    hook.install()
    assert sys.excepthook == hook.handle
