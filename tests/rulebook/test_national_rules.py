"""The shipped rulebook: what it holds, in both languages, with source and confidence."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import FrozenInstanceError

import pytest

from kabao.domain.cases import PARTS, ApplicantKind, CaseKind
from kabao.domain.checks import CHECKS, check_draft
from kabao.domain.evidence import EvidenceKind, Signal, Strength
from kabao.domain.fields import Draft, FieldKind
from kabao.domain.findings import Confidence, Level, Place
from kabao.domain.words import Words

TODAY = dt.date(2026, 11, 22)
NOT_ENGLISH = re.compile(r"[\u2e80-\uffef\u2018-\u201f\u00b7\u2026!]")
TITLES = [
    "填写完备的社会保障卡发行注册申请表",
    "社会保障卡发行筹备情况说明",
    "符合全国统一规范要求的应用领域和卡内应用文件结构（包括本地扩充的应用领域和指标）",
    "按照统一要求设计的卡面样式",
    "本地区社会保障卡管理办法和实施细则",
    "人力资源社会保障部要求提供的其他材料",
]
FIRM = {Confidence.CONFIRMED, Confidence.OWN}


def _fields(form):
    for spec in form.fields:
        yield spec
        yield from spec.columns


def _all_fields(book):
    return [(form, spec) for form in book.forms.values() for spec in _fields(form)]


def _all_words(book):
    for form in book.forms.values():
        yield form.title
        for section in form.sections:
            yield from filter(None, (section.title, section.note))
        for spec in _fields(form):
            yield from filter(None, (spec.label, spec.unit, spec.hint))
    for entries in book.code_lists.values():
        yield from (choice.label for choice in entries)
    for material in book.materials:
        yield from (material.title, material.short_title)
    for law in book.laws.values():
        yield from (law.title, *law.paragraphs, *law.notes)
    yield from (check.title for check in book.checklist)
    yield from (choice.label for choice in book.activation.channels)
    yield from (detail.label for detail in book.activation.details)
    yield from (book.title, book.numbering_note, book.filing_note, *book.citations.values())


def _origins(book):
    for form, spec in _all_fields(book):
        yield f"{form.name}/{spec.name}", spec.origin
    for item in (*book.materials, *book.checklist, *book.laws.values()):
        yield str(item), item.origin
    for item in (*book.activation.details, *book.activation.loss.values()):
        yield str(item), item.origin


def test_version_and_day(national):
    assert national.version == "cn-2026.1"
    assert dt.date.fromisoformat(national.effective_on)


@pytest.mark.parametrize("key", PARTS[CaseKind.ISSUANCE])
@pytest.mark.parametrize("applicant", ApplicantKind)
def test_every_material_has_a_form_for_every_applicant(national, key, applicant):
    form = national.material_form(key, applicant)
    assert form.fields
    assert form.name == f"{key}_{applicant}"


def test_records_have_their_forms(national):
    assert {"holder", "card", "employer", "change"} <= set(national.forms)
    offered = {
        f"{key}_{applicant}"
        for profile in national.offered()
        for key in profile.parts
        for applicant in profile.applicants
    }
    assert offered <= set(national.forms)


def test_everything_has_both_languages(national):
    found = list(_all_words(national))
    assert len(found) > 900
    assert [item for item in found if not (item.zh.strip() and item.en.strip())] == []


def test_english_is_ascii_but_for_names(national):
    bad = [item.en for item in _all_words(national) if NOT_ENGLISH.search(item.en)]
    assert bad == []


def test_every_rule_has_source_and_confidence(national):
    origins = list(_origins(national))
    assert len(origins) > 350
    assert [place for place, origin in origins if not origin.source] == []
    assert {origin.confidence for _, origin in origins} <= set(Confidence)


def test_every_source_can_be_cited_in_english(national):
    assert national.cite("管理办法第8条(4)") == Words("管理办法第8条(4)", "Card Measures art. 8(4)")
    assert national.cite("S1, S9") == Words("S1, S9", "S1, S9")
    uncited = {origin.source for _, origin in _origins(national)} - set(national.citations)
    assert uncited == set()


def test_no_field_of_the_departments_form_claims_to_be_official(national):
    form = national.form("registration_form_department")
    assert {spec.origin.confidence for spec in _fields(form)} == {Confidence.PROPOSED}


def test_the_departments_form_has_its_ten_sections(national):
    form = national.form("registration_form_department")
    assert [section.title.zh[0] for section in form.sections] == list("ABCDEFGHIJ")
    # Every field of the proposed form but the list of attachments, which is computed, and two more.
    assert len(form.fields) == 65
    assert {"population_note", "fee_basis"} <= {spec.name for spec in form.fields}
    seal = form.field("applicant_seal")
    assert (seal.kind, seal.required) == (FieldKind.BLANK, False)


def test_what_the_authority_enters_is_never_asked_for(national):
    form = national.form("registration_form_department")
    late = {spec.name for spec in form.fields if spec.after_the_fact}
    assert late == {
        "provincial_opinion",
        "provincial_date",
        "ministry_opinion",
        "ministry_reference",
        "ministry_date",
        "issuer_identifier",
    }
    assert not any(spec.required for spec in form.fields if spec.after_the_fact)


def test_statement_follows_the_outline(national):
    form = national.form("preparation_statement_department")
    assert [section.title.zh.split()[0] for section in form.sections] == [
        *("0", "1", "2", "3a", "3b", "3c", "3d", "4a", "4b", "5")
    ]
    asked = [spec for spec in form.fields if spec.kind is FieldKind.LONG_TEXT and spec.required]
    assert {spec.min_length for spec in asked} == {50}
    assert form.field("cost_total").label.zh == "费用解决方案中的预算合计"


def test_six_materials_word_for_word(national):
    assert [material.title.zh for material in national.materials] == TITLES
    assert [material.number for material in national.materials] == [1, 2, 3, 4, 5, 6]
    assert [material.key for material in national.materials] == list(PARTS[CaseKind.ISSUANCE])


def test_the_empty_fifth_item_is_told_and_is_no_material(national):
    assert national.materials[4].source_number == "5"
    assert national.materials[5].source_number == "6"
    assert "编号 5 出现了两次" in national.numbering_note.zh
    assert "empty number is no material" in national.numbering_note.en


def test_checklist_is_complete(national):
    assert [check.id for check in national.checklist] == [f"C{n:02}" for n in range(1, 26)]
    assert national.rule("C08").level is Level.ERROR


def test_nothing_unproven_stops_an_export(national):
    unproven = [
        check.id
        for check in national.checklist
        if check.level in (Level.ERROR, Level.CRITICAL) and check.origin.confidence not in FIRM
    ]
    assert unproven == []
    assert national.rule("C01").level is Level.WARNING


def test_fifty_six_ethnic_groups(national):
    groups = national.code_lists["ethnic_group"]
    assert [group.code for group in groups] == [f"{n:02}" for n in range(1, 57)]
    assert len({group.label.zh for group in groups}) == 56
    assert len({group.label.en for group in groups}) == 56
    names = {group.code: group.label.zh for group in groups}
    assert (names["36"], names["43"], names["45"]) == ("毛南族", "乌孜别克族", "鄂温克族")


def test_code_lists_that_others_rely_on(national):
    def codes(name):
        return [choice.code for choice in national.code_lists[name]]

    assert codes("sex") == ["1", "2"]
    assert codes("country")[0] == "CHN"
    assert all(re.fullmatch("[A-Z]{3}", code) for code in codes("country"))
    assert codes("doc_type") == [
        "resident_id",
        "hmt_residence_permit",
        "permanent_residence",
        "prc_passport",
        "foreign_passport",
        "hk_macao_permit",
        "taiwan_permit",
        "other",
    ]
    assert codes("employer_document") == ["licence", "certificate", "seal"]
    assert codes("application_field") == [f"DF0{n}" for n in range(1, 8)]


def test_application_fields_are_those_of_the_structure(national):
    for choice in national.code_lists["application_field"]:
        application = national.structure.application(choice.code)
        assert application is not None
        assert application.name.zh.startswith(choice.label.zh[:2])


def test_spec_versions_are_those_of_the_structure(national):
    codes = [choice.code for choice in national.code_lists["spec_version"]]
    assert codes == list(national.structure.spec_versions)


def test_every_named_check_exists_and_is_offered(national):
    used = {spec.check for _, spec in _all_fields(national) if spec.check}
    assert used <= set(CHECKS)
    assert {"identity_number", "uscc", "card_number", "no_password"} <= used


def test_no_remark_takes_a_password(national):
    remarks = [spec for _, spec in _all_fields(national) if spec.name == "remark"]
    assert len(remarks) >= 4
    assert {spec.check for spec in remarks} == {"no_password"}


def test_forms_are_fit_for_the_check_engine(national):
    values = {
        "name": "测试一",
        "doc_type": "resident_id",
        "doc_no": "110000199001010013",
        "sex": "1",
        "birth_date": "1990-01-01",
        "nationality": "CHN",
        "ethnicity": "01",
        "region": "440000",
        "mobile": "13800000000",
    }
    draft = Draft(national.form("holder"), values)
    assert check_draft(draft, TODAY, Place("holders")) == ()
    wrong = draft.with_value("sex", "3").with_value("pickup", "mail")
    found = {(item.place.field, item.code) for item in check_draft(wrong, TODAY, Place("holders"))}
    assert {field for field, _ in found} == {"sex", "mail_name", "mail_phone", "mail_addr"}


@pytest.mark.parametrize(
    ("values", "asked"),
    [
        ({}, True),
        ({"doc_long_term": False}, True),
        ({"doc_long_term": True}, False),
    ],
)
def test_not_answered_counts_as_not_ticked(national, values, asked):
    assert national.form("holder").field("doc_valid_to").applies(values) is asked


def test_number_of_the_insurance_is_asked_only_of_others(national):
    ssn = national.form("holder").field("ssn")
    assert not ssn.applies({"doc_type": "resident_id"})
    others = [
        choice.code for choice in national.code_lists["doc_type"] if choice.code != "resident_id"
    ]
    assert all(ssn.applies({"doc_type": code}) for code in others)


def test_activation_settings(national):
    rules = national.activation
    assert rules.reminder_days == (30, 90, 180)
    assert (rules.stale_months, rules.renewal_days) == (12, 60)
    assert rules.loss["default"].at_end == "stay"
    assert rules.loss["440200"].at_end == "cancel"
    assert "310000" in rules.electronic_needs_active


def test_details_speak_the_words_of_the_domain(national):
    details = national.activation.details
    assert {detail.kind for detail in details} <= {kind.value for kind in EvidenceKind}
    assert {detail.strength for detail in details} == {strength.value for strength in Strength}
    for signal in Signal:
        strengths = {detail.strength for detail in details if detail.kind == signal}
        assert {"strong", "weak", "none"} == strengths
    financial = {detail.code for detail in details if detail.financial == "on"}
    assert financial == {"bank_pin_set", "notice_bank_only", "bank_account_active"}


def test_law_names_both_periods(national):
    law = national.laws["sil_57"]
    assert "三十日" in law.paragraphs[0].zh
    assert "十五日" in law.paragraphs[0].zh
    assert "30 days" in law.paragraphs[0].en
    assert "15 days" in law.paragraphs[0].en
    six = {"sil_57", "sil_58", "measures_5", "measures_7", "measures_16"}
    assert set(national.laws) == six | {"reg_31", "civil_165"}
    assert law.origin.confidence is Confidence.CONFIRMED


def test_rulebook_cannot_be_changed(national):
    with pytest.raises(FrozenInstanceError):
        national.version = "x"
    for mapping in (
        national.forms,
        national.code_lists,
        national.laws,
        national.activation.loss,
        national.sources,
        national.citations,
    ):
        with pytest.raises(TypeError):
            mapping["new"] = None
    with pytest.raises(FrozenInstanceError):
        national.form("holder").fields[0].required = False
    assert isinstance(national.form("holder").fields, tuple)
    assert isinstance(national.checklist[0].applicants, frozenset)
