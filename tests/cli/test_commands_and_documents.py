"""Every command: what it prints for people and as JSON, and its exit code."""

from __future__ import annotations

import hashlib
import json
import re

import pytest
from pypdf import PdfReader

from kabao.services.workspace import Workspace
from services.people_at_hand import EXAMPLE, TODAY


def test_new_makes_a_ledger_and_remembers_it(kabao, tmp_path, own_config_folder):
    path = tmp_path / "新台账.kabao"

    answer = kabao("new", path, "--no-encrypt")

    assert (answer.code, answer.out) == (0, f"已新建台账 {path}\n")
    assert json.loads((own_config_folder / "settings.json").read_text())["recent"] == [str(path)]
    assert kabao("holders").out == "列出 0 人。\n"


def test_the_ledger_of_the_option_goes_before_that_of_the_environment(
    kabao, filled, tmp_path, monkeypatch
):
    kabao("new", tmp_path / "other.kabao", "--no-encrypt")
    assert kabao("--json", "holders").document == {"holders": []}

    monkeypatch.setenv("KABAO_LEDGER", str(filled))
    assert len(kabao("--json", "holders").document["holders"]) == 1
    assert kabao("holders", "--ledger", tmp_path / "other.kabao", "--json").document == {
        "holders": []
    }


def test_import_counts(kabao, ledger, fits):
    first = kabao("--ledger", ledger, "import", EXAMPLE)
    second = kabao("--ledger", ledger, "--json", "import", EXAMPLE)

    assert (first.code, first.out) == (0, "共 7 条：新增 7，更新 0，不变 0，拒绝 0\n")
    fits("import", second.document)
    assert second.document == {
        "rows": 7,
        "added": 0,
        "updated": 0,
        "unchanged": 7,
        "refused": 0,
        "dry_run": False,
        "findings": [],
    }


def test_a_rehearsal_of_an_import(kabao, ledger, fits):
    answer = kabao("import", EXAMPLE, "--dry-run", "--json", "--ledger", ledger)

    fits("import", answer.document)
    assert (answer.document["added"], answer.document["dry_run"]) == (7, True)
    assert kabao("--json", "--ledger", ledger, "holders").document == {"holders": []}
    assert "没有写入" in kabao("--ledger", ledger, "import", "--dry-run", EXAMPLE).out


def test_holders(kabao, filled, fits):
    answer = kabao("--ledger", filled, "holders")
    document = kabao("--ledger", filled, "--json", "holders").document

    assert answer.code == 0
    assert answer.out.splitlines() == [
        "安思源\t110***********0013\tX00000019\t青禾精密机械有限公司\t已激活（有一项依据）",
        "列出 1 人。",
    ]
    fits("holders", document)
    assert document["holders"][0]["state"] == "active"


@pytest.mark.parametrize(
    ("options", "found"),
    [
        (["--search", "思源"], 1),
        (["--search", "无此人"], 0),
        (["--state", "active"], 1),
        (["--state", "sealed"], 0),
        (["--limit", "1"], 1),
    ],
)
def test_lists_are_narrowed(kabao, filled, options, found):
    holders = kabao("--json", "--ledger", filled, "holders", *options).document["holders"]
    cards = kabao("--json", "--ledger", filled, "status", *options).document["cards"]

    assert (len(holders), len(cards)) == (found, found)


def test_status_tells_signals_and_reasons(kabao, filled, fits):
    document = kabao("--ledger", filled, "--json", "status").document
    english = kabao("--ledger", filled, "status", lang="en")

    fits("status", document)
    (card,) = document["cards"]
    assert card["signals"] == {
        "password_set": True,
        "used_normally": False,
        "queryable_online": True,
        "notice_received": False,
    }
    assert card["review_on"] == "2027-06-10"
    assert [reason["code"] for reason in card["reasons"]]
    assert english.out.splitlines()[-1] == "Local record; the card database of the agency decides."
    assert card["reasons"][0]["text"] not in english.out


def test_employers_and_cases(kabao, filled, fits):
    employers = kabao("--json", "--ledger", filled, "employers").document
    cases = kabao("--json", "--ledger", filled, "cases").document

    assert employers == {
        "employers": [
            {
                "name": "青禾精密机械有限公司",
                "uscc": "91110000XXXX00019Y",
                "state": "open",
                "clock": "registration",
                "nominal_due": "2026-12-10",
                "final_due": "2026-12-10",
                "days_left": 18,
                "late_days": 0,
            }
        ]
    }
    fits("cases", cases)
    assert cases["cases"][0]["case"] == "KB-2026-0001"
    assert "2026-12-10  还有 18 天  申请社会保险登记" in kabao("--ledger", filled, "employers").out
    assert kabao("--ledger", filled, "cases").out == (
        "KB-2026-0001\t个人\t编写\t安思源社会保障卡换发申请\n"
    )
    for command in ("employers", "cases"):
        none = kabao("--ledger", filled, command, "--search", "没有")
        assert (none.code, none.out) == (0, "没有可列出的内容。\n")


@pytest.mark.parametrize(
    ("dates", "words"),
    [
        ({"registered_on": "2026-11-20", "filed_on": "2026-11-12"}, "已办社会保险登记"),
        ({"filed_on": "2026-11-12"}, "2026-11-27  还有 5 天"),
        ({"established_on": "2026-10-01"}, "2026-10-31  已逾期 20 天"),
    ],
)
def test_the_clock_of_an_employer_in_words(kabao, filled, dates, words):
    with Workspace.open(filled, clock=lambda: TODAY) as workspace:
        (employer,) = workspace.employers.all()
        workspace.employers.save(employer.id, {**employer.values, **dates})

    assert words in kabao("--ledger", filled, "employers").out


def test_check_ends_with_1_while_errors_are_open(kabao, filled, fits):
    answer = kabao("--ledger", filled, "--json", "check", "KB-2026-0001")
    words = kabao("--ledger", filled, "check")

    assert (answer.code, words.code) == (1, 1)
    fits("check", answer.document)
    (case,) = answer.document["cases"]
    missing = next(item for item in case["findings"] if item["place"].endswith("measures_title"))
    assert missing["level"] == "error"
    assert missing["place"] == "material 5/measures/measures_title"
    assert words.out.splitlines()[0] == f"KB-2026-0001：{len(case['findings'])} 条检查结果"
    assert f"  错误  {missing['place']}  {missing['text']} {missing['remedy']}" in words.out


def test_check_of_a_ledger_without_cases(kabao, ledger, fits):
    answer = kabao("--ledger", ledger, "--json", "check")

    fits("check", answer.document)
    assert (answer.code, answer.document) == (0, {"cases": []})


def test_export_writes_a_draft_when_asked(kabao, filled, tmp_path, fits):
    out = tmp_path / "a" / "b"

    answer = kabao("--ledger", filled, "--json", "export", "--all", "--draft", "--out", out)

    assert answer.code == 0
    fits("export", answer.document)
    (package,) = answer.document["packages"]
    data = (out / "KB-2026-0001-person.pdf").read_bytes()
    assert package["sha256"] == hashlib.sha256(data).hexdigest()
    assert answer.document["failed"] == []


def test_export_goes_on_after_a_case_that_fails(kabao, sampled, tmp_path, fits):
    with Workspace.open(sampled, clock=lambda: TODAY) as workspace:
        workspace.exchange.load(EXAMPLE)
    out = tmp_path / "out"

    answer = kabao("--ledger", sampled, "--json", "export", "--all", "--out", out)

    assert answer.code == 1
    fits("export", answer.document)
    assert [item["case"] for item in answer.document["failed"]] == ["KB-2026-0004"]
    assert answer.document["failed"][0]["code"] == "export_only_draft"
    assert answer.document["failed"][0]["findings"]
    assert sorted(item.name for item in out.iterdir()) == [
        "KB-2026-0001-department.pdf",
        "KB-2026-0002-employer.pdf",
        "KB-2026-0003-person.pdf",
    ]
    assert answer.err.startswith("KB-2026-0004 还有错误，只能导出草稿")


def test_export_of_a_ledger_without_cases(kabao, ledger, tmp_path):
    answer = kabao("--ledger", ledger, "export", "--all", "--out", tmp_path / "out")

    assert (answer.code, answer.out) == (0, "没有可列出的内容。\n")


def test_the_same_export_twice_gives_the_same_file(kabao, filled, tmp_path):
    arguments = ("--ledger", filled, "--json", "export", "KB-2026-0001", "--draft", "--out")

    first = kabao(*arguments, tmp_path / "one").document["packages"][0]["sha256"]
    second = kabao(*arguments, tmp_path / "two").document["packages"][0]["sha256"]

    assert first == second


@pytest.mark.parametrize("language", ["zh", "en", "both"])
def test_the_language_of_the_paper(kabao, filled, tmp_path, language):
    answer = kabao(
        "--ledger", filled, "export", "--all", "--draft", "--language", language, "--out", tmp_path
    )

    assert answer.code == 0
    assert answer.out.startswith("KB-2026-0001\t")


def test_numbers_are_printed_in_full_only_on_request(kabao, filled, tmp_path):
    numbers = {}
    for option in ((), ("--full-numbers",)):
        out = tmp_path / f"out{len(option)}"
        answer = kabao("--ledger", filled, "export", "--all", "--draft", *option, "--out", out)
        assert answer.code == 0
        reader = PdfReader(next(out.glob("*.pdf")))
        text = "".join(page.extract_text() for page in reader.pages)
        numbers[option] = re.findall(r"1100001990010100\d\d", text)
    assert numbers[()] == []
    assert numbers["--full-numbers",]


def test_demo_prints_each_package_with_its_pages(kabao, tmp_path, fits):
    answer = kabao("--json", "demo", "--out", tmp_path / "demo")

    assert answer.code == 0
    fits("demo", answer.document)
    assert len(answer.document["packages"]) == 6
    assert len(answer.document["archives"]) == 1
    lines = kabao("demo", "--out", tmp_path / "demo").out.splitlines()
    assert lines[0] == f"示例台账 {tmp_path / 'demo' / 'demo.kabao'}，没有口令"
    assert len(lines) == 8


def test_listing_never_writes(kabao, filled):
    before = filled.read_bytes()

    for command in ("holders", "status", "employers", "cases", "check"):
        kabao("--ledger", filled, command)

    assert filled.read_bytes() == before
    assert not (filled.parent / "desk.kabao.lock").exists()


def test_lists_stand_beside_an_open_window(kabao, filled, tmp_path):
    with Workspace.open(filled):
        for command in (["holders"], ["status"], ["cases"], ["employers"]):
            assert kabao("--ledger", filled, *command).code == 0
        assert kabao("--ledger", filled, "check").code == 1
        out = tmp_path / "out"
        assert kabao("--ledger", filled, "export", "--all", "--draft", "--out", out).code == 0


def test_the_version_and_the_help(kabao, capsys):
    from kabao import __version__

    assert kabao("--version").out == f"{__version__}\n"
    listed = kabao("--help").out
    for command in ("demo", "new", "import", "holders", "status", "cases", "check", "export"):
        assert f"  {command} " in listed
