"""Line breaking: kinsoku, whole words, nothing lost."""

from hypothesis import given
from hypothesis import strategies as st

from kabao.documents.fonts.chain import width
from kabao.documents.layout.lines import NOT_FIRST, NOT_LAST, break_lines

TEXT = st.text(alphabet="社会保障卡，。（）《》、abc XYZ-19", max_size=120)


def test_no_stop_begins_a_line():
    assert break_lines("社会保障卡，申请", 50, 10) == ["社会保障", "卡，申请"]


def test_no_opening_bracket_ends_a_line():
    assert break_lines("社会保障（卡）", 50, 10) == ["社会保障", "（卡）"]


def test_latin_words_stay_whole():
    assert break_lines("发卡 application 材料", 60, 10) == ["发卡", "application", "材料"]


def test_a_word_wider_than_the_line_is_cut():
    digest = "0123456789abcdef" * 4
    lines = break_lines(digest, 100, 10)
    assert len(lines) > 2
    assert "".join(lines) == digest


def test_line_feeds_begin_paragraphs_and_empty_lines_stay():
    assert break_lines("一\n\n二", 100, 10) == ["一", "", "二"]


def test_indent_shortens_the_first_line_only():
    assert break_lines("社会保障卡社会保障卡", 50, 10, indent=20) == [
        "社会保",
        "障卡社会保",
        "障卡",
    ]


@given(TEXT)
def test_nothing_is_lost_and_nothing_is_too_wide(text):
    lines = break_lines(text, 60, 10)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    for line in lines:
        assert width(line.rstrip(), 10) <= 60.01


@given(st.text(alphabet="社会保障卡，。（）《》、", max_size=80))
def test_kinsoku_holds_where_a_line_can_hold_it(text):
    for before, after in zip(lines := break_lines(text, 400, 10), lines[1:], strict=False):
        assert after[0] not in NOT_FIRST or all(sign in NOT_FIRST | NOT_LAST for sign in before)
        assert before[-1] not in NOT_LAST or all(sign in NOT_FIRST | NOT_LAST for sign in before)
