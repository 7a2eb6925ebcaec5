"""The shipped sample: sound by every check of the program, and told anew on any day."""

from __future__ import annotations

import datetime as dt
import json
import os
import runpy
import subprocess
import sys
import tomllib
from pathlib import Path

import pypdfium2
import pytest

from kabao import paths, rulebook
from kabao.domain.activation import CardState, Grade
from kabao.domain.cards import Card, check_card
from kabao.domain.cases import PARTS, ApplicantKind, CaseKind, MaterialKey
from kabao.domain.deadlines import RegistrationState, registration_clock
from kabao.domain.derivation import derive_status
from kabao.domain.employers import Employer, check_employer
from kabao.domain.evidence import Evidence, check_evidence
from kabao.domain.exchange import unknown_fields
from kabao.domain.fields import Draft
from kabao.domain.findings import Level, Place
from kabao.domain.holders import check_holder
from kabao.domain.identity import guardian_needed
from kabao.domain.preflight import completeness, finding_key, gate
from kabao.domain.prose.counting import count
from kabao.domain.prose.reading import plain
from kabao.exchange import read_exchange
from kabao.services.demo import make_sample_ledger

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = paths.resources() / "sample"
TOLD_ON = dt.date(2026, 11, 22)
LATER = dt.date(2027, 3, 1)


@pytest.fixture(scope="module")
def rules():
    return rulebook.load()


@pytest.fixture(scope="module")
def document():
    return read_exchange(SAMPLE / "exchange.json")


@pytest.fixture(scope="module", params=[TOLD_ON, LATER, dt.date(2028, 2, 29)], ids=str)
def workspace(request, tmp_path_factory, rules):
    path = tmp_path_factory.mktemp("sample") / "sample.kabao"
    with make_sample_ledger(path, rules, lambda: request.param) as made:
        yield made


def statuses(document, rules):
    """For each person the status of every card, oldest card first."""
    found = []
    for holder in document.holders:
        found.append([])
        for card in holder.cards:
            evidence = [
                Evidence(0, item.kind, item.observed_on, item.positive, item.strength, item.detail)
                for item in card.evidence
            ]
            status = derive_status(Card(0, card.values), evidence, rules.activation, TOLD_ON)
            found[-1].append(status)
    return found


def text_of(name):
    """The text of each page of a shipped PDF."""
    document = pypdfium2.PdfDocument(SAMPLE / "attachments" / name)
    return [page.get_textpage().get_text_bounded() for page in document]


def test_the_day_of_telling_is_a_date():
    told_on = tomllib.loads((SAMPLE / "sample.toml").read_text(encoding="utf-8"))["told_on"]
    assert told_on == TOLD_ON


def test_every_field_and_value_is_known_to_the_rulebook(document, rules):
    assert unknown_fields(document, rules.forms) == ()


def test_thirty_people_twenty_of_them_employees(document):
    assert len(document.holders) == 30
    employees = [h for h in document.holders if h.employer == "sample-employer-1"]
    case = next(c for c in document.cases if c.applicant_kind is ApplicantKind.EMPLOYER)
    assert len(employees) == 20
    assert case.holders == tuple(item.id for item in employees)


def test_every_state_and_every_grade_occurs(document, rules):
    seen = [status for cards in statuses(document, rules) for status in cards]
    assert {status.state for status in seen} == set(CardState)
    assert {status.grade for status in seen} == {*Grade, None}


def test_each_person_stands_as_the_story_says(document, rules, monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / "packaging" / "sample"))
    people = runpy.run_path(str(ROOT / "packaging" / "sample" / "people.py"))["PEOPLE"]
    for person, cards in zip(people, statuses(document, rules), strict=True):
        last = cards[-1]
        found = f"{last.state}/{last.grade}" if last.grade else str(last.state)
        assert (person.name, found) == (person.name, person.expect)


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("陈𬭎", "evidence_old"),
        ("任海棠", "released_by_calendar"),
        ("沈观鱼", "cancelled_by_rule"),
        ("宁远山", "fraud_warning"),
        ("柯雨桐", "sealed_after_signals"),
        ("白晓棠", "reminder"),
    ],
)
def test_the_turns_of_the_truth_table_are_told(document, rules, name, reason):
    index = [holder.values["name"] for holder in document.holders].index(name)
    status = statuses(document, rules)[index][-1]
    assert reason in {item.code for item in status.reasons}


def test_a_replacement_is_a_new_card_with_a_new_number(document, rules):
    (index,) = [n for n, holder in enumerate(document.holders) if len(holder.cards) == 2]
    old, new = (card.values for card in document.holders[index].cards)
    assert old["card_number"] != new["card_number"]
    states = [status.state for status in statuses(document, rules)[index]]
    assert states == [CardState.LOST_FORMAL, CardState.NOT_ACTIVATED]


def test_rare_and_minority_names_stand_as_on_the_document(document):
    names = [holder.values["name"] for holder in document.holders]
    for character in "䶮㛃𠮷𬭎𫖯·":
        assert sum(character in name for name in names) == 1, character


def test_a_child_and_people_from_elsewhere_are_among_them(document):
    kinds = {holder.values["doc_type"] for holder in document.holders}
    assert kinds == {"resident_id", "hmt_residence_permit", "permanent_residence"}
    births = {
        h.values["name"]: dt.date.fromisoformat(h.values["birth_date"]) for h in document.holders
    }
    children = [name for name, born in births.items() if guardian_needed(born, TOLD_ON)]
    assert children == ["杨知夏"]


def test_no_record_has_a_finding(document, rules):
    today = TOLD_ON
    for employer in document.employers:
        draft = Draft(rules.form("employer"), employer.values)
        assert check_employer(draft, today, Place("employers")) == (), employer.id
    for holder in document.holders:
        draft = Draft(rules.form("holder"), holder.values)
        assert check_holder(draft, today, Place("holders")) == (), holder.id
        for card in holder.cards:
            draft = Draft(rules.form("card"), card.values)
            assert check_card(draft, today, Place("cards")) == (), card.id


def test_evidence_could_have_been_entered_as_it_stands(document, rules):
    details = {item.code: item for item in rules.activation.details}
    channels = {item.code for item in rules.activation.channels}
    for card in (card for holder in document.holders for card in holder.cards):
        for item in card.evidence:
            entry = Evidence(0, item.kind, item.observed_on, note=item.note)
            assert check_evidence(entry, Card(0, card.values), (), TOLD_ON) == (), item.id
            detail = details[item.detail]
            stated = (item.kind.value, item.positive, item.strength.value)
            assert stated == (detail.kind, detail.positive, detail.strength), item.id
            assert item.channel in channels, item.id


def test_an_employer_stands_in_every_state_of_the_clock(document):
    clocks = [registration_clock(Employer(item.values), TOLD_ON) for item in document.employers]
    assert {clock.state for clock in clocks} == set(RegistrationState)
    assert clocks[0].start == TOLD_ON - dt.timedelta(days=12)
    assert clocks[0].state is RegistrationState.OPEN


def test_all_three_cases_may_leave_as_final_packages(workspace):
    cases = workspace.cases.all()
    assert {case.applicant_kind for case in cases} == set(ApplicantKind)
    for case in cases:
        findings = workspace.cases.check(case)
        assert gate(findings) == "final", case.title
        left_open = (item for item in findings if not item.accepted)
        codes = {item.code for item in left_open if item.level is not Level.INFO}
        rare = {"encoding_character"} if case.applicant_kind is ApplicantKind.EMPLOYER else set()
        assert codes == rare, case.title


def test_every_material_of_every_case_is_complete(workspace):
    for case in workspace.cases.all():
        counted = completeness(workspace.cases.view(case), workspace.rulebook)
        assert all(counted[key].complete for key in PARTS[CaseKind.ISSUANCE]), case.title
        assert all(counted[key].total for key in PARTS[CaseKind.ISSUANCE]), case.title


def test_reasons_are_only_given_for_what_is_found(workspace):
    for case in workspace.cases.all():
        keys = {finding_key(item) for item in workspace.cases.check(case)}
        assert set(case.accepted) <= keys, case.title


def test_the_story_happens_on_whatever_day_it_is(workspace):
    today = workspace.clock()
    company = workspace.ledger.employers.by_uscc("91110000XXXX00019Y")
    assert company.established_on == today - dt.timedelta(days=12)
    first = workspace.ledger.holders.by_number("110000199001010013")
    assert first.values["birth_date"] == "1990-01-01"
    counts = workspace.ledger.holders.counts_by_state()
    assert counts["cancelled"] == counts["in_doubt"] == counts["lost_temp"] == 1
    assert counts["active/well_supported"] == 4
    assert workspace.ledger.holders.count() == 30


def test_the_statement_has_text_in_every_section(document, rules):
    case = next(c for c in document.cases if c.applicant_kind is ApplicantKind.DEPARTMENT)
    values = case.materials[MaterialKey.PREPARATION_STATEMENT]
    form = rules.form("preparation_statement_department")
    for spec in form.fields:
        if spec.required:
            assert 150 <= count(plain(values[spec.name])).words <= 400, spec.name
    assert len(case.materials[MaterialKey.FILE_STRUCTURE]["extensions"]) == 3


@pytest.mark.parametrize("name", ["measures.pdf", "rules.pdf"])
def test_the_regional_documents_have_several_pages(name):
    pages = text_of(name)
    assert len(pages) >= 3
    assert all("示例" in page for page in pages)


def test_the_five_topics_stand_on_the_pages_that_are_named(document):
    case = next(c for c in document.cases if c.applicant_kind is ApplicantKind.DEPARTMENT)
    values = case.materials[MaterialKey.REGIONAL_RULES]
    pages = text_of("measures.pdf")
    articles = ("第六条", "第九条", "第十五条", "第十八条", "第二十二条")
    for number, article in enumerate(articles, 1):
        assert article in pages[values[f"topic_{number}"] - 1], article


def test_everything_shipped_is_small_used_and_said_to_be_a_sample(document):
    files = {path.name for path in (SAMPLE / "attachments").iterdir()}
    data = json.loads((SAMPLE / "exchange.json").read_text(encoding="utf-8"))
    named = [item for case in data["cases"] for item in case["attachments"]]
    assert files == {item["path"].removeprefix("attachments/") for item in named}
    assert sum(path.stat().st_size for path in SAMPLE.rglob("*") if path.is_file()) < 2_000_000
    for name in files:
        if name.endswith(".pdf"):
            assert all("示例" in page for page in text_of(name)), name
    assert all(holder.values["mobile"].startswith("1990000") for holder in document.holders)


def test_the_tool_makes_what_is_shipped(tmp_path):
    tool = ROOT / "packaging" / "sample" / "make.py"
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "desktop")}
    made = subprocess.run(
        [sys.executable, tool, tmp_path],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert made.returncode == 0, made.stdout + made.stderr
    names = {path.relative_to(tmp_path) for path in tmp_path.rglob("*") if path.is_file()}
    shipped = {path.relative_to(SAMPLE) for path in SAMPLE.rglob("*") if path.is_file()}
    # Cases that are started from the people of the sample are written by hand.
    assert names >= shipped - {Path("batch.toml"), Path("claims.toml")}
    assert _without_digests(tmp_path) == _without_digests(SAMPLE)


def _without_digests(folder):
    # Digests may differ where another zlib packs the same pages otherwise.
    data = json.loads((folder / "exchange.json").read_text(encoding="utf-8"))
    for case in data["cases"]:
        for item in case["attachments"]:
            del item["sha256"]
    return data
