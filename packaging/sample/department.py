"""The case of the issuing department: all six materials of an invented prefecture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from check_places import card_number, credit_code, identity_number
from kabao.domain.cases import ApplicantKind, CaseKind, MaterialKey
from kabao.domain.exchange import ExchangeAttachment, ExchangeCase
from papers import attachment, sections
from story import BANK, CENTRE, CITY, OFFICE, POSTCODE, PROVINCE, REGION, day, landline

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kabao.domain.fields import Row, Values

QUANTITY = 1_200_000
BUDGET = "19500000.00"
SPEC_VERSION = "3.00"
FIELDS = ("DF01", "DF02", "DF03", "DF04", "DF07")
PHASES = (
    (60, 150, "employees", 300_000),
    (120, 210, "retirees", 150_000),
    (180, 420, "residents", 450_000),
    (240, 480, "flexible_workers", 120_000),
    (300, 390, "students", 180_000),
)
ITEMS: tuple[Row, ...] = (
    {
        "title": "合作银行协议（示例银行青禾分行）",
        "asked_by": "省人力资源和社会保障厅（示例）",
        "reference": "申请表 E 金融功能",
        "has_file": True,
    },
    {
        "title": "合作银行协议（样例农村商业银行）",
        "asked_by": "省人力资源和社会保障厅（示例）",
        "reference": "申请表 E 金融功能",
        "has_file": False,
        "reason_for_none": "条款与第一份协议相同，签署文本存卷，需要时当日提供。",
    },
    {
        "title": "市人民政府对发行方案的批复",
        "asked_by": "省人力资源和社会保障厅（示例）",
        "reference": "省级初审材料目录",
        "has_file": False,
        "reason_for_none": "常务会议已审议通过，批复文件印制中，省级初审前补交。",
    },
    {
        "title": "供卡厂商资质（营业执照、IC卡注册证明、芯片授权）",
        "asked_by": "省人力资源和社会保障厅（示例）",
        "reference": "申请表 D 供卡厂商",
        "has_file": False,
        "reason_for_none": "随招标文件归档，注册号已写入申请表，供初审人员调阅。",
    },
    {
        "title": "突发事件预案",
        "asked_by": "省人力资源和社会保障厅（示例）",
        "reference": "材料二 4b",
        "has_file": False,
        "reason_for_none": "全文已写入材料二第 4b 节，不再单独成册。",
    },
)
EXTENSIONS: tuple[Row, ...] = (
    {
        "file": "DF01/EF16",
        "tag": "E4",
        "name": "市民服务开通标志",
        "type": "b",
        "length": 2,
        "example": "C003",
        "reason": "按位表示图书借阅、公园入园等服务是否开通，终端脱机时也能判断。",
    },
    {
        "file": "DF01/EF17",
        "tag": "E5",
        "name": "图书借阅有效期",
        "type": "b",
        "length": 4,
        "example": "20281231",
        "reason": "市图书馆自助借还机脱机核验读者资格，与开通标志分文件便于单独更新。",
    },
    {
        "file": "DF01/EF1B",
        "tag": "E6",
        "name": "所属社区",
        "type": "an",
        "length": 40,
        "example": "禾苗区清溪社区",
        "reason": "社区服务站核对服务对象；文字不能存入预留的透明文件，另设本地文件。",
    },
)
BANKS: tuple[Row, ...] = (
    {
        "name": f"{BANK}青禾分行",
        "agreement_no": "青卡协〔示例〕1号",
        "agreement_date": day(-96),
    },
    {
        "name": "样例农村商业银行",
        "agreement_no": "青卡协〔示例〕2号",
        "agreement_date": day(-89),
    },
)


def department_case(pages: Mapping[str, int]) -> ExchangeCase:
    """Return the case; ``pages`` tells on which page each article of the measures begins."""
    return ExchangeCase(
        id="sample-case-department",
        kind=CaseKind.ISSUANCE,
        applicant_kind=ApplicantKind.DEPARTMENT,
        title="青禾市社会保障卡（第三代）发行注册",
        created_on=day(-9),
        materials={
            MaterialKey.REGISTRATION_FORM: _registration_form(),
            MaterialKey.PREPARATION_STATEMENT: {
                **sections("statement.txt"),
                "cost_total": BUDGET,
                "plan_quantity": QUANTITY,
            },
            MaterialKey.FILE_STRUCTURE: _file_structure(),
            MaterialKey.CARD_FACE: _card_face(),
            MaterialKey.REGIONAL_RULES: {**regional_documents(), **_topics(pages)},
            MaterialKey.OTHER_MATERIALS: {"items": ITEMS},
        },
        attachments=_attachments(),
    )


def regional_documents() -> Values:
    """Return what material 5 says of the two documents of the region."""
    return {
        "measures_title": "青禾市社会保障卡管理办法",
        "measures_number": "青人社规〔示例〕3号",
        "measures_date": day(-143),
        "implementing_rules_title": "青禾市社会保障卡管理实施细则",
        "implementing_rules_number": "青人社规〔示例〕4号",
        "implementing_rules_date": day(-143),
    }


def regional_files(case: str) -> tuple[ExchangeAttachment, ...]:
    """Return both documents of the region as files of material 5."""
    return (
        attachment(case, 5, "measures", "青禾市社会保障卡管理办法", "measures.pdf"),
        attachment(case, 5, "implementing_rules", "青禾市社会保障卡管理实施细则", "rules.pdf"),
    )


def _registration_form() -> Values:
    return {**_applicant(), **_plan(), **_card(), **_systems(), **_money()}


def _applicant() -> Values:
    return {
        "applicant_org_name": OFFICE,
        "applicant_level": "prefecture",
        "region_name": CITY,
        "region_code": REGION,
        "province_name": PROVINCE,
        "managing_body": CENTRE,
        "org_address": "示例省青禾市禾苗区清溪路1号",
        "postal_code": POSTCODE,
        "leader_name": "顾长青",
        "leader_title": "局长",
        "leader_phone": landline(1),
        "contact_name": "苏禾",
        "contact_phone": landline(18),
        "contact_email": "kaguan@qinghe.example",
        "application_date": day(0),
        "handler_name": "苏禾",
    }


def _plan() -> Values:
    return {
        "population_groups": tuple(group for _, _, group, _ in PHASES),
        "covered_population": 1_280_000,
        "planned_quantity": QUANTITY,
        "phases": tuple(_phase(*phase) for phase in PHASES),
        "first_issue_date": day(60),
        "issued_before": True,
        "issued_quantity": 960_000,
        "predecessor_card": (
            "原发行第二代社会保障卡九十六万张，执行 2.00 版规范，接触式。新卡启用后，"
            "原卡社会保障功能当日停用，金融账户由合作银行按持卡人意愿平移或者销户；"
            "换发期间两代卡在全部终端上通用，未换发的原卡使用至有效期届满。"
        ),
    }


def _phase(start: int, end: int, group: str, quantity: int) -> Row:
    return {"start": day(start), "end": day(end), "group": group, "quantity": quantity}


def _card() -> Values:
    return {
        "spec_version": SPEC_VERSION,
        "interface_type": "dual",
        "chip_vendor": "示例微电子有限公司",
        "chip_model": "SLZX-80D（示例）",
        "memory_kb": 80,
        "cos_name": "QHCOS（示例）",
        "cos_version": "3.0.1",
        "algorithm": "both",
        "validity_years": 10,
        "card_vendors": (
            _vendor("示例智卡科技股份有限公司", 6, "QH-ZK3 双界面卡", 60),
            _vendor("样例安全印务有限公司", 7, "QH-YW3 双界面卡", 40),
        ),
        "production_mode": "prefecture",
        "has_financial_function": True,
        "cooperating_banks": BANKS,
        "financial_spec": "JR/T 0025",
        "application_fields": FIELDS,
        "has_local_extension": True,
        "use_scenarios": (
            "一是服务窗口和自助设备：参保、就业、人事业务凭卡办理和查询。\n"
            "二是定点医疗机构和定点药店：挂号、结算、取药凭卡或者电子社会保障卡。\n"
            "三是合作银行网点：待遇领取、即时制卡、密码重置和金融功能激活。\n"
            "四是城市服务：图书借阅、公园入园等，由本地扩充指标支持，不影响国家统一应用。"
        ),
        "terminal_count": 4260,
    }


def _vendor(name: str, index: int, model: str, share: int) -> Row:
    return {
        "name": name,
        "credit_code": credit_code("91", index),
        "product_model": model,
        "registry_no": f"示例注册{index:04d}",
        "share": share,
    }


def _systems() -> Values:
    return {
        "card_system": (
            "卡管理系统由市信息中心建设和运行，与省集中平台联网，具备申领受理、制卡调度、"
            "库存管理、状态同步、失效名单和终端管理功能，按网络安全等级保护第三级管理。"
        ),
        "business_systems": (
            "社会保险经办、就业创业、人事人才、劳动关系、自助服务和医疗保障结算接口"
            "均已接入卡管理系统，首批用卡业务六十二项，状态变更一分钟内同步。"
        ),
        "database_state": (
            "人员基础数据库有效记录一百三十二万条，主要指标填报率百分之百，"
            "照片入库率百分之九十一点七；主备双机，每日备份，每月恢复验证。"
        ),
        "network_state": (
            "业务专网通达市、县、乡三级和全部定点机构，双链路接入，"
            "近一年可用率百分之九十九点九五；定点药店采用专线或加密无线接入。"
        ),
        "encryption_machine": "示例密码机 SJJ-示例-3000（一主一备）",
        "key_custodians": (
            {"name": "程守一", "position": "密钥管理岗（主管）", "phone": landline(31)},
            {"name": "钟慎行", "position": "密钥管理岗", "phone": landline(32)},
            {"name": "方明微", "position": "安全审计岗", "phone": landline(33)},
        ),
    }


def _money() -> Values:
    return {
        "budget_total": BUDGET,
        "fund_sources": (
            {"source": "市级财政预算", "amount": "10500000.00"},
            {"source": "省级补助", "amount": "3000000.00"},
            {"source": "合作银行按协议承担", "amount": "6000000.00"},
        ),
        "unit_cost": "12.50",
        "cardholder_fee": "0.00",
        "fee_basis": "首次申领和统一换发不收取工本费",
    }


def _file_structure() -> Values:
    return {
        "spec_version": SPEC_VERSION,
        "application_fields": FIELDS,
        "has_local_extension": True,
        "extensions": EXTENSIONS,
        "note": (
            "国家统一规定的应用、文件和数据项全部保留，标签、类型和长度不变，按已公布的"
            "2012 年结构列示；第三代规范的正式文本下发后按其核对。本地扩充共三项，"
            "数据共四十六字节，写入权限由市级密钥控制，读取不需要密码。"
        ),
    }


def _card_face() -> Values:
    return {
        "generation": "gen3",
        "chip_orientation": "turned",
        "financial": True,
        "issuer_title": OFFICE,
        "service_phone": "12333",
        "manufacturer_code": "QH01",
        "bank_name": BANK,
        "local_bar_code": False,
        "extra_texts": ({"side": "emblem", "text": "青禾市", "left_mm": "6", "top_mm": "47"},),
        "sample_name": "李示范",
        "sample_number": identity_number("110000", "19900101", 2),
        "sample_card_number": card_number(9001),
        "sample_issue_month": "2026-12",
        "note": (
            "底纹取青禾市稻田和清溪水纹，主色为青绿，不使用人物和商标。"
            "两面底图见设计稿；国徽、银联标识和照片位置在设计稿中只以虚线框标出，"
            "制版时使用主管部门和卡组织提供的标准图样。"
        ),
    }


def _topics(pages: Mapping[str, int]) -> Values:
    return {
        "topic_1": pages["第六条"],
        "topic_2": pages["第九条"],
        "topic_3": pages["第十五条"],
        "topic_4": pages["第十八条"],
        "topic_5": pages["第二十二条"],
    }


def _attachments() -> tuple[ExchangeAttachment, ...]:
    case = "department"
    return (
        attachment(case, 1, "cos_test_certificate", "COS 检测合格证明（示例）", "cos.pdf"),
        attachment(case, 1, "crypto_certificate", "商用密码产品证书（示例）", "crypto.jpg"),
        attachment(case, 4, "emblem_side_image", "卡正面（国徽面）底图设计稿", "face-emblem.jpg"),
        attachment(case, 4, "photo_side_image", "卡背面（照片面）底图设计稿", "face-photo.jpg"),
        *regional_files(case),
        attachment(case, 6, "items[0]", "合作银行协议（示例银行青禾分行）", "agreement.pdf"),
    )
