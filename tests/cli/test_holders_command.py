"""The command ``holders``: each filter of the window, orders, columns, views, and its JSON."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from pathlib import Path

import pytest

from kabao.cli.main import run
from kabao.domain.employers import Employer
from kabao.domain.evidence import Evidence, EvidenceKind
from kabao.domain.holders import HolderFilter
from kabao.services.views import COLUMNS, View
from kabao.services.workspace import Workspace
from services.people_at_hand import CARD as LONG_CARD
from services.people_at_hand import EMPLOYER, HOLDER, TODAY

CARD = LONG_CARD | {"valid_to": "2027-10-31"}
PEOPLE = (
    ("安思源", "110000199001010013", "1"),
    ("白晓棠", "110000199001010021", "2"),
    ("王䶮", "11000019900101003X", "1"),
)


@pytest.fixture(scope="module")
def made(tmp_path_factory, rulebook):
    """The file of three people: one active, one without evidence, one without a card."""
    ledger = tmp_path_factory.mktemp("people") / "desk.kabao"
    with Workspace.create(ledger, rulebook, lambda: TODAY) as workspace:
        firm = workspace.employers.save(0, EMPLOYER).record
        ids = []
        for place, (name, number, sex) in enumerate(PEOPLE):
            values = {**HOLDER, "name": name, "doc_no": number, "sex": sex}
            employer = firm.id if place == 0 else None
            ids.append(workspace.holders.save(0, values, employer).record.id)
        cards = [workspace.cards.save(0, number, CARD).record for number in ids[:2]]
        day = dt.date(2026, 5, 7)
        workspace.evidence.add(Evidence(cards[0].id, EvidenceKind.PASSWORD_SET, day))
        own = HolderFilter(states=frozenset({"not_activated"}), order="-name")
        workspace.views.save(View("未激活名单", own, ("name", "region", "reason")))
    return ledger


@pytest.fixture
def people(made, tmp_path):
    """A copy of the file to work on."""
    return Path(shutil.copy(made, tmp_path / "desk.kabao"))


def names(answer):
    assert answer.code == 0, answer.err
    return [one["name"] for one in answer.document["holders"]]


@pytest.mark.parametrize(
    ("options", "found"),
    [
        ([], ["安思源", "王䶮", "白晓棠"]),
        (["--state", "active"], ["安思源"]),
        (["--state", "active", "--state", "no_card"], ["安思源", "王䶮"]),
        (["--state", "active/supported"], ["安思源"]),
        (["--grade", "supported"], ["安思源"]),
        (["--grade", "claimed"], []),
        (["--signal", "password_set"], ["安思源"]),
        (["--without-signal", "password_set"], ["王䶮", "白晓棠"]),
        (["--employer", EMPLOYER["name"]], ["安思源"]),
        (["--employer", EMPLOYER["uscc"].lower()], ["安思源"]),
        (["--employer", EMPLOYER["name"][:2]], ["安思源"]),
        (["--region", CARD["region"][:2] + "0000"], ["安思源", "白晓棠"]),
        (["--attention"], ["白晓棠"]),
        (["--search", "安"], ["安思源"]),
        (["--order", "-name"], ["白晓棠", "王䶮", "安思源"]),
        (["--limit", "1"], ["安思源"]),
        (["--view", "未激活名单"], ["白晓棠"]),
        (["--view", "未激活名单", "--search", "安"], []),
    ],
)
def test_each_filter_of_the_window_is_an_option(kabao, people, fits, options, found):
    answer = kabao("--ledger", people, "--json", "holders", *options)
    assert names(answer) == found
    fits("holders", answer.document)


def test_review_until_takes_a_day(kabao, people):
    line = kabao("--ledger", people, "--json", "holders", "--state", "active").document
    day = line["holders"][0]["review_on"]
    before = (dt.date.fromisoformat(day) - dt.timedelta(days=1)).isoformat()
    until = ["--ledger", people, "--json", "holders", "--state", "active", "--review-until"]
    assert names(kabao(*until, day)) == ["安思源"]
    assert names(kabao(*until, before)) == []


def test_json_says_the_same_whatever_columns_are_asked_for(kabao, people):
    plain = kabao("--ledger", people, "--json", "holders").document
    assert kabao("--ledger", people, "--json", "holders", "--columns", "name").document == plain
    first = plain["holders"][0]
    assert first["signals"]["password_set"] is True
    assert first["signals"]["notice_received"] is False
    assert (first["grade"], first["region"]) == ("supported", CARD["region"])
    assert plain["holders"][1] == {
        **dict.fromkeys(("state", "grade", "financial", "reason", "review_on")),
        "name": "王䶮",
        "number": "110***********003X",
        "card_number": "",
        "employer": "",
        "signals": dict.fromkeys(first["signals"], False),
        "region": "",
    }


def test_columns_have_titles_and_come_as_asked(kabao, people):
    answer = kabao("--ledger", people, "holders", "--columns", "region,name,password_set")
    lines = [line.split("\t") for line in answer.out.splitlines()]
    assert lines[:2] == [
        ["姓名", "地区代码", "社保密码已修改"],
        ["安思源", CARD["region"], "强依据"],
    ]
    every = kabao("--ledger", people, "holders", "--columns", ",".join(COLUMNS), lang="en")
    assert [line.count("\t") for line in every.out.splitlines()[:4]] == [len(COLUMNS) - 1] * 4


def test_a_view_brings_its_columns(kabao, people):
    lines = kabao("--ledger", people, "holders", "--view", "未激活名单").out.splitlines()
    assert lines[0] == "姓名\t地区代码\t理由"
    assert lines[1].startswith(f"白晓棠\t{CARD['region']}\t")


def test_filters_are_right_on_the_day_where_the_kept_status_is_old(people, capsys):
    later = dt.date.fromisoformat(CARD["valid_to"]) + dt.timedelta(days=1)

    def listed(*options):
        asked = ["--lang", "zh", "--ledger", str(people), "--json", "holders", *options]
        assert run(asked, lambda: later) == 0
        return [one["name"] for one in json.loads(capsys.readouterr().out)["holders"]]

    assert listed("--state", "expired") == ["安思源", "白晓棠"]
    # An expired card shows no light any more, whatever was kept while it was valid.
    assert listed("--signal", "password_set") == []
    assert listed("--without-signal", "password_set") == ["安思源", "王䶮", "白晓棠"]
    assert listed("--attention") == ["安思源", "白晓棠"]
    assert listed("--state", "active") == []


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--view", "没有"], "未激活名单"),
        (["--columns", "name,shoe"], "shoe"),
        (["--columns", " "], "name"),
        (["--employer", "没有这家"], "没有这家"),
        (["--order", "shoe"], "-review"),
        (["--grade", "shoe"], "well_supported"),
    ],
)
def test_what_does_not_exist_is_refused_in_words(kabao, people, options, said):
    answer = kabao("--ledger", people, "holders", *options)
    assert answer.code != 0
    assert said in answer.err
    assert answer.out == ""


def test_an_employer_named_in_part_must_be_one(kabao, people):
    with Workspace.open(people, clock=lambda: TODAY) as workspace:
        other = {**EMPLOYER, "name": EMPLOYER["name"] + "二分厂", "uscc": "91110000XXXX00027Q"}
        workspace.ledger.employers.add(Employer(other))
    answer = kabao("--ledger", people, "holders", "--employer", EMPLOYER["name"][:2])
    assert answer.code != 0
    assert "2" in answer.err
    assert names(
        kabao("--ledger", people, "--json", "holders", "--employer", EMPLOYER["name"])
    ) == ["安思源"]
