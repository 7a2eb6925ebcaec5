"""The schemas of what the command line prints know every code of the domain."""

from __future__ import annotations

import json

import jsonschema
import pytest

from kabao import paths
from kabao.domain.activation import CardState, Financial, Grade
from kabao.domain.cases import ApplicantKind, CaseKind
from kabao.domain.evidence import Signal
from kabao.domain.findings import Confidence, Level

COMMANDS = ("status", "check", "export", "import", "demo", "cases", "holders", "verify")


def schema(command):
    path = paths.resources() / "schemas" / f"cli-{command}.json"
    return json.loads(path.read_text(encoding="utf-8"))


def codes(kind, *more):
    return [*(item.value for item in kind), *more]


FINDING = {
    "level": "error",
    "code": "case_phases_sum",
    "place": "material 1/plan/phases",
    "text": "x",
    "rule": "C04",
    "confidence": "own",
}
PACKAGE = {"case": "KB-2026-0001", "file": "a.pdf", "pages": 12, "sha256": "a" * 64}
EXAMPLES = {
    "status": {
        "cards": [
            {
                "holder": "测试",
                "card_number": "",
                "state": "active",
                "grade": None,
                "financial": "unknown",
                "signals": {signal.value: False for signal in Signal},
                "reasons": [{"code": "password_set", "text": "x"}],
                "review_on": None,
            }
        ]
    },
    "check": {"cases": [{"case": "KB-2026-0001", "findings": [FINDING]}]},
    "export": {
        "packages": [PACKAGE],
        "failed": [{"case": "KB-2026-0002", "findings": [FINDING]}],
    },
    "import": {
        "rows": 1,
        "added": 1,
        "updated": 0,
        "unchanged": 0,
        "refused": 0,
        "findings": [FINDING],
    },
    "demo": {"ledger": "demo/demo.kabao", "packages": [PACKAGE]},
    "verify": {
        "ok": False,
        "parts": [{"title": "x", "pages": 1, "sha256": "a" * 64}],
        "findings": [FINDING],
    },
    "cases": {
        "cases": [
            {
                "case": "KB-2026-0001",
                "kind": "issuance",
                "applicant_kind": "person",
                "title": "x",
                "created_on": "2026-11-22",
                "state": "drafting",
            }
        ]
    },
    "holders": {
        "holders": [
            {
                "name": "测试",
                "number": "110***********0013",
                "card_number": "",
                "employer": "",
                "state": None,
                "grade": None,
                "financial": None,
                "signals": {signal.value: False for signal in Signal},
                "reason": None,
                "review_on": None,
                "region": "",
            }
        ]
    },
}


@pytest.mark.parametrize("command", COMMANDS)
def test_the_example_of_the_design_fits(command):
    jsonschema.Draft202012Validator(schema(command)).validate(EXAMPLES[command])


@pytest.mark.parametrize("command", COMMANDS)
def test_every_key_of_the_design_is_required(command):
    validator = jsonschema.Draft202012Validator(schema(command))
    for key in EXAMPLES[command]:
        rest = {name: value for name, value in EXAMPLES[command].items() if name != key}
        assert not validator.is_valid(rest)


def test_status_knows_every_state_grade_and_signal():
    card = schema("status")["properties"]["cards"]["items"]["properties"]

    assert card["state"]["enum"] == codes(CardState)
    assert card["grade"]["enum"] == codes(Grade, None)
    assert card["financial"]["enum"] == codes(Financial)
    assert card["signals"]["required"] == codes(Signal)


def test_holders_know_every_state_and_refuse_a_full_number():
    state = schema("holders")["properties"]["holders"]["items"]["properties"]["state"]
    assert state["enum"] == codes(CardState, None)

    full = {"holders": [EXAMPLES["holders"]["holders"][0] | {"number": "110000199001010013"}]}
    assert not jsonschema.Draft202012Validator(schema("holders")).is_valid(full)


def test_cases_know_every_kind():
    case = schema("cases")["properties"]["cases"]["items"]["properties"]

    assert case["kind"]["enum"] == codes(CaseKind)
    assert case["applicant_kind"]["enum"] == codes(ApplicantKind)


@pytest.mark.parametrize("command", ["check", "export", "import"])
def test_findings_know_every_level_and_confidence(command):
    finding = schema(command)["$defs"]["finding"]["properties"]

    assert finding["level"]["enum"] == codes(Level)
    assert finding["confidence"]["enum"] == codes(Confidence)
