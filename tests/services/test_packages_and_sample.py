"""Packages: the gate, the same bytes every time, safe names; the sample on any day."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from dataclasses import replace

import pikepdf
import pytest

from kabao.domain.cases import ApplicantKind, MaterialKey
from kabao.domain.errors import EnvironmentProblemError, InputRefusedError, LedgerLockedError
from kabao.domain.evidence import Evidence, EvidenceKind
from kabao.domain.findings import Finding, Level
from kabao.services.demo import make_sample_ledger, run_demo
from kabao.services.folders import ready_folder
from kabao.services.packages import Paper
from kabao.services.sentences import complain, describe, masked, remedy
from kabao.services.workspace import Workspace
from kabao.texts import Texts

ZH = Texts("zh")


@pytest.fixture
def sample(tmp_path, rulebook, clock):
    with make_sample_ledger(tmp_path / "sample.kabao", rulebook, clock) as workspace:
        yield workspace


def case_of(workspace, kind):
    return next(case for case in workspace.cases.all() if case.applicant_kind is kind)


def write(workspace, case, target, **paper):
    return workspace.packages.write(workspace.packages.order(case.id, target, ZH, Paper(**paper)))


@pytest.mark.parametrize("kind", list(ApplicantKind))
def test_the_same_case_gives_the_same_bytes(sample, tmp_path, kind):
    case = case_of(sample, kind)

    first = write(sample, case, tmp_path / "first.pdf")
    second = write(sample, case, tmp_path / "second.pdf")

    assert first.path.read_bytes() == second.path.read_bytes()
    assert first.sha256 == hashlib.sha256(first.path.read_bytes()).hexdigest()
    with pikepdf.open(first.path) as document:
        assert len(document.pages) == first.pages


def test_the_same_bytes_tomorrow_and_after_a_restart(sample, tmp_path, rulebook, clock):
    case = case_of(sample, ApplicantKind.DEPARTMENT)
    first = write(sample, case, tmp_path / "first.pdf")
    path = sample.ledger.path
    sample.close()
    clock.today += dt.timedelta(days=5)

    with Workspace.open(path, rulebook, clock, read_only=True) as again:
        second = write(again, case, tmp_path / "second.pdf")

    assert first.sha256 == second.sha256


@pytest.mark.parametrize("annex", [True, False])
def test_people_give_the_same_bytes_tomorrow_too(sample, tmp_path, clock, annex):
    case = case_of(sample, ApplicantKind.PERSON)
    case = sample.cases.save_head(replace(case, annex=annex)).record
    first = write(sample, case, tmp_path / "first.pdf")
    clock.today += dt.timedelta(days=1)

    assert write(sample, case, tmp_path / "second.pdf").sha256 == first.sha256


def test_the_paper_bears_the_day_of_the_application(sample, clock):
    case = case_of(sample, ApplicantKind.DEPARTMENT)
    form = MaterialKey.REGISTRATION_FORM
    applied = case.values(form)["application_date"]
    clock.today += dt.timedelta(days=9)

    def day(changed):
        return sample.packages.plan(changed, (), ZH).made_on

    assert day(case) == applied
    without = {**case.values(form), "application_date": "bald"}
    assert day(case.with_material(form, without)) == case.created_on
    assert day(replace(case.with_material(form, without), created_on="")) == "2026-12-01"


def test_an_annex_tells_the_last_day_that_its_records_speak_of(sample, clock):
    case = case_of(sample, ApplicantKind.PERSON)
    applied = case.values(case.main)["application_date"]
    clock.today += dt.timedelta(days=9)
    (person,) = sample.cases.view(case).holders
    assert case.annex
    assert sample.packages.plan(case, (), ZH).made_on == applied

    seen = dt.date(2026, 11, 28)
    told = Evidence(person.card.id, EvidenceKind.USED_NORMALLY, seen, detail="pharmacy")
    sample.evidence.add(told)
    plan = sample.packages.plan(case, (), ZH)
    assert plan.made_on == "2026-11-28"
    assert "2026年11月28日" in "".join(text for _, text in plan.part("annex").texts())


def test_an_annex_never_tells_a_day_to_come(sample, clock):
    case = case_of(sample, ApplicantKind.PERSON)
    ahead = {**case.values(case.main), "application_date": "2027-06-01"}
    assert sample.packages.plan(case.with_material(case.main, ahead), (), ZH).made_on == str(
        clock.today
    )


def test_open_errors_allow_a_draft_only(sample, tmp_path):
    case = case_of(sample, ApplicantKind.DEPARTMENT)
    form = MaterialKey.REGISTRATION_FORM
    sample.cases.save_material(case.id, form, {**case.values(form), "leader_name": ""})

    with pytest.raises(InputRefusedError) as caught:
        sample.packages.order(case.id, tmp_path / "a.pdf", ZH)
    assert caught.value.code == "export_only_draft"
    assert any(item.level is Level.ERROR for item in caught.value.findings)

    assert write(sample, case, tmp_path / "a.pdf", draft=True).pages > 20


def test_a_critical_finding_stops_the_draft_too(sample, tmp_path, monkeypatch):
    case = case_of(sample, ApplicantKind.DEPARTMENT)
    grave = Finding(Level.CRITICAL, "case_key_material")
    monkeypatch.setattr(sample.cases, "check", lambda _case: (grave,))

    with pytest.raises(InputRefusedError) as caught:
        sample.packages.order(case.id, tmp_path / "a.pdf", ZH, Paper(draft=True))
    assert caught.value.code == "export_stopped"


@pytest.mark.parametrize(
    ("number", "name"),
    [
        ("KB-2026-0001", "KB-2026-0001-person.pdf"),
        ("../张三/x", "x-person.pdf"),
        ("张三", "case-person.pdf"),
        ("", "case-person.pdf"),
    ],
)
def test_file_names_hold_nothing_but_the_number(sample, number, name):
    case = replace(case_of(sample, ApplicantKind.PERSON), number=number)

    assert sample.packages.file_name(case) == name


@pytest.mark.parametrize(
    "today", [dt.date(2026, 11, 22), dt.date(2025, 3, 1), dt.date(2028, 2, 29)], ids=str
)
def test_the_sample_tells_its_story_on_any_day(tmp_path, rulebook, clock, today):
    clock.today = today

    with make_sample_ledger(tmp_path / "sample.kabao", rulebook, clock) as workspace:
        cases = workspace.cases.all()
        states = {status.state for _, status in workspace.ledger.projections.all()}
        employer = case_of(workspace, ApplicantKind.EMPLOYER)
        clock_57 = workspace.employers.clock(workspace.employers.get(employer.employer_id))
        assert {case.applicant_kind for case in cases} == set(ApplicantKind)
        assert len(states) == 10
        assert clock_57.days_left == 18
        for case in cases:
            assert workspace.cases.gate(workspace.cases.check(case)) == "final", case.title


def test_the_demo_writes_a_package_of_each_case_and_the_archive_of_the_batch(tmp_path, clock):
    result = run_demo(tmp_path / "new" / "demo", ZH, clock)

    assert result.ledger.name == "demo.kabao"
    assert [name for name, _ in result.packages] == [f"KB-2026-000{n}" for n in range(1, 7)]
    for _, package in result.packages:
        assert package.path.is_file()
        assert re.fullmatch(r"KB-2026-000\d-[a-z]+\.pdf", package.path.name)
    left = {item.name for item in result.ledger.parent.iterdir()}
    assert left == {
        "demo.kabao",
        *(package.path.name for _, package in result.packages),
        *(path.name for path in result.archives),
    }
    assert [path.name for path in result.archives] == ["KB-2026-0004-batch.zip"]

    again = run_demo(result.ledger.parent, ZH, clock)
    assert [package.sha256 for _, package in again.packages] == [
        package.sha256 for _, package in result.packages
    ]


def test_the_demo_leaves_an_open_sample_alone(tmp_path, clock):
    result = run_demo(tmp_path, ZH, clock)
    before = result.ledger.read_bytes()

    with Workspace.open(result.ledger), pytest.raises(LedgerLockedError):
        run_demo(tmp_path, ZH, clock)

    assert result.ledger.read_bytes() == before


def test_the_demo_leaves_a_file_of_that_name_alone(tmp_path, clock):
    (tmp_path / "demo.kabao").write_text("my own notes", encoding="utf-8")

    with pytest.raises(InputRefusedError) as caught:
        run_demo(tmp_path, ZH, clock)

    assert caught.value.code == "ledger_not_a_ledger"
    assert (tmp_path / "demo.kabao").read_text(encoding="utf-8") == "my own notes"


def test_a_sample_that_cannot_be_taken_leaves_no_ledger(tmp_path, rulebook):
    # Long before the people of the sample were born, every one of them is refused.
    with pytest.raises(InputRefusedError):
        make_sample_ledger(tmp_path / "s.kabao", rulebook, lambda: dt.date(1980, 1, 1))

    assert list(tmp_path.glob("s.kabao*")) == []


def test_a_folder_that_cannot_be_made(tmp_path):
    (tmp_path / "file").write_text("x", encoding="utf-8")

    assert ready_folder(tmp_path / "a" / "b").is_dir()
    for place in (tmp_path / "file", tmp_path / "file" / "below"):
        with pytest.raises(EnvironmentProblemError) as caught:
            ready_folder(place)
        assert caught.value.code == "folder_not_made"


def test_no_sentence_shows_a_full_number(sample):
    error = InputRefusedError("import_refused", name="110000199001010013.json", count=1)
    finding = sample.cases.check(case_of(sample, ApplicantKind.PERSON))[0]
    named = replace(finding, code="holder_twice", params={"name": "安 11000019900101003x"})

    assert "110***********0013.json" in complain(ZH, error)
    assert "110***********003x" in describe(ZH, named)
    assert "1100001990" not in remedy(ZH, named)
    assert masked("KB-2026-0001 91110000XXXX00019Y") == "KB-2026-0001 91110000XXXX00019Y"
