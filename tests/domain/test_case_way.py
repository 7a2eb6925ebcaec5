"""Which step may come next in a case, and which route its changes take."""

import datetime as dt

import pytest

from kabao.domain.case_way import (
    CaseStep,
    WayFacts,
    check_step,
    next_transitions,
    obstacles,
    path_of,
    state_of,
)
from kabao.domain.case_way_changes import plan_change
from kabao.domain.case_way_rules import Route
from kabao.domain.cases import PARTS, ApplicantKind, Case, CaseKind, MaterialKey
from kabao.domain.preflight import CaseView
from kabao.domain.snapshots import differences, digest_of, freeze
from kabao.rulebook import load

DEPARTMENT, ISSUANCE, CHANGE = ApplicantKind.DEPARTMENT, CaseKind.ISSUANCE, CaseKind.CHANGE
TODAY = dt.date(2026, 11, 22)


@pytest.fixture(scope="module")
def rulebook():
    return load()


@pytest.fixture(scope="module")
def rules(rulebook):
    return rulebook.way


def keys(rules, state, **more):
    facts = WayFacts(state, more.pop("applicant", DEPARTMENT), more.pop("kind", ISSUANCE), **more)
    return {item.key for item in next_transitions(rules, facts) if not obstacles(item, facts)}


def test_a_prefecture_goes_through_the_province_and_a_province_does_not(rules):
    assert "send_to_province" in keys(rules, "materials_ready", level="prefecture", complete=True)
    assert "send_to_ministry" not in keys(
        rules, "materials_ready", level="prefecture", complete=True
    )
    assert "send_to_ministry" in keys(rules, "materials_ready", level="province", complete=True)
    assert not keys(rules, "materials_ready", complete=True) & {
        "send_to_ministry",
        "send_to_province",
    }


def test_nothing_is_sent_while_errors_are_open(rules):
    assert "make_ready" not in keys(rules, "drafting")
    assert "make_ready" in keys(rules, "drafting", complete=True)


def test_the_gates_follow_each_other_in_the_order_of_the_procedure(rules):
    assert keys(rules, "ministry_review") >= {"ministry_approves", "ministry_refuses"}
    assert keys(rules, "registered") == {"identifier_allotted", "keys_handed_over"}
    assert keys(rules, "keys_received") == {"psam_handed_over"}
    assert keys(rules, "psam_received") == {"test_cards_sent"}
    assert keys(rules, "test_failed") == {"test_again"}
    assert keys(rules, "test_passed") == {"begin_issuing"}
    assert not keys(rules, "withdrawn")


def test_people_and_employers_meet_no_ministry(rules):
    for applicant in (ApplicantKind.PERSON, ApplicantKind.EMPLOYER):
        found = keys(rules, "materials_ready", applicant=applicant, complete=True)
        assert found == {"reopen", "withdraw", "hand_in"}


def test_every_decision_of_the_ministry_needs_a_reference_or_reasons(rules):
    official = {item.key for item in rules.states if item.official} - {"done"}
    for item in rules.transitions:
        decided = DEPARTMENT in item.applicants and item.key not in ("test_again",)
        if item.target in official and decided:
            assert item.needs, item.key


def test_every_rule_has_its_source(rules):
    for item in (*rules.states, *rules.transitions, *rules.changes):
        assert item.origin.source


@pytest.mark.parametrize(
    ("broken", "code"),
    [
        ({"happened_on": ""}, "way_without_day"),
        ({"happened_on": "2026-11-23"}, "way_day_in_future"),
        ({"happened_on": "2026-01-01"}, "way_day_before_last"),
        ({"reference": " "}, "way_without_reference"),
        ({"actor": ""}, "way_without_actor"),
    ],
)
def test_what_a_step_lacks_is_said(rules, broken, code):
    told = {"happened_on": "2026-11-20", "actor": "部", "reference": "1 号"} | broken
    earlier = [CaseStep(1, "x", "drafting", "ministry_review", "2026-10-01", "省", position=1)]
    step = CaseStep(1, "ministry_approves", "ministry_review", "registered", **told)
    found = check_step(step, rules.transition("ministry_approves"), earlier, TODAY)
    assert [item.code for item in found] == [code]


def test_the_last_step_tells_where_a_case_stands():
    steps = [
        CaseStep(1, "b", "x", "registered", "2026-01-01", "", position=2),
        CaseStep(1, "a", "x", "ministry_review", "2026-01-01", "", position=1),
    ]
    assert state_of(steps) == "registered"
    assert state_of(()) == "drafting"


def drawn(rules, state, kind=ISSUANCE, **more):
    case = Case(kind, DEPARTMENT, "x")
    shown, at = path_of(rules, case, WayFacts(state, DEPARTMENT, kind, **more))
    return shown, shown[at] if at >= 0 else ""


def test_the_path_leaves_the_province_out_for_a_province(rules):
    shown, at = drawn(rules, "ministry_review", level="province")
    assert "provincial_review" not in shown
    assert at == "ministry_review"
    assert "provincial_review" in drawn(rules, "ministry_review", level="prefecture")[0]


@pytest.mark.parametrize(
    ("state", "last"),
    [
        ("drafting", "registered"),
        ("registered", "issuing"),
        ("test_failed", "test_failed"),
        ("change_open", "change_open"),
        ("issuing", "issuing"),
    ],
)
def test_the_stretch_drawn_is_the_one_the_case_is_on(rules, state, last):
    shown, at = drawn(rules, state)
    assert (shown[-1], at) == (last, state)


def test_a_state_off_the_path_marks_nothing(rules):
    assert drawn(rules, "returned")[1] == ""


@pytest.mark.parametrize(
    ("route", "end"), [(Route.FILING, "change_filed"), (Route.APPROVAL, "change_approved")]
)
def test_the_path_of_a_change_ends_as_its_route_says(rules, route, end):
    assert drawn(rules, "drafting", CHANGE, route=route)[0][-1] == end
    assert drawn(rules, end, CHANGE, route=route)[1] == end
    assert drawn(rules, "retest_passed", CHANGE, route=route)[0][0] == end


def plan_of(rulebook, before, after):
    forms = {key: rulebook.material_form(key, DEPARTMENT) for key in PARTS[CaseKind.ISSUANCE]}
    contents = [
        freeze(CaseView(Case(ISSUANCE, DEPARTMENT, "x", materials=values)))
        for values in (before, after)
    ]
    return plan_change(rulebook.way, differences(*contents, forms))


FORM, STRUCTURE, FACE = (
    MaterialKey.REGISTRATION_FORM,
    MaterialKey.FILE_STRUCTURE,
    MaterialKey.CARD_FACE,
)

PLANNED, GROUPS = "planned_quantity", "population_groups"
CHANGES = [
    (FACE, {"bank_name": "甲"}, {"bank_name": "乙"}, "card_face", Route.APPROVAL, False),
    (FORM, {"chip_model": "A"}, {"chip_model": "B"}, "card_product", Route.FILING, True),
    (FORM, {PLANNED: 5}, {PLANNED: 9}, "quantity_increased", Route.FILING, False),
    (FORM, {PLANNED: 9}, {PLANNED: 5}, "quantity_reduced", Route.ASK, False),
    (FORM, {GROUPS: ("a",)}, {GROUPS: ("a", "b")}, "population_extended", Route.FILING, False),
    (FORM, {GROUPS: ("a", "b")}, {GROUPS: ("a",)}, "population_narrowed", Route.ASK, False),
    (FORM, {"contact_name": "甲"}, {"contact_name": "丙"}, "contact_only", Route.LOCAL, False),
    (FORM, {"spec_version": "2"}, {"spec_version": "3"}, "spec_version", Route.APPROVAL, True),
    (FORM, {"card_system": "旧"}, {"card_system": "新"}, "other", Route.ASK, False),
]


@pytest.mark.parametrize(
    ("key", "before", "after", "item", "route", "retest"),
    CHANGES,
)
def test_each_change_has_its_route(rulebook, key, before, after, item, route, retest):
    plan = plan_of(rulebook, {key: before}, {key: after})
    assert [one.key for one in plan.items] == [item]
    assert (plan.route, plan.retest) == (route, retest)


def test_one_item_for_approval_takes_the_filed_ones_along(rulebook):
    before = {FORM: {"planned_quantity": 5, "chip_model": "A"}, FACE: {"bank_name": "甲"}}
    after = {FORM: {"planned_quantity": 6, "chip_model": "B"}, FACE: {"bank_name": "乙"}}
    plan = plan_of(rulebook, before, after)
    assert plan.route is Route.APPROVAL
    assert plan.retest
    filed = {item.key for item in plan.of_route(Route.FILING)}
    assert filed == {"quantity_increased", "card_product"}


def test_a_vendor_that_only_changes_its_product_is_a_product_change(rulebook):
    row = {"name": "甲厂", "product_model": "P1", "share": 100}
    plan = plan_of(
        rulebook,
        {FORM: {"card_vendors": (row,)}},
        {FORM: {"card_vendors": (row | {"product_model": "P2"},)}},
    )
    assert [item.key for item in plan.items] == ["card_product"]
    plan = plan_of(rulebook, {FORM: {"card_vendors": (row,)}}, {FORM: {"card_vendors": ()}})
    assert [item.key for item in plan.items] == ["card_vendor"]


def test_nothing_changed_takes_no_route(rulebook):
    same = {FORM: {"planned_quantity": 5, "contact_email": ""}}
    plan = plan_of(rulebook, same, {FORM: {"planned_quantity": 5}})
    assert plan.route is Route.NONE


def test_the_digest_of_a_snapshot_follows_its_content():
    one = freeze(CaseView(Case(ISSUANCE, DEPARTMENT, "x", materials={FORM: {"chip_model": "A"}})))
    other = freeze(CaseView(Case(ISSUANCE, DEPARTMENT, "x", materials={FORM: {"chip_model": "B"}})))
    assert digest_of(one) == digest_of(dict(reversed(one.items())))
    assert digest_of(one) != digest_of(other)
