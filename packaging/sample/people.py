"""The synthetic people of the sample: one for every line of the truth table, and a few more."""

from __future__ import annotations

from dataclasses import dataclass

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CARD_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
HOME = "990100"


@dataclass(frozen=True)
class Person:
    """Name, number parts, and the story of the card in days after it was collected."""

    name: str
    sex: int
    born: str
    story: tuple[tuple[str, int], ...] = ()
    """Evidence details with the day they were seen, counted from the day of collection."""
    collected: int | None = 200
    """Days before the sample's day on which the card was collected; None while not collected."""
    employee: bool = True
    area: str = "110000"
    """Province-level code, which real numbers do not carry."""
    region: str = HOME
    valid_years: int = 10
    replaced: int | None = None
    """Days after collection on which a replacement card was collected."""


PEOPLE = (
    Person("安思源", 1, "19900101", (("pin_changed", 1), ("chip_settlement", 16), ("contributions_visible", 34))),
    Person("白晓棠", 2, "19920314"),
    Person("陈望舒", 2, "19871105", (("pin_changed", 1),)),
    Person("邓立春", 1, "19950204", (("password_unspecified", 1),)),
    Person("方竹青", 2, "19980619", (("initial_kept", 1),)),
    Person("高一帆", 1, "19910823", (("bank_pin_set", 1),)),
    Person("何采薇", 2, "19960430", (("chip_settlement", 3),)),
    Person("胡若颜", 2, "19890712", (("paid_by_medical_code", 3),)),
    Person("贾明远", 1, "19840226", (("contributions_visible", 6),)),
    Person("阿依努尔·艾山", 2, "19930908", (("status_normal", 4), ("chip_settlement", 9)), area="650000"),
    Person("柯雨桐", 2, "19991220", (("pin_changed", 1), ("status_sealed", 5))),
    Person("李观澜", 1, "19860517", (("status_sealed", 1), ("pin_changed", 5))),
    Person("林小满", 2, "19940521", (("pin_changed", 1), ("status_sealed", 5), ("chip_settlement", 8))),
    Person("罗平安", 1, "19791010", (("notice_full", 0),)),
    Person("马知秋", 1, "19880807", (("notice_no_digits", 2),)),
    Person("宁远山", 1, "19811123", (("notice_with_link", 2),)),
    Person(
        "潘北辰", 1, "19970301",
        (("pin_changed", 1), ("chip_settlement", 3), ("status_normal", 5), ("notice_full", 6), ("loss_temporary", 197)),
    ),
    Person(
        "秦书禾", 2, "19900918",
        (("pin_changed", 1), ("chip_settlement", 3), ("status_normal", 5), ("notice_full", 6),
         ("loss_temporary", 90), ("loss_lifted", 92)),
    ),
    Person(
        "任海棠", 2, "19850606",
        (("pin_changed", 1), ("chip_settlement", 3), ("status_normal", 5), ("notice_full", 6), ("loss_temporary", 90)),
    ),
    Person(
        "沈观鱼", 1, "19830415",
        (("pin_changed", 1), ("chip_settlement", 3), ("loss_temporary", 90)), employee=False, area="440000",
        region="440200",
    ),
    Person(
        "王䶮", 1, "19900102",
        (("pin_changed", 1), ("chip_settlement", 3), ("loss_temporary", 90), ("loss_formal", 95)), employee=False,
    ),
    Person(
        "李㛃", 2, "19910213", (("pin_changed", 1), ("loss_formal", 95)), employee=False, replaced=110,
    ),
    Person("𠮷野雪", 2, "19920303", (("pin_changed", 1), ("refused", 20)), employee=False),
    Person("陈𬭎", 1, "19880118", (("pin_changed", 1), ("refused", 20), ("chip_settlement", 25)), employee=False),
    Person("周𫖯", 1, "19780909", (("pin_changed", 1), ("pin_locked", 60))),
    Person("唐远志", 1, "19620720", (("pin_changed", 1), ("chip_settlement", 30)), collected=3700, employee=False),
    Person("吴听澜", 2, "19951111", (("bank_account_active", 3),), employee=False),
    Person("徐行之", 1, "19900529", (("electronic_card_issued", 4),), employee=False, area="310000", region="310000"),
    Person("杨知夏", 2, "20001001", (("electronic_card_issued", 4),), employee=False),
    Person("赵新禾", 1, "20010701", collected=None),
)


def identity_number(area: str, born: str, sequence: int, sex: int) -> str:
    """Return a synthetic identity number with a fitting check digit."""
    serial = sequence * 2 + (1 if sex == 1 else 0)
    body = f"{area}{born}{serial:03d}"
    total = sum(int(digit) * weight for digit, weight in zip(body, WEIGHTS, strict=True))
    return body + "10X98765432"[total % 11]


def card_number(index: int) -> str:
    """Return a synthetic card number whose last place is the usual check."""
    body = f"A{index:07d}"
    total = sum(int(place, 36) * weight for place, weight in zip(body, CARD_WEIGHTS, strict=True))
    return body + "0X987654321"[total % 11] if total % 11 else body + "0"
