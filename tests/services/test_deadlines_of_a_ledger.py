"""Clocks over a real ledger: whose they are, which are left out, and the calendar file."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from icalendar import Calendar

from kabao.domain.clocks import ClockState
from kabao.domain.errors import InputRefusedError
from kabao.domain.workdays import DayKind, DayNote
from kabao.services.deadline_words import explain_deadline, standing, why_this_day
from kabao.texts import Texts
from services.people_at_hand import CARD, EMPLOYER, HOLDER, OTHER_HOLDER

ZH, EN = Texts("zh"), Texts("en")


def hire(workspace, values, **more):
    return workspace.holders.save(0, values | more).record


def keys(found):
    return [(item.clock.rule.key, item.clock.name) for item in found]


def test_employers_and_their_people_stand_in_one_list_by_day(workspace, employer):
    person = hire(workspace, HOLDER, work_started_on="2026-11-02")
    workspace.ledger.holders.update(replace(person, employer_id=employer.id))
    hire(workspace, OTHER_HOLDER)
    found = workspace.deadlines.all()
    assert keys(found) == [("employee", "安思源"), ("registration", EMPLOYER["name"])]
    assert [item.employer for item in found] == [EMPLOYER["name"]] * 2
    assert [item.room for item in found] == ["holders", "employers"]
    (own,) = workspace.deadlines.of_employer(employer)
    assert own.nominal_due == dt.date(2026, 12, 10)
    (theirs,) = workspace.deadlines.of_people(employer.id)
    assert (theirs.name, theirs.nominal_due) == ("安思源", dt.date(2026, 12, 2))
    assert workspace.deadlines.of_people(employer.id + 1) == []


def test_whoever_has_a_card_or_is_registered_has_no_open_clock(workspace):
    with_card = hire(workspace, HOLDER, work_started_on="2026-02-02")
    workspace.cards.save(0, with_card.id, CARD)
    hire(workspace, OTHER_HOLDER, work_started_on="2026-02-02", insured_on="2026-02-20")
    assert workspace.deadlines.all() == []
    everything = workspace.deadlines.all(finished=True)
    assert [(item.clock.name, item.clock.state) for item in everything] == [
        ("安思源", ClockState.OVERDUE),
        ("白晓棠", ClockState.DONE),
    ]


def test_a_clock_tells_how_it_stands_and_why_it_ends_then(workspace, clock):
    employer = workspace.employers.save(0, EMPLOYER | {"established_on": "2026-06-04"}).record
    clock.today = dt.date(2026, 7, 5)
    (own,) = workspace.deadlines.of_employer(employer)
    assert standing(own, ZH) == "已过不顺延的末日；顺延后最迟 2026-07-06"
    assert "2026-07-04 is a rest day, so it ends on 2026-07-06" in why_this_day(own, EN)
    clock.today = dt.date(2026, 7, 8)
    (own,) = workspace.deadlines.of_employer(employer)
    assert standing(own, EN) == "overdue by 2 days"
    lines = explain_deadline(own, EN)
    assert lines[0] == "Rule: Social Insurance Law art. 57(1)"
    assert any("No fine is due before an order to correct has run out" in line for line in lines)
    assert workspace.deadlines.practice(employer).en.startswith("Registered together")


def test_a_year_without_a_schedule_is_said(workspace, clock):
    employer = workspace.employers.save(0, EMPLOYER | {"established_on": "2026-11-22"}).record
    clock.today = dt.date(2026, 12, 30)
    changed = workspace.employers.save(
        employer.id, EMPLOYER | {"established_on": "2026-11-22", "changed_on": "2026-12-29"}
    ).record
    clocks = {item.rule.key: item for item in workspace.deadlines.of_employer(changed)}
    assert "2027 年的放假安排尚未公布或录入" in why_this_day(clocks["change"], ZH)
    assert "2027" not in why_this_day(clocks["registration"], ZH)


def test_the_calendar_file_holds_each_open_clock_once(workspace, employer, tmp_path):
    hire(workspace, HOLDER, work_started_on="2026-11-02")
    target = tmp_path / "deadlines.ics"
    found = workspace.deadlines.all(finished=True)
    assert workspace.deadlines.write_calendar(found, target, ZH) == 2
    first = target.read_bytes()
    entries = Calendar.from_ical(first).walk("VEVENT")
    assert [entry.decoded("dtstart") for entry in entries] == [
        dt.date(2026, 12, 2),
        dt.date(2026, 12, 10),
    ]
    assert str(entries[1]["summary"]) == f"申请社会保险登记：{EMPLOYER['name']}"
    assert "社会保险法第五十七条第一款" in str(entries[1]["description"])
    assert [str(entry["uid"]) for entry in entries][1] == f"registration-{employer.uid}@kabao"
    assert len(entries[0].walk("VALARM")) == 2
    workspace.deadlines.write_calendar(workspace.deadlines.all(), target, ZH)
    assert target.read_bytes() == first


def test_a_calendar_file_needs_its_folder(workspace, employer, tmp_path):
    with pytest.raises(InputRefusedError):
        workspace.deadlines.write_calendar(
            workspace.deadlines.all(), tmp_path / "none" / "a.ics", ZH
        )


@pytest.mark.parametrize(
    ("dates", "code"),
    [
        ({"changed_on": "2026-11-09"}, "changed_before_established"),
        (
            {"changed_on": "2026-11-12", "change_filed_on": "2026-11-11"},
            "change_filed_before_change",
        ),
        (
            {"change_filed_on": "2026-11-14", "change_decided_on": "2026-11-13"},
            "change_decided_before_filed",
        ),
        ({"ended_on": "2026-11-09"}, "ended_before_established"),
        ({"ended_on": "2026-11-15", "end_filed_on": "2026-11-14"}, "end_filed_before_end"),
        (
            {"end_filed_on": "2026-11-16", "end_decided_on": "2026-11-15"},
            "end_decided_before_filed",
        ),
        ({"ended_on": "2026-11-23"}, "date_in_future"),
    ],
)
def test_dates_of_change_and_end_keep_their_order(workspace, dates, code):
    assert code in {finding.code for finding in workspace.employers.check(EMPLOYER | dates)}


def test_a_registration_is_not_completed_before_it_is_applied_for(workspace):
    values = HOLDER | {"insure_filed_on": "2026-11-10", "insured_on": "2026-11-09"}
    assert "insured_before_filed" in {item.code for item in workspace.holders.check(values)}


def test_days_of_a_new_notice_move_a_deadline_and_can_be_forgotten(workspace, clock):
    employer = workspace.employers.save(0, EMPLOYER | {"established_on": "2026-11-15"}).record
    clock.today = dt.date(2027, 1, 4)
    changed = EMPLOYER | {"established_on": "2026-11-15", "changed_on": "2026-12-31"}
    employer = workspace.employers.save(employer.id, changed).record

    def final_day():
        clocks = {item.rule.key: item for item in workspace.deadlines.of_employer(employer)}
        return clocks["change"].final_due, clocks["change"].schedule_known

    assert final_day() == (dt.date(2027, 2, 1), False)
    note = DayNote(dt.date(2027, 1, 30), DayKind.WORK, "国办通知")
    workspace.deadlines.enter_days([note, replace(note, day=dt.date(2027, 1, 29))])
    assert final_day() == (dt.date(2027, 1, 30), True)
    workspace.deadlines.enter_days([replace(note, kind=DayKind.REST)])
    assert final_day() == (dt.date(2027, 2, 1), True)
    assert [item.day.day for item in workspace.deadlines.days()] == [29, 30]
    workspace.deadlines.forget_days([dt.date(2027, 1, 29), dt.date(2027, 1, 30)])
    assert final_day() == (dt.date(2027, 2, 1), False)
