"""A ledger named on the command line, and settings carried beside the program."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from kabao import app, paths
from kabao.__main__ import main, names_ledger

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["desk.kabao"], True),
        (["/a folder/办事.KABAO"], True),
        (["desk.kabao", "more.kabao"], False),
        (["overview"], False),
        (["--ledger=desk.kabao"], False),
        ([], False),
    ],
)
def test_only_a_single_ledger_opens_a_window(arguments, named):
    assert names_ledger(arguments) is named


def test_a_ledger_goes_to_the_window_where_there_is_a_display(monkeypatch):
    opened = []
    monkeypatch.setattr(app, "main", lambda argv: opened.append(list(argv)) or 0)
    monkeypatch.setenv("DISPLAY", ":7")
    assert main(["desk.kabao"]) == 0
    assert opened == [["desk.kabao"]]


def test_a_ledger_without_a_display_is_told_so(monkeypatch, capsys):
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    assert main(["desk.kabao"]) == 2
    assert "kabao demo --out demo" in capsys.readouterr().err


def frozen(monkeypatch, program: Path) -> None:
    monkeypatch.delenv("KABAO_CONFIG", raising=False)
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(program))


def test_a_marked_program_keeps_its_settings_beside_itself(tmp_path, monkeypatch):
    frozen(monkeypatch, tmp_path / "kabao")
    assert paths.carried() is None
    assert tmp_path not in paths.config().parents
    (tmp_path / "portable").touch()
    assert paths.config() == tmp_path / "settings"


def test_the_variable_is_stronger_than_the_marker(tmp_path, monkeypatch):
    frozen(monkeypatch, tmp_path / "kabao")
    (tmp_path / "portable").touch()
    monkeypatch.setenv("KABAO_CONFIG", str(tmp_path / "told"))
    assert paths.config() == tmp_path / "told"


def test_an_image_keeps_its_settings_beside_the_image(tmp_path, monkeypatch):
    frozen(monkeypatch, tmp_path / "mounted" / "usr" / "kabao")
    (tmp_path / "portable").touch()
    monkeypatch.setenv("APPIMAGE", str(tmp_path / "Kabao.AppImage"))
    monkeypatch.setenv("APPDIR", str(tmp_path / "another"))
    assert paths.carried() is None
    monkeypatch.setenv("APPDIR", str(tmp_path / "mounted"))
    assert paths.carried() == tmp_path / "settings"


def test_an_installed_program_is_carried_nowhere(tmp_path, monkeypatch):
    (tmp_path / "portable").touch()
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    assert paths.carried() is None
