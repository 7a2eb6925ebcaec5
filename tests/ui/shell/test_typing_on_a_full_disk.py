"""What is typed while the disk takes nothing is told, held, and stored once there is room."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from full_disks import no_file_beyond
from kabao.services.safekeeping import new_key
from kabao.services.workspace import Workspace
from kabao.ui.kit.alerts import Alerts
from kabao.ui.kit.record_form import RecordForm

if TYPE_CHECKING:
    from pathlib import Path

    from kabao.ui.shell.window import MainWindow

NAME = "王小明"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "desk.kabao"
    Workspace.create(path).close()
    return path


@pytest.fixture
def typing(real_window: MainWindow) -> RecordForm:
    """The form of a new person, in which a name was typed just now."""
    window = real_window
    window.frame.show_room("holders")
    window.frame.room("holders").add()
    form = window.findChild(RecordForm)
    form.correct("name", NAME)
    return form


def sentences(form: RecordForm) -> list[str]:
    return [notice.label.text() for notice in form.notices.notices()]


def drafts(window: MainWindow) -> list[object]:
    store = window.workspace.ledger.drafts
    return [store.get(*key)["name"] for key in store.all()]


def test_it_is_told_once_and_stored_when_there_is_room(
    real_window: MainWindow, typing: RecordForm
) -> None:
    with no_file_beyond(0):
        typing.flush()
        typing.flush()
        (told,) = sentences(typing)
        assert "空间" in told
        assert real_window.workspace.ledger.drafts.are_refused
    typing.flush()
    assert sentences(typing) == []
    assert not real_window.workspace.ledger.drafts.are_refused
    assert drafts(real_window) == [NAME]


def test_what_is_given_up_then_closes_its_form(typing: RecordForm, monkeypatch) -> None:
    monkeypatch.setattr(Alerts, "ask", lambda *_, **__: True)
    closed: list[bool] = []
    typing.closed.connect(lambda: closed.append(True))
    typing.flush()
    with no_file_beyond(0):
        typing.cancel()
    assert closed


def test_who_leaves_is_asked_first(
    real_window: MainWindow, typing: RecordForm, path: Path, monkeypatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(Alerts, "ask", lambda _, question, *__, **___: asked.append(question))
    with no_file_beyond(0):
        real_window.close()
    assert asked == [real_window.texts("shell.unwritten")]
    assert real_window.workspace is not None
    real_window.close()  # now there is room
    with Workspace.open(path) as work:
        assert work.ledger.drafts.all() == [("holders", 0)]


def test_a_lock_covers_it_until_it_is_stored(
    real_window: MainWindow, typing: RecordForm, path: Path, monkeypatch
) -> None:
    window = real_window
    window.workspace.ledger.key = new_key("words")
    with no_file_beyond(0):
        window.guard.lock()
        assert window.guard.is_covered
        assert window.workspace is not None
    window.guard._go_on()
    assert window.workspace is None
    assert window.guard.waiting == path
    window.guard.give_up()
