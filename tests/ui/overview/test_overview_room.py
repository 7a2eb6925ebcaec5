"""The first page: what it counts, draws and leads to."""

from __future__ import annotations

import pytest

from kabao.domain.findings import Level, Place
from kabao.services.overview import Attention
from kabao.ui.overview import build_room
from kabao.ui.overview.attention_list import SHOWN
from kabao.ui.overview.history_words import what
from kabao.ui.overview.segments import PARTS, segments
from ui.rooms import EMPLOYER, buttons, make_context, make_workspace, words


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
    assert "迟到有限公司：登记未核实，已超过 22 天" in words(page)
    buttons(page)[0].click()
    assert heard.places == [Place("employers", saved.record.id)]


def test_people_without_evidence_lead_to_the_register(desk):
    _, page, heard = desk
    buttons(page)[-1].click()
    assert heard.places[-1].section == "states:not_activated"


def test_every_action_in_the_history_has_words(workspace, texts):
    for entry in workspace.overview.latest(100):
        assert what(texts, entry)


def test_an_action_without_words_stands_for_itself(workspace, texts):
    with workspace.ledger.transaction("somebody.else", "安思源"):
        workspace.ledger.views.put("seen", {})
    assert what(texts, workspace.overview.latest(1)[0]) == "somebody.else  安思源"


def test_a_long_list_shows_the_gravest_and_counts_the_rest(desk, texts):
    room, page, _ = desk
    items = [
        Attention(Level.ERROR, "register", "employers", n, params={"name": n, "days": 1, "due": ""})
        for n in range(SHOWN + 30)
    ]
    room._attention.show_items(items)
    assert len(buttons(room._attention)) == SHOWN
    assert texts("overview.more", count=30) in words(page)
