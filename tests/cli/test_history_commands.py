"""``kabao history``, ``undo`` and ``redo``: by number or the latest, in words and as JSON."""

from __future__ import annotations

import pytest

from kabao.services.workspace import Workspace
from services.people_at_hand import CARD, HOLDER, TODAY


@pytest.fixture
def desk(ledger):
    """A ledger with one person, one card, and a new name."""
    with Workspace.open(ledger, clock=lambda: TODAY) as workspace:
        holder = workspace.holders.save(0, HOLDER).record
        workspace.cards.save(0, holder.id, CARD)
        workspace.holders.save(holder.id, {**HOLDER, "name": "安新名"})
    return ledger


def names(ledger):
    with Workspace.open(ledger, clock=lambda: TODAY) as workspace:
        return [holder.name for holder in workspace.ledger.holders.all()]


def test_the_history_is_listed_from_the_newest(kabao, desk, fits):
    first, _, last = kabao("--ledger", desk, "history").out.splitlines()
    assert first.split("\t")[0] == "3"
    assert first.split("\t")[3] == "修改持卡人“安新名”"
    assert last.split("\t")[3] == "新建持卡人“安思源”"
    document = kabao("--ledger", desk, "--json", "history", "--limit", "2").document
    fits("history", document)
    assert [entry["id"] for entry in document["entries"]] == [3, 2]
    assert document["entries"][0]["undoable"]
    assert document["entries"][0]["rows"] == 1


def test_an_empty_history_says_so(kabao, ledger):
    assert kabao("--ledger", ledger, "history").out == "没有可列出的内容。\n"
    answer = kabao("--ledger", ledger, "undo")
    assert (answer.code, answer.err) == (3, "没有可以撤销的步骤；请先做一项改动。\n")
    assert kabao("--ledger", ledger, "redo").code == 3


def test_the_latest_step_is_undone_and_redone(kabao, desk, fits):
    answer = kabao("--ledger", desk, "undo")
    assert (answer.code, answer.out) == (0, "已撤销：修改持卡人“安新名”\n")
    assert names(desk) == ["安思源"]
    document = kabao("--ledger", desk, "--json", "redo").document
    fits("history", document)
    assert document["changed"] == {"holders": 1, "cards": 0, "employers": 0, "cases": 0}
    assert [entry["undoes"] for entry in document["entries"]] == [4]
    assert names(desk) == ["安新名"]


def test_a_step_is_undone_by_its_number_unless_a_later_one_stands_on_it(kabao, desk):
    answer = kabao("--ledger", desk, "undo", "1")
    assert answer.code == 3
    assert "第 1 条" in answer.err
    assert "“安新名”" in answer.err
    assert "第 3 条" in answer.err
    assert kabao("--ledger", desk, "undo", "2").code == 0
    assert kabao("--ledger", desk, "undo", "2").code == 3
    assert kabao("--ledger", desk, "undo", "99").code == 3
    assert kabao("--ledger", desk, "redo", "2").code == 0


def test_going_back_takes_all_later_steps_back(kabao, desk, fits):
    document = kabao("--ledger", desk, "--json", "undo", "--back-to", "0").document
    fits("history", document)
    assert [entry["undoes"] for entry in document["entries"]] == [3, 2, 1]
    assert names(desk) == []
    assert "Undid entry 3" in kabao("--ledger", desk, "history", lang="en").out
    assert kabao("--ledger", desk, "undo", "1", "--back-to", "1").code == 2
