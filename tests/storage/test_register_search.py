"""Finding people: any part of a name, its pinyin, the ends of numbers; and the filters."""

import datetime as dt
from dataclasses import replace

import pytest

from kabao.domain.activation import ActivationStatus, CardState, Grade, Light, SignalLight
from kabao.domain.cards import Card
from kabao.domain.employers import Employer
from kabao.domain.evidence import Signal
from kabao.domain.holders import Holder, HolderFilter
from kabao.storage.pinyin import Pinyin, Sound

NAMES = (
    "单田芳", "仇和", "解晓东", "曾国强", "查良", "翟天", "朴树", "吕梁", "欧阳小雨", "尉迟恭",
    "万俟雪", "䶮㛃", "𠮷野", "李𬭎", "𫖯仰", "买买提·阿布都", "O'Neil",
)  # fmt: skip


@pytest.fixture
def named(ledger):
    ids = ledger.holders.add_many([Holder({"name": name}) for name in NAMES])
    return dict(zip(ids, NAMES, strict=True))


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("shantianfang", {"单田芳"}), ("dantianfang", {"单田芳"}), ("stf", {"单田芳"}),
        ("dtf", {"单田芳"}), ("qiuhe", {"仇和"}), ("chou", {"仇和"}), ("xie", {"解晓东"}),
        ("jiexd", set()), ("zeng", {"曾国强"}), ("ceng", {"曾国强"}), ("zha", {"查良", "翟天"}),
        ("chal", {"查良"}), ("zhai", {"翟天"}), ("piaoshu", {"朴树"}), ("pushu", {"朴树"}),
        ("lvliang", {"吕梁"}), ("lüliang", {"吕梁"}), ("OuYang", {"欧阳小雨"}),
        ("ouyang xiaoyu", {"欧阳小雨"}), ("ou yang xiao yu", {"欧阳小雨"}),
        ("oyxy", {"欧阳小雨"}), ("yuchi", {"尉迟恭"}), ("moqi", {"万俟雪"}),
        ("mmt", {"买买提·阿布都"}), ("maimaitiabu", {"买买提·阿布都"}), ("xiaoyu", set()),
        ("neil", {"O'Neil"}), ("oneil", {"O'Neil"}), ("O'NEIL", {"O'Neil"}),
        ("㛃", {"䶮㛃"}), ("𬭎", {"李𬭎"}), ("𫖯", {"𫖯仰"}), ("·", {"买买提·阿布都"}),
        ("提·阿", {"买买提·阿布都"}), ("𠮷野", {"𠮷野"}), ("李 𬭎", {"李𬭎"}),
        ("NEAR", set()), ("\"a\" OR *", set()), ("lü 李", set()), ("ｌｌ", set()),
    ],
)  # fmt: skip
def test_names_are_found_by_any_part_and_by_sound(ledger, named, search, found):
    ids = ledger.holders.ids(HolderFilter(search=search))
    assert {named[known] for known in ids} == found
    assert len(ids) == len(found)


def test_every_part_of_a_name_finds_it(ledger, named):
    for known, name in named.items():
        for start in range(len(name)):
            for end in range(start + 1, len(name) + 1):
                search = HolderFilter(search=name[start:end])
                assert known in ledger.holders.ids(search), name[start:end]


def test_a_second_reading_is_kept_beside_the_first():
    pinyin = Pinyin()
    assert pinyin.sound("单小雨") == Sound("shanxiaoyu", "sxy", "danxiaoyu", "dxy")
    assert pinyin.sound("小单") == Sound("xiaodan", "xd")
    assert pinyin.sound("长孙无忌").full == "zhangsunwuji"
    assert pinyin.sound("𠮷 7-A") == Sound("a", "a")
    assert pinyin.sound("") == Sound("", "")


def test_ends_and_heads_of_numbers(ledger):
    numbers = ["11000019900404004X", "110000199001010013", "E12345678", "X1", ""]
    ids = ledger.holders.add_many([Holder({"doc_no": number}) for number in numbers])
    card = ledger.cards.add(Card(ids[4], {"card_number": "X00000019"}))
    ledger.cards.add(Card(ids[4], {"card_number": "Y00000027"}))

    def found(search):
        return [ids.index(known) for known in ledger.holders.ids(HolderFilter(search=search))]

    assert found("004X") == found("004x") == found("4X") == [0]
    assert found("404004X") == found("0404004x") == [0]
    assert found("1404004X") == []
    assert found("0013") == [1]
    assert found("110000") == [0, 1]
    assert found("x1") == [3]
    assert found("X") == [0, 3, 4]
    assert found("X0000") == found(card.number) == [4]
    assert found("Y000") == [4]
    assert found("1990") == []


@pytest.fixture
def register(ledger):
    """Five people with cards in several states and places, one without; ids by name."""
    works = ledger.employers.add(Employer({"name": "云泽"})).id
    ids = ledger.holders.add_many(
        [
            Holder({"name": name}, employer_id=works if name in "甲乙" else None)
            for name in "甲乙丙丁戊己"
        ]
    )
    ids = dict(zip("甲乙丙丁戊己", ids, strict=True))
    told = {
        "甲": ("990101", ActivationStatus(CardState.ACTIVE, Grade.CLAIMED)),
        "乙": ("990102", ActivationStatus(CardState.ACTIVE, Grade.SUPPORTED)),
        "丙": ("990200", ActivationStatus(CardState.IN_DOUBT)),
        "丁": ("880101", ActivationStatus(CardState.NOT_ACTIVATED)),
        "戊": ("", ActivationStatus(CardState.SEALED)),
    }
    lit = {
        "甲": {Signal.PASSWORD_SET: Light.STRONG, Signal.USED_NORMALLY: Light.WEAK},
        "乙": {Signal.PASSWORD_SET: Light.WEAK, Signal.NOTICE_RECEIVED: Light.AGAINST},
        "丙": {Signal.QUERYABLE_ONLINE: Light.NOT_COUNTED},
    }
    review = {"甲": dt.date(2026, 12, 22), "乙": dt.date(2026, 12, 23)}
    for number, (name, (region, status)) in enumerate(told.items()):
        values = {"card_number": f"X{9 - number}", "region": region}
        card = ledger.cards.add(Card(ids[name], values))
        lights = {signal: SignalLight(light) for signal, light in lit.get(name, {}).items()}
        lit_status = replace(status, signals=lights, review_on=review.get(name))
        ledger.projections.put(card.id, lit_status)
    return ids


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (HolderFilter(states=frozenset({"active"})), "甲乙"),
        (HolderFilter(states=frozenset({"active/claimed", "sealed"})), "甲戊"),
        (HolderFilter(grades=frozenset({"supported"})), "乙"),
        (HolderFilter(grades=frozenset({"supported"}), states=frozenset({"sealed"})), ""),
        (HolderFilter(states=frozenset({"no_card"})), "己"),
        (HolderFilter(states=frozenset({"nonsense"})), ""),
        (HolderFilter(signals=frozenset({"password_set"})), "甲乙"),
        (HolderFilter(signals=frozenset({"password_set", "used_normally"})), "甲"),
        (HolderFilter(signals=frozenset({"notice_received"})), ""),
        (
            HolderFilter(
                signals=frozenset({"password_set"}), without_signals=frozenset({"used_normally"})
            ),
            "乙",
        ),
        (HolderFilter(without_signals=frozenset({"password_set"})), "丙丁戊己"),
        (HolderFilter(region="990000"), "甲乙丙"),
        (HolderFilter(region="990100"), "甲乙"),
        (HolderFilter(region="990102"), "乙"),
        (HolderFilter(attention=True, today="2026-11-22"), "甲丙丁"),
        (HolderFilter(attention=True, today="2026-11-23"), "甲乙丙丁"),
        (HolderFilter(attention=True, today="2026-11-21", search="甲"), ""),
        (HolderFilter(review_until="2026-12-22"), "甲"),
        (HolderFilter(employer_id=1, states=frozenset({"active"}), search="乙"), "乙"),
        (HolderFilter(employer_id=99), ""),
        (HolderFilter(search="云泽", region="990101"), "甲"),
    ],
)
def test_filters(ledger, register, wanted, found):
    names = {known: name for name, known in register.items()}
    assert {names[known] for known in ledger.holders.ids(wanted)} == set(found)


def test_attention_counts_from_the_clock_when_no_day_is_given(ledger, register):
    card = ledger.cards.of_holder(register["戊"])[0]
    far = ActivationStatus(CardState.SEALED, review_on=dt.date(2999, 1, 1))
    ledger.projections.put(card.id, far)
    wanted = HolderFilter(attention=True)
    assert register["戊"] not in ledger.holders.ids(wanted)
    ledger.projections.put(card.id, replace(far, review_on=dt.date(2000, 1, 1)))
    assert register["戊"] in ledger.holders.ids(wanted)


def test_the_register_follows_every_change(ledger, register, status):
    def states():
        return ledger.holders.counts_by_state()

    new = ledger.cards.add(Card(register["甲"], {"card_number": "Z1", "region": "770000"}))
    assert states()["unknown"] == 1
    assert list(ledger.holders.ids(HolderFilter(region="770000"))) == [register["甲"]]
    ledger.cards.update(new.with_values({"region": "660000"}))
    assert list(ledger.holders.ids(HolderFilter(region="660000"))) == [register["甲"]]
    ledger.cards.update(replace(new, holder_id=register["己"]))
    assert states() == {
        "active/claimed": 1, "active/supported": 1, "in_doubt": 1, "not_activated": 1,
        "sealed": 1, "unknown": 1,
    }  # fmt: skip
    ledger.holders.remove(register["己"])
    assert states().get("unknown") is None
    assert list(ledger.holders.ids(HolderFilter(search="己"))) == []
    ledger.holders.assign_employer([register["丙"]], 1)
    assert len(ledger.holders.ids(HolderFilter(employer_id=1))) == 3
    assert len(ledger.holders.ids(HolderFilter(search="云泽"))) == 3
    ledger.employers.update(replace(ledger.employers.get(1), values={"name": "北辰"}))
    assert len(ledger.holders.ids(HolderFilter(search="北辰"))) == 3
    assert _register_is_true(ledger)


def test_changes_are_seen_inside_their_transaction_and_forgotten_with_it(ledger, register):
    before = list(ledger.holders.ids(HolderFilter()))
    with ledger.transaction("rehearsal") as rehearsal:
        ledger.holders.add(Holder({"name": "庚"}))
        assert len(ledger.holders.ids(HolderFilter(search="geng"))) == 1
        assert len(ledger.holders.ids(HolderFilter())) == len(before) + 1
        assert ledger.holders.counts_by_state()["no_card"] == 2
        rehearsal.roll_back()
    assert list(ledger.holders.ids(HolderFilter())) == before
    assert list(ledger.holders.ids(HolderFilter(search="geng"))) == []

    def fail():
        with ledger.transaction("failure"):
            ledger.holders.remove(register["甲"])
            assert len(ledger.holders.ids(HolderFilter())) == len(before) - 1
            raise LookupError

    with pytest.raises(LookupError):
        fail()
    assert list(ledger.holders.ids(HolderFilter())) == before
    assert list(ledger.holders.ids(HolderFilter(search="甲"))) == [register["甲"]]
    assert _register_is_true(ledger)


def test_a_reader_beside_the_writer_sees_what_is_committed(path, ledger, register):
    with type(ledger).open(path, read_only=True) as reader:
        assert len(reader.holders.ids(HolderFilter())) == 6
        ledger.holders.add(Holder({"name": "庚"}))
        assert len(reader.holders.ids(HolderFilter())) == 7
        assert len(reader.holders.ids(HolderFilter(search="geng"))) == 1


def _register_is_true(ledger):
    kept = set(ledger._session.rows("SELECT * FROM register"))
    return kept == set(ledger._session.rows("SELECT * FROM register_now")) and (
        ledger._session.rows("SELECT count(*) FROM touched")
    ) == [(0,)]
