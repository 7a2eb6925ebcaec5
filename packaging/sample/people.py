"""The synthetic people of the sample: one for every line of the truth table, and a few more."""

from __future__ import annotations

from dataclasses import dataclass, field

from check_places import identity_number
from story import REGION

Story = tuple[tuple[str, int], ...]
"""Evidence details with the day they were seen, counted from the day of collection."""


@dataclass(frozen=True)
class Person:
    """Name, number parts, and the story of the card in days after it was collected."""

    name: str
    pinyin: str
    sex: int
    born: str
    expect: str
    """State of the newest card, with its grade when it is active."""
    story: Story = ()
    collected: int | None = 200
    """Days before the sample's day on which the card was collected; None while it was not."""
    employee: bool = True
    head: str = "110000"
    """Places before the birth date: a province-level code, which real numbers do not carry."""
    serial: int = 0
    doc_type: str = "resident_id"
    region: str = REGION
    generation: str = "gen2"
    replaced: int | None = None
    """Days after collection on which a replacement card was collected."""
    fields: dict[str, str | bool] = field(default_factory=dict)
    """Values that differ from what the sample otherwise gives everybody."""

    @property
    def number(self) -> str:
        """The number of the identity document."""
        return identity_number(self.head, self.born, self.serial or (1 if self.sex == 1 else 2))


SET: Story = (("pin_changed", 1),)
"""The password was changed on the day after collection, and that is all that is known."""
USED: Story = (*SET, ("chip_settlement", 3))
ALL_FOUR: Story = (*USED, ("status_normal", 5), ("notice_full", 6))

_GUARDIAN: dict[str, str | bool] = {
    "guardian_name": "林小满",
    "guardian_doc_type": "resident_id",
    "guardian_doc_no": identity_number("110000", "19940521", 2),
    "guardian_phone": "19900000013",
    "guardian_relation": "mother",
    "applied_by": "guardian",
    "person_category": "2",
    "person_status": "studying",
    "occupation": "80000",
    "remark": "由监护人代为申领，监护关系证明为出生医学证明。",
}
_AGENT: dict[str, str | bool] = {
    "agent_name": "唐知远",
    "agent_doc_type": "resident_id",
    "agent_doc_no": identity_number("110000", "20000229", 3),
    "applied_by": "agent",
    "apply_for": "renew",
    "person_status": "retired",
    "occupation": "80000",
    "remark": "行动不便，由儿子代办换卡，委托书在窗口交验。",
}
_BY_MAIL: dict[str, str | bool] = {
    "pickup": "mail",
    "mail_name": "罗平安",
    "mail_phone": "19900000014",
    "mail_addr": "示例省青禾市禾苗区新穗路14号1402室",
    "mail_zip": "990100",
    "person_status": "migrant",
}
_HONG_KONG: dict[str, str | bool] = {
    "nationality": "HKG",
    "hukou_type": "30",
    "doc_issuer": "青禾市公安局（示例）",
    "ssn": identity_number("810000", "19900101", 998),
}
_FOREIGN: dict[str, str | bool] = {
    "nationality": "JPN",
    "hukou_type": "40",
    "doc_issuer": "国家移民管理局（示例）",
    "work_permit_no": "示例证0023",
    "ssn": identity_number("911392", "19920303", 998),
}

PEOPLE = (
    Person(
        "安思源",
        "AN SIYUAN",
        1,
        "19900101",
        "active/well_supported",
        (*SET, ("chip_settlement", 16), ("contributions_visible", 34)),
    ),
    Person("白晓棠", "BAI XIAOTANG", 2, "19920314", "not_activated"),
    Person("陈望舒", "CHEN WANGSHU", 2, "19871105", "active/supported", SET, 163),
    Person(
        "邓立春",
        "DENG LICHUN",
        1,
        "19950204",
        "active/claimed",
        (("password_unspecified", 1),),
        148,
    ),
    Person("方竹青", "FANG ZHUQING", 2, "19980619", "not_activated", (("initial_kept", 1),), 45),
    Person("高一帆", "GAO YIFAN", 1, "19910823", "not_activated", (("bank_pin_set", 1),), 96),
    Person(
        "何采薇", "HE CAIWEI", 2, "19960430", "active/supported", (("chip_settlement", 3),), 171
    ),
    Person(
        "胡若颜", "HU RUOYAN", 2, "19890712", "not_activated", (("paid_by_medical_code", 3),), 120
    ),
    Person(
        "贾明远",
        "JIA MINGYUAN",
        1,
        "19840226",
        "active/claimed",
        (("contributions_visible", 6),),
        211,
    ),
    Person(
        "阿依努尔·艾山",
        "AYINUER AISHAN",
        2,
        "19930908",
        "active/well_supported",
        (("status_normal", 4), ("chip_settlement", 9)),
        187,
        head="650000",
        fields={"ethnicity": "05"},
    ),
    Person("柯雨桐", "KE YUTONG", 2, "19991220", "sealed", (*SET, ("status_sealed", 5)), 174),
    Person(
        "李观澜",
        "LI GUANLAN",
        1,
        "19860517",
        "active/supported",
        (("status_sealed", 1), ("pin_changed", 5)),
        139,
    ),
    Person(
        "林小满",
        "LIN XIAOMAN",
        2,
        "19940521",
        "active/well_supported",
        (*SET, ("status_sealed", 5), ("chip_settlement", 8)),
        155,
    ),
    Person(
        "罗平安",
        "LUO PINGAN",
        1,
        "19791010",
        "active/supported",
        (("notice_full", 0),),
        131,
        employee=False,
        fields=_BY_MAIL,
    ),
    Person("马知秋", "MA ZHIQIU", 1, "19880807", "active/claimed", (("notice_no_digits", 2),), 128),
    Person(
        "宁远山", "NING YUANSHAN", 1, "19811123", "not_activated", (("notice_with_link", 2),), 74
    ),
    Person(
        "潘北辰",
        "PAN BEICHEN",
        1,
        "19970301",
        "lost_temp",
        (*ALL_FOUR, ("loss_temporary", 197)),
        fields={"apply_for": "reissue"},
    ),
    Person(
        "秦书禾",
        "QIN SHUHE",
        2,
        "19900918",
        "active/well_supported",
        (*ALL_FOUR, ("loss_temporary", 90), ("loss_lifted", 92)),
    ),
    Person(
        "任海棠",
        "REN HAITANG",
        2,
        "19850606",
        "active/supported",
        (*ALL_FOUR, ("loss_temporary", 90)),
    ),
    Person(
        "沈观鱼",
        "SHEN GUANYU",
        1,
        "19830415",
        "cancelled",
        (*ALL_FOUR, ("loss_temporary", 90)),
        employee=False,
        head="440000",
        region="440200",
        generation="gen3",
        fields={"apply_for": "reissue"},
    ),
    Person(
        "王䶮",
        "WANG YAN",
        1,
        "19900102",
        "lost_formal",
        (*ALL_FOUR, ("loss_temporary", 90), ("loss_formal", 95)),
        employee=False,
        fields={"apply_for": "reissue"},
    ),
    Person(
        "李㛃",
        "LI JIE",
        2,
        "19910213",
        "not_activated",
        (*ALL_FOUR, ("loss_temporary", 90), ("loss_formal", 95)),
        employee=False,
        replaced=110,
        fields={"apply_for": "reissue"},
    ),
    Person(
        "𠮷野雪",
        "JIYE XUE",
        2,
        "19920303",
        "in_doubt",
        (*SET, ("refused", 20)),
        167,
        employee=False,
        head="911392",
        serial=998,
        doc_type="permanent_residence",
        fields=_FOREIGN,
    ),
    Person(
        "陈𬭎",
        "CHEN HONG",
        1,
        "19880118",
        "active/claimed",
        (*SET, ("refused", 20), ("chip_settlement", 25)),
        460,
        employee=False,
    ),
    Person("周𫖯", "ZHOU FU", 1, "19780909", "app_locked", (*SET, ("pin_locked", 60)), 142),
    Person(
        "唐远志",
        "TANG YUANZHI",
        1,
        "19620720",
        "expired",
        (*SET, ("chip_settlement", 30)),
        3700,
        employee=False,
        fields=_AGENT,
    ),
    Person(
        "吴听澜",
        "WU TINGLAN",
        2,
        "19900101",
        "not_activated",
        (("bank_account_active", 3),),
        83,
        employee=False,
        head="810000",
        serial=998,
        doc_type="hmt_residence_permit",
        fields=_HONG_KONG,
    ),
    Person(
        "徐行之",
        "XU XINGZHI",
        1,
        "19900529",
        "active/supported",
        (("electronic_card_issued", 4),),
        158,
        employee=False,
        head="310000",
        region="310000",
        generation="gen3",
        fields={"apply_for": "renew_same_no"},
    ),
    Person(
        "杨知夏",
        "YANG ZHIXIA",
        1,
        "20200601",
        "not_activated",
        (("electronic_card_issued", 4),),
        52,
        employee=False,
        serial=5,
        fields=_GUARDIAN,
    ),
    Person(
        "赵新禾",
        "ZHAO XINHE",
        1,
        "20010701",
        "not_collected",
        collected=None,
        fields={"apply_for": "new"},
    ),
)
"""Each is followed by what the sample is meant to show of the newest card."""
