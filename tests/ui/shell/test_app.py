from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kabao import app
from kabao.settings import Loaded, Settings
from kabao.ui.kit.jobs import JobRunner

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from kabao.ui.kit.theme import Theme
    from kabao.ui.shell.window import MainWindow

ROOMS = ["overview", "holders", "cases", "employers", "settings"]
RUN = """
import sys
from PySide6.QtCore import QTimer
from kabao import app
make = app.make_window
def make_and_close(*arguments, **named):
    window = make(*arguments, **named)
    QTimer.singleShot(800, window.close)
    return window
app.make_window = make_and_close
sys.exit(app.main(sys.argv[1:]))
"""


@pytest.fixture
def window(qapp: QApplication, theme: Theme, qtbot: QtBot) -> Iterator[MainWindow]:
    loaded = Loaded(Settings(language="zh", theme="light"))
    window = app.make_window(qapp, loaded, JobRunner(serial=True))
    qtbot.addWidget(window)
    window.show()
    yield window
    window.close()
    window.parts.words.speak("en")
    theme.apply(qapp)


def test_every_room_opens_on_a_new_ledger_in_both_languages(
    window: MainWindow, tmp_path: Path
) -> None:
    path = tmp_path / "新.kabao"
    window.parts.doors.create(path).close()
    assert window.open_path(path)
    for language in ("zh", "en"):
        window.parts.preferences.change(language=language)
        for key in ROOMS:
            window.frame.show_room(key)
            assert window.frame.current == key


def test_the_sample_opens_and_says_so_in_every_room(
    window: MainWindow, own_config_folder: Path
) -> None:
    window.try_sample()
    assert window.workspace.ledger.path.parent == own_config_folder / "sample"
    for key in ROOMS:
        window.frame.show_room(key)
        assert "虚构数据" in window.frame.top.ledger.text()


def test_a_broken_ledger_leaves_the_welcome_page_with_a_sentence(
    window: MainWindow, tmp_path: Path
) -> None:
    path = tmp_path / "broken.kabao"
    path.write_bytes(b"this is no ledger at all" * 100)
    assert not window.open_path(path)
    assert window.workspace is None
    assert len(window.welcome.notices.notices()) == 1


def test_settings_put_aside_are_told(
    qapp: QApplication, theme: Theme, qtbot: QtBot, tmp_path: Path
) -> None:
    loaded = Loaded(Settings(language="zh"), set_aside=tmp_path / "settings.json.bad")
    window = app.make_window(qapp, loaded, JobRunner(serial=True))
    qtbot.addWidget(window)
    said = [notice.label.text() for notice in window.welcome.notices.notices()]
    assert "settings.json.bad" in said[0]
    window.parts.words.speak("en")
    theme.apply(qapp)


def test_the_program_starts_and_ends(own_config_folder: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", RUN],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env={**os.environ, "PYTHONPATH": str(Path(app.__file__).parents[1])},
    )
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    assert (own_config_folder / "settings.json").is_file()
