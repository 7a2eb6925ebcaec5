"""``kabao structure``: everything by its exit code, its document and its words."""

from __future__ import annotations

import json

import jsonschema
import pytest
from python_calamine import CalamineWorkbook

from kabao import paths
from kabao.domain.cases import ApplicantKind, MaterialKey
from kabao.services.workspace import Workspace
from services.people_at_hand import TODAY

KEY = MaterialKey.FILE_STRUCTURE
LOCAL = {
    "file": "DF01/EF16",
    "tag": "E3",
    "name": "图书证号",
    "type": "b",
    "length": 8,
    "example": "0011223344556677",
    "reason": "一卡通",
}


@pytest.fixture
def cases(ledger):
    """Two cases of a department, the second with one local element."""
    with Workspace.open(ledger, clock=lambda: TODAY) as workspace:
        numbers = []
        for rows in ((), (LOCAL,)):
            case = workspace.cases.create(ApplicantKind.DEPARTMENT, "示例申请").record
            values = {**case.values(KEY), "spec_version": "2.00", "extensions": rows}
            workspace.cases.save_material(case.id, KEY, values)
            numbers.append(case.number)
    return numbers


def test_show_finds_by_pinyin_and_fits_its_schema(kabao, fits):
    answer = kabao("structure", "show", "--search", "xm", "--json")
    assert answer.code == 0
    fits("structure-show", answer.document)
    assert "SSSE/EF06/09" in {item["path"] for item in answer.document["items"]}
    whole = kabao("structure", "show", "--json").document
    fits("structure-show", whole)
    assert len(whole["items"]) == 8 + 40 + 163


def test_show_lists_what_is_under_a_path(kabao):
    answer = kabao("structure", "show", "ssse/ef06")
    assert answer.out.startswith("SSSE/EF06\t")
    assert "SSSE/EF05" not in answer.out
    assert "GB" not in kabao("structure", "show", "SSSE/EF060").out


def test_encode_writes_the_published_bytes(kabao, fits):
    answer = kabao("structure", "encode", "ssse/ef05", "04", "91560000023304003304002A", "--json")
    assert answer.code == 0
    fits("structure-value", answer.document)
    assert answer.document["record"] == "040C91560000023304003304002A"
    assert (answer.document["used"], answer.document["room"]) == (12, 0)


def test_decode_takes_bytes_or_a_whole_record(kabao):
    name = "D5C5C8FD" + "00" * 26
    for digits in (name, f"09 1E {name}"):
        answer = kabao("structure", "decode", "SSSE/EF06", "09", digits, "--json")
        assert (answer.code, answer.document["value"]) == (0, "张三")


@pytest.mark.parametrize(
    ("argv", "code"),
    [
        (("encode", "SSSE/EF06", "09", "张𠮷"), 1),
        (("encode", "SSSE/EF06", "0D", "abc"), 1),
        (("encode", "SSSE/EF06", "FE", "x"), 3),
        (("decode", "SSSE/EF06", "09", "D5C"), 3),
        (("records", "0905AA"), 3),
        (("encode", "SSSE/EF06", "09"), 2),
        (("export", "structure.pdf"), 3),
    ],
)
def test_exit_codes_are_those_of_the_design(kabao, argv, code):
    answer = kabao("structure", *argv)
    assert answer.code == code
    assert "Traceback" not in answer.err


def test_nothing_on_a_card_reaches_the_terminal_as_a_control_character(kabao):
    answer = kabao("structure", "decode", "SSSE/EF06", "09", "1B5B324A" + "00" * 26)
    assert "\\x1B[2J" in answer.out
    assert "\x1b" not in answer.out + answer.err
    assert "\x1b" not in kabao("structure", "records", "09021B5B").out


def test_a_local_element_is_encoded_by_its_case(kabao, ledger, cases):
    argv = ("--ledger", ledger, "structure", "encode", "DF01/EF16", "E3", "00112233 44556677")
    assert kabao(*argv).code == 3
    answer = kabao(*argv, "--case", cases[1], "--json")
    assert (answer.code, answer.document["record"]) == (0, "E3080011223344556677")
    assert answer.document["name"] == "图书证号"


def test_records_are_split_and_named(kabao, fits):
    answer = kabao("structure", "records", "600420130630 2A0111", "--json")
    fits("structure-records", answer.document)
    first, second = answer.document["records"]
    assert [item["path"] for item in first["elements"]] == ["DF02/EF06/60", "DF03/EF05/60"]
    assert [item["value"] for item in first["elements"]] == ["2013-06-30", "2013-06-30"]
    assert "DF01/EF15/2A" in {item["path"] for item in second["elements"]}


def test_diff_against_the_nation_and_against_a_case(kabao, fits, ledger, cases):
    first, second = cases
    answer = kabao("--ledger", ledger, "structure", "diff", "--json")
    fits("structure-diff", answer.document)
    counts = {item["case"]: len(item["differences"]) for item in answer.document["cases"]}
    assert counts == {first: 0, second: 1}
    answer = kabao("--ledger", ledger, "structure", "diff", first, "--with", second, "--json")
    (case,) = answer.document["cases"]
    assert [(item["kind"], item["path"]) for item in case["differences"]] == [
        ("removed", "DF01/EF16/E3")
    ]
    assert kabao("--ledger", ledger, "structure", "diff", "KB-1").code == 3


def test_what_is_exported_as_json_is_taken_by_another_case(kabao, fits, ledger, cases, tmp_path):
    first, second = cases
    file = tmp_path / "structure.json"
    answer = kabao("--ledger", ledger, "structure", "export", file, "--case", second, "--json")
    fits("structure-export", answer.document)
    plain = json.loads(file.read_text())
    assert plain["extensions"][0]["record"] == "E3080011223344556677"
    schema = json.loads((paths.resources() / "schemas" / "structure-1.json").read_text())
    jsonschema.Draft202012Validator(schema).validate(plain)
    answer = kabao("--ledger", ledger, "structure", "import", file, first, "--json")
    fits("structure-import", answer.document)
    assert answer.document == {"case": first, "elements": 1, "changed": True, "findings": []}
    differences = kabao("--ledger", ledger, "structure", "diff", first, "--with", second, "--json")
    assert differences.document["cases"][0]["differences"] == []
    with Workspace.open(ledger, clock=lambda: TODAY) as workspace:
        workspace.history.undo(workspace.history.last_id())
        assert not workspace.cases.by_number(first).values(KEY)["extensions"]


def test_a_national_part_edited_by_hand_is_refused_or_repaired_in_words(
    kabao, ledger, cases, tmp_path
):
    first, second = cases
    file = tmp_path / "structure.json"
    kabao("--ledger", ledger, "structure", "export", file, "--case", second)
    plain = json.loads(file.read_text())
    name = next(item for item in plain["national"] if item["path"] == "SSSE/EF06/09")
    name["length"] = 40
    plain["extensions"][0]["record"] = "E308FF11223344556677"
    file.write_text(json.dumps(plain))
    answer = kabao("--ledger", ledger, "structure", "import", file, first)
    assert answer.code == 3
    assert "SSSE/EF06/09" in answer.err
    assert "30" in answer.err
    assert "40" in answer.err
    answer = kabao("--ledger", ledger, "structure", "import", file, first, "--repair", "--json")
    assert answer.code == 0
    codes = [item["code"] for item in answer.document["findings"]]
    assert codes == ["structure_place_changed", "structure_record_differs"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{",
        '{"kabao_structure": true}',
        '{"kabao_structure": 2}',
        '{"kabao_structure": 1, "extensions": 3}',
        '{"kabao_structure": 1, "extensions": [3]}',
        '{"kabao_structure": 1, "extensions": [{"length": "8"}]}',
        '{"kabao_structure": 1, "extensions": [{"colour": "8"}]}',
        '{"kabao_structure": 1, "national": [{"length": 8}]}',
        '{"kabao_structure": 1, "national": [{"path": "a"}, {"path": "a"}]}',
        '{"kabao_structure": 1, "application_fields": [1]}',
        '{"kabao_structure": 1, "strange": 1}',
        '{"kabao_structure": 1, "national": []}',
        '{"kabao_structure": 1, "extensions": [], "extensions": []}',
        "\x00\x01\x02",
    ],
)
def test_damaged_files_are_refused_in_one_sentence(kabao, ledger, cases, tmp_path, text):
    file = tmp_path / "structure.json"
    file.write_text(text)
    before = ledger.stat().st_size
    answer = kabao("--ledger", ledger, "structure", "import", file, cases[0])
    assert answer.code == 3
    assert answer.err.strip()
    assert "Traceback" not in answer.err
    assert ledger.stat().st_size == before


def test_a_person_takes_no_local_extensions(kabao, ledger, tmp_path):
    with Workspace.open(ledger, clock=lambda: TODAY) as workspace:
        case = workspace.cases.create(ApplicantKind.PERSON, "示例").record
    file = tmp_path / "structure.json"
    file.write_text('{"kabao_structure": 1}')
    answer = kabao("--ledger", ledger, "structure", "import", file, case.number)
    assert (answer.code, case.number in answer.err) == (3, True)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_workbook_holds_every_line_as_text(kabao, ledger, cases, tmp_path, lang):
    file = tmp_path / "structure.xlsx"
    argv = ("--ledger", ledger, "structure", "export", file, "--case", cases[1])
    assert kabao(*argv, lang=lang).code == 0
    book = CalamineWorkbook.from_path(str(file))
    sheets = [book.get_sheet_by_index(place).to_python() for place in range(5)]
    national, local, budget, rules, sources = sheets
    assert len(book.sheet_names) == 5
    assert len(national) == 1 + 8 + 40 + 163
    assert all(isinstance(cell, str) for row in national for cell in row)
    assert "SSSE/EF06/09" in {row[0] for row in national}
    assert local[1][:6] == ["1", "DF01/EF16/E3", "图书证号", "b", "8", "10"]
    assert local[1][7] == "00 11 22 33 44 55 66 77"
    assert (len(budget), len(rules), len(sources)) == (6, 18, 30)
