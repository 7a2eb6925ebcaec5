"""The look and the words for window tests, drawn offscreen."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from typing import TYPE_CHECKING

import pytest

from kabao.texts import Texts
from kabao.ui.kit.fonts import load_first_fonts
from kabao.ui.kit.jobs import JobRunner
from kabao.ui.kit.theme import Theme

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication


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
