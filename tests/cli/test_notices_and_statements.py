"""Messages of a file and the page for one person, from the command line."""

from __future__ import annotations

import pytest
from pypdf import PdfReader

from cli.conftest import one_sentence
from kabao.services.workspace import Workspace
from services.people_at_hand import CARD, HOLDER, OTHER_HOLDER, TODAY

GOOD = "【青禾人社】安先生，您尾号0019的社会保障卡社保功能已于2026年5月7日激活成功。"
BAIT = "【青禾人社】您的社保卡已激活，请点击 http://sbk.example 输入密码"
FATES = ("recorded", "duplicate", "unmatched", "ambiguous", "refused")


@pytest.fixture
def desk(ledger):
    """A ledger with two people, whose cards end with 0019 and 0027."""
    with Workspace.open(ledger, clock=lambda: TODAY) as workspace:
        for person, number in ((HOLDER, "X00000019"), (OTHER_HOLDER, "X00000027")):
            holder = workspace.holders.save(0, person).record
            workspace.cards.save(0, holder.id, CARD | {"card_number": number})
        workspace.holders.save(0, HOLDER | {"name": "安思", "doc_no": "11000019900101003X"})
    return ledger


@pytest.fixture
def messages(tmp_path):
    path = tmp_path / "messages.txt"
    lines = [GOOD, GOOD, BAIT, GOOD.replace("0019", "8888"), "明天开会"]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_counts_add_up_and_the_text_is_not_told(kabao, desk, messages, fits):
    answer = kabao("--ledger", desk, "--json", "notices", messages)
    document = answer.document
    fits("notices", document)
    assert answer.code == 1
    assert document["messages"] == sum(document[fate] for fate in FATES) == 5
    assert [item["outcome"] for item in document["details"]] == [
        "recorded", "duplicate", "refused", "unmatched", "refused",
    ]  # fmt: skip
    assert document["fraud"] == 1
    assert document["details"][0]["number"] == "110***********0013"
    for words in ("安先生", "明天开会", "http", "110000199001010013"):
        assert words not in answer.out


def test_the_second_time_everything_is_known(kabao, desk, tmp_path, fits):
    path = tmp_path / "one.txt"
    path.write_text(GOOD, encoding="utf-8")
    first = kabao("--ledger", desk, "notices", path)
    second = kabao("--ledger", desk, "--json", "notices", path)
    assert first.code == second.code == 0
    assert first.out.splitlines()[0] == ("共 1 条：记录 1，重复 0，未匹配 0，不止一人 0，不采信 0")
    assert second.document["duplicate"] == 1
    status = kabao("--ledger", desk, "--json", "status", "--search", "安思源").document
    assert status["cards"][0]["signals"]["notice_received"] is True


def test_a_rehearsal_writes_nothing(kabao, desk, messages, fits):
    rehearsal = kabao("--ledger", desk, "notices", "--dry-run", "--json", messages)
    fits("notices", rehearsal.document)
    assert (rehearsal.code, rehearsal.document["dry_run"]) == (1, True)
    assert kabao("--ledger", desk, "--json", "notices", messages).document["recorded"] == 1


def test_people_are_warned_of_fraud(kabao, desk, messages):
    chinese = kabao("--ledger", desk, "notices", messages)
    assert "谨防诈骗" in chinese.out
    assert "\t重复\t安思源 110***********0013" in chinese.out
    english = kabao("--ledger", desk, "notices", messages, lang="en")
    assert "beware of fraud" in english.out


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04\0\0"])
def test_a_file_that_holds_no_messages_is_refused(kabao, desk, tmp_path, content):
    path = tmp_path / "odd.txt"
    path.write_bytes(content)
    answer = kabao("--ledger", desk, "notices", path)
    assert answer.code == 3
    assert one_sentence(answer)
    assert kabao("--ledger", desk, "notices", tmp_path / "nowhere.txt").code == 3


def test_a_card_a_name_and_last_digits_lead_to_one_page(kabao, desk, tmp_path, fits):
    for number, search in enumerate(("X00000019", "安思源", "0013", "x00000019")):
        out = tmp_path / f"{number}.pdf"
        answer = kabao("--ledger", desk, "--json", "statement", search, "--out", out)
        assert answer.code == 0
        fits("statement", answer.document)
        (page,) = PdfReader(out).pages
        assert "安思源" in page.extract_text()
        assert "110000199001010013" not in page.extract_text()


def test_a_name_of_somebody_goes_before_one_that_contains_it(kabao, desk, tmp_path):
    refusal = kabao("--ledger", desk, "statement", "安思", "--out", tmp_path / "a.pdf")
    assert refusal.code == 3
    assert "还没有卡片记录" in refusal.err


@pytest.mark.parametrize(
    ("search", "words"),
    [("1100001990", "找到 3 人"), ("没有这个人", "没有找到"), (" ", "没有找到")],
)
def test_a_search_must_find_exactly_one(kabao, desk, tmp_path, search, words):
    answer = kabao("--ledger", desk, "statement", search, "--out", tmp_path / "a.pdf")
    assert answer.code == 3
    assert words in answer.err
    assert one_sentence(answer)
    assert not (tmp_path / "a.pdf").exists()


def test_a_full_number_is_starred_in_what_is_told(kabao, desk, tmp_path):
    answer = kabao("--ledger", desk, "statement", "110000200002290032", "--out", tmp_path / "a.pdf")
    assert answer.code == 3
    assert "110000200002290032" not in answer.err


def test_the_page_speaks_the_language_asked_for(kabao, desk, tmp_path):
    for language, words in (("en", "Activation status"), ("both", "Activation status")):
        out = tmp_path / f"{language}.pdf"
        call = ("--ledger", desk, "statement", "安思源", "--out", out, "--language", language)
        assert kabao(*call).code == 0
        text = PdfReader(out).pages[0].extract_text()
        assert words in text
        assert ("您的社会保障卡激活状态" in text) == (language == "both")


def test_a_folder_that_is_not_there_is_told(kabao, desk, tmp_path):
    out = tmp_path / "nowhere" / "a.pdf"
    answer = kabao("--ledger", desk, "statement", "安思源", "--out", out)
    assert answer.code == 5
    assert one_sentence(answer)
