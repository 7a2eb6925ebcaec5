"""Lists narrowed to one employer, and what `kabao photos` does besides checking."""

from __future__ import annotations

import datetime as dt

import pytest
from PIL import Image

from kabao.domain.cases import ApplicantKind
from kabao.domain.holders import Holder
from kabao.services.holder_photos import TakenPhoto
from kabao.services.workspace import Workspace

TODAY = dt.date(2026, 11, 22)
CODE = "91110000XXXX00019Y"


@pytest.fixture
def ledger_file(tmp_path):
    path = tmp_path / "two.kabao"
    with Workspace.create(path, clock=lambda: TODAY) as workspace:
        for name, code in (("甲公司", CODE), ("乙公司", "92440000XXXX000277")):
            kind = "company" if code == CODE else "individual_business"
            values = {"name": name, "uscc": code, "kind": kind, "established_on": "2026-11-10"}
            employer = workspace.employers.save(0, values).record
            person = {"name": f"{name[0]}某", "doc_no": code, "work_started_on": "2026-11-11"}
            workspace.ledger.holders.add(Holder(person, employer_id=employer.id))
        holder = workspace.ledger.holders.get(1)
        kept = {**holder.values, "keep_until": "2026-11-01"}
        workspace.ledger.holders.update(holder.with_values(kept))
        image = Image.new("RGB", (358, 441), "white")
        image.save(tmp_path / "a.jpg")
        data = (tmp_path / "a.jpg").read_bytes()
        workspace.holder_photos.take(TakenPhoto(1, "a.jpg", data, "kb14-40"))
    return path


def test_deadlines_and_status_are_had_for_one_employer(kabao, ledger_file):
    every = kabao("--ledger", ledger_file, "--json", "deadlines").document["clocks"]
    one = kabao("--ledger", ledger_file, "--json", "deadlines", "--employer", CODE)
    assert {item["employer"] for item in every} == {"甲公司", "乙公司"}
    assert {item["employer"] for item in one.document["clocks"]} == {"甲公司"}
    assert kabao("--ledger", ledger_file, "deadlines", "--employer", "丙").code == 3
    assert kabao("--ledger", ledger_file, "status", "--employer", "甲公司").code == 0
    assert kabao("--ledger", ledger_file, "cases", "--employer", "甲公司").code == 0


def test_a_contact_sheet_of_the_ledger_and_what_is_past_its_day(kabao, ledger_file, tmp_path):
    out = tmp_path / "sheet.pdf"
    answer = kabao("--ledger", ledger_file, "--json", "photos", "sheet", "--out", out)
    assert answer.document["pages"] == 1
    assert out.read_bytes().startswith(b"%PDF")
    past = kabao("--ledger", ledger_file, "--json", "photos", "past")
    assert (past.code, [item["name"] for item in past.document["past"]]) == (1, ["甲某"])
    assert kabao("--ledger", ledger_file, "photos", "past", "--remove").code == 0
    assert kabao("--ledger", ledger_file, "photos", "past").code == 0


def test_one_photograph_is_cut_by_place_and_tilt(kabao, tmp_path):
    path, out = tmp_path / "wide.png", tmp_path / "cut.jpg"
    image = Image.effect_noise((1000, 800), 60).convert("RGB")
    image.save(path)
    answer = kabao("--json", "photos", "crop", path, "--out", out, "--at", "0.1,0.2,0.4,-2")
    assert (answer.document["photos"][0]["width"], answer.code) == (358, 0)
    assert kabao("photos", "crop", path, "--out", out, "--at", "0.1,2").code == 3
    assert kabao("photos", "crop", path, "--out", out, "--at", "0.1,0.2,0.4,80").code == 3
    assert kabao("photos", "crop", path, "--out", path).code == 3


def test_cases_history_and_overview_are_had_for_one_employer(kabao, ledger_file, tmp_path):
    with Workspace.open(ledger_file, clock=lambda: TODAY) as workspace:
        applied = ApplicantKind.EMPLOYER, ApplicantKind.PERSON
        workspace.cases.create(applied[0], "甲的登记", employer_id=1)
        workspace.cases.create(applied[1], "甲某的申请", holder_ids=(1,))
        workspace.cases.create(applied[0], "乙的登记", employer_id=2)
    one = ("--ledger", ledger_file, "--json")
    told = kabao(*one, "cases", "--employer", "甲公司").document["cases"]
    assert {case["title"] for case in told} == {"甲的登记", "甲某的申请"}
    checked = kabao(*one, "check", "--employer", "乙公司").document["cases"]
    assert len(checked) == 1
    out = tmp_path / "out"
    kabao(*one, "export", "--all", "--draft", "--employer", "乙公司", "--out", out)
    assert len(list(out.glob("*.pdf"))) == 1
    steps = kabao(*one, "history", "--employer", "乙公司").document["entries"]
    words = " ".join(step["text"] for step in steps)
    assert "乙的登记" in words
    assert "甲" not in words
    page = kabao(*one, "overview", "--employer", "甲公司").document
    assert [item["name"] for item in page["employers"]] == ["甲公司"]
    assert {item["employer"] for item in page["deadlines"]} == {"甲公司"}
    assert page["total"] == 1
