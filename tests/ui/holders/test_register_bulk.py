"""Many people by hand: chosen by keys, counted, and changed together as one step."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from kabao.domain.evidence import Evidence, EvidenceKind
from kabao.domain.holders import HolderFilter
from kabao.ui.holders.chosen_rows import ChosenRows
from kabao.ui.holders.table import RegisterTable
from kabao.ui.holders.table_model import HoldersModel
from kabao.ui.kit.jobs import JobRunner
from ui.holders.register_desk import open_desk
from ui.rooms import TODAY

Key = Qt.Key
SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


def bar(desk):
    shown = desk.list.bar
    return shown.label.text() if shown.isVisible() else ""


def test_rows_are_chosen_by_keys_and_counted_in_a_bar(register):
    assert (register.chosen, bar(register)) == (1, "")
    register.press((Key.Key_Down, SHIFT), (Key.Key_Down, SHIFT))
    assert bar(register) == "已选 3 人"
    register.press((Key.Key_Down, CTRL), (Key.Key_Down, CTRL), Key.Key_Space)
    assert bar(register) == "已选 4 人"
    register.press(Key.Key_Space)
    assert bar(register) == "已选 3 人"
    register.press(Key.Key_Escape)
    assert (register.chosen, bar(register)) == (1, "")
    register.press(Key.Key_Home, Key.Key_Insert, Key.Key_Insert, Key.Key_Insert)
    assert register.list.rows.ids() is not None
    register.press((Key.Key_A, CTRL))
    assert bar(register) == "已选显示的全部 30 人"
    register.press((Key.Key_Down, CTRL), Key.Key_Space)
    assert bar(register) == "已选 29 人"


def test_insert_takes_rows_in_one_after_the_other(register):
    register.list.table.clearSelection()
    register.press(Key.Key_Insert, Key.Key_Insert, Key.Key_Insert)
    assert register.list.table.currentIndex().row() == 3
    assert list(register.list.rows.ids()) == list(register.list.ids()[:3])


def test_rows_are_chosen_with_the_mouse_too(register):
    table = register.list.table

    def click(row, modifiers):
        where = table.visualRect(table.model().index(row, 0)).center()
        QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, modifiers, where)

    click(1, Qt.KeyboardModifier(0))
    click(4, SHIFT)
    click(6, CTRL)
    ids = register.list.ids()
    assert list(register.list.rows.ids()) == [*ids[1:5], ids[6]]


def test_choosing_counts_right_when_columns_were_moved_and_hidden(register):
    columns = register.list.columns
    columns.take(columns.layout.toggled("card").moved("review", -6))
    register.press((Key.Key_Down, SHIFT), (Key.Key_Down, SHIFT))
    assert register.chosen == 3
    assert bar(register) == "已选 3 人"


def test_the_choice_survives_a_change_but_not_other_conditions(register, crowd):
    register.press((Key.Key_Down, SHIFT), (Key.Key_Down, SHIFT))
    before = list(register.list.rows.ids())
    register.list.reload()
    assert list(register.list.rows.ids()) == before
    register.press((Key.Key_A, CTRL))
    register.list.reload()
    assert bar(register) == "已选显示的全部 30 人"
    register.list.choose_chip("not_activated")
    assert register.chosen == 1


def test_an_employer_is_given_to_those_chosen_by_keys_as_one_step(register, crowd):
    register.list.search("甲0")
    register.press((Key.Key_A, CTRL))
    ids = list(register.list.rows.ids())
    steps = len(crowd.history.latest(99))
    register.run("holders.bulk.employer")
    opened = register.room.bulk.list
    opened.line.setText("青禾")
    register.press(Key.Key_Return, to=opened.line)
    assert len(ids) == 10
    assert {crowd.ledger.holders.get(number).employer_id for number in ids} == {1}
    assert register.offered == ["已给 10 人指定单位“青禾精密机械有限公司”。"]
    assert register.heard.changes[-1].holders == frozenset(ids)
    assert len(crowd.history.latest(99)) == steps + 1
    assert "10" in bar(register)

    crowd.history.undo(crowd.history.last_id())
    assert {crowd.ledger.holders.get(number).employer_id for number in ids} == {None}


def test_an_employer_is_taken_away_and_what_is_so_already_is_no_step(register, crowd):
    register.room.bulk.assign([1, 2], None)
    assert crowd.ledger.holders.get(1).employer_id is None
    steps = len(crowd.history.latest(99))
    register.room.bulk.assign([1, 2], None)
    assert len(register.offered) == 1
    assert len(crowd.history.latest(99)) == steps


def test_the_same_evidence_goes_to_every_card_of_those_chosen(register, crowd):
    draft = Evidence(0, EvidenceKind.QUERYABLE_ONLINE, TODAY, detail="query_normal")
    asked = []
    register.room.bulk.record([1, 2, 3], lambda cards: asked.append(cards) or draft)
    assert asked == [[1, 2]]
    for card in asked[0]:
        assert crowd.evidence.of_card(card)[-1].kind is EvidenceKind.QUERYABLE_ONLINE
    assert register.offered == ["已给 2 张卡记录依据。"]
    told = [notice.label.text() for notice in register.list.notices.notices()]
    assert told == ["1 人没有卡片，未作记录。"]
    crowd.history.undo(crowd.history.last_id())
    kinds = [entry.kind for entry in crowd.evidence.of_card(2)]
    assert EvidenceKind.WITHDRAWN in kinds or kinds == []


def test_refused_cards_are_named_with_their_reason(register, crowd):
    early = TODAY.replace(year=2020)
    draft = Evidence(0, EvidenceKind.QUERYABLE_ONLINE, early, detail="query_normal")
    register.room.bulk.record([1, 2], lambda _cards: draft)
    told = register.list.notices.notices()[0].label.text()
    assert told.startswith("已给 0 张卡记录依据，2 张没有记录。")
    assert "安思源：" in told
    assert "白晓棠：" in told
    assert register.offered == []


def test_nobody_with_a_card_is_asked_nothing(register):
    asked = []
    register.room.bulk.record([3], asked.append)
    assert asked == []
    assert register.list.notices.notices()


def test_ctrl_d_asks_once_for_all_who_are_chosen(register, monkeypatch):
    asked = []
    monkeypatch.setattr(register.room, "_ask_for_many", asked.append)
    register.press((Key.Key_A, CTRL))
    next(item for item in register.room.commands() if item.shortcut == "Ctrl+D").run()
    assert [len(cards) for cards in asked] == [29]


def test_those_chosen_are_exported_and_else_everybody_shown(register, monkeypatch):
    given = []

    class Dialog:
        def __init__(self, _context, ids, _parent):
            given.append(list(ids))

        def exec(self):
            return 0

    monkeypatch.setattr("kabao.ui.rosters.export_dialog.ExportViewDialog", Dialog)
    register.run("holders.export")
    register.press((Key.Key_Down, SHIFT))
    register.list.bar.buttons["export"].click()
    assert [len(ids) for ids in given] == [30, 2]
    assert given[1] == given[0][:2]


def test_a_read_only_ledger_offers_only_what_writes_nothing(crowd, texts, theme, jobs, qtbot):
    from kabao.services.workspace import Workspace

    with Workspace.open(crowd.ledger.path, clock=lambda: TODAY, read_only=True) as beside:
        desk = open_desk(beside, texts, theme, jobs)
        qtbot.addWidget(desk.page)
        desk.press((Key.Key_A, CTRL))
        enabled = {key: button.isEnabled() for key, button in desk.list.bar.buttons.items()}
        assert enabled == {"evidence": False, "employer": False, "export": True, "clear": True}
        desk.page.close()


@pytest.fixture
def worker(crowd, texts, theme, qtbot):
    """A desk whose long steps run on a real worker thread."""
    runner = JobRunner()
    desk = open_desk(crowd, texts, theme, runner)
    qtbot.addWidget(desk.page)
    yield desk
    runner.abandon(5000)
    desk.page.close()


def test_a_long_step_runs_beside_a_window_that_goes_on(worker, crowd, qtbot, monkeypatch):
    from kabao.services.holders import Holders

    here, threads, go_on = threading.get_ident(), [], threading.Event()
    plain = Holders.assign_employer

    def slow(self, *args, **options):
        threads.append(threading.get_ident())
        go_on.wait(5)
        return plain(self, *args, **options)

    monkeypatch.setattr(Holders, "assign_employer", slow)
    ids = list(worker.list.ids())
    worker.room.bulk.assign(ids, 1)
    assert worker.room.bulk.is_working
    assert worker.list.bar.progress.isVisible()
    worker.room.search("甲0")
    assert len(worker.names) == 10
    worker.room.search("")
    go_on.set()
    qtbot.waitUntil(lambda: not worker.room.bulk.is_working)
    assert threads != [here]
    assert {crowd.ledger.holders.get(number).employer_id for number in ids} == {1}
    assert worker.offered == ["已给 28 人指定单位“青禾精密机械有限公司”。"]
    assert not worker.list.bar.progress.isVisible()


def test_a_stopped_step_changes_nobody_and_says_so(worker, crowd, qtbot, monkeypatch):
    monkeypatch.setattr("kabao.services.holders._SLICE", 1)
    ids = list(worker.list.ids())
    steps = len(crowd.history.latest(99))
    worker.room.bulk.assign(ids, 1)
    worker.list.bar.progress.stop.click()
    qtbot.waitUntil(lambda: not worker.room.bulk.is_working)
    assert crowd.ledger.holders.get(ids[5]).employer_id is None
    assert len(crowd.history.latest(99)) == steps
    assert [notice.label.text() for notice in worker.list.notices.notices()] == ["stopped"]
    assert worker.offered == []


def test_a_million_are_chosen_at_once(theme, texts, qtbot):
    from array import array

    class People:
        def rows(self, ids):
            raise AssertionError("no row needs to be read to choose it")

    model = HoldersModel(People(), texts, lambda: TODAY)
    table = RegisterTable(theme, texts, model)
    qtbot.addWidget(table)
    model.show(array("q", range(1, 1_000_001)))
    rows = ChosenRows(table, model)
    table.selectAll()
    assert rows.count() == 1_000_000
    assert rows.is_all()
    assert len(rows.ids()) == 1_000_000
    table.selectionModel().select(
        model.index(500, 0),
        QItemSelectionModel.SelectionFlag.Toggle | QItemSelectionModel.SelectionFlag.Rows,
    )
    assert rows.count() == 999_999


def test_removing_a_person_is_offered_back_instead_of_asked_about(register, crowd):
    register.room.remove(3)
    assert crowd.holders.count() == 29
    assert register.answers.said == []
    assert register.offered == ["已删除“王䶮”及其卡片和依据。"]
    crowd.history.undo(crowd.history.last_id())
    QApplication.processEvents()
    assert crowd.holders.view(3).holder.name == "王䶮"


def test_a_filter_of_nobody_hides_the_bar(register):
    register.press((Key.Key_A, CTRL))
    register.list.take(HolderFilter(region="123456"))
    assert register.names == []
    assert bar(register) == ""


def test_no_key_of_the_room_means_two_things(register):
    keys = [command.shortcut for command in register.room.commands() if command.shortcut]
    taken = ["Ctrl+F", "Ctrl+K", "Ctrl+O", "Ctrl+Q", "F6", "Shift+F6", "Ctrl+Z", "Ctrl+Shift+Z"]
    assert sorted({*keys, *taken}) == sorted([*keys, *taken])


def test_every_part_of_the_page_can_be_reached_by_f6(register):
    register.list.take(HolderFilter(employer_id=1))
    register.press((Key.Key_A, CTRL))
    seen = [stop for stop in register.room.regions() if stop.isVisible()]
    people = register.list
    assert seen[:4] == [people.chips, people.conditions.row, people.table, people.bar]


def test_a_change_made_here_is_read_once(register, monkeypatch):
    read = []
    plain = register.list.reload
    monkeypatch.setattr(register.list, "reload", lambda: read.append(1) or plain())
    object.__setattr__(register.room._context, "announce", register.room.refresh)
    register.room.bulk.assign([3], 1)
    assert read == [1]
    register.room.refresh(register.room._context.workspace.holders.assign_employer([3], None))
    assert read == [1, 1]
