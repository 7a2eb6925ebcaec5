"""One case with exactly one defect for every line of the checklist, and what is found in it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from kabao.domain.cases import PARTS, CaseKind

TODAY = dt.date(2026, 11, 22)
FORM, STATEMENT, STRUCTURE, FACE, REGIONAL, OTHER = PARTS[CaseKind.ISSUANCE]


def without_file(view, slot):
    files = tuple(item for item in view.case.attachments if item.slot != slot)
    return replace(view, case=replace(view.case, attachments=files))


def with_file(view, attachment):
    files = (*view.case.attachments, attachment)
    return replace(view, case=replace(view.case, attachments=files))


def values(applicant, key, **changes):
    return lambda cases: cases.changed(cases.view(applicant), key, **changes)


def phases(*rows):
    names = ("start", "end", "group", "quantity")
    return {"phases": tuple(dict(zip(names, row, strict=True)) for row in rows)}


BANKS = ({"name": "示例银行", "agreement_no": "1", "agreement_date": "2026-10-01"},)
EXTENSION = {
    "file": "DF01/EF16",
    "tag": "10",
    "name": "本地编号",
    "type": "b",
    "length": 4,
    "example": "0000AB12",
    "reason": "本地业务需要",
}


def financial(cases):
    """Return a sound case of a department whose cards carry a bank account."""
    view = cases.changed(
        cases.view("department"),
        FORM,
        has_financial_function=True,
        cooperating_banks=BANKS,
        financial_spec="JR/T 0025",
    )
    view = cases.changed(
        view,
        OTHER,
        items=({"title": "合作协议", "has_file": False, "reason_for_none": "随后补交"},),
    )
    return cases.changed(view, FACE, financial=True, bank_name="示例银行", manufacturer_code="M1")


SEEDED = {
    "C01 person": (
        lambda cases: cases.view("person"),
        {("C01", "case_not_filed_with_ministry", "warning", "")},
    ),
    "C01 employer": (
        lambda cases: cases.view("employer"),
        {("C01", "case_not_filed_with_ministry", "warning", "")},
    ),
    "C01 county": (
        values("department", FORM, applicant_level="county", province_name=None),
        {
            ("C01", "case_level_not_entitled", "warning", "applicant_level"),
            ("C03", "unknown_choice", "error", "applicant_level"),
        },
    ),
    "C02": (
        values("department", FORM, province_name=" "),
        {("C02", "case_province_missing", "error", "province_name")},
    ),
    "C03 missing": (
        values("department", FORM, managing_body=""),
        {("C03", "required", "error", "managing_body")},
    ),
    "C03 wrong": (
        values("department", FORM, memory_kb="achtzig"),
        {("C03", "not_a_number", "error", "memory_kb")},
    ),
    "C04 sum": (
        values("department", FORM, **phases(("2027-01-01", "2027-06-30", "employees", 899))),
        {("C04", "case_phases_sum", "error", "phases")},
    ),
    "C04 reversed": (
        values("department", FORM, **phases(("2027-06-30", "2027-01-01", "employees", 900))),
        {("C04", "case_phase_reversed", "error", "phases.end")},
    ),
    "C04 overlap": (
        values(
            "department",
            FORM,
            **phases(
                ("2027-01-01", "2027-06-30", "employees", 500),
                ("2027-06-30", "2027-12-31", "employees", 400),
            ),
        ),
        {("C04", "case_phases_overlap", "error", "phases.start")},
    ),
    "C05 many": (
        values("department", FORM, covered_population=449),
        {("C05", "case_quantity_unusual", "warning", "planned_quantity")},
    ),
    "C05 few": (
        values("department", FORM, covered_population=90_001),
        {("C05", "case_quantity_unusual", "warning", "planned_quantity")},
    ),
    "C06 missing": (
        values("department", STATEMENT, cost_plan=""),
        {("C06", "case_section_missing", "error", "cost_plan")},
    ),
    "C06 short": (
        values("department", STATEMENT, issuing_plan="略"),
        {("C06", "case_section_short", "warning", "issuing_plan")},
    ),
    "C07 missing": (
        values("department", STATEMENT, network=None),
        {("C07", "case_section_missing", "error", "network")},
    ),
    "C07 repeated": (
        lambda cases: cases.changed(
            cases.view("department"), STATEMENT, network=cases.prose("base_database")
        ),
        {("C07", "case_section_repeated", "warning", "network")},
    ),
    "C08 cost": (
        values("department", STATEMENT, cost_total="99999.99"),
        {("C08", "case_cost_differs", "error", "cost_total")},
    ),
    "C08 plan": (
        values("department", STATEMENT, plan_quantity=901),
        {("C08", "case_plan_differs", "error", "plan_quantity")},
    ),
    "C09": (
        values("department", STATEMENT, contingency_plan=""),
        {("C09", "case_contingency_missing", "error", "contingency_plan")},
    ),
    "C10 fields": (
        values("department", STRUCTURE, application_fields=("DF01",)),
        {("C10", "case_application_fields_differ", "error", "application_fields")},
    ),
    "C10 extension": (
        values("department", FORM, has_local_extension=True),
        {("C10", "case_local_extension_differs", "error", "has_local_extension")},
    ),
    "C11 denied": (
        values("department", STRUCTURE, extensions=(EXTENSION,)),
        {("C11", "case_extensions_denied", "error", "has_local_extension")},
    ),
    "C12": (
        values("department", STRUCTURE, spec_version="3.00"),
        {("C12", "case_spec_version_differs", "error", "spec_version")},
    ),
    "C14 differs": (
        values("department", FACE, financial=True, bank_name="示例银行", manufacturer_code="M1"),
        {("C14", "case_financial_differs", "error", "financial")},
    ),
    "C14 mark": (
        lambda cases: cases.changed(financial(cases), FACE, bank_name="另一银行"),
        {("C14", "case_bank_mark_differs", "error", "bank_name")},
    ),
    "C14 agreement": (
        lambda cases: cases.changed(financial(cases), OTHER, items=()),
        {("C14", "case_bank_without_agreement", "warning", "items")},
    ),
    "C14 bank": (
        values("department", FORM, cooperating_banks=BANKS),
        {("C14", "case_bank_not_asked", "warning", "cooperating_banks")},
    ),
    "C15 measures": (
        lambda cases: without_file(cases.view("department"), "measures"),
        {
            ("C15", "case_measures_missing", "error", "measures"),
            ("C16", "case_topic_beyond", "warning", "topic_5"),
        },
    ),
    "C15 rules": (
        lambda cases: without_file(
            cases.changed(cases.view("department"), REGIONAL, topic_5=1), "implementing_rules"
        ),
        {("C15", "case_implementing_rules_missing", "error", "implementing_rules")},
    ),
    "C16 missing": (
        values("department", REGIONAL, topic_3=None),
        {("C16", "case_topic_missing", "warning", "topic_3")},
    ),
    "C16 beyond": (
        values("department", REGIONAL, topic_3=9),
        {("C16", "case_topic_beyond", "warning", "topic_3")},
    ),
    "C17": (
        values("department", FORM, production_mode="third_party", third_party_name="示例卡厂"),
        {("C17", "case_maker_without_proof", "warning", "third_party_security_proof")},
    ),
    "C18 certificate": (
        lambda cases: without_file(cases.view("department"), "crypto_certificate"),
        {("C18", "case_machine_without_certificate", "warning", "crypto_certificate")},
    ),
    "C18 custodian": (
        values(
            "department",
            FORM,
            key_custodians=(
                {"name": "王五", "position": "甲"},
                {"name": "王五", "position": "乙"},
            ),
        ),
        {("C18", "case_one_custodian", "warning", "key_custodians")},
    ),
    "C19 file": (
        values("department", OTHER, items=({"title": "批复", "has_file": True},)),
        {("C19", "case_item_without_file", "error", "items")},
    ),
    "C19 reason": (
        values("department", OTHER, items=({"title": "批复", "has_file": False},)),
        {("C19", "case_item_without_reason", "error", "items")},
    ),
    "C20 empty": (
        lambda cases: with_file(
            cases.view("department"), cases.file(4, "emblem_side_image", size=0)
        ),
        {("C20", "case_file_not_whole", "error", "emblem_side_image")},
    ),
    "C20 nowhere": (
        lambda cases: with_file(cases.view("department"), cases.file(4, "watermark")),
        {("C20", "case_file_without_place", "warning", "watermark")},
    ),
    "C21 first issue": (
        values("department", FORM, first_issue_date="2026-11-19"),
        {("C21", "case_issue_before_application", "error", "first_issue_date")},
    ),
    "C21 province": (
        values("department", FORM, provincial_date="2026-11-19"),
        {("C21", "case_province_before_application", "error", "provincial_date")},
    ),
    "C21 ministry": (
        values("department", FORM, provincial_date="2026-11-22", ministry_date="2026-11-21"),
        {("C21", "case_ministry_before_province", "error", "ministry_date")},
    ),
    "C21 future": (
        values("department", FORM, ministry_date="2026-11-23"),
        {("C21", "case_decision_in_future", "error", "ministry_date")},
    ),
    "C22": (
        values("department", FORM, issuer_identifier="110000"),
        {("C22", "case_identifier_early", "error", "issuer_identifier")},
    ),
    "C23": (
        values("department", FORM, ministry_reference="人社信息函〔2026〕1号"),
        {("C23", "case_approved_already", "info", "ministry_reference")},
    ),
    "C24": (
        values("department", FORM, encryption_machine="示例 0123456789ABCDEF0123456789abcdef"),
        {("C24", "case_key_material", "error", "encryption_machine")},
    ),
    "C24 in a table": (
        values(
            "department",
            FORM,
            key_custodians=(
                {"name": "王五", "position": "01 23 45 67 89 AB CD EF"},
                {"name": "赵六", "position": "乙"},
            ),
        ),
        {("C24", "case_key_material", "error", "key_custodians.position")},
    ),
    "C25": (
        values("department", FORM, use_scenarios="联系人 110000199001010013"),
        {("C25", "case_number_in_text", "warning", "use_scenarios")},
    ),
    "C25 in a title": (
        lambda cases: with_file(
            cases.view("department"), cases.file(4, "emblem_side_image", "110000199001010013")
        ),
        {("C25", "case_number_in_file_name", "warning", "emblem_side_image")},
    ),
}
