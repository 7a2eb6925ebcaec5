"""Messages recorded on a real ledger: matched by last digits, once only, and without their text."""

from __future__ import annotations

import datetime as dt

import pytest

from kabao.domain.activation import CardState, Grade
from kabao.domain.errors import InputRefusedError, KabaoError
from kabao.domain.evidence import EvidenceKind, Strength
from kabao.services.notice_report import NoticeFate
from services.people_at_hand import CARD, HOLDER, OTHER_HOLDER

GOOD = "【青禾人社】安先生，您尾号0019的社会保障卡社保功能已于2026年5月7日激活成功。"
OTHER = GOOD.replace("0019", "0027").replace("安先生", "白女士")
NO_DIGITS = "【青禾人社】您的社会保障卡已于2026年5月7日激活成功。"
BANK = "【青禾银行】您尾号0019的社会保障卡金融账户已于2026年5月7日激活。"
BAIT = "【青禾人社】您尾号0019的社保卡已激活成功，请点击 http://sbk.example 输入密码"


@pytest.fixture
def other_card(workspace):
    other = workspace.holders.save(0, OTHER_HOLDER).record
    return workspace.cards.save(0, other.id, CARD | {"card_number": "X00000027"}).record


@pytest.fixture
def written(tmp_path):
    def write(text, name="messages.txt", encoding="utf-8"):
        path = tmp_path / name
        path.write_bytes(text.encode(encoding))
        return path

    return write


def fates(report):
    return [item.fate for item in report.outcomes]


def test_a_message_becomes_evidence_of_the_card_it_names(workspace, card):
    reading = workspace.notices.read(GOOD)
    (match,) = workspace.notices.match(reading)
    assert (match.card_id, match.name, match.masked_number) == (
        card.id, "安思源", "110***********0013",
    )  # fmt: skip
    saved = workspace.notices.record(reading, card.id)
    entry = saved.record
    assert entry.kind is EvidenceKind.NOTICE_RECEIVED
    assert (entry.strength, entry.detail, entry.channel) == (
        Strength.STRONG, "notice_full", "message",
    )  # fmt: skip
    assert entry.observed_on == dt.date(2026, 5, 7)
    assert saved.changed.cards == {card.id}
    status = workspace.statuses.current(card.id)
    assert (status.state, status.grade) == (CardState.ACTIVE, Grade.SUPPORTED)


def test_nothing_of_the_text_reaches_the_ledger(workspace, card, tmp_path):
    for text in (GOOD, GOOD.replace("安先生", "钱七巧")):
        workspace.notices.record(workspace.notices.read(text), card.id)
    workspace.close()
    stored = b"".join(path.read_bytes() for path in tmp_path.glob("desk.kabao*"))
    for words in ("激活成功", "青禾人社", "安先生", "钱七巧", "尾号0019"):
        assert words.encode() not in stored
        assert words.encode("utf-16-le") not in stored
    assert "安思源".encode() in stored
    assert b"notice_full" in stored


def test_the_same_message_is_recorded_once_for_a_card(workspace, card):
    reading = workspace.notices.read(GOOD)
    workspace.notices.record(reading, card.id)
    again = workspace.notices.read(f"  {GOOD}\n")
    assert [match.known for match in workspace.notices.match(again)] == [True]
    with pytest.raises(InputRefusedError, match="notice_recorded_before"):
        workspace.notices.record(again, card.id)
    assert len(workspace.evidence.of_card(card.id)) == 1


def test_the_same_words_may_come_to_two_people(workspace, card, other_card):
    reading = workspace.notices.read(NO_DIGITS)
    assert workspace.notices.match(reading) == ()
    for one in (card, other_card):
        workspace.notices.record(reading, one.id)
        assert workspace.statuses.current(one.id).grade is Grade.CLAIMED


def test_a_message_with_other_digits_is_not_recorded_for_a_card(workspace, other_card):
    with pytest.raises(InputRefusedError, match="notice_other_card") as refusal:
        workspace.notices.record(workspace.notices.read(GOOD), other_card.id)
    assert refusal.value.params == {"digits": "0019"}
    assert workspace.evidence.of_card(other_card.id) == ()


def test_a_message_that_proves_nothing_is_not_recorded(workspace, card):
    with pytest.raises(InputRefusedError, match="notice_proves_nothing"):
        workspace.notices.record(workspace.notices.read(BAIT), card.id)
    assert workspace.evidence.of_card(card.id) == ()


def test_a_message_older_than_the_card_is_refused_whole(workspace, card):
    reading = workspace.notices.read(GOOD.replace("2026年5月7日", "2026年1月7日"))
    with pytest.raises(InputRefusedError, match="evidence_refused"):
        workspace.notices.record(reading, card.id)
    assert [match.known for match in workspace.notices.match(reading)] == [False]


def test_a_message_of_the_bank_turns_the_second_switch_only(workspace, card):
    reading = workspace.notices.read(BANK)
    assert workspace.notices.match(reading) == ()
    workspace.notices.record(reading, card.id)
    status = workspace.statuses.current(card.id)
    assert (status.state, status.financial) == (CardState.NOT_ACTIVATED, "on")


def test_a_message_without_a_day_takes_the_day_given_or_today(workspace, card, clock):
    reading = workspace.notices.read("【青禾人社】您尾号0019的社保卡已激活成功。")
    assert workspace.notices.entry(reading, card.id).observed_on == clock.today
    day = dt.date(2026, 6, 1)
    assert workspace.notices.entry(reading, card.id, day).observed_on == day
    dated = workspace.notices.read(GOOD)
    assert workspace.notices.entry(dated, card.id, day).observed_on == dt.date(2026, 5, 7)


def test_a_person_is_found_by_name_where_there_are_no_digits(workspace, card):
    reading = workspace.notices.read(NO_DIGITS)
    assert [match.card_id for match in workspace.notices.find("安思", reading)] == [card.id]
    assert workspace.notices.find("  ", reading) == ()
    workspace.holders.save(0, HOLDER | {"name": "安无卡", "doc_no": "11000019900101003X"})
    assert [match.name for match in workspace.notices.find("安", reading)] == ["安思源"]


def test_a_file_of_messages_is_taken_as_one_step_and_every_one_has_a_fate(
    workspace, card, other_card, written
):
    third = workspace.holders.save(0, HOLDER | {"name": "陈双", "doc_no": "11000019900101003X"})
    twin = CARD | {"card_number": "X10000027"}
    workspace.cards.save(0, third.record.id, twin)
    strange = GOOD.replace("0019", "8888")
    path = written("\n".join([GOOD, OTHER, GOOD, strange, NO_DIGITS, BAIT, BANK, "明天开会"]))
    report = workspace.notices.read_file(path)
    assert fates(report) == [
        "recorded", "ambiguous", "duplicate", "unmatched", "unmatched", "refused", "unmatched",
        "refused",
    ]  # fmt: skip
    assert report.messages == sum(report.count(fate) for fate in NoticeFate) == 8
    assert report.fraud == 1
    assert workspace.evidence.of_card(card.id) == ()
    before = len(workspace.ledger.history.latest(100))
    changed = workspace.notices.take(report)
    assert changed.cards == {card.id}
    assert len(workspace.evidence.of_card(card.id)) == 1
    assert len(workspace.ledger.history.latest(100)) == before + 1
    assert workspace.ledger.history.latest(1)[0].action == "notices.take"


def test_the_same_file_again_changes_nothing(workspace, card, written):
    path = written(GOOD)
    workspace.notices.take(workspace.notices.read_file(path))
    entries = workspace.evidence.of_card(card.id)
    report = workspace.notices.read_file(path)
    assert fates(report) == [NoticeFate.DUPLICATE]
    workspace.notices.take(report)
    assert workspace.evidence.of_card(card.id) == entries


def test_a_message_that_does_not_fit_the_card_is_refused_with_its_finding(workspace, card, written):
    report = workspace.notices.read_file(written(GOOD.replace("2026年5月7日", "2026年1月7日")))
    (outcome,) = report.outcomes
    assert outcome.fate is NoticeFate.REFUSED
    assert [item.code for item in outcome.findings] == ["evidence_before_collection"]


def test_a_step_that_fails_leaves_nothing_of_a_file(workspace, card, other_card, written):
    report = workspace.notices.read_file(written(f"{GOOD}\n{OTHER}"))
    assert fates(report) == ["recorded", "recorded"]
    workspace.notices.record(workspace.notices.read(OTHER), other_card.id)
    with pytest.raises(InputRefusedError, match="notice_recorded_before"):
        workspace.notices.take(report)
    assert workspace.evidence.of_card(card.id) == ()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_file_is_read_in_the_usual_encodings(workspace, card, written, encoding):
    report = workspace.notices.read_file(written(f"{GOOD}\r\n{BAIT}\r\n", encoding=encoding))
    assert fates(report) == ["recorded", "refused"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "notices_empty"),
        (b" \n\n", "notices_empty"),
        (b"PK\x03\x04\0\0\0", "notices_not_text"),
        (b"\xff" * 40, "notices_not_text"),
        (b"a" * (5 * 1024 * 1024 + 1), "notices_too_large"),
    ],
)
def test_a_file_that_is_no_text_of_messages_is_refused_in_words(workspace, tmp_path, data, code):
    path = tmp_path / "odd.txt"
    path.write_bytes(data)
    with pytest.raises(KabaoError) as refusal:
        workspace.notices.read_file(path)
    assert refusal.value.code == code


def test_a_missing_file_and_a_folder_are_refused(workspace, tmp_path):
    for path in (tmp_path / "nowhere.txt", tmp_path):
        with pytest.raises(InputRefusedError, match="file_missing"):
            workspace.notices.read_file(path)
