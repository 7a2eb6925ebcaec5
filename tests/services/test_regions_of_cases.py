"""Cases pinned to regional packs: forms, checks, package and exchange follow the pack."""

from __future__ import annotations

import pytest

from kabao.domain.cases import ApplicantKind, MaterialKey
from kabao.domain.errors import InputRefusedError
from kabao.services.exchange import Exchange
from kabao.services.late_rules import LateRules
from kabao.services.packages import Paper
from kabao.services.regions import national_rules, rules_of
from kabao.services.verifying import verify_package
from kabao.texts import Texts

FORM = MaterialKey.REGISTRATION_FORM
OLD, NEW = "990200-2026.1", "990200-2026.2"


@pytest.fixture
def case(workspace):
    return workspace.cases.create(ApplicantKind.PERSON, "申领").record


def codes(workspace, case):
    return {item.code for item in workspace.cases.check(case)}


def names(workspace, case):
    return {spec.name for spec in workspace.cases.form(case, FORM).fields}


def test_a_pinned_case_has_the_fields_and_checks_of_its_region(workspace, case):
    assert "local_community" not in names(workspace, case)
    pinned = workspace.regions.pin(case, OLD).record
    assert pinned.rulebook == f"cn-2026.1+{OLD}"
    assert "local_community" in names(workspace, pinned)
    assert "region_check" in codes(workspace, pinned)
    workspace.cases.save_material(
        case.id, FORM, {"local_community": "溪东社区", "region_code": "110000"}
    )
    told = codes(workspace, workspace.cases.get(case.id))
    assert "region_check" not in told
    assert "region_code_differs" in told
    free = workspace.regions.pin(workspace.cases.get(case.id), "").record
    assert free.rulebook == "cn-2026.1"


def test_newer_rules_wait_until_they_are_chosen(workspace, case):
    pinned = workspace.regions.pin(case, OLD).record
    newer = workspace.regions.newer(pinned)
    assert newer.version == NEW
    mine = workspace.regions.of_case(pinned)
    assert "photo/size_kb" in {one.place for one in workspace.regions.changes(mine, newer)}
    assert workspace.regions.newer(workspace.regions.pin(pinned, NEW).record) is None
    assert workspace.regions.newer(case) is None


def test_a_pack_that_is_not_here_is_told(workspace, case):
    from dataclasses import replace

    strange = replace(case, rulebook="cn-2026.1+990999-2026.1")
    assert "region_pack_unknown" in codes(workspace, strange)
    with pytest.raises(InputRefusedError) as refused:
        workspace.regions.pin(case, "990999-2026.1")
    assert refused.value.code == "region_pack_unknown"


def test_a_new_case_takes_the_pack_of_the_region_it_names(workspace):
    person = workspace.holders.save(0, {**PERSON, "region": "990200"}).record
    made = workspace.cases.create(ApplicantKind.PERSON, "x", holder_ids=(person.id,)).record
    assert made.rulebook == f"cn-2026.1+{NEW}"


def test_lists_and_losses_hold_by_region_without_pinning(workspace):
    rules = national_rules(workspace.clock)
    assert rules.batch_claims.layouts["990300"].first_row == 2
    assert rules.activation.loss["990200"].at_end == "stay"
    assert "local_community" not in {s.name for s in rules.form("registration_form_person").fields}


def test_the_package_carries_the_pack_and_comes_back(workspace, case, tmp_path):
    workspace.regions.pin(case, OLD)
    workspace.cases.save_material(case.id, FORM, {"local_community": "溪东社区"})
    target = tmp_path / "region-pack.pdf"
    paper = Paper(draft=True, full_numbers=True)
    workspace.packages.write(workspace.packages.order(case.id, target, Texts("zh"), paper))
    report = verify_package(target, workspace.rulebook)
    assert report.ok, report.findings
    assert report.manifest.rulebook == f"cn-2026.1+{OLD}"
    workspace.cases.remove(case.id)
    exchange = Exchange(workspace.ledger, workspace.rulebook, workspace.clock, workspace.statuses)
    exchange.load(target)
    back = workspace.cases.all()[0]
    assert back.values(FORM)["local_community"] == "溪东社区"
    assert back.rulebook == f"cn-2026.1+{OLD}"


PERSON = {
    "name": "安思源",
    "sex": "1",
    "birth_date": "1990-01-01",
    "nationality": "CHN",
    "ethnicity": "01",
    "doc_type": "resident_id",
    "doc_no": "110000199001010013",
    "doc_valid_to": "2036-01-01",
    "region": "990200",
}


def test_rules_that_are_read_late_take_a_pack_too(workspace):
    late = LateRules(lambda: workspace.rulebook).as_rulebook()
    assert rules_of(late, f"cn-2026.1+{OLD}").region.version == OLD
    assert rules_of(late, "cn-2026.1") is late
