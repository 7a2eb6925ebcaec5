"""A new case comes up filled with what the records tell, and with nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kabao.domain.cases import ApplicantKind, MaterialKey
from kabao.domain.checks import is_blank
from services.people_at_hand import CARD, EMPLOYER, HOLDER, OTHER_HOLDER

FORM = MaterialKey.REGISTRATION_FORM
STATEMENT = MaterialKey.PREPARATION_STATEMENT
STRUCTURE = MaterialKey.FILE_STRUCTURE
FACE = MaterialKey.CARD_FACE

KNOWN = HOLDER | {
    "apply_for": "reissue",
    "applied_by": "self",
    "live_addr": "示例省青禾市谷雨街1号",
    "bank": "102",
    "pickup": "mail",
    "mail_name": "安思源",
    "mail_phone": "19900000001",
    "mail_addr": "示例省青禾市谷雨街2号",
    "consent": True,
    "consent_on": "2026-11-16",
}


@pytest.fixture
def start(workspace):
    """Return a function that starts a case over holders given as values of holder and card."""

    def begin(kind, *people, employer=None):
        ids = []
        for values, card in people:
            saved = workspace.holders.save(0, values, employer)
            if card:
                workspace.cards.save(0, saved.record.id, card)
            ids.append(saved.record.id)
        return workspace.cases.create(kind, "申请", employer_id=employer, holder_ids=(*ids,)).record

    return begin


def test_a_persons_case(start):
    case = start(ApplicantKind.PERSON, (KNOWN, CARD | {"generation": "gen2"}))

    assert case.number == "KB-2026-0001"
    assert dict(case.materials) == {
        FORM: {
            "application_date": "2026-11-22",
            "apply_for": "reissue",
            "applied_by": "self",
            "region_code": "990100",
            "contact_phone": "19900000001",
            "contact_addr": "示例省青禾市谷雨街1号",
            "pickup": "mail",
            "mail_name": "安思源",
            "mail_phone": "19900000001",
            "mail_addr": "示例省青禾市谷雨街2号",
        },
        STATEMENT: {"consent_obtained": True},
        STRUCTURE: {"spec_version": "2.00"},
        # No month: that of the lost card is not that of its replacement.
        FACE: {
            "generation": "gen2",
            "financial": True,
            "bank_name": "中国工商银行",
            "service_phone": "12333",
        },
    }


def test_a_person_of_whom_little_is_known(start):
    case = start(ApplicantKind.PERSON, (HOLDER, None))

    assert dict(case.materials) == {
        FORM: {
            "application_date": "2026-11-22",
            "region_code": "990100",
            "contact_phone": "19900000001",
        },
        FACE: {"service_phone": "12333"},
    }


def test_the_mail_address_only_where_the_card_is_mailed(start):
    case = start(ApplicantKind.PERSON, (KNOWN | {"pickup": "branch"}, None))

    assert not [name for name in case.values(FORM) if name.startswith("mail_")]


def test_an_upgrade_is_to_the_third_generation(start):
    card = CARD | {"generation": "gen2"}
    case = start(ApplicantKind.PERSON, (HOLDER | {"apply_for": "upgrade"}, card))

    assert case.values(STRUCTURE) == {"spec_version": "3.00"}
    assert case.values(FACE)["generation"] == "gen3"


def test_the_month_of_a_card_that_is_not_replaced(start):
    case = start(ApplicantKind.PERSON, (HOLDER | {"apply_for": "new"}, CARD))

    assert case.values(FACE)["issue_month"] == "2026-03"


def test_a_card_that_the_employer_collects(start):
    case = start(ApplicantKind.PERSON, (HOLDER | {"pickup": "employer"}, None))

    assert case.values(STATEMENT) == {"collector": "employer"}


def test_a_refused_or_missing_consent_is_left_to_the_user(start):
    case = start(ApplicantKind.PERSON, (HOLDER | {"consent": False}, None))

    assert case.values(STATEMENT) == {}


def test_an_employers_case(start, workspace):
    record = EMPLOYER | {
        "address": "示例省青禾市稻香大道100号",
        "legal_rep": "贾明远",
        "handler_name": "白晓棠",
        "handler_phone": "19900000002",
    }
    employer = workspace.employers.save(0, record).record
    case = start(
        ApplicantKind.EMPLOYER,
        (KNOWN, CARD | {"generation": "gen3"}),
        (OTHER_HOLDER | {"apply_for": "new", "region": "990100"}, None),
        (HOLDER | {"doc_no": "11000019900101003X", "apply_for": "new", "pickup": "mail"}
         | {"mail_name": "王", "mail_phone": "19900000003", "mail_addr": "示例省"}, None),
        employer=employer.id,
    )  # fmt: skip

    assert case.values(FORM) == {
        "application_date": "2026-11-22",
        "employer_name": "青禾精密机械有限公司",
        "employer_uscc": "91110000XXXX00019Y",
        "employer_kind": "company",
        "employer_address": "示例省青禾市稻香大道100号",
        "legal_rep": "贾明远",
        "handler_name": "白晓棠",
        "handler_phone": "19900000002",
        "region_code": "990100",
        "holder_counts": ({"apply_for": "new", "count": 2}, {"apply_for": "reissue", "count": 1}),
        "bank": "102",
        "pickup": "mail",
    }
    assert case.values(STATEMENT) == {"consent_count": 1}
    assert case.values(STRUCTURE) == {"spec_version": "3.00"}
    codes = {item.code for item in workspace.cases.check(case)}
    assert "case_counts_sum" not in codes
    assert "case_employer_code_differs" not in codes


def test_where_people_differ_nothing_is_copied(start, employer):
    case = start(
        ApplicantKind.EMPLOYER,
        (HOLDER | {"bank": "102"}, CARD | {"generation": "gen2"}),
        (OTHER_HOLDER | {"bank": "103", "region": "990200"}, CARD | {"generation": "gen3"}),
        employer=employer.id,
    )

    assert not {"bank", "region_code"} & set(case.values(FORM))
    # Nobody said what for: the row is there to be finished, and the sum is right.
    assert case.values(FORM)["holder_counts"] == ({"count": 2},)
    assert case.values(STRUCTURE) == {}
    assert case.values(FACE) == {"service_phone": "12333", "issue_month": "2026-03"}


def test_a_department_gets_nothing_but_the_day(start):
    case = start(ApplicantKind.DEPARTMENT)

    assert dict(case.materials) == {FORM: {"application_date": "2026-11-22"}}


@pytest.mark.parametrize("kind", list(ApplicantKind))
def test_only_fields_and_choices_of_the_form_are_filled(start, rulebook, kind, employer):
    case = start(kind, (KNOWN, CARD | {"generation": "gen3"}), employer=employer.id)

    for key, values in case.materials.items():
        form = rulebook.material_form(key, kind)
        for name, value in values.items():
            spec = form.field(name)
            assert not is_blank(value)
            assert not spec.choices or spec.choice(value) is not None


def test_filling_in_later_touches_only_what_is_blank(start, workspace, holder):
    case = start(ApplicantKind.PERSON)
    workspace.cases.save_material(case.id, FORM, {"contact_phone": "010-12345678"})
    workspace.cases.save_head(replace(workspace.cases.get(case.id), holder_ids=(holder.id,)))

    changed = workspace.cases.fill_in(case.id)

    form = workspace.cases.get(case.id).values(FORM)
    assert changed.cases == {case.id}
    assert form["contact_phone"] == "010-12345678"
    assert form["region_code"] == "990100"
    entries = workspace.ledger.history.latest(100)
    assert workspace.cases.fill_in(case.id).cases == frozenset()
    assert workspace.ledger.history.latest(100) == entries


def test_filling_in_keeps_what_the_form_no_longer_asks_for(start, workspace):
    case = start(ApplicantKind.PERSON, (HOLDER | {"pickup": "branch"}, None))
    form = {**case.values(FORM), "mail_name": "从前填的"}
    workspace.cases.save_material(case.id, FORM, form)

    workspace.cases.fill_in(case.id)

    assert workspace.cases.get(case.id).values(FORM) == form
