"""Messages read: what is taken, what is refused, and that nothing of a text remains."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.notice_texts import FRAUD, REFUSED, TAKEN
from kabao import rulebook
from kabao.domain.notice_rules import NoticeKind
from kabao.domain.notice_text import plain_text, split_messages
from kabao.domain.notices import NoticePart, read_notice

TODAY = dt.date(2026, 11, 22)
BOOK = rulebook.load()
RULES = BOOK.notices
DETAILS = {detail.code: detail for detail in BOOK.activation.details}


def read(text, today=TODAY):
    return read_notice(text, RULES, today)


def codes(remarks):
    return {item.code for item in remarks}


def test_there_are_more_than_forty_messages():
    assert len(TAKEN) + len(REFUSED) + len(FRAUD) > 40


@pytest.mark.parametrize(("text", "proposal", "digits", "day"), TAKEN)
def test_a_message_of_success_is_taken(text, proposal, digits, day):
    reading = read(text)
    assert reading.refusals == ()
    assert reading.proposal == proposal
    assert reading.digits == digits
    assert (reading.observed_on.isoformat() if reading.observed_on else "") == day
    assert DETAILS[proposal].kind == "notice_received"


@pytest.mark.parametrize(("text", "reason"), REFUSED)
def test_a_look_alike_is_refused_with_its_reason(text, reason):
    reading = read(text)
    assert reading.proposal is None
    assert reason in codes(reading.refusals)
    assert not reading.fraud


@pytest.mark.parametrize("text", FRAUD)
def test_a_link_or_a_request_is_a_warning_of_fraud_and_never_evidence(text):
    reading = read(text)
    assert reading.fraud
    assert reading.proposal is None


@pytest.mark.parametrize(("text", "proposal", "_digits", "_day"), TAKEN)
def test_a_link_added_to_a_good_message_spoils_it(text, proposal, _digits, _day):
    for link in ("http://a.cn/x", "www.a.com", "t.cn/Ab12", "请点击"):
        assert read(f"{text} {link}").proposal is None
        assert read(f"{link} {text}").proposal is None
    assert proposal


def test_a_year_left_out_is_the_latest_that_has_passed_and_is_told():
    reading = read("【青禾人社】您尾号0019的社保卡已于11月23日激活成功。")
    assert reading.observed_on == dt.date(2025, 11, 23)
    assert codes(reading.remarks) == {"year_filled_in"}
    leap = read("【青禾人社】尾号0019社保卡2月29日激活成功。")
    assert leap.observed_on == dt.date(2024, 2, 29)
    assert "year_filled_in" not in codes(read(TAKEN[0][0]).remarks)


def test_the_two_functions_are_told_apart():
    both = read("【青禾人社】尾号0019社保卡社保功能和金融功能均已于2026年5月7日激活。")
    assert both.part is NoticePart.SOCIAL
    divided = read("【青禾人社】尾号0019社保卡社保功能已于2026年5月7日激活，金融账户已激活。")
    assert codes(divided.remarks) == {"bank_part_too"}
    still_open = read("【青禾人社】尾号0019社保卡社保功能已于2026年5月7日激活，金融账户未激活。")
    assert codes(still_open.remarks) == {"bank_part_open"}
    assert read("【青禾银行】社保卡金融账户未激活，社保功能未激活。").proposal is None


def test_strong_evidence_needs_sender_digits_and_day():
    whole = TAKEN[0][0]
    assert read(whole).proposal == "notice_full"
    assert read(whole.replace("【青禾人社】", "")).proposal == "notice_unclear"
    assert read(whole.replace("尾号0019的", "")).proposal == "notice_no_digits"
    assert read(whole.replace("于2026年5月7日", "")).proposal == "notice_no_digits"


def test_every_word_understood_lies_where_it_was_pasted():
    text = "\u200b【青禾人社】 您 尾 号 ００１９ 的社保卡，\r\n已 激 活"
    reading = read(text)
    found = {word.kind: text[word.start : word.end] for word in reading.elements}
    assert found[NoticeKind.SENDER] == "【青禾人社】"
    assert found[NoticeKind.DIGITS] == "尾 号 ００１９"
    assert found[NoticeKind.SUCCESS] == "已 激 活"


def test_a_reading_holds_nothing_of_the_text():
    text = "【青禾人社】钱七巧，您尾号0019的社会保障卡社保功能已于2026年5月7日激活成功。"
    reading = read(text)
    kept = repr(dataclasses.replace(reading, digest="")) + repr(reading.values)
    assert not re.search(r"[⺀-鿿]", kept)
    assert set(reading.values) == {
        "proposal", "part", "sender", "digits", "observed_on", "kinds"
    }  # fmt: skip


def test_the_hash_is_of_what_is_said_not_of_how_it_is_set():
    one = read("【青禾人社】您尾号0019的社保卡已激活，５月７日。")
    other = read("【青禾人社】 您尾号００１９的社保卡已激活,\n5月7日。 ")
    assert one.digest == other.digest
    assert len(one.digest) == 64
    assert one.digest != read("【青禾人社】您尾号0018的社保卡已激活，5月7日。").digest


def test_a_text_too_long_for_a_message_is_refused_at_once():
    reading = read("社保卡已激活" * 1000)
    assert codes(reading.refusals) == {"too_long"}
    assert reading.proposal is None


PIECES = st.sampled_from(
    [
        *"，。；：（）\n 0123456789*-/.【】a您",
        "【青禾人社】", "【青禾银行】", "12333", "95588", "社保卡", "社会保障卡", "电子社保卡",
        "社保功能", "金融账户", "激活", "已激活", "激活成功", "未激活", "请激活", "激活码", "失败",
        "尾号", "末四位", "0019", "****0019", "2026年5月7日", "5月7日", "13月40日", "2026-11-30",
        "点击", "http://a.cn", "www.a.cn", "密码", "请提供密码", "医保电子凭证", "𠮷",
        "\u200b", "\x00",
    ]
)  # fmt: skip
MESSAGES = st.lists(PIECES, max_size=30).map("".join) | st.text(max_size=200)


@given(MESSAGES, st.dates(dt.date(1, 1, 1)))
def test_no_text_on_no_day_breaks_the_reader(text, today):
    reading = read(text, today)
    assert (reading.proposal is None) == bool(reading.refusals)
    assert reading.proposal is None or reading.proposal in DETAILS
    assert all(0 <= word.start < word.end <= len(text) for word in reading.elements)
    assert reading.observed_on is None or reading.observed_on <= today


@given(
    MESSAGES,
    MESSAGES,
    st.sampled_from(["http://sbk.cn/a", "https://t.cn", "www.sbk.top", " sbk-card.com/1 "]),
)
def test_no_text_with_a_link_ever_becomes_evidence(before, after, link):
    assert read(f"{before} {link} {after}").proposal is None


@given(MESSAGES)
def test_a_text_and_its_hash_do_not_depend_on_blanks_around_it(text):
    assert plain_text(text).digest == plain_text(f" \n{text}\t ").digest


A, Z = "【青禾人社】甲社保卡已激活", "【青禾人社】乙社保卡已激活"


@pytest.mark.parametrize(
    ("text", "messages"),
    [
        (f"{A}\n{Z}\n", [A, Z]),
        (f"{A}\r\n{Z}", [A, Z]),
        (f"{A}\n\n\n{Z}", [A, Z]),
        (f"第一行\n第二行\n\n{Z}", ["第一行\n第二行", Z]),
        (f"{A}\n{Z}\n\n{A}", [A, Z, A]),
        (f"{A}\n尾号0019\n{Z}\n尾号0020\n \n{A}", [f"{A}\n尾号0019", f"{Z}\n尾号0020", A]),
        (" \n\n", []),
    ],
)
def test_a_file_is_divided_into_messages(text, messages):
    assert list(split_messages(text, RULES)) == messages


@given(MESSAGES)
def test_dividing_loses_no_line(text):
    kept = "".join("".join(split_messages(text, RULES)).split())
    assert kept == "".join(text.split())
