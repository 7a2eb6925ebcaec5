"""Rosters on the command line: the counts, the exit codes and the places."""

from __future__ import annotations

import json

import pytest

from kabao.exchange.spreadsheets import read_sheet
from kabao.services.workspace import Workspace
from spreadsheets import PEOPLE, TITLES, ods, roster, text_file


@pytest.fixture
def path(tmp_path):
    return roster(tmp_path / "r.xlsx", [*PEOPLE, ("吴子墨", 110101199001010013, "")])


def test_import_tells_counts_and_places(kabao, ledger, path, fits):
    answer = kabao("--ledger", ledger, "--json", "import", path)
    assert answer.code == 1
    told = answer.document
    fits("import", told)
    counts = {name: told[name] for name in ("rows", "added", "updated", "unchanged", "refused")}
    assert counts == {"rows": 4, "added": 3, "updated": 0, "unchanged": 0, "refused": 1}
    (lost,) = [item for item in told["findings"] if item["code"] == "roster_number_lost"]
    assert (lost["place"], lost["level"]) == ("Sheet1!B5", "error")
    again = kabao("--ledger", ledger, "--json", "import", path).document
    assert (again["unchanged"], again["added"], again["updated"]) == (3, 0, 0)


def test_a_rehearsal_keeps_nothing(kabao, ledger, path):
    answer = kabao("--ledger", ledger, "--json", "import", path, "--dry-run")
    assert answer.document["added"] == 3
    assert answer.document["dry_run"] is True
    with Workspace.open(ledger) as workspace:
        assert workspace.holders.count() == 0
        assert workspace.ledger.history.latest(5) == []


@pytest.mark.parametrize("kind", ["csv", "ods", "xlsx"])
def test_every_kind_of_file(kabao, ledger, tmp_path, kind):
    rows = [TITLES, *PEOPLE]
    path = tmp_path / f"r.{kind}"
    make = {"csv": text_file, "ods": ods, "xlsx": lambda at, _: roster(at)}[kind]
    answer = kabao("--ledger", ledger, "--json", "import", make(path, rows))
    assert answer.code == 0
    assert answer.document["added"] == 3


def test_a_broken_file_leaves_the_ledger_alone(kabao, ledger, tmp_path):
    before = ledger.read_bytes()
    (tmp_path / "r.xlsx").write_bytes(b"")
    answer = kabao("--ledger", ledger, "import", tmp_path / "r.xlsx")
    assert answer.code == 3
    assert "0 字节" in answer.err
    assert ledger.read_bytes() == before


def test_a_mapping_file_and_an_employer(kabao, filled, tmp_path):
    path = roster(tmp_path / "r.xlsx", [PEOPLE[2]], ("甲", "乙", "丙"))
    mapping = tmp_path / "m.json"
    mapping.write_text(
        json.dumps({"header": 1, "columns": {"A": "name", "乙": "doc_no", "丙": "mobile"}})
    )
    with Workspace.open(filled) as workspace:
        (employer, *_) = workspace.employers.all()
    options = ("--mapping", mapping, "--employer", employer.uscc)
    assert kabao("--ledger", filled, "import", path, *options).code == 0
    with Workspace.open(filled) as workspace:
        holder = workspace.ledger.holders.by_number(PEOPLE[2][1])
        assert (holder.name, holder.employer_id) == (PEOPLE[2][0], employer.id)


@pytest.mark.parametrize("text", ["[]", "{", '{"x": 1}', '{"columns": {"A": 1}}'])
def test_a_broken_mapping_file(kabao, ledger, path, tmp_path, text):
    (tmp_path / "m.json").write_text(text)
    answer = kabao("--ledger", ledger, "import", path, "--mapping", tmp_path / "m.json")
    assert answer.code == 3
    assert "m.json" in answer.err


def test_an_unknown_employer(kabao, ledger, path):
    answer = kabao("--ledger", ledger, "import", path, "--employer", "91110000XXXX00019Y")
    assert answer.code == 3
    assert "91110000XXXX00019Y" in answer.err


def test_employers_are_made_with_the_import_where_asked_for(kabao, ledger, tmp_path):
    titles = ("姓名", "身份证号码", "手机号码", "单位名称")
    path = roster(tmp_path / "r.xlsx", [(*person, "没有登记的公司") for person in PEOPLE], titles)
    plain = kabao("--ledger", ledger, "--json", "import", path, "--dry-run")
    [found] = [item for item in plain.document["findings"] if "employer" in item["code"]]
    assert found["code"] == "roster_employer_unknown"
    assert "3 行" in found["text"]
    made = kabao("--ledger", ledger, "--json", "import", path, "--create-employers")
    assert made.code == 0
    listed = kabao("--ledger", ledger, "--json", "employers").document["employers"]
    assert [item["name"] for item in listed] == ["没有登记的公司"]


def test_the_returned_workbook(kabao, ledger, path, tmp_path):
    back = tmp_path / "back.xlsx"
    kabao("--ledger", ledger, "import", path, "--returned", back)
    assert [row[0] for row in read_sheet(back).rows] == ["姓名", "吴子墨"]


def test_numbers_are_never_told_in_full(kabao, ledger, tmp_path):
    path = roster(tmp_path / "r.xlsx", [("安", "110000 199001010013", ""), PEOPLE[0], PEOPLE[0]])
    answer = kabao("--ledger", ledger, "import", path)
    assert "110000199001010013" not in answer.out + answer.err
    assert "199001010013" not in answer.out + answer.err


def test_a_sheet_is_chosen_by_name(kabao, ledger, tmp_path):
    import xlsxwriter

    path = tmp_path / "r.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        for name, person in (("一月", PEOPLE[0]), ("二月", PEOPLE[1])):
            page = book.add_worksheet(name)
            page.write_row(0, 0, TITLES)
            for column, cell in enumerate(person):
                page.write_string(1, column, cell)
    answer = kabao("--ledger", ledger, "--json", "import", path, "--sheet", "二月")
    assert answer.document["added"] == 1
    (told,) = [x for x in answer.document["findings"] if x["code"] == "roster_other_sheets"]
    assert "一月" in told["text"]
    with Workspace.open(ledger) as workspace:
        assert workspace.ledger.holders.by_number(PEOPLE[1][1]) is not None
    assert kabao("--ledger", ledger, "import", path, "--sheet", "三月").code == 3


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_template(kabao, tmp_path, lang):
    answer = kabao("template", "roster", tmp_path / "t.xlsx", lang=lang)
    assert answer.code == 0
    assert read_sheet(tmp_path / "t.xlsx").rows[0][0].startswith("姓名")


def test_the_template_is_a_workbook(kabao, tmp_path):
    assert kabao("template", "roster", tmp_path / "t.csv").code == 3


def test_holders_into_a_table(kabao, filled, tmp_path):
    answer = kabao("--ledger", filled, "--json", "holders", "--export", tmp_path / "v.csv")
    rows = read_sheet(tmp_path / "v.csv").rows
    assert answer.document["rows"] == len(rows) - 1 > 0
    assert "***" in rows[1][2]
    kabao("--ledger", filled, "holders", "--export", tmp_path / "f.xlsx", "--full")
    assert "*" not in read_sheet(tmp_path / "f.xlsx").rows[1][2]
