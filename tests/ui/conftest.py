"""The look and the words for window tests, drawn offscreen."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from typing import TYPE_CHECKING

import pytest

from kabao import app
from kabao.services.demo import make_demo_ledger
from kabao.settings import Loaded, Settings
from kabao.texts import Texts
from kabao.ui.kit.fonts import load_first_fonts
from kabao.ui.kit.jobs import JobRunner
from kabao.ui.kit.theme import Theme

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication

    from kabao.ui.shell.window import MainWindow

    MakeProgram = Callable[..., MainWindow]


@pytest.fixture(scope="session")
def dressed(qapp: QApplication) -> Theme:
    """One theme for the session: dressing the application costs more than most tests."""
    # Else the last window a test closes ends the event loop of the next dialog.
    qapp.setQuitOnLastWindowClosed(False)
    load_first_fonts()
    theme = Theme("light")
    theme.apply(qapp)
    return theme


@pytest.fixture
def theme(dressed: Theme) -> Iterator[Theme]:
    """The light theme at its plain size; what a test changes is put back."""
    yield dressed
    dressed.set_mode("light")
    dressed.set_scale(1.0)


@pytest.fixture
def texts() -> Texts:
    """The words in Chinese."""
    return Texts("zh")


@pytest.fixture
def english() -> Texts:
    """The words in English."""
    return Texts("en")


@pytest.fixture
def jobs(qapp: QApplication) -> JobRunner:
    """A runner that works at once."""
    return JobRunner(serial=True)


@pytest.fixture
def make_program(qapp: QApplication, theme: Theme, tmp_path: Path) -> Iterator[MakeProgram]:
    """Make the window of the program over the sample, in a language and at a size; work at once."""
    made: list[MainWindow] = []

    def make(**wishes: object) -> MainWindow:
        path = tmp_path / "sample.kabao"
        make_demo_ledger(path).close()
        window = app.make_window(qapp, Loaded(Settings(**wishes)), JobRunner(serial=True))
        made.append(window)
        window.show()
        assert window.open_path(path)
        window.activateWindow()
        return window

    yield make
    for window in made:
        window.close()
        window.parts.words.speak("en")
        window.deleteLater()
    theme.apply(qapp)  # the program has dressed the application by a theme of its own
