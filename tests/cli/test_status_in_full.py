"""The status command: reasons, next steps, filters, codes of other systems and the rules."""

from __future__ import annotations

import datetime as dt

import pytest

from cli.conftest import one_sentence
from kabao.domain.evidence import Evidence, EvidenceKind, Strength
from kabao.services.workspace import Workspace
from services.people_at_hand import CARD, HOLDER, TODAY

NUMBERS = ("110000199001010013", "110000199001010021", "11000019900101003X")
CASES = (
    ("安一", "440200", ("password_set",), ()),
    ("安二", "440200", ("password_set", "lost_temp"), ("lost_temp",)),
    ("安三", "990100", (), ()),
)


@pytest.fixture(scope="module")
def desk(tmp_path_factory, rulebook):
    """Three people: active by own statement, lost where the rule cancels, not activated."""
    ledger = tmp_path_factory.mktemp("status") / "desk.kabao"
    with Workspace.create(ledger, rulebook, lambda: TODAY) as workspace:
        for number, (name, region, kinds, _) in enumerate(CASES):
            sex = "2" if number == 1 else "1"
            person = HOLDER | {"name": name, "doc_no": NUMBERS[number], "sex": sex}
            holder = workspace.holders.save(0, person).record
            values = CARD | {"card_number": f"X0000{number}019", "region": region}
            card = workspace.cards.save(0, holder.id, values).record
            for days, kind in enumerate(kinds):
                workspace.evidence.add(
                    Evidence(
                        card.id,
                        EvidenceKind(kind),
                        dt.date(2026, 11, 15) + dt.timedelta(days=days),
                        strength=Strength.WEAK if kind == "password_set" else Strength.STRONG,
                    )
                )
    return ledger


def cards(kabao, desk, *options):
    document = kabao("--ledger", desk, "--json", "status", *options).document
    return {card["holder"]: card for card in document["cards"]}


def test_the_document_fits_and_says_that_the_card_database_decides(kabao, desk, fits):
    document = kabao("--ledger", desk, "--json", "status").document
    fits("status", document)
    assert document["note"] == "本地记录，以社保经办机构查询结果为准。"
    for card in document["cards"]:
        assert card["number"].startswith("110***")
        assert card["next_steps"]
        assert all(reason["text"] for reason in card["reasons"])


def test_a_lost_card_tells_what_follows_with_the_confidence_of_the_rule(kabao, desk):
    lost = cards(kabao, desk)["安二"]
    reasons = {reason["code"]: reason for reason in lost["reasons"]}
    assert (lost["state"], lost["review_on"]) == ("lost_temp", "2026-12-02")
    assert reasons["loss_ends_in_cancel"]["confidence"] == "single"
    assert reasons["loss_ends_in_cancel"]["text"].endswith("（单一来源）")
    assert reasons["electronic_while_lost_temp"]["confidence"] == "confirmed"
    assert reasons["lost_temp"]["confidence"] is None
    steps = [step["code"] for step in lost["next_steps"]]
    assert steps == ["lost_temp", "lift_before", "report_bank"]


def test_people_read_the_words_of_the_state_the_account_and_the_next_step(kabao, desk):
    out = kabao("--ledger", desk, "status", "--search", "安一").out
    assert "已激活（本人自述，建议核实）" in out
    assert "金融功能情况不明" in out
    assert "下一步：" in out
    assert out.splitlines()[-1] == "本地记录，以社保经办机构查询结果为准。"
    english = kabao("--ledger", desk, "status", "--search", "安二", lang="en").out
    assert "temporary loss reported" in english
    assert "(single source)" in english
    assert "Next: If the card is found" in english


@pytest.mark.parametrize(
    ("options", "found"),
    [
        (("--state", "lost_temp"), {"安二"}),
        (("--state", "active"), {"安一"}),
        (("--state", "active/claimed"), {"安一"}),
        (("--state", "active/supported"), set()),
        (("--search", "0021"), {"安二"}),
        (("--search", "安", "--state", "not_activated"), {"安三"}),
        (("--search", "安", "--limit", "2"), {"安一", "安三"}),
        (("--search", "X00002019"), {"安三"}),
    ],
)
def test_filters(kabao, desk, options, found):
    assert set(cards(kabao, desk, *options)) == found


def test_nothing_found_is_no_error_and_still_says_who_decides(kabao, desk, fits):
    answer = kabao("--ledger", desk, "status", "--search", "没有这个人")
    assert answer.code == 0
    assert answer.out.splitlines() == [
        "没有可列出的内容。",
        "本地记录，以社保经办机构查询结果为准。",
    ]
    empty = kabao("--ledger", desk, "--json", "status", "--state", "expired").document
    fits("status", empty)
    assert empty["cards"] == []


@pytest.mark.parametrize(
    "options", [("--state", "lost"), ("--limit", "0"), ("--limit", "many"), ("--sort", "name")]
)
def test_wrong_usage(kabao, desk, options):
    answer = kabao("--ledger", desk, "status", *options)
    assert (answer.code, answer.out) == (2, "")
    assert one_sentence(answer)


def test_a_ledger_that_is_not_there(kabao, tmp_path):
    assert kabao("--ledger", tmp_path / "none.kabao", "status").code in (3, 5)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("national:0", "封存（社保功能未启用）"),
        ("national:2", "正式挂失"),
        ("mobile:2", "不能据此判断状态"),
        ("shanghai:41", "含义未公开"),
    ],
)
def test_a_code_is_told_with_its_system(kabao, typed, words, fits):
    answer = kabao("status", "--code", typed)
    assert answer.code == 0
    assert words in answer.out
    assert "出处" in answer.out
    fits("status-code", kabao("--json", "status", "--code", typed).document)


@pytest.mark.parametrize("typed", ["2", "beijing:2", "national:7"])
def test_a_code_without_its_system_is_refused(kabao, typed):
    answer = kabao("status", "--code", typed)
    assert (answer.code, answer.out) == (3, "")
    assert one_sentence(answer)
    assert "national" in answer.err


def test_the_rules_are_told_with_confidence_and_source_and_need_no_ledger(kabao, fits):
    document = kabao("--json", "status", "--rules").document
    fits("status-rules", document)
    topics = {rule["topic"] for rule in document["rules"]}
    assert topics == {
        *("switches", "passwords", "signals", "systems", "blocks", "electronic"),
        *("electronic_notes", "loss", "limits", "settings"),
    }
    chinese = kabao("status", "--rules").out
    english = kabao("status", "--rules", lang="en").out
    assert "临时挂失：韶关市 440200\t15 天后自动注销" in chinese
    assert "可信度：单一来源" in chinese
    assert "after 15 days the card is cancelled" in english
    assert "in region 431000 after 8" in english
    assert len(chinese.splitlines()) == len(english.splitlines()) == 2 * len(document["rules"])
