"""Preferences survive, and a damaged file is never lost or silently ignored."""

from __future__ import annotations

import json
import logging
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kabao import settings
from kabao.settings import Settings

ALL_CHANGED = Settings(
    language="zh",
    theme="high_contrast",
    font_scale=1.5,
    recent=("/家/台账.kabao", "/home/b.kabao"),
    last_folder="/home",
    window_geometry="AdnQywAD",
    window_state="AAAA/w==",
)


def _write(text):
    settings.file().parent.mkdir(parents=True)
    settings.file().write_text(text, encoding="utf-8")


def test_no_file_means_defaults():
    loaded = settings.load()
    assert loaded == settings.Loaded(Settings())
    assert not settings.file().exists()


@pytest.mark.parametrize("chosen", [Settings(), ALL_CHANGED, Settings(theme="dark")])
def test_what_is_saved_is_loaded(chosen):
    settings.save(chosen)
    assert settings.load() == settings.Loaded(chosen)


@pytest.mark.parametrize(
    ("chosen", "stored"),
    [
        (Settings(), {}),
        (Settings(theme="dark", font_scale=2.0), {"theme": "dark", "font_scale": 2}),
    ],
)
def test_only_what_differs_is_written(chosen, stored):
    settings.save(chosen)
    assert json.loads(settings.file().read_text(encoding="utf-8")) == stored


@pytest.mark.expected_log("settings could not be read")
@pytest.mark.parametrize("text", ["", "{", "nonsense", "[]", "null", '"dark"', "[" * 100_000, "\0"])
def test_an_unreadable_file_is_moved_aside_and_reported(text):
    _write(text)
    loaded = settings.load()
    assert loaded.settings == Settings()
    assert loaded.set_aside == settings.file().with_name("settings.json.bad")
    assert loaded.set_aside.read_text(encoding="utf-8") == text
    assert not settings.file().exists()


@pytest.mark.expected_log("settings could not be read")
def test_bytes_that_are_no_text_are_moved_aside():
    settings.file().parent.mkdir(parents=True)
    settings.file().write_bytes(b"\xff\xfe\x00")
    assert settings.load().set_aside is not None


@pytest.mark.expected_log("settings could not be read")
def test_a_file_that_can_neither_be_read_nor_moved_is_reported():
    settings.file().mkdir(parents=True)  # a folder of that name, whoever asks
    loaded = settings.load()
    assert loaded.settings == Settings()
    assert loaded.problem != ""
    assert loaded.set_aside is None


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("unheard_of", 1),
        ("language", "fr"),
        ("language", ["zh"]),
        ("theme", None),
        ("font_scale", True),
        ("font_scale", "2"),
        ("font_scale", 900),
        ("font_scale", float("nan")),
        ("recent", "a"),
        ("recent", [1]),
        ("last_folder", 3),
    ],
)
def test_a_single_bad_entry_is_dropped_with_a_log_line(name, value, caplog):
    _write(json.dumps({"theme": "dark"} | {name: value}))
    with caplog.at_level(logging.INFO):
        loaded = settings.load()
    assert loaded.settings == (Settings() if name == "theme" else Settings(theme="dark"))
    assert loaded.set_aside is None
    assert [name in record.getMessage() for record in caplog.records] == [True]


def test_a_failed_save_leaves_the_old_file_and_no_litter(monkeypatch):
    settings.save(Settings(theme="dark"))

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space left"):
        settings.save(ALL_CHANGED)
    assert settings.load().settings == Settings(theme="dark")
    assert list(settings.file().parent.iterdir()) == [settings.file()]


def test_the_file_is_readable_by_its_owner_only():
    settings.save(ALL_CHANGED)
    assert settings.file().stat().st_mode & 0o077 == 0


@given(st.lists(st.sampled_from([f"/folder/{number}.kabao" for number in range(12)])))
def test_recent_ledgers_are_eight_distinct_latest_first(opened):
    chosen = Settings()
    for path in opened:
        chosen = chosen.with_recent(Path(path))
    latest_first = list(dict.fromkeys(reversed(opened)))
    assert list(chosen.recent) == latest_first[:8]


def test_a_ledger_that_is_gone_can_be_forgotten():
    chosen = Settings(recent=("/a.kabao", "/b.kabao"))
    assert chosen.without_recent(Path("/a.kabao")).recent == ("/b.kabao",)


@pytest.mark.parametrize(
    ("choice", "environment", "spoken"),
    [
        ("zh", {"LANG": "en_US.UTF-8"}, "zh"),
        ("en", {"LANG": "zh_CN.UTF-8"}, "en"),
        ("system", {"LANG": "zh_CN.UTF-8"}, "zh"),
        ("system", {"LANG": "zh_CN.UTF-8", "LC_ALL": "en_US.UTF-8"}, "en"),
        ("system", {"LANG": "C", "LC_MESSAGES": "zh_TW.UTF-8"}, "zh_TW"),
        ("system", {"LANG": "zh_HK.UTF-8"}, "zh_TW"),
        ("zh_TW", {"LANG": "en_US.UTF-8"}, "zh_TW"),
        ("system", {"LANG": "C.UTF-8"}, "zh"),
        ("system", {}, "zh"),
        ("system", {"LANG": "de_DE.UTF-8"}, "en"),
    ],
)
def test_the_language_follows_choice_then_system(choice, environment, spoken, monkeypatch):
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert replace(Settings(), language=choice).spoken() == spoken
