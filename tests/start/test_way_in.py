"""The way in: window, command line, or a sentence that says why neither."""

from __future__ import annotations

import subprocess
import sys

import pytest

import kabao
from kabao import __main__, settings
from kabao.__main__ import has_display, main
from kabao.settings import Settings


def test_the_version_alone_is_printed(capsys, own_config_folder):
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"{kabao.__version__}\n"
    assert not own_config_folder.exists()


def test_the_version_costs_no_heavy_import():
    proof = (
        "import sys; from kabao.__main__ import main; main(['--version']);"
        "heavy = {'PySide6', 'reportlab', 'pikepdf', 'sqlite_utils', 'click'} & set(sys.modules);"
        "sys.exit(', '.join(heavy) or 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", proof], check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("platform", "environment", "display"),
    [
        ("linux", {}, False),
        ("linux", {"DISPLAY": ""}, False),
        ("linux", {"DISPLAY": ":0"}, True),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, True),
        ("win32", {}, True),
        ("darwin", {}, True),
    ],
)
def test_where_a_display_is_assumed(platform, environment, display):
    assert has_display(platform, environment) is display


@pytest.mark.parametrize(("language", "words"), [("en", "no display"), ("zh", "没有可用的显示器")])
def test_without_display_and_arguments_the_remedy_is_told(language, words, monkeypatch, capsys):
    settings.save(Settings(language=language))
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    assert main([]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert words in said.err
    assert "kabao demo --out demo" in said.err


@pytest.mark.expected_log("settings could not be read")
@pytest.mark.parametrize("text", ["nonsense", None])
def test_settings_that_cannot_be_read_are_told_as_well(text, monkeypatch, capsys):
    settings.file().parent.mkdir(parents=True)
    if text is None:
        settings.file().mkdir()
    else:
        settings.file().write_text(text, encoding="utf-8")
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    assert main([]) == 2
    assert "settings.json" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [["--version"], []])
def test_a_desktop_start_without_streams_does_not_fall_over(arguments, monkeypatch):
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    assert main(arguments) == (0 if arguments else 2)


def test_with_a_display_the_window_opens(monkeypatch):
    monkeypatch.setenv("DISPLAY", ":99")
    opened = []
    monkeypatch.setattr("kabao.app.main", lambda arguments: opened.append(arguments) or 0)
    assert main([]) == 0
    assert opened == [[]]


def test_arguments_go_to_the_command_line(monkeypatch):
    monkeypatch.setenv("DISPLAY", ":99")
    handed = []
    monkeypatch.setattr("kabao.cli.main.run", lambda arguments: handed.append(arguments) or 3)
    monkeypatch.setattr(sys, "argv", ["kabao", "holders", "--limit", "3"])
    assert main() == 3
    assert handed == [["holders", "--limit", "3"]]


def test_a_log_that_cannot_be_written_is_told_in_words(own_config_folder, capsys):
    __main__._tell_log_failure(own_config_folder / "kabao.log", PermissionError(13, "refused"))
    assert "kabao.log" in capsys.readouterr().err
