"""Tables of answers: read, matched with the people of a batch, and judged row by row."""

import pytest

from kabao.domain.batch_claims.answers import Asked, Effect, findings_of, match_answers
from kabao.domain.batch_claims.progress import Member
from kabao.domain.batch_claims.reading import read_answers, read_state
from kabao.domain.rosters.headers import normal_title
from kabao.domain.rosters.sheets import Sheet
from kabao.rulebook import load

WANG = Member(1, "王小青", "110000199001010013", 11, "submitted", apply_for="new")
LI = Member(2, "李·雪", "110000199001010021", 12, "submitted")
TWO = (Member(3, "赵一", "11000019900101003X"), Member(4, "赵一", "110000200002290032"))
HEAD = ("序号", "姓名", "证件号码", "办理状态", "退回原因", "社会保障卡卡号", "办理日期")


@pytest.fixture(scope="module")
def rules():
    return load().batch_claims


@pytest.fixture
def match(rules):
    def matched(*rows, head=HEAD, members=(WANG, LI, *TWO), elsewhere=None, file="回执.xlsx"):
        asked = Asked("KB-2026-0007", members, rules, elsewhere or {}, "2026-11-22")
        return match_answers(Sheet(file, "Sheet1", (head, *rows)), asked)

    return matched


def codes(answers):
    return [item.code for _, item in findings_of(answers)]


@pytest.mark.parametrize(
    ("said", "state"),
    [
        ("已受理", "accepted"),
        ("审核通过", "accepted"),
        ("审核不通过", "returned"),
        ("不予受理", "returned"),
        ("银行开户失败（证件过期）", "bank_failed"),
        ("制卡失败", "make_failed"),
        ("制卡中", "making"),
        ("卡片已到网点", "ready"),
        ("已领取", "collected"),
        ("80", "bank_failed"),
        ("未制卡", ""),
        ("不合规范的说法", ""),
        ("", ""),
    ],
)
def test_words_of_bureaus_mean_our_states(rules, said, state):
    words = {normal_title(word): known for word, known in rules.states.items()}
    assert read_state(said, words) == state


def test_a_row_is_matched_by_number_and_changes_somebody(match):
    answers = match(("1", "王小青", "110000199001010013", "已受理", "", "", "2026-11-20"))
    (row,) = answers.rows
    assert (row.member, row.effect, row.row.state, row.row.on) == (
        WANG, Effect.CHANGE, "accepted", "2026-11-20",
    )  # fmt: skip
    assert answers.unanswered == (LI, *TWO)
    assert not answers.refused_whole


@pytest.mark.parametrize(
    "number", ["110***********0013", "110000199001010013.0", "11000019900101０013"]
)
def test_starred_and_odd_numbers_find_whom_they_can(match, number):
    answers = match(("1", "王小青", number, "制卡中", "", "", ""))
    assert answers.rows[0].member == WANG


def test_a_number_that_a_spreadsheet_rounded_is_matched_by_name_and_its_first_places(match):
    answers = match(("1", "王小青", 1.1000019900101e17, "制卡中", "", "", ""))
    assert answers.rows[0].effect is Effect.CHANGE


def test_the_same_state_again_changes_nothing(match):
    answers = match(("1", "王小青", WANG.number, "待受理", "", "", ""))
    assert answers.rows[0].effect is Effect.SAME


def test_a_name_with_another_dot_is_the_same_name(match):
    assert match(("", "李•雪", LI.number, "受理", "", "", "")).rows[0].effect is Effect.CHANGE


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (("", "孙七", "110000200002290032", "受理"), "batch_answer_name_differs"),
        (("", "王小青", "110000200601010057", "受理"), "batch_answer_number_differs"),
        (("", "无此人", "110000198001010010", "受理"), "batch_answer_unknown"),
        (("", "赵一", "", "受理"), "batch_answer_ambiguous"),
        (("", "王小青", WANG.number, ""), "batch_answer_state_missing"),
        (("", "王小青", WANG.number, "另行通知"), "batch_answer_state_unknown"),
    ],
)
def test_what_cannot_be_taken_is_left_and_said(match, row, code):
    good = ("", "李·雪", LI.number, "受理", "", "", "")
    answers = match(good, (*row, "", "", ""))
    assert [item.effect for item in answers.rows] == [Effect.CHANGE, Effect.REFUSED]
    assert code in codes(answers)


def test_a_row_that_contradicts_the_ledger_is_left(match):
    ready = Member(1, "王小青", WANG.number, 11, "ready")
    answers = match(("", "王小青", WANG.number, "受理", "", "", ""), members=(ready, LI))
    assert codes(answers) == ["batch_answer_contradicts"]


def test_somebody_twice_counts_once_and_contradicting_rows_are_told(match):
    first = ("", "王小青", WANG.number, "受理", "", "", "")
    other = ("", "王小青", WANG.number, "退回", "照片", "", "")
    answers = match(first, first, other)
    assert [row.effect for row in answers.rows] == [Effect.CHANGE, Effect.REFUSED, Effect.REFUSED]
    assert codes(answers) == ["batch_answer_again", "batch_answer_contradicts_row"]


def test_by_name_alone_it_is_taken_with_a_warning(match):
    answers = match(("", "王小青", "", "退回", "照片不合格", "", ""))
    assert answers.rows[0].effect is Effect.CHANGE
    assert codes(answers) == ["batch_answer_by_name"]


def test_the_table_of_another_batch_is_told_by_its_number(match):
    row = ("", "王小青", WANG.number, "受理", "", "", "")
    answers = match(row, file="KB-2026-0003 回执.xlsx")
    assert answers.refused_whole
    assert answers.findings[0].params == {"other": "KB-2026-0003"}
    assert [row.effect for row in answers.rows] == [Effect.REFUSED]  # none looks as if taken


def test_the_table_of_another_batch_is_told_by_whose_people_stand_in_it(match):
    row = ("", "无此人", "110000198001010010", "受理", "", "", "")
    answers = match(row, elsewhere={"110000198001010010": "KB-2026-0004"})
    assert [item.params for item in answers.findings] == [{"other": "KB-2026-0004"}]
    assert [item.code for item in match(row).findings] == ["batch_answer_of_nobody"]


@pytest.mark.parametrize(
    ("rows", "problem"),
    [
        ((("一", "二"), ("三", "四")), "batch_answer_no_titles"),
        ((("办理状态", "原因"), ("受理", "")), "batch_answer_no_person"),
        ((("姓名", "证件号码"), ("王小青", "1")), "batch_answer_no_state"),
        ((("姓名", "状态"), ("", "受理")), "batch_answer_empty"),
    ],
)
def test_a_table_that_is_no_answer_is_told_what_it_lacks(rules, rows, problem):
    assert read_answers(Sheet("x.xlsx", "S", rows), rules).problem == problem


def test_titles_may_stand_below_a_letterhead(match):
    letter = ("青禾市社会保险经办中心", "", "", "", "", "", "")
    answers = match(HEAD, ("", "王小青", WANG.number, "受理", "", "", ""), head=letter)
    assert answers.rows[0].row.place == 3
