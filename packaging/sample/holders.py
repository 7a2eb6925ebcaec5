"""People of the sample as records: the person, the cards and what was seen of them."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from check_places import card_number
from kabao.domain.evidence import EvidenceKind, Strength
from kabao.domain.exchange import ExchangeCard, ExchangeEvidence, ExchangeHolder
from people import PEOPLE, Person
from story import BRANCH, POSTCODE, REGION, TOLD_ON, day, mobile, years_later

if TYPE_CHECKING:
    from kabao.domain.fields import Value
    from kabao.domain.rules import EvidenceDetail, Rulebook

CHANNELS = {
    "pin_changed": ("counter", "machine", "bank_counter"),
    "password_unspecified": ("other",),
    "initial_kept": ("other",),
    "bank_pin_set": ("bank_counter",),
    "bank_account_active": ("bank_app",),
    "chip_settlement": ("hospital", "pharmacy"),
    "paid_by_medical_code": ("pharmacy",),
    "refused": ("pharmacy",),
    "status_normal": ("app_12333", "electronic_card"),
    "contributions_visible": ("insurance_platform", "app_12333"),
    "status_sealed": ("app_12333",),
    "electronic_card_issued": ("electronic_card",),
    "notice_full": ("message",),
    "notice_no_digits": ("message",),
    "notice_with_link": ("message",),
    "loss_temporary": ("phone_12333",),
    "loss_formal": ("counter",),
    "loss_lifted": ("counter",),
    "pin_locked": ("machine",),
}
"""Where each thing is usually seen; the people take turns."""

NOTES = {
    "pin_changed": "领卡次日由本人修改。",
    "chip_settlement": "插卡结算成功，有结算单。",
    "paid_by_medical_code": "当时没有使用实体卡。",
    "refused": "药店读卡提示卡片不可用。",
    "contributions_visible": "实名登录后可见缴费记录，未显示卡状态。",
    "status_sealed": "页面显示“封存”。",
    "notice_with_link": "短信含不明链接，已提醒本人不要点击。",
    "loss_formal": "持身份证件到窗口办理。",
    "bank_account_active": "取款机可用，仅说明金融账户已激活。",
}
STREETS = ("新穗路", "谷雨街", "清溪路", "望田巷", "稻香大道")
ACCOUNTS = {
    1: "6200000000000005",
    3: "622848000000000007",
    10: "6217000000000000004",
}
"""Bank card numbers of the test vectors; their check digit fits, no bank gave them."""
TEN_YEARS, TWENTY_YEARS = 10, 20
LONG_TERM_AGE, YOUNG_AGE = 46, 26
MADE_BEFORE = 12
"""Days from the making of a card to its collection."""


def holder_id(index: int) -> str:
    """Return the identifier of the person of this number, counted from 1."""
    return f"sample-holder-{index:02d}"


def employees() -> tuple[tuple[int, Person], ...]:
    """Return the people of the new employer with their numbers."""
    return tuple((n, person) for n, person in enumerate(PEOPLE, 1) if person.employee)


def holders(rulebook: Rulebook) -> tuple[ExchangeHolder, ...]:
    """Return all thirty people with their cards."""
    details = {item.code: item for item in rulebook.activation.details}
    return tuple(
        ExchangeHolder(
            id=holder_id(index),
            employer="sample-employer-1" if person.employee else None,
            values=_fields(index, person),
            cards=_cards(index, person, details),
        )
        for index, person in enumerate(PEOPLE, 1)
    )


def application_of(person: Person) -> str:
    """Return what a person applies for; whoever holds an older card has it replaced."""
    return str(person.fields.get("apply_for") or ("upgrade" if person.employee else "new"))


def _fields(index: int, person: Person) -> dict[str, Value]:
    values: dict[str, Value] = {
        "name": person.name,
        "name_pinyin": person.pinyin,
        "sex": str(person.sex),
        "birth_date": f"{person.born[:4]}-{person.born[4:6]}-{person.born[6:]}",
        "nationality": "CHN",
        "doc_type": person.doc_type,
        "doc_no": person.number,
        "doc_issuer": "青禾市公安局禾苗分局（示例）",
        "mobile": mobile(index),
        "email": f"holder{index:02d}@qinghe.example",
        "live_addr": f"示例省青禾市禾苗区{STREETS[index % 5]}{index}号{index}01室",
        "hukou_addr": f"示例省青禾市禾苗区{STREETS[index % 5]}{index}号",
        "postcode": POSTCODE,
        "hukou_type": "11" if index % 3 else "21",
        "region": person.region,
        "apply_for": application_of(person),
        "bank": "313",
        "branch": BRANCH,
        "consent": True,
        "consent_on": day(-5 - index % 4),
        **_validity(index, person),
        **(_at_work(index) if person.employee else _on_their_own(index)),
        **person.fields,
    }
    if values["nationality"] == "CHN":
        values.setdefault("ethnicity", "01")
    if person.region != REGION:
        values["branch"] = "发卡地合作银行网点"
    return values


def _validity(index: int, person: Person) -> dict[str, Value]:
    begins = day(-160 - index * 41)
    if person.doc_type == "hmt_residence_permit":
        return _until(begins, 5)
    age = TOLD_ON.year - int(person.born[:4])
    if age >= LONG_TERM_AGE:
        return {"doc_valid_from": begins, "doc_long_term": True}
    grown = age >= YOUNG_AGE and person.doc_type == "resident_id"
    return _until(begins, TWENTY_YEARS if grown else TEN_YEARS if age >= 16 else 5)


def _until(begins: str, years: int) -> dict[str, Value]:
    ends = years_later(begins, years)
    return {"doc_valid_from": begins, "doc_long_term": False, "doc_valid_to": ends}


def _at_work(index: int) -> dict[str, Value]:
    return {
        "person_category": "1",
        "person_status": "employed",
        "occupation": ("60000", "20000", "30000", "60000")[index % 4],
        "work_started_on": day(-12 + index % 6),
        "applied_by": "employer",
        "pickup": "employer",
    }


def _on_their_own(index: int) -> dict[str, Value]:
    return {
        "person_category": "2" if index % 2 else "9",
        "person_status": "other",
        "occupation": ("40000", "80000", "20000")[index % 3],
        "applied_by": "self",
        "pickup": "branch",
    }


def _cards(
    index: int, person: Person, details: dict[str, EvidenceDetail]
) -> tuple[ExchangeCard, ...]:
    if person.collected is None:
        return (_card(index, person, 1, None, ()),)
    evidence = tuple(
        _evidence(index, number, -person.collected, seen, details)
        for number, seen in enumerate(person.story, 1)
    )
    first = _card(index, person, 1, -person.collected, evidence)
    if person.replaced is None:
        return (first,)
    return first, _card(index, person, 2, person.replaced - person.collected, ())


def _card(
    index: int,
    person: Person,
    count: int,
    collected: int | None,
    evidence: tuple[ExchangeEvidence, ...],
) -> ExchangeCard:
    issued = day((0 if collected is None else collected) - MADE_BEFORE)
    values: dict[str, Value] = {
        "card_number": card_number(index + 100 * (count - 1)),
        "region": person.region,
        "card_kind": "physical",
        "generation": person.generation,
        "progress": "ready" if collected is None else "collected",
        "issued_on": issued,
        "valid_to": years_later(issued, TEN_YEARS),
        "bank": "313",
    }
    if collected is not None:
        values["collected_on"] = day(collected)
    if index in ACCOUNTS:
        values["bank_card_number"] = ACCOUNTS[index]
    if count > 1:
        values["remark"] = "原卡正式挂失后补领，卡号已更换。"
    return ExchangeCard(f"sample-card-{index:02d}-{count}", values, evidence)


def _evidence(
    index: int,
    number: int,
    collected: int,
    seen: tuple[str, int],
    details: dict[str, EvidenceDetail],
) -> ExchangeEvidence:
    code, after = seen
    detail, channels = details[code], CHANNELS[code]
    return ExchangeEvidence(
        id=f"sample-evidence-{index:02d}-{number}",
        kind=EvidenceKind(detail.kind),
        observed_on=TOLD_ON + dt.timedelta(days=collected + after),
        positive=detail.positive,
        strength=Strength(detail.strength),
        detail=code,
        channel=channels[index % len(channels)],
        note=NOTES.get(code, ""),
    )
