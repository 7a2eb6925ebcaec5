"""Every code of the domain that a person sees has words, and findings name their remedies."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from kabao.cli.status import state_words
from kabao.domain import checks
from kabao.domain.activation import ActivationStatus, CardState, Financial, Grade, Light
from kabao.domain.evidence import Signal, Strength
from kabao.domain.observations import ACTIVATION_KINDS
from kabao.texts import Texts, catalogue

MODULES = (
    "cards",
    "card_numbers",
    "credit_codes",
    "employers",
    "evidence",
    "field_values",
    "holders",
    "identity",
    "named_checks",
    "names",
)
MAKERS = {"_error", "_finding", "_from_number", "_warning", "own_error", "rule_broken", "Finding"}
LISTED = {
    *("wrong_type", "not_a_number", "not_money", "not_a_date", "unknown_choice"),
    *("too_small", "too_large", "too_early", "too_late", "empty_row", "required"),
    *("collected_before_issued", "valid_to_before_issued", "date_in_future"),
    *("filed_before_established", "registered_before_filed", "registered_before_established"),
}


def codes_in(module):
    """Codes handed as plain text to whatever makes a finding."""
    source = Path(checks.__file__).with_name(f"{module}.py").read_text(encoding="utf-8")
    for call in ast.walk(ast.parse(source)):
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") in MAKERS:
            for argument in call.args[:2]:
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                    yield argument.value


@pytest.mark.parametrize("module", MODULES)
def test_every_finding_has_text_and_remedy(module):
    words = catalogue()
    for code in {*codes_in(module), *LISTED}:
        assert f"findings.{code}.text" in words, code
        assert f"findings.{code}.remedy" in words, code


def test_the_scan_finds_codes():
    assert "number_check_digit" in set(codes_in("identity"))
    assert "name_wrong_dot" in set(codes_in("names"))
    assert "guardian_missing" in set(codes_in("holders"))


@pytest.mark.parametrize(
    ("subject", "codes"),
    [
        ("states", CardState),
        ("grades", Grade),
        ("signals", Signal),
        ("lights", Light),
        ("financial", Financial),
    ],
)
def test_every_code_on_the_screen_has_words(subject, codes):
    for code in codes:
        assert f"{subject}.{code}" in catalogue()


def test_every_kind_and_strength_of_evidence_has_a_sentence():
    for kind in ACTIVATION_KINDS:
        for how in (Strength.STRONG, Strength.WEAK, "against", "not_counted"):
            assert f"reasons.{kind}_{how}" in catalogue()


def codes_of_reasons(module, kind="Reason"):
    """Codes of reasons written out in a module, f-strings with their known part."""
    source = Path(checks.__file__).with_name(f"{module}.py").read_text(encoding="utf-8")
    for call in ast.walk(ast.parse(source)):
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") == kind:
            for part in ast.walk(call.args[0]):
                if isinstance(part, ast.Constant) and isinstance(part.value, str):
                    yield part.value


@pytest.mark.parametrize(
    ("subject", "modules"),
    [("reasons", ("reasons", "derivation")), ("advice", ("next_steps",))],
)
def test_every_reason_and_every_step_has_a_sentence(subject, modules):
    codes = {code for module in modules for code in codes_of_reasons(module)}
    assert len(codes) > 5
    for code in codes:
        known = [key for key in catalogue() if key.startswith(f"{subject}.") and code in key]
        assert known, code


def test_every_sentence_of_advice_is_given_somewhere():
    given = {*codes_of_reasons("next_steps"), *(state.value for state in CardState)}
    written = {key.removeprefix("advice.") for key in catalogue() if key.startswith("advice.")}
    assert written <= given


@pytest.mark.parametrize(
    ("state", "grade", "zh", "en"),
    [
        ("not_collected", "", "尚未领卡", "not collected"),
        ("not_activated", "", "未激活（未见激活依据）", "no evidence of activation"),
        ("active", "claimed", "已激活（本人自述，建议核实）", "active (own statement"),
        ("active", "supported", "已激活（有一项依据）", "active (one piece of evidence"),
        ("active", "well_supported", "已激活（多项依据）", "active (several"),
        ("in_doubt", "", "依据相互矛盾，请向12333核实", "contradictory"),
        ("lost_temp", "", "临时挂失", ""),
        ("lost_formal", "", "正式挂失", ""),
        ("app_locked", "", "应用锁定（密码多次输错）", "locked"),
        ("cancelled", "", "已注销", "cancelled"),
        ("expired", "", "已过有效期", "expired"),
        ("sealed", "", "封存（社保功能未启用）", "sealed"),
    ],
)
def test_the_words_for_the_screen(state, grade, zh, en):
    status = ActivationStatus(CardState(state), Grade(grade) if grade else None)
    assert state_words(Texts("zh"), status).replace(" ", "") == zh
    assert state_words(Texts("en"), status).startswith(en)
