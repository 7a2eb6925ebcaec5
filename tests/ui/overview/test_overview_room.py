"""The first page: what it counts, draws and leads to."""

from __future__ import annotations

import datetime as dt
import itertools
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QPushButton, QWidget

from kabao.domain.changes import NEW_DAY
from kabao.domain.findings import Level, Place
from kabao.domain.history import HistoryEntry
from kabao.domain.holders import HolderFilter
from kabao.services.overview import Attention, EmployerPeople
from kabao.services.views import read_filter
from kabao.services.workspace import Workspace
from kabao.ui.kit.charts import StackedBar
from kabao.ui.kit.steps import Steps
from kabao.ui.overview import build_room
from kabao.ui.overview.attention_list import FOLDED, SHOWN, AttentionList
from kabao.ui.overview.employers_block import FIRST, STEP
from kabao.ui.overview.first_steps_block import FirstStepsBlock
from kabao.ui.overview.history_words import by_day, what
from kabao.ui.overview.segments import PARTS, segments
from ui.rooms import EMPLOYER, TODAY, buttons, make_context, make_workspace, words


@pytest.fixture
def workspace(tmp_path):
    with make_workspace(tmp_path) as opened:
        yield opened


@pytest.fixture
def desk(workspace, texts, theme, jobs, qtbot):
    context, heard, _ = make_context(workspace, texts, theme, jobs)
    room = build_room(context)
    page = room.build()
    qtbot.addWidget(page)
    page.resize(1200, 700)
    page.show()
    yield room, page, heard
    page.close()


def test_the_parts_add_up_to_everybody(workspace, texts):
    parts = segments(texts, workspace.overview.counts())
    assert sum(part.count for part in parts) == workspace.holders.count()


def test_every_state_belongs_to_exactly_one_part():
    from kabao.domain.activation import CardState, Grade

    joined = [state for part in PARTS for state in part.states]
    expected = {str(state) for state in CardState if state is not CardState.ACTIVE}
    expected |= {f"active/{grade}" for grade in Grade} | {"no_card"}
    assert sorted(joined) == sorted(expected)


def test_a_late_employer_comes_first_and_leads_to_its_room(desk, workspace):
    room, page, heard = desk
    late = {
        **EMPLOYER,
        "name": "迟到有限公司",
        "uscc": "92440000XXXX000277",
        "established_on": "2026-10-01",
    }
    saved = workspace.employers.save(0, late)
    room.refresh(saved.changed)
    assert "迟到有限公司：申请社会保险登记，已逾期 20 天" in words(page)
    buttons(page)[0].click()
    assert heard.places == [Place("employers", saved.record.id, section="deadlines")]


def test_people_without_evidence_lead_to_the_register(desk, workspace):
    _, page, heard = desk
    found = [item for item in page.findChildren(QPushButton) if "90 天" in item.accessibleName()]
    found[0].click()
    section = heard.places[-1].section
    wanted = read_filter(section.removeprefix("filter:"))
    assert wanted.attention_kinds == {"unactivated:90"}
    assert list(workspace.holders.ids(wanted)) == [2]


def test_the_bar_is_operated_by_keys(desk, qtbot):
    room, _, heard = desk
    bar = room._states.bar
    bar.setFocus()
    assert [part.key for part, _, _ in bar.spans()] == [
        "supported",
        "not_activated",
        "not_collected",
    ]
    assert bar.accessibleDescription().endswith(" 1")
    qtbot.keyClick(bar, Qt.Key.Key_Right)
    qtbot.keyClick(bar, Qt.Key.Key_Return)
    assert heard.places[-1].section == "states:not_activated"
    qtbot.keyClick(bar, Qt.Key.Key_Left)
    qtbot.keyClick(bar, Qt.Key.Key_Left)
    qtbot.keyClick(bar, Qt.Key.Key_Space)
    assert heard.places[-1].section == "states:active/supported"


def test_a_state_in_the_legend_leads_to_its_people(desk):
    _, page, heard = desk
    found = [item for item in page.findChildren(QPushButton) if item.text() == "未激活"]
    found[0].click()
    assert heard.places[-1].section == "states:not_activated"


def test_an_employer_leads_to_its_people_and_their_states(desk, workspace):
    room, page, heard = desk
    found = [item for item in page.findChildren(QPushButton) if item.text() == EMPLOYER["name"]]
    found[0].click()
    wanted = read_filter(heard.places[-1].section.removeprefix("filter:"))
    assert wanted == HolderFilter(employer_id=1)
    bar = room._employers.findChild(StackedBar)
    bar.segment_clicked.emit("active")
    wanted = read_filter(heard.places[-1].section.removeprefix("filter:"))
    assert list(workspace.holders.ids(wanted)) == [1]


def test_many_employers_are_searched_ordered_and_shown_in_steps(desk):
    block = desk[0]._employers
    block.show_employers(
        [EmployerPeople(n, f"单位{n:03}", {"active/claimed": 9, "in_doubt": n}) for n in range(300)]
    )
    assert len(block.findChildren(StackedBar)) >= FIRST
    assert block.more.isVisible()
    block.more.click()
    assert block._grid.count() == 3 * (FIRST + STEP)
    block.orders.chosen.emit("attention")
    assert block._grid.itemAtPosition(0, 0).widget().text() == "单位299"
    block.search.setText("017")
    block.search.searched.emit("017")
    assert block._grid.count() == 3
    assert not block.more.isVisible()


def test_a_new_day_is_told(workspace, texts, theme, jobs, qtbot):
    day = [dt.date(2026, 11, 22)]
    context, _, _ = make_context(workspace, texts, theme, jobs)
    room = build_room(replace(context, clock=lambda: day[0]))
    page = room.build()
    qtbot.addWidget(page)
    page.show()
    day[0] = dt.date(2026, 11, 23)
    room.refresh(NEW_DAY)
    assert "2026-11-23" in words(page)


def test_the_same_items_are_not_drawn_again(desk, workspace):
    room, _, _ = desk
    before = buttons(room._attention)
    room.refresh(None)
    assert buttons(room._attention) == before


def test_changes_stand_under_their_day_and_lead_to_the_history(desk, workspace):
    _, page, heard = desk
    entry = workspace.overview.latest(1)[0]
    shown = what(desk[0]._context.texts, entry)
    found = [item for item in page.findChildren(QPushButton) if shown in item.accessibleName()]
    found[0].click()
    assert heard.places[-1] == Place("history", entry.id)


def test_days_in_words(texts):
    day = dt.date(2026, 11, 22)
    entries = [
        HistoryEntry(n, f"2026-11-{d}T12:00:00+00:00", "x", "")
        for n, d in ((3, 22), (2, 21), (1, 20))
    ]
    assert [name for name, _ in by_day(texts, entries, day)] == ["今天", "昨天", "2026-11-20"]


def test_every_action_in_the_history_has_words(workspace, texts):
    for entry in workspace.overview.latest(100):
        assert what(texts, entry)


def test_an_action_without_words_stands_for_itself(workspace, texts):
    with workspace.ledger.transaction("somebody.else", "安思源"):
        workspace.ledger.views.put("seen", {})
    assert what(texts, workspace.overview.latest(1)[0]) == "somebody.else  安思源"


def test_a_long_list_shows_the_gravest_and_counts_the_rest(desk, texts):
    room, page, _ = desk
    late = Attention(Level.ERROR, "cards_expired", params={"count": 1})
    items = [replace(late, place=Place("employers", n)) for n in range(SHOWN + 30)]
    room._attention.show_items(items)
    # A low page shows the first ones only, so that the calendar stays in sight.
    *rows, rest = buttons(room._attention)
    assert len(rows) == FOLDED
    assert rest.text() == texts("overview.show_rest", count=SHOWN - FOLDED)
    rest.click()
    assert len(buttons(room._attention)) == SHOWN
    assert texts("overview.more", count=30) in words(page)


def test_many_late_employers_hide_no_kind_of_people(desk, texts):
    room, page, _ = desk
    late = [Attention(Level.ERROR, "cards_expired", params={"count": n}) for n in range(40)]
    wanted = HolderFilter(attention_kinds=frozenset({"claimed"}))
    kind = Attention(Level.INFO, "cards_claimed", None, wanted, {"count": 45324})
    room._attention.show_items([*late, kind])
    page.resize(1200, 1300)
    assert len(buttons(room._attention)) == SHOWN + 1
    assert texts("overview.attention.cards_claimed.text", count="45,324") in words(page)


@pytest.mark.parametrize(("width", "count"), [(700, 1), (1200, 2), (2400, 3)])
def test_blocks_stand_in_as_many_columns_as_there_is_room_for(desk, width, count):
    room, page, _ = desk
    for other in (2400, 700, width):
        page.resize(other, 700)
        words(page)
    assert room.columns.count == count
    # Whatever moved has its full height: no row lies over another.
    rows = sorted(
        (button.mapTo(page, button.rect().topLeft()).y(), button.height())
        for button in buttons(room._attention)
    )
    assert all(y + height <= after for (y, height), (after, _) in itertools.pairwise(rows))


def test_employers_and_history_stand_in_first_sight(desk):
    room, page, _ = desk
    page.resize(1208, 644)  # what a window of 1280 by 720 leaves
    room._employers.show_employers(
        [EmployerPeople(n, f"单位{n:03}", {"active/claimed": 9}) for n in range(300)]
    )
    words(page)
    for block in (room._employers, room._changes):
        top = block.mapTo(page, block.rect().topLeft())
        assert top.x() > page.width() // 2
        assert top.y() + 40 < page.height()


def test_the_keys_go_through_chart_lists_and_links(desk, qtbot):
    room, page, heard = desk
    for region in room.regions():
        assert region.isVisible()
    room._states.bar.setFocus()
    stops = []
    for _ in range(60):
        focus = page.focusWidget()
        if focus is not None:
            stops.append(focus)
            qtbot.keyClick(focus, Qt.Key.Key_Tab)
    reached = {widget for widget in stops if isinstance(widget, QPushButton)}
    assert set(buttons(room._attention)) <= reached
    assert set(buttons(room._changes)) <= reached
    link = buttons(room._states)[0]
    link.setFocus()
    qtbot.keyClick(link, Qt.Key.Key_Space)
    assert heard.places[-1].section.startswith("states:")


def test_a_change_leads_to_its_record_where_it_is_known(desk, workspace):
    room, _, heard = desk
    show = [item for item in buttons(room._changes) if item.text() == "查看"]
    assert len(show) == len(workspace.overview.latest())
    show[0].click()
    assert heard.places[-1] == Place("holders", 1)
    with workspace.ledger.transaction("holders.change", "两人"):
        for number in (1, 2):
            holder = workspace.ledger.holders.get(number)
            values = {**holder.values, "mobile": "19900000002"}
            workspace.ledger.holders.update(holder.with_values(values))
    room.refresh(NEW_DAY)
    shown = [one.text() for one in buttons(room._changes)]
    # Each line has its time; the one about two people leads to neither.
    assert len(shown) - 2 * shown.count("查看") == 1


def test_the_last_step_is_taken_back_and_brought_again_beside_it(
    workspace, texts, theme, jobs, qtbot
):
    context, _, _ = make_context(workspace, texts, theme, jobs)
    told = []
    steps = Steps(replace(context, announce=told.append), list)
    page = QWidget()
    qtbot.addWidget(page)
    steps.stand_on(page)
    room = build_room(replace(context, steps=steps))
    shown = room.build()
    qtbot.addWidget(shown)
    shown.show()

    def acts():
        names = (texts("steps.undo"), texts("steps.redo"))
        return [item for item in buttons(room._changes) if item.text() in names]

    newest = workspace.overview.latest()[0]
    (undo,) = acts()
    assert undo.accessibleName() == f"撤销 {what(texts, newest)}"
    undo.click()
    assert workspace.history.get(newest.id).undone_by
    room.refresh(told[-1])
    words(shown)
    # Beside the undo stands the redo, beside what came before the next undo.
    assert [item.text() for item in acts()] == ["重做", "撤销"]
    acts()[0].click()
    words(shown)
    assert not workspace.history.get(newest.id).undone_by


def test_an_empty_ledger_says_so_in_every_block(tmp_path, texts, theme, jobs, qtbot):
    with Workspace.create(tmp_path / "empty.kabao", clock=lambda: TODAY) as workspace:
        context, _, _ = make_context(workspace, texts, theme, jobs)
        page = build_room(context).build()
        qtbot.addWidget(page)
        page.show()
        told = words(page)
    for key in ("nothing", "employers.none", "no_clocks", "no_changes"):
        assert texts(f"overview.{key}") in told
    assert texts("overview.loading") not in told
    # What somebody new looks for stands on top: the first step, by hand or from a roster.
    first, pressing = page.findChild(FirstStepsBlock), page.findChild(AttentionList)
    assert first.mapTo(page, QPoint()).y() < pressing.mapTo(page, QPoint()).y()
    assert [button.text() for button in buttons(page)[:2]] == ["导入名册", "去做这一步"]
