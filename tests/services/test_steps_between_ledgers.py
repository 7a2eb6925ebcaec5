"""Recorded steps travel with a package and come back; what does not follow is refused."""

from __future__ import annotations

import base64
import json

import pytest

from kabao.documents.reading import PackageFile
from kabao.domain.cases import ApplicantKind
from kabao.domain.errors import InputRefusedError
from kabao.exchange import parse_exchange
from kabao.services.case_way import StepDraft
from kabao.services.exchange import Exchange
from kabao.services.packages import Paper
from kabao.texts import Texts

SCAN = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=="
)


@pytest.fixture
def case(workspace):
    case = workspace.cases.create(ApplicantKind.DEPARTMENT, "青禾市发行注册").record
    draft = StepDraft(
        "withdraw", "2026-02-01", "本局", reasons="改期", scan_name="w.png", scan=SCAN
    )
    workspace.case_way.record(case.id, draft)
    return case


@pytest.fixture
def exchange(workspace):
    return Exchange(workspace.ledger, workspace.rulebook, workspace.clock, workspace.statuses)


def package(workspace, case, target, **paper):
    order = workspace.packages.order(case.id, target, Texts("zh"), Paper(draft=True, **paper))
    workspace.packages.write(order)
    return target


def inside(target):
    with PackageFile.open(target) as opened:
        return json.loads(opened.data())


def test_steps_come_back_with_their_scans(workspace, case, exchange, tmp_path):
    target = package(workspace, case, tmp_path / "steps-there-and-back.pdf")
    before = workspace.case_way.steps(case.id)
    data = inside(target)
    assert data["kabao_exchange"] == 2
    assert data["cases"][0]["steps"][0]["scan_name"] == "w.png"
    workspace.cases.remove(case.id)
    exchange.load(target)
    back = workspace.cases.all()[0]
    (step,) = workspace.case_way.steps(back.id)
    assert (step.uid, step.reasons, step.target) == (before[0].uid, "改期", "withdrawn")
    assert workspace.case_way.scan(step) == SCAN
    again = exchange.load(target)
    assert again.unchanged == again.rows


def test_a_case_without_steps_is_still_version_one(workspace, tmp_path):
    case = workspace.cases.create(ApplicantKind.DEPARTMENT, "x").record
    assert inside(package(workspace, case, tmp_path / "no-steps.pdf"))["kabao_exchange"] == 1


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"transition": "nonsense"}, "import_step_unknown"),
        (
            {"transition": "office_accepts", "source": "handed_in", "target": "accepted"},
            "import_step_unknown",
        ),
        (
            {"transition": "correct", "source": "returned", "target": "drafting"},
            "import_step_unfit",
        ),
        ({"happened_on": "2026-02-30"}, "exchange_wrong_date"),
        ({"scan": "***"}, "exchange_wrong_scan"),
        ({"scan": base64.b64encode(b"no picture").decode()}, "exchange_wrong_scan"),
        ({"colour": "red"}, "exchange_unknown_key"),
    ],
)
def test_what_does_not_fit_is_refused_whole(workspace, case, exchange, tmp_path, change, code):
    data = inside(package(workspace, case, tmp_path / "steps-refused.pdf"))
    workspace.cases.remove(case.id)
    data["cases"][0]["steps"][0] |= change
    with pytest.raises(InputRefusedError) as refused:
        exchange.take(parse_exchange(json.dumps(data).encode()), "steps.json")
    assert code in {item.code for item in refused.value.findings}
    assert workspace.cases.all() == ()


def test_a_step_of_another_case_is_refused(workspace, case, exchange, tmp_path):
    data = inside(package(workspace, case, tmp_path / "steps-elsewhere.pdf"))
    data["cases"][0] |= {"id": "another", "number": "KB-2026-0100"}
    with pytest.raises(InputRefusedError) as refused:
        exchange.take(parse_exchange(json.dumps(data).encode()), "steps.json")
    assert "import_step_elsewhere" in {item.code for item in refused.value.findings}
