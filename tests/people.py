"""Synthetic people for size: deterministic, none of them exists, and their records are sound.

Identity numbers stand under 110000, a code that was never given to a person; regions are 9901xx.
Names, employers and dates follow from the running number alone, so the first thousand people are
the same in a ledger of a thousand and of a million. Run as a program it makes a ledger:
``python tests/people.py FILE.kabao 1000000``.
"""

from __future__ import annotations

import datetime as dt
import random
import sys
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from kabao import rulebook
from kabao.domain.cards import Card
from kabao.domain.derivation import derive_status
from kabao.domain.employers import Employer
from kabao.domain.evidence import Evidence, EvidenceKind, Strength
from kabao.domain.holders import Holder
from kabao.services.status import Statuses
from kabao.storage.ledger import Ledger
from kabao.storage.projections import Basis

if TYPE_CHECKING:
    from collections.abc import Iterator

TODAY = dt.date(2026, 11, 22)
BATCH = 50_000
_SURNAMES = (
    ("王李张刘陈", 70), ("杨黄赵吴周徐孙马朱胡", 20), ("郭何高林罗郑梁谢宋唐", 11),
    ("许韩冯邓曹彭曾萧田董", 6), ("袁潘于蒋蔡余杜叶程苏", 4), ("魏吕丁任沈姚卢姜崔钟", 3),
    ("谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹", 2),
    ("薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武", 1), ("单仇解查翟朴䶮", 1),
)  # fmt: skip
_GIVEN = (
    "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂文辉玲鹏飞玉红宇浩鑫凯波斌华梅琳晨雪佳"
    "婷欣怡梓涵子轩雨泽浩然思源晓棠小青云海山川林森春夏秋冬梦琪嘉豪俊博瑞一诺安宁若兮以沫知行"
    "志远建国庆新民永生福贵祥瑞清泉石松柏竹菊莲荷星辰阳光月亮天地仁义礼智信忠孝和谐美善真诚实"
)
_RARE = ("㛃", "𠮷", "𬭎", "𫖯")
_DOTTED = ("买买提·阿布都", "古丽·艾合买提", "扎西·多吉", "阿依古丽·吐尔逊")
_TRADES = ("精密机械", "纺织", "食品", "电子", "建材", "物流", "软件", "医药", "印刷", "餐饮")
_PLACES = "青禾云泽北辰南浦东篱西岭金桥银杏白鹭红枫"
_DIGITS = "10X98765432"
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_SEEN = (
    (EvidenceKind.PASSWORD_SET, "pin_changed", Strength.STRONG),
    (EvidenceKind.USED_NORMALLY, "chip_settlement", Strength.STRONG),
    (EvidenceKind.QUERYABLE_ONLINE, "contributions_visible", Strength.WEAK),
    (EvidenceKind.NOTICE_RECEIVED, "notice_full", Strength.STRONG),
    (EvidenceKind.LOST_TEMP, "loss_temporary", Strength.STRONG),
    (EvidenceKind.LOST_FORMAL, "loss_formal", Strength.STRONG),
)
_STORIES = ((), (0,), (1,), (2,), (3,), (0, 1), (1, 2, 3), (0, 1, 2, 3), (0, 4), (1, 5))
_STORY_WEIGHTS = (14, 14, 14, 10, 12, 12, 10, 10, 2, 2)


def employers(count: int) -> list[Employer]:
    """Return some employers."""
    made = []
    for number in range(count):
        place = "".join(_PLACES[number // step % len(_PLACES)] for step in (1, 20, 400))
        trade = _TRADES[number % len(_TRADES)]
        made.append(
            Employer(
                {
                    "name": f"{place}{trade}有限公司",
                    "uscc": f"9111{number:014d}",
                    "kind": "company",
                    "established_on": "2020-03-02",
                    "filed_on": "2020-03-10",
                    "registered_on": "2020-03-20",
                }
            )
        )
    return made


def people(count: int, employer_ids: list[int] | None = None) -> Iterator[Holder]:
    """Go through some people."""
    surnames = [(name, weight) for group, weight in _SURNAMES for name in group]
    names, weights = zip(*surnames, strict=True)
    for number in range(count):
        chance = random.Random(number)
        yield Holder(
            _person(number, chance, chance.choices(names, weights)[0]),
            employer_id=_employer(chance, employer_ids or []),
        )


def card(number: int, holder_id: int) -> Card:
    """Return the card of the person with a running number."""
    chance = random.Random(~number)
    issued = TODAY - dt.timedelta(days=30 * chance.randrange(1, 122))
    values = {
        "card_number": _card_number(number),
        "region": f"9901{chance.randrange(1, 13):02d}",
        "card_kind": "physical",
        "generation": "3",
        "issued_on": issued.isoformat(),
        "valid_to": issued.replace(year=issued.year + 10, day=min(issued.day, 28)).isoformat(),
    }
    if chance.random() < 0.96:
        values["collected_on"] = (issued + dt.timedelta(days=9)).isoformat()
    return Card(holder_id, values)


def seen(number: int, of: Card) -> list[Evidence]:
    """Return what was seen of a card."""
    if of.collected_on is None:
        return []
    chance = random.Random(number ^ 0x5EED)
    story = chance.choices(_STORIES, _STORY_WEIGHTS)[0]
    return [
        Evidence(
            of.id,
            _SEEN[kind][0],
            min(TODAY, of.collected_on + dt.timedelta(days=3 + step)),
            strength=_SEEN[kind][2],
            detail=_SEEN[kind][1],
        )
        for step, kind in enumerate(story)
    ]


def fill(ledger: Ledger, count: int, *, with_evidence: bool = True) -> None:
    """Put some people with cards, evidence and statuses into a ledger, in one transaction."""
    book = rulebook.load()
    rules = book.activation
    known: dict[object, object] = {}
    with ledger.transaction("exchange.import", str(count)):
        works = [ledger.employers.add(item).id for item in employers(max(3, count // 500))]
        everybody = people(count, works)
        for first in range(0, count, BATCH):
            ids = ledger.holders.add_many(list(islice(everybody, BATCH)))
            _give_cards(ledger, first, ids, (rules, known) if with_evidence else None)
    if with_evidence:
        ledger.projections.set_basis(Basis(Statuses(ledger, book, dt.date.today).rules, None))


def _give_cards(ledger, first, ids, rules):
    numbers = [number for number in range(first, first + len(ids)) if number % 50]
    cards = [card(number, ids[number - first]) for number in numbers]
    stored = ledger.cards.add_many(cards)
    if rules is None:
        return
    cards = [replace(item, id=known) for item, known in zip(cards, stored, strict=True)]
    entries = [seen(number, item) for number, item in zip(numbers, cards, strict=True)]
    ledger.evidence.add_many([entry for some in entries for entry in some])
    ledger.projections.put_many(
        (item.id, _status(item, some, *rules)) for item, some in zip(cards, entries, strict=True)
    )


def _status(item, entries, rules, known):
    # A status follows from dates alone, so cards with the same dates share it.
    key = (
        item.text("issued_on"),
        item.text("collected_on"),
        tuple((entry.kind, entry.observed_on) for entry in entries),
    )
    if key not in known:
        numbered = [replace(entry, id=place) for place, entry in enumerate(entries, 1)]
        known[key] = derive_status(item, numbered, rules, TODAY)
    return known[key]


def _person(number: int, chance: random.Random, surname: str) -> dict[str, object]:
    born = dt.date(1962, 1, 1) + dt.timedelta(days=number % 15_000)
    order = number // 15_000 * 2 + chance.randrange(2)
    name = surname + "".join(chance.choices(_GIVEN, k=1 if chance.random() < 0.15 else 2))
    if number % 2_000 == 7:
        name = name[:-1] + _RARE[number // 2_000 % len(_RARE)]
    elif number % 500 == 3:
        name = _DOTTED[number // 500 % len(_DOTTED)]
    return {
        "name": name,
        "sex": "1" if order % 2 else "2",
        "birth_date": born.isoformat(),
        "nationality": "CHN",
        "ethnicity": "01",
        "doc_type": "resident_id",
        "doc_no": _resident_number(f"110000{born:%Y%m%d}{order:03d}"),
        "doc_long_term": True,
        "mobile": f"199{number % 100_000_000:08d}",
        "region": "990100",
    }


def _employer(chance: random.Random, ids: list[int]) -> int | None:
    return chance.choice(ids) if ids and chance.random() < 0.9 else None


def _resident_number(body: str) -> str:
    total = sum(int(digit) * weight for digit, weight in zip(body, _WEIGHTS, strict=True))
    return body + _DIGITS[total % 11]


def _card_number(number: int) -> str:
    body = f"X{number:07d}"
    total = sum(
        int(place, 36) * weight
        for place, weight in zip(body, (3, 7, 9, 10, 5, 8, 4, 2), strict=True)
    )
    return body + {10: "X", 11: "0"}.get(11 - total % 11, str(11 - total % 11))


if __name__ == "__main__":
    with Ledger.create(Path(sys.argv[1])) as made:
        fill(made, int(sys.argv[2]))
