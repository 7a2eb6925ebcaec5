"""The first page: what needs attention today, gravest first, and who is next."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest

from kabao import services
from kabao.domain.attention import KINDS
from kabao.domain.evidence import EvidenceKind
from kabao.domain.findings import Level, Place
from kabao.domain.holders import HolderFilter
from kabao.services.attention_words import attention_words
from kabao.services.overview import gravest_first
from kabao.services.workspace import Workspace
from kabao.texts import Texts
from services.people_at_hand import CARD, EMPLOYER, OTHER_HOLDER


def attention(workspace):
    near = workspace.overview.clocks(workspace.deadlines.all())
    return gravest_first([*near, *workspace.overview.people().attention])


def told(workspace):
    return [(item.level, item.code, dict(item.params)) for item in attention(workspace)]


def clocks(workspace):
    return [
        (item.level, item.clock.rule.key, item.clock.days_left)
        for item in workspace.overview.clocks(workspace.deadlines.all())
    ]


def test_an_empty_ledger_needs_nothing(workspace):
    assert attention(workspace) == ()
    assert workspace.overview.clocks([]) == ()
    assert workspace.overview.people() == workspace.overview.people_today()
    assert workspace.overview.latest() == ()
    assert workspace.overview.counts() == {}


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (19, None),
        (20, (Level.WARNING, "registration", 10)),
        (26, (Level.WARNING, "registration", 4)),
        (27, (Level.ERROR, "registration", 3)),
        (30, (Level.ERROR, "registration", 0)),
        (31, (Level.CRITICAL, "registration", -1)),
    ],
)
def test_the_thirty_days_to_register(workspace, employer, clock, days, expected):
    clock.today = dt.date(2026, 11, 10) + dt.timedelta(days=days)

    assert clocks(workspace) == ([expected] if expected else [])
    if expected:
        (item,) = attention(workspace)
        assert item.place == Place("employers", employer.id, section="deadlines")
        words = attention_words(Texts("zh"), item)
        assert words.text.startswith(f"{employer.name}：申请社会保险登记")
        assert "2026-12-10" in words.why


def test_a_period_that_rest_days_prolong_is_not_lost_yet(workspace, clock):
    # 2026-11-05 and thirty days is a Saturday.
    workspace.employers.save(0, EMPLOYER | {"established_on": "2026-11-05"})
    clock.today = dt.date(2026, 12, 6)
    assert clocks(workspace) == [(Level.ERROR, "registration", -1)]
    clock.today = dt.date(2026, 12, 8)
    assert clocks(workspace) == [(Level.CRITICAL, "registration", -3)]


def test_the_agencys_answer_and_the_end_of_the_clock(workspace, employer, clock):
    workspace.employers.save(employer.id, EMPLOYER | {"filed_on": "2026-11-12"})
    assert clocks(workspace) == [(Level.WARNING, "answer", 5)]
    clock.today = dt.date(2026, 11, 28)
    assert clocks(workspace) == [(Level.CRITICAL, "answer", -1)]

    registered = {"filed_on": "2026-11-12", "registered_on": "2026-11-20"}
    workspace.employers.save(employer.id, EMPLOYER | registered)
    assert told(workspace) == []


def test_the_most_urgent_clock_stands_first(workspace, employer, clock):
    clock.today = dt.date(2026, 12, 3)
    late = EMPLOYER | {"name": "迟", "uscc": "", "established_on": "2026-10-01"}
    other = workspace.ledger.employers.add(type(employer)(late))

    assert [item.place.record for item in attention(workspace)] == [other.id, employer.id]


def test_people_of_one_clock_are_one_item(workspace, employer):
    for number, sex, day in (
        ("110000199001010013", "1", "2026-10-20"),
        ("110000199001010021", "2", "2026-10-21"),
        ("11000019900101003X", "1", "2026-11-20"),
    ):
        person = OTHER_HOLDER | {"doc_no": number, "sex": sex, "work_started_on": day}
        saved = workspace.holders.save(0, person | {"birth_date": "1990-01-01"})
        workspace.holders.assign_employer([saved.record.id], employer.id)
    (item,) = workspace.overview.clocks(workspace.deadlines.all())
    assert (item.level, item.count, item.clock.days_left) == (Level.CRITICAL, 2, -3)
    assert item.place == Place("employers", section="deadlines")
    assert attention_words(Texts("en"), item).text.startswith("2 people: Apply for the employee's")


def test_cards_that_need_a_look(workspace, holder, card, observe):
    other = workspace.holders.save(0, OTHER_HOLDER).record
    second = workspace.cards.save(0, other.id, CARD | {"card_number": "X00000027"}).record
    observe(card)
    observe(second, EvidenceKind.LOST_TEMP, on="2026-11-20")

    assert told(workspace)[0] == (Level.WARNING, "cards_lost_temp", {"count": 1})
    item = attention(workspace)[0]
    kinds = frozenset({"lost_temp"})
    assert item.filter == HolderFilter(attention_kinds=kinds, today="2026-11-22")
    assert list(workspace.holders.ids(item.filter)) == [other.id]
    assert workspace.overview.counts() == {"active/supported": 1, "lost_temp": 1}
    observe(card, positive=False, on="2026-11-21")
    assert [code for _, code, _ in told(workspace)][:2] == ["cards_in_doubt", "cards_lost_temp"]


@pytest.mark.parametrize(
    "code",
    [
        *("clock", "clock_office", "clock_people"),
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


def test_a_ledger_only_read_counts_by_the_day_all_the_same(workspace, person_due, clock):
    path, holder = person_due
    clock.today = dt.date(2026, 12, 22)
    with Workspace.open(path, clock=clock, read_only=True) as reading:
        kept, now = reading.overview.people(), reading.overview.people_today()
        assert (kept.states, now.states) == ({"active/supported": 1}, {"expired": 1})
        assert [item.code for item in now.attention] == ["cards_expired"]
        assert [one.counts for one in now.employers] == [{"expired": 1}]
        wanted = HolderFilter(attention_kinds=frozenset({"expired"}))
        assert [line.id for line in reading.register.lines(wanted)] == [holder]
        gone = HolderFilter(attention_kinds=frozenset({"expiring:60"}))
        assert list(reading.register.lines(gone)) == []


@pytest.fixture
def person_due(workspace, employer, holder, observe):
    """A card that expires before the calendar moves on; the ledger is closed again."""
    workspace.holders.assign_employer([holder.id], employer.id)
    card = workspace.cards.save(0, holder.id, CARD | {"valid_to": "2026-12-20"}).record
    observe(card)
    workspace.close()
    return workspace.ledger.path, holder.id
