"""A bureau answers a package; the applicant takes it in, answers, and exports again."""

import datetime as dt
import json
import shutil
from dataclasses import replace

import pytest

from kabao.domain.cases import ApplicantKind, Case, CaseKind
from kabao.domain.errors import InputRefusedError
from kabao.domain.preflight import finding_key
from kabao.domain.supplements import CODE, Request, answered
from kabao.exchange.supplements import parse_requests, parse_supplement, write_supplement
from kabao.services.packages import Paper
from kabao.services.supplements import holds_supplement, read_asked, write_answer
from kabao.services.verifying import verify_package
from kabao.services.workspace import Workspace
from kabao.texts import Texts
from services.forging import forged

DAY = dt.date(2026, 11, 22)
ASKED = (
    Request("请补充第二阶段的时间", 1, "phases"),
    Request("又一处", 1, "phases"),
    Request("请说明资金来源", rule="办法第9条"),
)
TEXTS = Texts("zh")


def export(workspace, case, target, *, full=True):
    paper = Paper("zh", draft=True, full_numbers=full)
    return workspace.packages.write(workspace.packages.order(case.id, target, TEXTS, paper)).path


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
    """A ledger with one case, its package, and what a bureau answered to it."""
    folder = tmp_path_factory.mktemp("supplements")
    with Workspace.create(folder / "desk.kabao", clock=lambda: DAY) as workspace:
        case = Case(
            CaseKind.ISSUANCE,
            ApplicantKind.DEPARTMENT,
            "青禾市发行",
            number="KB-2026-0007",
            created_on="2026-11-20",
            rulebook=workspace.rulebook.version,
        )
        case = workspace.ledger.cases.add(case)
        package = export(workspace, case, folder / "package.pdf")
        asked = read_asked(package, workspace.rulebook)
        head = ("示例省厅", DAY)
        sent = write_answer(asked, ASKED, head, (folder, "zh"), workspace.rulebook)
    return folder, case, asked, sent


@pytest.fixture
def case(prepared):
    return prepared[1]


@pytest.fixture
def sent(prepared):
    return prepared[3]


@pytest.fixture
def desk(prepared, tmp_path):
    shutil.copy(prepared[0] / "desk.kabao", tmp_path / "desk.kabao")
    with Workspace.open(tmp_path / "desk.kabao", clock=lambda: DAY) as workspace:
        yield workspace


def requests(workspace, case):
    found = workspace.cases.check(workspace.cases.get(case.id))
    return [item for item in found if item.code == CODE]


@pytest.mark.parametrize("how", ["document", "paper"])
def test_both_files_bring_every_request_to_its_field(desk, case, sent, how):
    file = getattr(sent, how)
    assert holds_supplement(file)
    taken = desk.supplements.take(file)
    assert (taken.case_id, taken.is_new) == (case.id, True)
    found = {(item.place.material, item.place.field) for item in requests(desk, case)}
    assert found == {(1, "phases"), (0, "")}
    assert not desk.supplements.take(file).is_new
    assert len(requests(desk, case)) == 3


def test_each_has_an_answer_of_its_own_which_the_next_package_prints_and_carries(
    desk, case, sent, tmp_path
):
    desk.supplements.take(sent.document)
    one = next(item for item in requests(desk, case) if item.params["text"] == "又一处")
    desk.cases.accept(desk.cases.get(case.id), finding_key(one), "已在附件三写明")
    left = [item.params["text"] for item in requests(desk, case) if not item.accepted]
    assert sorted(left) == sorted(["请补充第二阶段的时间", "请说明资金来源"])
    (stored,) = desk.cases.get(case.id).supplements
    assert answered(stored, desk.cases.get(case.id).accepted) == 1
    path = export(desk, case, tmp_path / "next.pdf")
    text = pages(path)
    assert "又一处" in text
    assert "已在附件三写明" in text
    assert verify_package(path, desk.rulebook).ok
    with Workspace.create(tmp_path / "other.kabao", clock=lambda: DAY) as other:
        other.exchange.load(path)
        again = other.cases.by_number(case.number)
        assert again.supplements == (stored,)
        assert again.accepted == desk.cases.get(case.id).accepted
        assert export(other, again, tmp_path / "third.pdf").read_bytes() == path.read_bytes()


def pages(path):
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    return "".join("".join(page.get_textpage().get_text_range().split()) for page in document)


def test_taking_in_can_be_undone_and_done_again(desk, case, sent):
    desk.supplements.take(sent.document)
    desk.history.undo(desk.history.last_id())
    assert desk.cases.get(case.id).supplements == ()
    desk.history.redo(desk.history.last_id())
    assert len(desk.cases.get(case.id).supplements) == 1


def test_a_copy_of_a_case_is_asked_nothing(desk, case, sent):
    desk.supplements.take(sent.document)
    copy = desk.cases.copy(desk.cases.get(case.id), "又一份", CaseKind.ISSUANCE).record
    assert copy.supplements == ()


def test_the_paper_proves_itself_and_an_altered_one_is_refused(desk, case, sent, tmp_path):
    assert verify_package(sent.paper, desk.rulebook).ok
    altered = tmp_path / "altered.pdf"
    data = bytearray(sent.paper.read_bytes())
    data[data.index(b"stream") + 20] ^= 1
    altered.write_bytes(data)
    with pytest.raises(InputRefusedError):
        desk.supplements.take(altered)
    assert desk.cases.get(case.id).supplements == ()


def test_a_paper_that_prints_other_than_it_carries_is_found(desk, sent, tmp_path):
    old, new = "请说明资金来源", "请说明资金去向"
    target = forged(sent.paper, tmp_path / "forged.pdf", old, new)
    found = {item.place.section for item in verify_package(target, desk.rulebook).findings}
    assert found == {f"requests[{len(ASKED)}].text"}


def test_a_request_about_an_unknown_case_or_place_is_refused(desk, prepared, tmp_path):
    _, _, asked, sent = prepared
    for request in (Request("x", 9), Request("x", 1, "no_such_field")):
        with pytest.raises(InputRefusedError) as caught:
            write_answer(asked, (request,), ("", DAY), (tmp_path, "zh"), desk.rulebook)
        assert caught.value.code == "supplement_place"
    other = tmp_path / "other.json"
    other.write_text(write_supplement(replace(sent.supplement, case="KB-2020-0001")), "utf-8")
    with pytest.raises(InputRefusedError) as caught:
        desk.supplements.take(other)
    assert caught.value.code == "supplement_case_unknown"


@pytest.mark.parametrize(
    ("told", "code"),
    [
        (b"\xff", "supplement_not_json"),
        (b"[]", "supplement_not_json"),
        (b'{"kabao_supplement": 2}', "supplement_version"),
        (b'{"kabao_supplement": 1}', "supplement_unsound"),
        (b'{"kabao_supplement": 1, "supplement": {"id": "x"}}', "supplement_unsound"),
    ],
)
def test_what_is_no_request_is_refused_in_words(told, code):
    with pytest.raises(InputRefusedError) as caught:
        parse_supplement(told, "a.json")
    assert caught.value.code == code
    assert TEXTS.has(f"errors.{code}")


def test_requests_of_a_clerk_are_checked():
    assert parse_requests(json.dumps([{"text": "a"}]).encode(), "f.json") == (Request("a"),)
    for told in (
        "[]",
        '[{"text": ""}]',
        '[{"text": "a", "other": 1}]',
        '[{"text": "a", "row": -2}]',
    ):
        with pytest.raises(InputRefusedError):
            parse_requests(told.encode(), "f.json")
