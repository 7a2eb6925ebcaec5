"""Who brings what: by age, document, who applies, region and kind of unit."""

from __future__ import annotations

import pytest

from kabao.domain.papers import Basis, PaperFacts, channels_for, missing_papers, papers_for
from kabao.rulebook import load

CITIZEN = {"doc_type": "resident_id", "applied_by": "self", "apply_for": "new"}


@pytest.fixture(scope="module")
def rules():
    return load().papers


def keys(rules, age, region="990100", **facts):
    found = papers_for(rules.claim, PaperFacts(age, region, {**CITIZEN, **facts}))
    return [paper.key for paper in found]


def test_a_grown_up_brings_the_card_and_at_most_a_photo(rules):
    assert keys(rules, 36) == ["resident_id", "photo"]


def test_a_child_brings_the_guardian(rules):
    found = keys(rules, 6, applied_by="guardian")
    assert {"household_register", "guardian_id", "guardianship_proof"} <= set(found)
    assert "guardian_id" not in keys(rules, 16)


@pytest.mark.parametrize(("age", "asked"), [(15, False), (16, True), (17, True), (18, False)])
def test_proof_of_income_is_a_matter_of_two_years(rules, age, asked):
    assert ("income_proof" in keys(rules, age)) is asked


@pytest.mark.parametrize(
    ("doc_type", "paper"),
    [
        ("hmt_residence_permit", "residence_permit"),
        ("taiwan_permit", "residence_permit"),
        ("permanent_residence", "permanent_residence"),
        ("foreign_passport", "passport"),
    ],
)
def test_each_document_is_asked_for_as_itself(rules, doc_type, paper):
    found = keys(rules, 38, doc_type=doc_type)
    assert found[0] == paper
    assert "resident_id" not in found


def test_an_agent_brings_both_documents_and_the_letter(rules):
    assert {"resident_id", "agent_id", "authority_letter"} <= set(
        keys(rules, 36, applied_by="agent")
    )


def test_one_region_takes_an_officers_card(rules):
    assert "officer_card" in keys(rules, 36, region="500103")
    assert "officer_card" not in keys(rules, 36, region="")


def test_any_paper_of_a_group_will_do(rules):
    asked = PaperFacts(6, "", {**CITIZEN, "applied_by": "guardian"})
    papers = papers_for(rules.claim, asked)
    assert [one.key for one in missing_papers(papers, ())] == ["household_register", "guardian_id"]
    assert missing_papers(papers, {"resident_id", "guardian_id"}) == ()


def test_without_a_birthday_nobody_counts_as_a_child(rules):
    assert "guardian_id" not in keys(rules, None)
    assert "resident_id" in keys(rules, None)


def test_papers_beyond_identity_are_never_called_legal_without_a_law(rules):
    for paper in (*rules.claim, *rules.registration):
        identity = paper.group == "identity" or paper.key in {"guardian_id", "agent_id"}
        if paper.basis is Basis.LEGAL and not identity:
            assert "第" in paper.origin.source, paper.key


@pytest.mark.parametrize(
    ("kind", "paper"),
    [
        ("company", "licence"),
        ("individual_business", "licence"),
        ("public_institution", "certificate"),
        ("foundation", "certificate"),
        ("state_organ", "seal"),
    ],
)
def test_the_law_takes_licence_certificate_or_seal(rules, kind, paper):
    asked = PaperFacts(facts={"kind": kind, "reason": "found"})
    legal = [p.key for p in papers_for(rules.registration, asked) if p.basis is Basis.LEGAL]
    assert legal[0] == paper
    assert "seal" in legal


def test_what_the_reform_dropped_stands_last_and_is_never_missing(rules):
    asked = PaperFacts(facts={"kind": "company", "reason": "found"})
    papers = papers_for(rules.registration, asked)
    assert [p.key for p in papers if p.basis is Basis.DROPPED] == [
        "organisation_code",
        "tax_certificate",
    ]
    assert papers[-1].basis is Basis.DROPPED
    assert "tax_certificate" not in [p.key for p in missing_papers(papers, ())]


def test_a_company_needs_no_sheet_of_its_own_but_an_institution_does(rules):
    def asked(kind):
        facts = PaperFacts(facts={"kind": kind, "reason": "found"})
        return {paper.key for paper in papers_for(rules.registration, facts)}

    assert "registration_sheet" not in asked("company")
    assert "registration_sheet" in asked("public_institution")


def test_the_end_takes_settlement(rules):
    asked = PaperFacts(facts={"kind": "company", "reason": "end"})
    assert "settlement" in [
        p.key for p in missing_papers(papers_for(rules.registration, asked), ())
    ]


def test_hints_follow_the_claim(rules):
    def hints(age, **facts):
        asked = PaperFacts(age, "", {**CITIZEN, **facts})
        return [hint.key for hint in channels_for(rules.channels, asked)]

    assert hints(36) == ["counter", "online"]
    assert hints(6, applied_by="guardian") == ["counter", "in_person_child"]
    assert hints(36, apply_for="reissue") == ["counter", "online", "loss_first"]
    assert hints(38, doc_type="foreign_passport") == ["counter", "in_person_foreign"]
