"""``kabao batch``: started from a list, taken on, answered, packed."""

import json

import pytest
import xlsxwriter

from kabao.domain.cases import CaseKind
from kabao.services.demo import make_sample_ledger
from kabao.services.workspace import Workspace
from services.people_at_hand import TODAY

CODE = "91110000XXXX00019Y"


@pytest.fixture(scope="module")
def sample_once(tmp_path_factory):
    path = tmp_path_factory.mktemp("batch") / "sample.kabao"
    make_sample_ledger(path, clock=lambda: TODAY).close()
    return path


@pytest.fixture
def at(kabao, sample_once, tmp_path):
    path = tmp_path / "batch.kabao"
    path.write_bytes(sample_once.read_bytes())

    def run(*words):
        return kabao("--ledger", path, "--json", "batch", *words)

    run.path = path
    return run


@pytest.fixture
def started(at, tmp_path):
    """A batch of three people of the sample's employer, and its number."""
    with Workspace.open(at.path, read_only=True) as workspace:
        people = [one for one in workspace.ledger.holders.all() if one.employer_id == 1][:3]
    text = "\n".join(f"{one.doc_no} {one.name}" for one in people)
    (tmp_path / "list.md").write_text(f"{text}\n无此人\n", encoding="utf-8")
    answer = at(
        "new",
        "批量",
        "--employer",
        CODE,
        "--region",
        "990100",
        "--holders-from",
        tmp_path / "list.md",
    )
    return answer, people


def test_a_batch_is_started_from_a_list_and_says_who_was_not_found(at, started):
    answer, _ = started
    assert answer.code == 1
    assert answer.document == {
        "case": "KB-2026-0004",
        "people": 3,
        "left": {"unknown": ["无此人"], "ambiguous": [], "differing": [], "again": []},
    }
    with Workspace.open(at.path, read_only=True) as workspace:
        assert workspace.cases.by_number("KB-2026-0004").kind is CaseKind.BATCH_CLAIM


def test_people_are_taken_on_listed_and_answered(at, started, tmp_path, fits):
    _, people = started
    assert at("state", "KB-2026-0004", "submitted").document["changed"] == 3
    again = at("state", "KB-2026-0004", "submitted")
    assert (again.code, len(again.document["refused"])) == (1, 3)
    path = tmp_path / "answer.xlsx"
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, ("姓名", "证件号码", "办理状态"))
        page.write_row(1, 0, (people[0].name, people[0].doc_no, "受理"))
    dry = at("answers", "KB-2026-0004", path, "--dry-run")
    fits("batch-answers", dry.document)
    assert (dry.code, dry.document["changed"], dry.document["unanswered"]) == (0, 1, 2)
    assert at("answers", "KB-2026-0004", path).document["dry_run"] is False
    listed = at("people", "KB-2026-0004").document
    fits("batch-people", listed)
    assert listed["counts"] == {"submitted": 2, "accepted": 1}
    assert people[0].doc_no not in json.dumps(listed)


def test_an_answer_of_another_batch_is_refused(at, started, tmp_path):
    path = tmp_path / "KB-2020-0001.csv"
    path.write_text("姓名,状态\n某,受理\n", encoding="utf-8")
    answer = at("answers", "KB-2026-0004", path)
    assert answer.code == 3
    assert "KB-2020-0001" in answer.err


def test_a_batch_is_packed_as_a_draft_while_something_is_missing(at, started, tmp_path, fits):
    assert at("export", "KB-2026-0004", "--out", tmp_path).code == 3
    packed = at("export", "KB-2026-0004", "--out", tmp_path, "--draft")
    fits("batch-export", packed.document)
    assert (packed.code, packed.document["people"]) == (0, 3)
    assert (tmp_path / "KB-2026-0004-batch.zip").is_file()


@pytest.mark.parametrize(
    "words",
    [
        ("people", "KB-2026-0002"),
        ("people", "KB-1999-0001"),
        ("new", "x", "--employer", "91110000XXXX00000X"),
        ("state", "KB-2026-0002", "submitted"),
        ("add", "KB-2026-0002", "--from", "no-such-file"),
    ],
)
def test_what_is_no_batch_or_no_employer_is_refused(at, words):
    assert at(*words).code == 3


def test_the_columns_of_a_region_are_told(at):
    told = at("layout", "110105").document
    assert (told["region"], told["confidence"], told["edited"]) == ("110000", "single", False)
    assert told["columns"][1] == {"key": "name", "title": "姓名", "shape": "text", "required": True}


def test_any_case_is_started_from_a_list(at, kabao, started, tmp_path, fits):
    told = kabao(
        "--ledger", at.path, "--json", "cases", "new", "名单", "--kind", "batch_claim",
        "--employer", CODE, "--holders-from", tmp_path / "list.md",
    )  # fmt: skip
    assert told.code == 1
    fits("cases-new", told.document)
    assert (told.document["kind"], told.document["people"]) == ("batch_claim", 3)
    assert told.document["left"]["unknown"] == ["无此人"]
    nothing = kabao("--ledger", at.path, "cases", "new", "x", "--holders-from", tmp_path / "no.txt")
    assert nothing.code in (2, 3)
