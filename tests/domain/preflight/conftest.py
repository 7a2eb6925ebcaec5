"""Cases in which nothing is wrong, one for each kind of applicant; every person is synthetic."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from kabao.domain.cards import Card
from kabao.domain.cases import PARTS, ApplicantKind, Attachment, Case, CaseKind
from kabao.domain.employers import Employer
from kabao.domain.holders import Holder
from kabao.domain.preflight import CaseView, HolderCards, check_case
from kabao.rulebook import load

TODAY = dt.date(2026, 11, 22)
FORM, STATEMENT, STRUCTURE, FACE, REGIONAL, OTHER = PARTS[CaseKind.ISSUANCE]


def prose(subject):
    return f"{subject}：" + "各项工作已经落实到部门和岗位，" * 4 + "并有专人负责。"


DEPARTMENT = {
    FORM: {
        "applicant_org_name": "云泽市人力资源和社会保障局",
        "applicant_level": "prefecture",
        "region_name": "云泽市",
        "region_code": "110000",
        "province_name": "示例省",
        "managing_body": "云泽市人力资源和社会保障信息中心",
        "org_address": "云泽市示例路1号",
        "leader_name": "张三",
        "leader_title": "局长",
        "leader_phone": "010-12345678",
        "contact_name": "李四",
        "contact_phone": "010-12345679",
        "population_groups": ("employees", "retirees"),
        "covered_population": 1000,
        "planned_quantity": 900,
        "phases": (
            {
                "start": "2027-01-01",
                "end": "2027-06-30",
                "group": "employees",
                "quantity": 500,
            },
            {
                "start": "2027-07-01",
                "end": "2027-12-31",
                "group": "employees",
                "quantity": 400,
            },
        ),
        "first_issue_date": "2027-01-01",
        "issued_before": False,
        "spec_version": "2.00",
        "interface_type": "contact",
        "chip_vendor": "示例芯片公司",
        "chip_model": "X1",
        "memory_kb": 80,
        "cos_name": "示例COS",
        "cos_version": "1.0",
        "algorithm": "sm",
        "card_vendors": (
            {
                "name": "示例卡厂",
                "credit_code": "91110000600037341L",
                "product_model": "P1",
                "registry_no": "R1",
                "share": 100,
            },
        ),
        "production_mode": "prefecture",
        "has_financial_function": False,
        "application_fields": ("DF01", "DF02"),
        "has_local_extension": False,
        "use_scenarios": "就医结算、待遇领取",
        "card_system": "卡管理系统",
        "business_systems": "社会保险系统",
        "database_state": "基础数据库",
        "network_state": "专网到区县",
        "encryption_machine": "示例型号",
        "key_custodians": (
            {"name": "王五", "position": "保管甲"},
            {"name": "赵六", "position": "保管乙"},
        ),
        "budget_total": "100000.00",
        "fund_sources": ({"source": "财政", "amount": "100000.00"},),
        "application_date": "2026-11-20",
        "handler_name": "李四",
    },
    STATEMENT: {
        **{
            name: prose(name)
            for name in (
                "business_processes",
                "business_systems",
                "base_database",
                "network",
                "technical_strength",
                "application_design",
                "cost_plan",
                "data_collection",
                "issuing_plan",
                "management_rules",
                "contingency_plan",
            )
        },
        "cost_total": "100000",
        "plan_quantity": 900,
    },
    STRUCTURE: {
        "spec_version": "2.00",
        "application_fields": ("DF02", "DF01"),
        "has_local_extension": False,
    },
    FACE: {
        "generation": "gen3",
        "chip_orientation": "turned",
        "financial": False,
        "issuer_title": "云泽市人力资源和社会保障局",
        "service_phone": "12333",
        "sample_name": "测试",
        "sample_number": "110000199001010013",
        "sample_card_number": "A00000011",
        "sample_issue_month": "2026-12",
    },
    REGIONAL: {
        "measures_title": "云泽市社会保障卡管理办法",
        "implementing_rules_title": "云泽市社会保障卡实施细则",
        **{f"topic_{number}": number for number in range(1, 6)},
    },
    OTHER: {},
}

PERSON = {
    FORM: {
        "apply_for": "new",
        "applied_by": "self",
        "region_name": "云泽市",
        "region_code": "110000",
        "contact_phone": "13800000000",
        "pickup": "branch",
        "declaration": True,
        "application_date": "2026-11-20",
    },
    STATEMENT: {
        "documents_at_hand": ("resident_id",),
        "photo_source": "self_taken",
        "identity_checked": True,
        "consent_obtained": True,
        "collector": "self",
    },
    STRUCTURE: {"spec_version": "2.00"},
    FACE: {
        "issuer_title": "云泽市人力资源和社会保障局",
        "generation": "gen3",
        "chip_orientation": "turned",
        "financial": False,
        "service_phone": "12333",
        "issue_month": "2026-12",
    },
    REGIONAL: {"measures_title": "云泽市社会保障卡管理办法"},
    OTHER: {},
}

EMPLOYER = {
    **PERSON,
    FORM: {
        "employer_name": "云泽市示例软件有限公司",
        "employer_uscc": "91110000600037341L",
        "employer_address": "云泽市示例路2号",
        "handler_name": "李四",
        "handler_phone": "010-12345678",
        "region_name": "云泽市",
        "region_code": "110000",
        "holder_counts": ({"apply_for": "new", "count": 1},),
        "reasons": "新录用职工申领",
        "pickup": "employer",
        "declaration": True,
        "application_date": "2026-11-20",
    },
    STATEMENT: {
        "data_collection": prose("信息采集"),
        "data_check": prose("信息核对"),
        "photo_source": "self_taken",
        "consents": prose("同意"),
        "hand_out": prose("发放"),
        "schedule": ({"step": "发放", "date": "2026-12-20"},),
    },
}

HOLDER = Holder(
    {
        "name": "测试",
        "sex": "1",
        "birth_date": "1990-01-01",
        "nationality": "CHN",
        "ethnicity": "01",
        "doc_type": "resident_id",
        "doc_no": "110000199001010013",
        "doc_valid_from": "2020-01-01",
        "doc_long_term": True,
        "mobile": "13800000000",
        "live_addr": "云泽市示例路3号",
        "region": "110000",
        "consent": True,
        "consent_on": "2026-11-01",
    },
    id=11,
    employer_id=31,
)
CARD = Card(
    11,
    {
        "card_number": "A00000011",
        "region": "110000",
        "card_kind": "physical",
        "generation": "gen3",
        "issued_on": "2026-01-05",
        "valid_to": "2036-01-04",
    },
    id=21,
)
COMPANY = Employer(
    {
        "name": "云泽市示例软件有限公司",
        "uscc": "91110000600037341L",
        "kind": "enterprise",
        "established_on": "2026-11-10",
        "doc_presented": "licence",
    },
    id=31,
)


def a_file(material, slot, title="文件", **more):
    values = {"pages": 4, "sha256": "a" * 64, "size": 100} | more
    return Attachment(material, slot, title, "file.pdf", "application/pdf", **values)


@pytest.fixture(scope="session")
def rulebook():
    return load()


def view_of(applicant, **changes):
    """Return a sound case of an applicant kind; ``changes`` go to fields of the case."""
    kind = ApplicantKind(applicant)
    values = {"person": PERSON, "employer": EMPLOYER, "department": DEPARTMENT}[applicant]
    files = [a_file(5, "measures", "管理办法"), a_file(5, "implementing_rules", "实施细则")]
    if kind is ApplicantKind.DEPARTMENT:
        files.append(a_file(1, "crypto_certificate", "产品证书"))
    case = Case(
        CaseKind.ISSUANCE,
        kind,
        "示例申请",
        created_on="2026-11-20",
        materials=values,
        attachments=tuple(files),
        id=7,
    )
    people = () if kind is ApplicantKind.DEPARTMENT else (HolderCards(HOLDER, CARD),)
    employer = COMPANY if kind is ApplicantKind.EMPLOYER else None
    return CaseView(replace(case, **changes), employer, people)


def changed(view, key, **values):
    """Return a view in which some values of one material are others."""
    case = view.case.with_material(key, {**view.case.values(key), **values})
    return replace(view, case=case)


@pytest.fixture
def check(rulebook):
    """Return the preflight of this session's rulebook and day."""

    def run(view):
        return check_case(view, rulebook, TODAY)

    return run


@pytest.fixture
def cases():
    """Return the tools with which sound cases are made and spoilt."""

    class Cases:
        view = staticmethod(view_of)
        changed = staticmethod(changed)
        file = staticmethod(a_file)
        holder, card, company = HOLDER, CARD, COMPANY
        prose = staticmethod(prose)

    return Cases
