"""The palette leads to people, cases and employers too."""

from __future__ import annotations

from dataclasses import replace
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from shiboken6 import delete

from kabao.ui.kit.jobs import Job
from kabao.ui.kit.rooms import Command
from kabao.ui.shell.finder import Finder
from kabao.ui.shell.palette import CommandPalette
from ui.rooms import PEOPLE, make_context, make_workspace


@pytest.fixture
def palette(tmp_path, theme, texts, jobs, qtbot):
    workspace = make_workspace(tmp_path)
    window = QWidget()
    window.resize(900, 700)
    qtbot.addWidget(window)
    window.show()
    context, heard, _ = make_context(workspace, texts, theme, jobs)
    finder = Finder(context)
    did = []
    commands = [Command("new", "新建持卡人", lambda: did.append("new"), shortcut="Ctrl+N")]
    palette = CommandPalette(theme, texts, commands, window, finder)
    palette.did, palette.heard = did, heard
    palette.open()
    yield palette
    for opened in window.findChildren(CommandPalette):
        opened.close()
    workspace.close()


def _typed(palette, qtbot, text):
    palette.line.clear()
    qtbot.keyClicks(palette.line, text)
    qtbot.waitUntil(lambda: not palette._typing.isActive())
    return palette.titles()


def test_a_command_is_found_by_pinyin(palette, qtbot):
    assert _typed(palette, qtbot, "xjckr") == ["新建持卡人"]
    assert _typed(palette, qtbot, "qqqq") == []


def test_a_person_is_found_and_shown(palette, qtbot):
    name = PEOPLE[0][0]
    palette.line.setText(name)
    qtbot.waitUntil(lambda: palette.titles() == [name])
    said = palette.view.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert PEOPLE[0][1] not in said
    qtbot.keyClick(palette.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: palette.heard.places != [])
    assert palette.heard.places[0].room == "holders"


def test_other_words_forget_who_was_found(palette, qtbot):
    palette.line.setText(PEOPLE[0][0])
    qtbot.waitUntil(lambda: palette.titles() == [PEOPLE[0][0]])
    palette.line.setText("新建")
    assert palette.titles() == ["新建持卡人"]


def test_the_field_stays_one_line_high_above_a_single_command(palette, qtbot):
    height = palette.line.height()
    assert _typed(palette, qtbot, "xjckr") == ["新建持卡人"]
    qtbot.waitUntil(lambda: palette.height() < 100)
    assert palette.line.height() == height


def test_an_answer_to_nothing_typed_is_not_told_after_the_palette_has_closed(palette):
    finder, told = palette._finder, []
    finder._context = replace(finder._context, jobs=LateJobs())
    finder.find("", told.append)
    palette.reject()
    finder._context.jobs.answer(())
    assert told == []


class LateJobs:
    """A worker whose answer comes when the test says so."""

    def run(self, _work, on_done, _on_failed, *, background):
        self.answer = on_done
        return Job(Event())


def test_a_palette_that_is_taken_away_is_told_nothing(palette):
    finder = palette._finder
    finder._asked = "王"
    delete(palette)
    assert finder._asked is None
