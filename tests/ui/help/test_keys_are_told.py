"""The keyboard chapter tells every key of every room; ``packaging/make_help.py`` writes it."""

from __future__ import annotations

import importlib
import json

import pytest

from kabao.services.manual.library import folder
from kabao.ui.help.keymap import tell_keys
from ui.rooms import make_context, make_workspace


@pytest.fixture(scope="module")
def told():
    return json.loads((folder() / "keys.json").read_text("utf-8"))


def test_every_key_of_every_room_is_told(told, tmp_path, texts, theme, jobs, qtbot):
    listed = {
        group["zh"]: sorted((row["keys"], row["zh"]) for row in group["rows"]) for group in told
    }
    with make_workspace(tmp_path) as workspace:
        context, *_ = make_context(workspace, texts, theme, jobs)
        for key in ("holders", "cases", "employers", "history"):
            room = importlib.import_module(f"kabao.ui.{key}").build_room(context)
            qtbot.addWidget(room.build())
            commands = sorted((it.shortcut, it.title) for it in room.commands() if it.shortcut)
            assert listed[room.title] == commands, "run packaging/make_help.py"


def test_keys_of_the_frame_come_first(texts):
    class Frame:
        keys = ()

        def general_commands(self):
            return []

    ((title, rows),) = tell_keys(Frame(), texts)
    assert title == "到处都能用"
    assert ("Ctrl+K", "命令") in rows
