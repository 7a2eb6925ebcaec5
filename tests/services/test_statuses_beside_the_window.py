"""Statuses due are derived again by a worker in slices, while the window reads and writes."""

from __future__ import annotations

import datetime as dt
import threading

import pytest

from kabao.domain.evidence import EvidenceKind
from kabao.domain.holders import HolderFilter
from kabao.services import refreshing
from kabao.services.refreshing import Piece, StatusRefresh
from kabao.services.views import View
from services.people_at_hand import CARD, OTHER_HOLDER

VIEW = View("沿用", HolderFilter())


@pytest.fixture
def lost(workspace, holder, card, observe, clock, monkeypatch):
    """Two cards whose temporary loss runs out on the day to which the clock then moves."""
    monkeypatch.setattr(refreshing, "SLICE", 1)
    other = workspace.holders.save(0, OTHER_HOLDER).record
    second = workspace.cards.save(0, other.id, CARD | {"card_number": "X00000027"}).record
    for one in (card, second):
        observe(one, EvidenceKind.LOST_TEMP, on="2026-11-20")
    clock.today = dt.date(2026, 12, 1)
    return [card.id, second.id]


def never():
    return False


def states(workspace):
    return dict(workspace.overview.counts())


def test_what_is_due_is_derived_and_the_open_ledger_sees_it(workspace, lost):
    before = workspace.history.last_id()
    assert states(workspace) == {"lost_temp": 2}
    assert StatusRefresh(workspace).run(never) == Piece(2, 0)
    assert states(workspace) == {"not_activated": 2}
    assert workspace.statuses.due() == []
    assert workspace.history.last_id() == before  # nobody did anything


def test_one_piece_leaves_the_rest_to_the_next(workspace, lost, monkeypatch):
    monkeypatch.setattr(refreshing, "PIECE", 1)
    assert StatusRefresh(workspace).run(never) == Piece(1, 1)
    assert states(workspace) == {"lost_temp": 1, "not_activated": 1}
    assert StatusRefresh(workspace).run(never) == Piece(1, 0)


def test_between_slices_the_window_writes_and_keeps_drafts(workspace, lost, monkeypatch):
    done = []

    def rest(_seconds):
        number = 900 + len(done)
        # The window's thread saves while the worker rests between two slices.
        thread = threading.Thread(target=save, args=(number,))
        thread.start()
        thread.join(10)

    def save(number):
        with workspace.beside(read_only=False) as window, workspace.ledger.lent_briefly():
            window.views.save(View(f"v{number}", VIEW.filter))
            done.append(number)

    monkeypatch.setattr(refreshing.time, "sleep", rest)
    assert StatusRefresh(workspace).run(never) == Piece(2, 0)
    assert len(done) == 2
    assert len(workspace.views.all()) == 2


def test_the_window_waits_for_a_slice_instead_of_refusing(workspace, lost):
    waiting, written = threading.Event(), []

    def hold():
        with workspace.ledger.lent_briefly():
            waiting.set()
            threading.Event().wait(0.1)
            written.append("slice")

    thread = threading.Thread(target=hold)
    thread.start()
    waiting.wait(5)
    workspace.views.save(VIEW)
    written.append("window")
    thread.join(5)
    assert written == ["slice", "window"]


def test_while_somebody_writes_for_long_nothing_is_done(workspace, lost):
    with workspace.for_worker():
        assert StatusRefresh(workspace).run(never) == Piece(0, 2)


def test_work_that_is_stopped_ends_at_a_slice(workspace, lost):
    answers = iter((False, True))
    assert StatusRefresh(workspace).run(lambda: next(answers)) == Piece(1, 1)
