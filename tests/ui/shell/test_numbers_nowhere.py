"""Twenty numbers made from a seed: no room or panel shows one, and none is left in files."""

import pytest
from PySide6.QtWidgets import QApplication

from endurance.privacy import TODAY, found_in, leaks, numbers
from kabao import app, paths, settings
from kabao.domain.findings import Place
from kabao.domain.holders import Holder
from kabao.rulebook import load
from kabao.services.workspace import Workspace
from kabao.ui.kit.jobs import JobRunner

BIRTHS = [("1990-01-01", "1"), ("1984-02-29", "2")] * 10


@pytest.fixture(scope="module")
def rulebook():
    return load()


@pytest.fixture
def told(tmp_path, rulebook):
    """A ledger of twenty people, its path and their numbers."""
    path = tmp_path / "kept" / "desk.kabao"
    path.parent.mkdir()
    wanted = numbers(20261122, BIRTHS)
    with Workspace.create(path, rulebook, lambda: TODAY) as workspace:
        people = [
            Holder({"name": f"示例{number[-4:]}", "doc_type": "resident_id", "doc_no": number})
            for number in wanted
        ]
        workspace.ledger.holders.add_many(people)
    return path, wanted


def test_no_widget_log_or_file_shows_a_number(told, qapp, qtbot, tmp_path, monkeypatch, rulebook):
    path, wanted = told
    assert len(set(wanted)) == 20
    monkeypatch.setattr(app.Ledgers, "open", lambda _, path, **more: Workspace.open(
        path, rulebook, lambda: TODAY, **more))  # fmt: skip
    window = app.make_window(qapp, settings.load(), JobRunner(serial=True))
    qtbot.addWidget(window)
    window.show()
    assert window.open_path(path)
    for room in ("overview", "holders", "history", "settings"):
        window.frame.navigate(Place(room, 0))
        QApplication.processEvents()
        assert leaks(wanted) == set()
    window.frame.navigate(Place("holders", 1))
    panel = window.frame.room("holders").panel
    assert leaks(wanted) == set()
    panel.reveal()
    assert leaks(wanted)
    panel.reveal()
    assert leaks(wanted) == set()
    roster = tmp_path / f"名册 {wanted[0]}.csv"
    roster.write_text(f"姓名,证件号码\n示例,{wanted[0]}\n", "utf-8-sig")
    window.frame.room("holders").import_roster(roster)
    QApplication.processEvents()
    assert leaks(wanted) == set()
    window.close_ledger()
    assert found_in([paths.config()], wanted) == []
    assert found_in([path.parent], wanted)


def test_after_the_purge_of_all_no_byte_holds_a_number(told, tmp_path, rulebook):
    path, wanted = told
    with Workspace.open(path, rulebook, lambda: TODAY) as workspace:
        workspace.backups.make()
        for number in wanted[:2]:
            plan = workspace.privacy.plan_for(number)
            workspace.privacy.purge(plan, plan.traces.name)
        assert workspace.ledger.health.chain().broken is None
    assert found_in([tmp_path], wanted[:2]) == []
    assert found_in([tmp_path], wanted[2:])
