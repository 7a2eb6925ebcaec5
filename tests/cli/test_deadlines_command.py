"""``kabao deadlines``: the list, its JSON and the calendar file."""

from __future__ import annotations

import pytest

from kabao.services.workspace import Workspace
from services.people_at_hand import EMPLOYER, TODAY


@pytest.fixture
def dated(ledger):
    """A ledger with one employer that has 18 days left."""
    with Workspace.open(ledger, clock=lambda: TODAY) as workspace:
        workspace.employers.save(0, EMPLOYER)
    return ledger


def test_the_list_speaks_both_languages(kabao, dated):
    assert kabao("--ledger", dated, "deadlines").out == (
        "2026-12-10  还有 18 天  申请社会保险登记  青禾精密机械有限公司\n"
    )
    assert "18 days left" in kabao("--ledger", dated, "deadlines", lang="en").out
    assert "第五十七条" in kabao("--ledger", dated, "deadlines", "--explain").out


def test_a_plain_end_on_a_rest_day_is_told_alike_by_both_lists(kabao, ledger):
    saturday = {**EMPLOYER, "established_on": "2026-10-22"}
    with Workspace.open(ledger, clock=lambda: TODAY) as workspace:
        workspace.employers.save(0, saturday)
    words = "2026-11-21  已过不顺延的末日；顺延后最迟 2026-11-23  申请社会保险登记"
    assert words in kabao("--ledger", ledger, "deadlines").out
    assert words in kabao("--ledger", ledger, "employers").out
    (told,) = kabao("--ledger", ledger, "--json", "employers").document["employers"]
    assert (told["final_due"], told["days_left"], told["late_days"]) == ("2026-11-23", -1, 0)


def test_nothing_due_is_said(kabao, ledger, fits):
    assert kabao("--ledger", ledger, "deadlines").out == "没有未办结的期限。\n"
    fits("deadlines", kabao("--ledger", ledger, "--json", "deadlines").document)


def test_json_fits_its_schema(kabao, dated, fits):
    document = kabao("--ledger", dated, "--json", "deadlines", "--all").document
    fits("deadlines", document)
    (clock,) = document["clocks"]
    assert clock["employer"] == "青禾精密机械有限公司"
    assert clock["article"] == "社会保险法第五十七条第一款"
    assert (clock["start"], clock["nominal_due"], clock["final_due"]) == (
        "2026-11-10",
        "2026-12-10",
        "2026-12-10",
    )
    assert (clock["schedule_known"], clock["state"]) == (True, "running")


@pytest.mark.parametrize(("days", "count"), [(17, 0), (18, 1)])
def test_only_what_is_due_soon(kabao, dated, days, count):
    document = kabao("--ledger", dated, "--json", "deadlines", "--within", days).document
    assert len(document["clocks"]) == count


def test_the_calendar_file_is_written_whole_or_refused(kabao, dated, tmp_path):
    target = tmp_path / "due.ics"
    answer = kabao("--ledger", dated, "deadlines", "--ics", target)
    assert (answer.code, "1 个期限" in answer.err) == (0, True)
    assert target.read_text(encoding="utf-8").count("BEGIN:VEVENT") == 1
    refused = kabao("--ledger", dated, "deadlines", "--ics", tmp_path / "none" / "due.ics")
    assert (refused.code, "none" in refused.err) == (3, True)


def test_days_of_a_new_notice_are_entered_and_listed(kabao, dated, fits):
    before = kabao("--ledger", dated, "workdays")
    assert before.out.endswith("没有另外录入的日期。\n")
    entered = kabao(
        "--ledger", dated, "--json", "workdays",
        "--rest", "2027-02-08", "--work", "2027-02-06", "--source", "通知",
    )  # fmt: skip
    fits("workdays", entered.document)
    assert entered.document["entered"] == [
        {"day": "2027-02-06", "kind": "work", "source": "通知"},
        {"day": "2027-02-08", "kind": "rest", "source": "通知"},
    ]
    left = kabao("--ledger", dated, "workdays", "--forget", "2027-02-06")
    assert "2027-02-06" not in left.out
    assert "2027-02-08\t休息\t通知" in left.out
    assert kabao("--ledger", dated, "workdays", "--rest", "morgen").code == 2
