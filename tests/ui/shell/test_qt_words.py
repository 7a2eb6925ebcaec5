"""The windows of Qt itself speak the language of the program."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QLocale, QObject
from PySide6.QtGui import QAction
from PySide6.QtPrintSupport import QPrinter, QPrintPreviewDialog
from PySide6.QtWidgets import QDialogButtonBox, QLabel, QLineEdit, QPlainTextEdit, QPushButton

from kabao.texts import Texts
from kabao.ui.kit.alerts import Alerts
from kabao.ui.shell.translators import QtWords

CANCEL, SAVE = QDialogButtonBox.StandardButton.Cancel, QDialogButtonBox.StandardButton.Save


@pytest.fixture
def words(qapp):
    for other in qapp.findChildren(QtWords):  # of windows that other tests have closed
        other.speak("en")
    words = QtWords(qapp)
    yield words
    words.speak("en")
    words.setParent(QObject())


@pytest.mark.parametrize(
    ("language", "cancel", "save", "monday"),
    [
        ("zh", "取消", "保存", "星期一"),
        ("zh_TW", "取消", "儲存", "星期一"),
        ("en", "Cancel", "Save", "Monday"),
    ],
)
def test_buttons_and_days(words, qtbot, language, cancel, save, monday):
    assert words.speak(language)
    box = QDialogButtonBox(CANCEL | SAVE)
    qtbot.addWidget(box)
    bare = [box.button(kind).text().partition("(")[0].replace("&", "") for kind in (CANCEL, SAVE)]
    assert bare == [cancel, save]
    assert QLocale().dayName(1) == monday


@pytest.mark.parametrize("language", ["zh", "zh_TW"])
def test_dialogs_for_files_and_printing_speak_chinese(words, theme, qtbot, language):
    words.speak(language)
    files = Alerts(theme, Texts(language), lambda: None)._dialog("打开", ())
    preview = QPrintPreviewDialog(QPrinter())
    for dialog in (files, preview):
        qtbot.addWidget(dialog)
    shown = [one.text() for kind in (QLabel, QPushButton) for one in files.findChildren(kind)]
    shown += [one.text() for one in preview.findChildren(QAction)]
    told = [text for text in shown if any(sign.isalpha() for sign in text)]
    assert len(told) > 10
    assert [text for text in told if text.partition("(")[0].isascii()] == []


@pytest.mark.parametrize(("language", "undo"), [("zh", "撤销(&U)"), ("zh_TW", "復原(&U)")])
def test_undo_in_a_field_is_called_as_everywhere_else(words, qtbot, language, undo):
    words.speak(language)
    for field in (QLineEdit(), QPlainTextEdit()):
        qtbot.addWidget(field)
        menu = field.createStandardContextMenu()
        qtbot.addWidget(menu)
        assert menu.actions()[0].text().partition("\t")[0] == undo
    assert undo.startswith(Texts(language)("steps.undo"))
