"""A damaged ledger in the window: said in words, and saved into a new one by a button."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QPushButton

from kabao import app, settings
from kabao.domain.holders import Holder
from kabao.settings import Loaded, Settings
from kabao.storage.keys import LedgerKey, is_encrypted
from kabao.storage.ledger import Ledger
from kabao.ui.kit.alerts import Alerts
from kabao.ui.kit.jobs import JobRunner
from kabao.ui.shell.passphrase_dialogs import FileDialog
from kabao.ui.shell.salvage_report import SalvageReport

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from kabao.ui.kit.theme import Theme
    from kabao.ui.shell.window import MainWindow

WORDS = "春雨"
PAGE = 4096


@pytest.fixture
def window(qapp: object, theme: Theme, qtbot: QtBot) -> Iterator[MainWindow]:
    now = Settings(language="zh", theme="light")
    settings.save(now)
    window = app.make_window(qapp, Loaded(now), JobRunner(serial=True))
    qtbot.addWidget(window)
    window.show()
    yield window
    window.close()
    window.parts.words.speak("en")
    theme.apply(qapp)


def damaged(path: Path, key: LedgerKey) -> Path:
    """Make a ledger whose page of one index is overwritten."""
    with Ledger.create(path, key=key) as ledger, ledger.transaction("holders.add"):
        for number in range(300):
            ledger.holders.add(Holder({"name": f"王{number}", "doc_no": f"E{number:08d}"}))
        sql = "SELECT rootpage FROM sqlite_master WHERE name = 'evidence'"
        ((root,),) = ledger._session.rows(sql)
    with path.open("rb+") as file:
        file.seek((root - 1) * PAGE)
        file.write(b"\xa5" * PAGE)
    return path


def test_a_damaged_encrypted_ledger_is_saved_into_a_new_one(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = LedgerKey.fresh(WORDS)
    path, new = damaged(tmp_path / "坏.kabao", key), tmp_path / "新.kabao"
    heard: list[str] = []
    monkeypatch.setattr(SalvageReport, "exec", lambda self: heard.append(self.box.toPlainText()))
    monkeypatch.setattr(Alerts, "choose_save", lambda *_: new)
    monkeypatch.setattr(FileDialog, "exec", lambda self: setattr(self, "words", WORDS) or 1)

    window.open_path(path)
    window.guard._try(WORDS)
    (notice,) = window.welcome.notices.notices()
    assert "坏.kabao 已损坏" in notice.label.text()
    button = next(one for one in notice.findChildren(QPushButton) if one.text() == "救出能读的内容")
    button.click()

    assert "持卡人：救回 300" in heard[0]
    assert (tmp_path / "新 salvage.txt").read_text("utf-8").strip() in heard[0]
    assert is_encrypted(new)
    assert window.workspace.ledger.path == new  # nobody is asked a second time
    window.close_ledger()
    with Ledger.open(new, read_only=True, key=key) as ledger:
        assert ledger.holders.count() == 300
