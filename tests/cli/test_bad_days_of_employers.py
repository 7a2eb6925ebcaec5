"""Days that cannot be, from the command line: told with their place, and nothing lost."""

from __future__ import annotations

import json

import pytest
import xlsxwriter

from kabao.services.workspace import Workspace
from services.people_at_hand import EMPLOYER, TODAY


@pytest.fixture
def ledger(tmp_path, rulebook):
    path = tmp_path / "days.kabao"
    with Workspace.create(path, rulebook, clock=lambda: TODAY) as made:
        made.employers.save(0, EMPLOYER)
    return path


def employer_file(tmp_path, day):
    fields = {**EMPLOYER, "name": "乙店", "uscc": "92440000XXXX000277", "established_on": day}
    fields["kind"] = "individual_business"
    data = {"kabao_exchange": 1, "employers": [{"id": "e" * 32, "fields": fields}]}
    path = tmp_path / "employer.json"
    path.write_text(json.dumps(data))
    return path


@pytest.mark.parametrize(
    ("day", "code", "words"),
    [
        ("2030-01-01", 3, "日期在今天之后"),
        ("2025-02-29", 3, "不是一个真实的日期"),
        ("2024-02-29", 0, "新增 1"),
    ],
)
def test_a_founding_is_a_day_that_was(kabao, ledger, tmp_path, day, code, words):
    answer = kabao("--ledger", ledger, "import", employer_file(tmp_path, day))
    assert answer.code == code
    assert words in answer.out + answer.err
    with Workspace.open(ledger, read_only=True) as kept:
        assert len(kept.employers.all()) == 1 + (code == 0)


def test_a_hire_before_the_founding_is_told_in_its_cell_and_taken_in(kabao, ledger, tmp_path):
    path = tmp_path / "hires.xlsx"
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, ("姓名", "身份证号码", "手机号码", "入职日期", "发卡地"))
        for row, (name, number, day) in enumerate(
            (
                ("安思源", "110000199001010013", "2026-08-01"),
                ("白晓棠", "110000199001010021", "2026-11-10"),
                ("王某", "110000200002290032", "2026-02-29"),
            ),
            start=1,
        ):
            page.write_row(row, 0, (name, number, "19900000001", day, "990200"))
    told = kabao("--ledger", ledger, "import", path, "--employer", EMPLOYER["uscc"])
    assert told.code == 1
    early = [line for line in told.out.splitlines() if "早于单位成立之日 2026-11-10" in line]
    assert len(early) == 1
    assert "D2" in early[0]
    assert "D4  这不是一个真实的日期" in told.out
    with Workspace.open(ledger, read_only=True) as kept:
        assert kept.holders.count() == 2
