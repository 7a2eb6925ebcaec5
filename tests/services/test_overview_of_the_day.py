"""The first page: what needs attention today, gravest first, and who is next."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest

from kabao import services
from kabao.domain.attention import KINDS
from kabao.domain.evidence import EvidenceKind
from kabao.domain.findings import Level
from kabao.domain.holders import HolderFilter
from kabao.texts import Texts
from services.people_at_hand import CARD, EMPLOYER, OTHER_HOLDER


def told(workspace):
    return [(item.level, item.code, dict(item.params)) for item in workspace.overview.attention()]


def test_an_empty_ledger_needs_nothing(workspace):
    assert workspace.overview.attention() == ()
    assert workspace.overview.clocks() == ()
    assert workspace.overview.latest() == ()
    assert workspace.overview.counts() == {}


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (19, None),
        (20, (Level.WARNING, "register", 10)),
        (26, (Level.WARNING, "register", 4)),
        (27, (Level.ERROR, "register", 3)),
        (30, (Level.ERROR, "register", 0)),
        (31, (Level.CRITICAL, "register_late", 1)),
    ],
)
def test_the_thirty_days_to_register(workspace, employer, clock, days, expected):
    clock.today = dt.date(2026, 11, 10) + dt.timedelta(days=days)

    found = [(level, code, params["days"]) for level, code, params in told(workspace)]

    assert found == ([expected] if expected else [])
    if expected:
        (item,) = workspace.overview.attention()
        assert (item.room, item.record) == ("employers", employer.id)
        assert item.params["due"] == "2026-12-10"


def test_the_agencys_answer_and_the_end_of_the_clock(workspace, employer, clock):
    workspace.employers.save(employer.id, EMPLOYER | {"filed_on": "2026-11-12"})
    assert told(workspace)[0][:2] == (Level.WARNING, "agency")
    clock.today = dt.date(2026, 11, 28)
    assert told(workspace)[0][:2] == (Level.CRITICAL, "agency_late")

    registered = {"filed_on": "2026-11-12", "registered_on": "2026-11-20"}
    workspace.employers.save(employer.id, EMPLOYER | registered)
    assert told(workspace) == []
    assert workspace.overview.clocks() == ()


def test_the_most_urgent_clock_stands_first(workspace, employer):
    late = EMPLOYER | {"name": "迟", "uscc": "", "established_on": "2026-10-01"}
    store = workspace.ledger.employers
    other = store.add(type(employer)(late))

    assert [item.id for item, _ in workspace.overview.clocks()] == [other.id, employer.id]


def test_cards_that_need_a_look(workspace, holder, card, observe):
    other = workspace.holders.save(0, OTHER_HOLDER).record
    second = workspace.cards.save(0, other.id, CARD | {"card_number": "X00000027"}).record
    observe(card)
    observe(second, EvidenceKind.LOST_TEMP, on="2026-11-20")

    assert told(workspace)[0] == (Level.WARNING, "cards_lost_temp", {"count": 1})
    item = workspace.overview.attention()[0]
    kinds = frozenset({"lost_temp"})
    assert item.filter == HolderFilter(attention_kinds=kinds, today="2026-11-22")
    assert list(workspace.holders.ids(item.filter)) == [other.id]
    assert workspace.overview.counts() == {"active/supported": 1, "lost_temp": 1}
    observe(card, positive=False, on="2026-11-21")
    assert [code for _, code, _ in told(workspace)][:2] == ["cards_in_doubt", "cards_lost_temp"]


@pytest.mark.parametrize(
    "code",
    [
        *("register", "register_late", "agency", "agency_late"),
        *(f"cards_{name}" for name in KINDS),
    ],
)
def test_every_attention_has_its_words(code):
    parts = ("text", "why", "button")
    assert all(Texts("zh").has(f"overview.attention.{code}.{part}") for part in parts)


def test_every_step_has_its_words_in_the_history():
    folder = Path(services.__file__).parent
    source = "".join(path.read_text(encoding="utf-8") for path in folder.rglob("*.py"))
    rooms = "holders|cards|employers|evidence|cases|attachments|exchange|status"
    actions = set(re.findall(rf'"((?:{rooms})\.[a-z]+)"', source)) - {"exchange.json"}

    assert {"holders.add", "cases.material", "exchange.import", "cards.change"} <= actions
    assert not [action for action in actions if not Texts("zh").has(f"history.{action}")]


def test_the_latest_changes(workspace, holder, card):
    latest = workspace.overview.latest(1)

    assert [(entry.action, entry.subject) for entry in latest] == [("cards.add", "安思源")]
