"""Desks over a register, with and without settings to keep."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kabao.rulebook import load
from kabao.services.workspace import Workspace
from kabao.settings import Settings
from kabao.ui.holders.panel import HolderPanel
from kabao.ui.kit.preferences import Preferences
from ui.holders.register_desk import crowded, open_desk
from ui.rooms import TODAY, make_context, make_workspace


@pytest.fixture(scope="session")
def rulebook():
    return load()


@pytest.fixture(scope="session")
def crowd_file(tmp_path_factory):
    """The file of a register of thirty people, made once."""
    with crowded(tmp_path_factory.mktemp("crowd")) as made:
        return made.ledger.path


@pytest.fixture
def crowd(crowd_file, rulebook, tmp_path):
    path = Path(shutil.copy(crowd_file, tmp_path / "room.kabao"))
    with Workspace.open(path, rulebook, lambda: TODAY) as opened:
        yield opened


@pytest.fixture
def preferences():
    stored = []
    return Preferences(Settings(), stored.append)


@pytest.fixture
def register(crowd, texts, theme, jobs, preferences, qtbot):
    desk = open_desk(crowd, texts, theme, jobs, preferences)
    qtbot.addWidget(desk.page)
    yield desk
    desk.page.close()


@pytest.fixture
def workspace(tmp_path):
    with make_workspace(tmp_path) as opened:
        yield opened


@pytest.fixture
def desk(workspace, texts, theme, jobs, qtbot):
    context, heard, answers = make_context(workspace, texts, theme, jobs)
    panel = HolderPanel(context)
    qtbot.addWidget(panel)
    panel.resize(344, 700)
    panel.show()
    panel.show_holder(workspace.holders.view(1))
    return panel, context, heard, answers
