"""``kabao overview``: the first page in numbers, as text and as JSON."""

from __future__ import annotations

import pytest

from kabao.services.workspace import Workspace
from services.people_at_hand import CARD, EMPLOYER, HOLDER, OTHER_HOLDER, TODAY


@pytest.fixture
def staffed(ledger):
    """One employer, one card not activated for half a year, one person without a card."""
    with Workspace.open(ledger, clock=lambda: TODAY) as workspace:
        employer = workspace.employers.save(0, EMPLOYER).record
        first = workspace.holders.save(0, HOLDER).record
        other = workspace.holders.save(0, OTHER_HOLDER).record
        workspace.holders.assign_employer([first.id, other.id], employer.id)
        workspace.cards.save(0, first.id, CARD)
    return ledger


def test_json_fits_its_schema(kabao, staffed, fits):
    document = kabao("--ledger", staffed, "--json", "overview").document
    fits("overview", document)
    assert (document["day"], document["total"]) == (TODAY.isoformat(), 2)
    assert document["states"] == {"no_card": 1, "not_activated": 1}
    assert {item["code"]: item["count"] for item in document["attention"]} == {
        "unactivated:180": 1,
        "unactivated:90": 1,
        "unactivated:30": 1,
    }
    assert document["employers"] == [
        {"name": EMPLOYER["name"], "total": 2, "states": {"no_card": 1, "not_activated": 1}}
    ]
    assert [clock["nominal_due"] for clock in document["deadlines"]] == ["2026-12-10"]


def test_every_kind_told_finds_its_people(kabao, staffed):
    document = kabao("--ledger", staffed, "--json", "overview").document
    for kind in document["attention"]:
        found = kabao("--ledger", staffed, "--json", "holders", "--attention", kind["code"])
        assert len(found.document["holders"]) == kind["count"]


def test_the_page_is_told_in_both_languages(kabao, staffed):
    told = kabao("--ledger", staffed, "overview").out
    for line in (
        "  共 2 人",
        "  1\t没有卡",
        "  1\t未激活（未见激活依据）",
        "  提示  1 人领卡满 90 天未见激活依据  [unactivated:90]",
        f"  2 人\t{EMPLOYER['name']}",
        f"  2026-12-10  还有 18 天  申请社会保险登记  {EMPLOYER['name']}",
    ):
        assert line in told.splitlines()
    assert "Not activated 90 days after collection: 1" in kabao(
        "--ledger", staffed, "overview", lang="en"
    ).out  # fmt: skip


def test_an_empty_ledger_has_nothing_to_tell(kabao, ledger, fits):
    assert kabao("--ledger", ledger, "overview").out == "目前没有需要处理的事项。\n"
    document = kabao("--ledger", ledger, "--json", "overview").document
    fits("overview", document)
    assert document["total"] == 0


def test_the_limit_shortens_employers_and_deadlines(kabao, staffed, ledger):
    with Workspace.open(ledger, clock=lambda: TODAY) as workspace:
        workspace.employers.save(0, EMPLOYER | {"name": "第二家", "uscc": "92440000XXXX000277"})
    document = kabao("--ledger", ledger, "--json", "overview", "--limit", "1").document
    assert (len(document["deadlines"]), len(document["employers"])) == (1, 1)
    assert kabao("--ledger", ledger, "overview", "--limit", "0").code == 2


def test_a_kind_that_is_none_is_refused(kabao, staffed):
    refused = kabao("--ledger", staffed, "holders", "--attention", "asleep")
    assert (refused.code, "unactivated" in refused.err) == (3, True)
    everybody = kabao("--ledger", staffed, "--json", "holders", "--attention").document
    assert len(everybody["holders"]) == 1
    wider = kabao(
        "--ledger", staffed, "--json", "holders",
        "--attention", "claimed", "--attention", "unactivated:200",
    )  # fmt: skip
    assert len(wider.document["holders"]) == 1
