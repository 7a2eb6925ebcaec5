from __future__ import annotations

import datetime as dt
import tomllib
from typing import TYPE_CHECKING

import pytest

from kabao import paths
from kabao.domain.activation import CardState, Financial, Grade, Light, SignalLight
from kabao.domain.evidence import Signal
from kabao.domain.findings import Confidence, Finding, Level
from kabao.ui.kit import labels

if TYPE_CHECKING:
    from kabao.texts import Texts

OURS = ("kit", "shell", "settings", "welcome", "labels")
WIDE_IN_ENGLISH = "·…“”‘’–，。、；：！"


def test_every_code_has_a_word(texts: Texts, english: Texts) -> None:
    for words in (texts, english):
        said = [labels.state_text(words, state) for state in CardState]
        said += [labels.grade_text(words, grade) for grade in Grade]
        said += [labels.grade_short(words, grade) for grade in Grade]
        said += [labels.signal_text(words, signal) for signal in Signal]
        said += [labels.light_text(words, light) for light in Light]
        said += [labels.level_text(words, level) for level in Level]
        said += [labels.confidence_text(words, trust) for trust in Confidence]
        said += [labels.financial_text(words, financial) for financial in Financial]
        assert all(said)


def test_light_in_words(texts: Texts, english: Texts) -> None:
    shown = SignalLight(Light.STRONG, dt.date(2026, 3, 18))
    assert (
        labels.light_description(texts, Signal.PASSWORD_SET, shown)
        == "社保密码已修改，强依据，2026-03-18"
    )
    none = labels.light_description(english, Signal.PASSWORD_SET, SignalLight())
    assert none == "Card PIN changed, none"


def test_state_in_words_names_the_grade_of_active_cards_only(texts: Texts) -> None:
    active = labels.status_description(texts, CardState.ACTIVE, Grade.SUPPORTED)
    assert active == "已激活，一项依据"
    assert labels.status_description(texts, CardState.EXPIRED, None) == "已过有效期"


def test_rule_line_says_how_far_to_trust(texts: Texts, english: Texts) -> None:
    own = Finding(Level.ERROR, "x", rule="C04")
    assert labels.finding_rule(texts, own) == "C04 · 本程序的检查项"
    law = Finding(
        Level.WARNING, "x", rule="C15", confidence=Confidence.CONFIRMED, source="管理办法第 7 条"
    )
    assert labels.finding_rule(texts, law) == "C15 · 管理办法第 7 条 · 已证实"
    assert labels.finding_rule(english, Finding(Level.INFO, "x")) == "this program's own check"


def test_an_unknown_finding_is_shown_not_hidden(texts: Texts) -> None:
    finding = Finding(Level.ERROR, "no_such_code")
    assert labels.finding_text(texts, finding) == "no_such_code"
    assert labels.finding_remedy(texts, finding) == ""
    assert labels.finding_description(texts, finding, "卡背面") == "错误，卡背面，no_such_code"


@pytest.mark.parametrize(
    ("text", "grouped"),
    [
        ("1200000", "1,200,000"),
        ("999", "999"),
        ("-12345.50", "-12,345.50"),
        ("12a", "12a"),
        ("", ""),
        ("1234.x", "1234.x"),
        ("0012", "12"),
    ],
)
def test_amounts_are_grouped_and_other_text_is_left_alone(text: str, grouped: str) -> None:
    assert labels.amount_text(text) == grouped


@pytest.mark.parametrize("subject", OURS)
def test_english_uses_no_full_width_marks_and_nobody_shouts(subject: str) -> None:
    path = paths.resources() / "translations" / f"{subject}.toml"
    with path.open("rb") as file:
        entries = list(_pairs(tomllib.load(file)))
    assert entries
    for key, entry in entries:
        assert set(entry) == {"zh", "en"}, key
        if key != "language_zh":
            assert not set(entry["en"]) & set(WIDE_IN_ENGLISH), key
        assert not set(entry["zh"] + entry["en"]) & set("!！"), key


def _pairs(table: dict[str, object]) -> object:
    for key, entry in table.items():
        assert isinstance(entry, dict)
        if isinstance(entry.get("zh"), str):
            yield key, entry
        else:
            yield from _pairs(entry)
