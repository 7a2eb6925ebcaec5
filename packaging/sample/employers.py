"""Employers of the sample: one in every state of the clock of article 57."""

from __future__ import annotations

from check_places import credit_code
from kabao.domain.exchange import ExchangeEmployer
from story import BANK, COMPANY_CODE, day, landline, mobile


def employers() -> tuple[ExchangeEmployer, ...]:
    """Return the new company and three others further on."""
    return (_company(), _waiting(), _registered(), _late())


def _company() -> ExchangeEmployer:
    return ExchangeEmployer(
        "sample-employer-1",
        {
            "name": "青禾精密机械有限公司",
            "uscc": COMPANY_CODE,
            "kind": "company",
            "address": "示例省青禾市禾苗区稻香大道100号",
            "legal_rep": "贾明远",
            "employee_count": 20,
            "established_on": day(-12),
            "doc_presented": "licence",
            "doc_no": COMPANY_CODE,
            "handler_name": "白晓棠",
            "handler_phone": mobile(2),
            "bank_name": f"{BANK}青禾分行",
            "bank_account": "990100-0000-0001",
            "remark": "新成立单位，职工社会保险登记与单位登记一并准备。",
        },
    )


def _waiting() -> ExchangeEmployer:
    return ExchangeEmployer(
        "sample-employer-2",
        {
            "name": "青禾市谷雨小吃店（示例）",
            "uscc": "92440000XXXX000277",
            "kind": "individual_business",
            "address": "示例省青禾市禾苗区谷雨街27号",
            "legal_rep": "谷小雨",
            "employee_count": 3,
            "established_on": day(-24),
            "doc_presented": "licence",
            "doc_no": "92440000XXXX000277",
            "filed_on": day(-5),
            "receipt_no": "示例受理0005",
            "handler_name": "谷小雨",
            "handler_phone": mobile(102),
            "bank_name": "样例农村商业银行",
            "bank_account": "990100-0000-0027",
        },
    )


def _registered() -> ExchangeEmployer:
    return ExchangeEmployer(
        "sample-employer-3",
        {
            "name": "青禾市清溪社区服务中心（示例）",
            "uscc": "12310000XXXX000357",
            "kind": "public_institution",
            "address": "示例省青禾市禾苗区清溪路35号",
            "legal_rep": "溪清源",
            "employee_count": 11,
            "established_on": day(-180),
            "doc_presented": "certificate",
            "doc_no": "12310000XXXX000357",
            "filed_on": day(-166),
            "receipt_no": "示例受理0003",
            "registered_on": day(-158),
            "registration_doc_no": "12310000XXXX000357",
            "handler_name": "溪清源",
            "handler_phone": landline(35),
            "bank_name": f"{BANK}青禾分行",
            "bank_account": "990100-0000-0035",
        },
    )


def _late() -> ExchangeEmployer:
    return ExchangeEmployer(
        "sample-employer-4",
        {
            "name": "青禾望田包装有限公司（示例）",
            "uscc": credit_code("91", 5),
            "kind": "company",
            "address": "示例省青禾市禾苗区望田巷5号",
            "legal_rep": "田守望",
            "employee_count": 6,
            "established_on": day(-41),
            "doc_presented": "seal",
            "handler_name": "田守望",
            "handler_phone": mobile(105),
            "remark": "成立已过三十日，尚未办理社会保险登记。",
        },
    )
