"""Pasted lists of people, and what speaks against a list before a bureau does."""

import datetime as dt

import pytest

from kabao.domain.batch_claims.checks import PeopleCheck
from kabao.domain.batch_claims.choosing import match_pasted, read_pasted
from kabao.domain.batch_claims.rows import Listed, Listing
from kabao.domain.cards import Card
from kabao.domain.employers import Employer
from kabao.domain.holders import Holder
from kabao.rulebook import load

TODAY = dt.date(2026, 11, 22)
SOUND = {
    "name": "王小青", "sex": "1", "birth_date": "1990-01-01", "nationality": "CHN",
    "ethnicity": "01", "doc_type": "resident_id", "doc_no": "110000199001010013",
    "doc_long_term": True, "mobile": "13800000000", "region": "990100",
}  # fmt: skip


def test_each_line_gives_number_and_name_however_they_are_written():
    text = (
        "\ufeff姓名\t证件号码\r\n1、王小青　11000019900101001３\n"
        "110000199001010021,李雪\n 赵一 \n\n"
    )
    lines = read_pasted(text)
    assert [(line.number, line.name) for line in lines] == [
        ("110000199001010013", "王小青"),
        ("110000199001010021", "李雪"),
        ("", "赵一"),
    ]


def test_every_line_ends_up_in_exactly_one_place():
    known = {"110000199001010013": (1, "王小青"), "110000199001010021": (2, "李雪")}
    names = {"赵一": (3, 4), "钱二": (5,)}
    lines = read_pasted(
        "110000199001010013\n王小青 110000199001010013\n孙 110000199001010021\n赵一\n钱二\n周三\n"
        "11000019900101003X"
    )
    found = match_pasted(lines, known, lambda name: names.get(name, ()))
    assert found.found == (1, 5)
    assert [line.name for line in found.again] == ["王小青"]
    assert [line.name for line in found.differing] == ["孙"]
    assert [line.name for line in found.ambiguous] == ["赵一"]
    assert [line.name or line.number for line in found.unknown] == ["周三", "11000019900101003X"]
    assert found.lines == len(lines) == 7


@pytest.fixture(scope="module")
def listing():
    rules = load()
    return Listing(rules.batch_claims.layout(""), rules.form("holder"), Employer({}, 7))


def person(number=1, card=None, **values):
    return Listed(Holder({**SOUND, **values}, number, employer_id=7), card)


def codes(listing, *people, **more):
    photos = more.pop("photos", {item.holder.id: str(item.holder.id) for item in people})
    return [item.code for item in PeopleCheck(listing, people, TODAY, photos, **more).findings()]


def test_a_sound_person_is_not_spoken_of(listing):
    assert codes(listing, person()) == []


def test_somebody_twice_is_told_with_both_rows(listing):
    check = PeopleCheck(listing, (person(1), person(2)), TODAY, {1: "a", 2: "b"})
    (finding,) = check.findings()
    assert (finding.code, finding.params["earlier"], finding.params["row"]) == (
        "batch_person_twice", 1, 2,
    )  # fmt: skip


def test_two_people_with_one_photograph_are_told_by_name(listing):
    other = person(2, name="李雪", doc_no="110000199001010021", sex="2")
    check = PeopleCheck(listing, (person(1), other), TODAY, {1: "same", 2: "same"})
    (finding,) = check.findings()
    assert (finding.code, finding.params["holder"], finding.params["other"]) == (
        "batch_photo_twice", "李雪", "王小青",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"doc_long_term": False, "doc_valid_to": "2026-11-21"}, "batch_document_expired"),
        ({"doc_long_term": False}, "batch_cell_missing"),
        ({"doc_no": "110000199001010014"}, "number_check_digit"),
    ],
)
def test_what_a_bureau_would_send_back_is_told(listing, changed, code):
    assert code in codes(listing, person(**changed))


def test_whoever_has_a_card_does_not_need_a_first_one(listing):
    used = Card(1, {"collected_on": "2025-01-01"}, 5)
    assert codes(listing, person(card=used)) == ["batch_has_card"]
    assert codes(listing, person(card=used, apply_for="reissue")) == []


def test_a_card_under_way_is_told_unless_it_is_the_one_of_this_batch(listing):
    making = Card(1, {"progress": "making"}, 5)
    assert codes(listing, person(card=making)) == ["batch_card_under_way"]
    assert codes(listing, person(card=making), linked={1: 5}) == []


def test_a_missing_photograph_is_told_but_not_of_a_small_child(listing):
    child = person(
        doc_no="440000202511010049", birth_date="2025-11-01", sex="2", guardian_name="王小青",
        guardian_doc_no="110000199001010013",
    )  # fmt: skip
    assert codes(listing, person(), photos={}) == ["batch_photo_missing"]
    assert codes(listing, child, photos={}, photo_from_age=7) == []
