"""The register used by hand: find, look, type, save, record, withdraw, remove."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QRadioButton

from kabao.domain.activation import Light
from kabao.domain.evidence import EvidenceKind, Signal
from kabao.domain.findings import Place
from kabao.ui.holders import build_room
from kabao.ui.holders.evidence_dialog import EvidenceDialog
from kabao.ui.holders.table_model import COLUMNS, HoldersModel
from kabao.ui.holders.timeline import Timeline
from kabao.ui.kit.roles import LIGHTS_ROLE, STATE_ROLE
from ui.rooms import TODAY, make_context, make_workspace, words


@pytest.fixture
def workspace(tmp_path):
    with make_workspace(tmp_path) as opened:
        yield opened


@pytest.fixture
def desk(workspace, texts, theme, jobs, qtbot):
    context, heard, answers = make_context(workspace, texts, theme, jobs)
    room = build_room(context)
    page = room.build()
    qtbot.addWidget(page)
    page.resize(1200, 700)
    page.show()
    yield room, page, heard, answers
    page.close()


def shown(room):
    model = room.list.model
    return [model.row(row).name for row in range(model.rowCount())]


def test_the_model_keeps_what_qt_asks_of_a_model(workspace, texts, qtmodeltester):
    from kabao.domain.holders import HolderFilter

    model = HoldersModel(workspace.holders, texts, lambda: TODAY)
    model.show(workspace.holders.ids(HolderFilter()))
    qtmodeltester.check(model)


def test_every_holder_has_four_lights_and_a_state(desk):
    room, *_ = desk
    model = room.list.model
    row = shown(room).index("安思源")
    lights = model.data(model.index(row, COLUMNS.index(Signal.PASSWORD_SET)), LIGHTS_ROLE)
    assert lights == (Signal.PASSWORD_SET, Light.STRONG)
    state = model.data(model.index(row, COLUMNS.index("state")), STATE_ROLE)
    assert [str(part) for part in state] == ["active", "supported"]
    without_card = shown(room).index("王䶮")
    assert model.data(model.index(without_card, COLUMNS.index("state")), STATE_ROLE) is None


def test_numbers_are_masked_wherever_they_show(desk):
    room, page, *_ = desk
    table = room.list.model.data(room.list.model.index(0, COLUMNS.index("number")))
    assert table.startswith("110***********")
    assert "19900101" not in words(page)


def test_the_full_number_shows_only_on_request_and_hides_again(desk):
    room, page, *_ = desk
    room.show_place(Place("holders", 1))
    room.panel.reveal()
    assert "110000199001010013" in words(page)
    room.panel.reveal()
    assert "110000199001010013" not in words(page)


@pytest.mark.parametrize(
    ("typed", "found"),
    [("䶮", ["王䶮"]), ("0013", ["安思源"]), ("青禾", ["安思源", "白晓棠"]), ("没有这个人", [])],
)
def test_search_finds_by_name_tail_and_employer(desk, typed, found):
    room, *_ = desk
    room.search(typed)
    assert shown(room) == found


def test_a_chip_lets_only_its_states_through(desk):
    room, *_ = desk
    room.list.choose_chip("not_activated")
    assert shown(room) == ["白晓棠"]


def test_other_rooms_lead_to_a_filter(desk):
    room, *_ = desk
    room.show_place(Place("holders", section="states:not_activated"))
    assert shown(room) == ["白晓棠"]
    room.show_place(Place("holders", section="employer:1"))
    assert shown(room) == ["安思源", "白晓棠"]
    room.show_place(Place("holders", section="states:active/supported"))
    assert shown(room) == ["安思源"]


def test_the_panel_says_why_and_that_the_database_decides(desk):
    room, page, *_ = desk
    room.show_place(Place("holders", 1))
    assert "2026-03-18 已修改社保功能初始密码" in words(page)
    assert "以社保经办机构查询结果为准" in words(page)


def test_a_new_holder_is_typed_and_saved(desk, workspace, qtbot):
    room, _page, heard, _ = desk
    room.add()
    form = room.form.form
    form.set_values(
        {
            "name": "李㛃",
            "doc_type": "resident_id",
            "doc_no": "110000200002290032",
            "sex": "1",
            "birth_date": "2000-02-29",
            "nationality": "CHN",
            "ethnicity": "01",
            "region": "990100",
            "doc_long_term": True,
            "mobile": "19900000002",
        }
    )
    room.form.save()
    assert heard.changes
    assert heard.changes[-1].holders
    assert "李㛃" in shown(room)
    assert workspace.holders.count() == 4


def test_a_wrong_number_is_refused_under_its_field_and_nothing_is_lost(desk, workspace, qtbot):
    room, page, *_ = desk
    room.edit(1)
    room.form.form.set_value("doc_no", "110000199001010014")
    room.form.save()
    assert workspace.holders.view(1).holder.doc_no == "110000199001010013"
    assert room.form is not None
    assert room.form.form.values()["doc_no"] == "110000199001010014"
    assert "末位校验码" in words(page)


def test_typing_survives_without_saving(desk, workspace, qtbot):
    room, page, *_ = desk
    room.edit(1)
    field = page.findChild(object, "field_remark")
    qtbot.keyClicks(field, "abc")
    room.flush()
    assert workspace.holders.draft(1).values["remark"] == "abc"
    assert workspace.holders.view(1).holder.text("remark") == ""


def test_one_click_records_evidence_with_todays_date(desk, workspace, qtbot):
    room, page, *_ = desk
    dialog = EvidenceDialog(room._context, 2, Signal.USED_NORMALLY, page)
    qtbot.addWidget(dialog)
    assert dialog.findChild(QRadioButton, "detail_chip_settlement").isChecked()
    qtbot.mouseClick(dialog.findChild(object, "save"), Qt.MouseButton.LeftButton)
    entry = workspace.evidence.of_card(2)[-1]
    assert (entry.kind, entry.observed_on) == (EvidenceKind.USED_NORMALLY, TODAY)
    assert str(workspace.statuses.current(2).state) == "active"


def test_evidence_before_the_card_was_collected_is_refused_in_words(desk, workspace, qtbot):
    room, page, *_ = desk
    dialog = EvidenceDialog(room._context, 2, Signal.USED_NORMALLY, page)
    qtbot.addWidget(dialog)
    dialog._day.setText("2026-03-01")
    dialog.save()
    assert dialog.saved is None
    assert dialog._findings.text()
    assert workspace.evidence.of_card(2) == ()


def test_a_note_that_looks_like_a_password_is_refused(desk, workspace, qtbot):
    room, page, *_ = desk
    dialog = EvidenceDialog(room._context, 2, Signal.PASSWORD_SET, page)
    qtbot.addWidget(dialog)
    dialog._note.setText("密码 258369")
    dialog.save()
    assert dialog.saved is None
    assert workspace.evidence.of_card(2) == ()


def test_withdrawing_keeps_both_entries(desk, workspace):
    room, *_ = desk
    entry = workspace.evidence.of_card(1)[0]
    room.withdraw(entry)
    kinds = [item.kind for item in workspace.evidence.of_card(1)]
    assert sorted(kinds) == sorted([EvidenceKind.PASSWORD_SET, EvidenceKind.WITHDRAWN])
    assert str(workspace.statuses.current(1).state) == "not_activated"


def test_the_whole_room_speaks_english(workspace, english, theme, jobs, qtbot):
    context, *_ = make_context(workspace, english, theme, jobs)
    room = build_room(context)
    page = room.build()
    qtbot.addWidget(page)
    page.resize(1200, 700)
    page.show()
    assert "Local record" in words(page)
    page.close()


def test_a_withdrawal_that_was_withdrawn_leaves_the_entry_standing(desk, workspace, theme, texts):
    entry = workspace.evidence.of_card(1)[0]
    taken_back = workspace.evidence.withdraw(entry).record
    timeline = Timeline(theme, texts, workspace.rulebook.activation)
    again = replace(taken_back, id=taken_back.id + 1, withdraws=taken_back.id)
    entries = (entry, taken_back, again)
    timeline.show_entries(entries)
    struck = [label.text() for label in timeline.findChildren(QLabel) if label.font().strikeOut()]
    assert struck == [timeline.sentence(taken_back)]


def test_without_a_card_the_first_action_is_to_enter_one(desk):
    room, page, *_ = desk
    room.list.choose(3)
    room.panel.show_holder(room._context.workspace.holders.view(3))
    assert room.panel._record.text() == "新建卡片"
    room.panel._record.click()
    assert "新建卡片" in words(page)
    assert room._typing == (0, 3)


def test_a_second_person_begins_where_the_first_one_has_the_card(desk, workspace):
    room, *_ = desk
    assert workspace.holders.begun()["region"]
    room.add()
    assert room.form.form.values()["region"] == workspace.holders.begun()["region"]
    # Nothing was typed, so nothing is kept and closing asks nothing.
    room.flush()
    assert not workspace.holders.draft().values


def test_nothing_is_recorded_of_somebody_whom_the_list_no_longer_shows(desk):
    room = desk[0]
    mine = {"Alt+1", "Alt+2", "Alt+V"}
    keys = {one.shortcut: one for one in room.commands() if one.shortcut in mine}
    room.list.table.selectRow(0)
    assert [one.enabled() for one in keys.values()] == [True] * len(mine)
    room.search("nobody-of-this-name")
    assert shown(room) == []
    assert [one.enabled() for one in keys.values()] == [False] * len(mine)
