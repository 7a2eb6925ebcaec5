"""Employers used by hand: the checked code, and article 57 at work."""

from __future__ import annotations

import datetime as dt

import pytest

from kabao.domain.deadlines import registration_clock
from kabao.domain.employers import Employer
from kabao.domain.findings import Place
from kabao.ui.employers import build_room
from kabao.ui.employers.clock_words import clock_level, clock_sentence
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


@pytest.mark.parametrize(
    ("values", "sentence", "level"),
    [
        ({"established_on": "2026-11-10"}, "申请登记还有 18 天", "ink_2"),
        ({"established_on": "2026-10-30"}, "申请登记还有 7 天", "warning"),
        ({"established_on": "2026-10-25"}, "申请登记还有 2 天", "error"),
        ({"established_on": "2026-10-23"}, "今天是申请登记最后一天", "error"),
        ({"established_on": "2026-10-13"}, "申请登记已超过 10 天", "error"),
        (
            {"established_on": "2026-10-23", "filed_on": "2026-11-20"},
            "经办机构审核还有 13 天",
            "ink_2",
        ),
        (
            {"established_on": "2026-09-23", "filed_on": "2026-10-20"},
            "经办机构审核已超过 18 天",
            "error",
        ),
        (
            {
                "established_on": "2026-09-23",
                "filed_on": "2026-10-20",
                "registered_on": "2026-10-30",
            },
            "已取得登记证件",
            "ok",
        ),
    ],
)
def test_the_clock_speaks_plainly(texts, values, sentence, level):
    clock = registration_clock(Employer(values), TODAY)
    assert clock_sentence(texts, clock) == sentence
    assert clock_level(clock) == level


def test_no_day_of_establishment_no_clock(texts):
    assert clock_level(registration_clock(Employer({}), TODAY)) == "ink_3"


def test_the_panel_shows_both_deadlines_with_the_law(desk):
    _, page, *_ = desk
    said = words(page)
    assert "2026-12-10" in said
    assert "第57条" in said


def test_filing_starts_the_agencys_fifteen_days(desk, workspace):
    room, page, *_ = desk
    room.edit(1)
    room._form.form.set_value("filed_on", "2026-11-20")
    room._form.save()
    assert "2026-12-05" in words(page)
    clock = workspace.employers.clock(workspace.employers.get(1))
    assert clock.agency_due == dt.date(2026, 12, 5)


def test_a_wrong_credit_code_is_refused(desk, workspace):
    room, *_ = desk
    room.edit(1)
    room._form.form.set_value("uscc", "91110000XXXX00019A")
    room._form.save()
    assert room._form is not None
    assert workspace.employers.get(1).uscc == "91110000XXXX00019Y"


def test_the_same_code_twice_is_refused(desk, workspace):
    room, *_ = desk
    room.add()
    room._form.form.set_values(dict(workspace.employers.get(1).values) | {"name": "另一家"})
    room._form.save()
    assert len(workspace.employers.all()) == 1


def test_an_employer_with_people_cannot_be_removed(desk, workspace):
    room, _, _, answers = desk
    room._remove(1)
    assert answers.said[-1] == "employer_in_use"
    assert len(workspace.employers.all()) == 1


def test_its_people_are_one_click_away(desk):
    room, _, heard, _ = desk
    room._show_people(1)
    assert heard.places == [Place("holders", section="employer:1")]
