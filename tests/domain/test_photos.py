"""Photographs: what is asked, and which file is whose."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kabao import rulebook
from kabao.domain.findings import Level
from kabao.domain.photo_names import (
    PATTERNS,
    PhotoName,
    match_photos,
    photo_file_name,
    read_photo_name,
)
from kabao.domain.photos import PhotoMeasures, check_photo

RULES = rulebook.load().photos
GOOD = PhotoMeasures("JPEG", "RGB", 358, 441, 350, 20 * 1024, 250, 3, 300)
NUMBER = "110000199001010013"
OTHER = "11000019900101003X"


def told(**changes):
    found = check_photo(replace(GOOD, **changes), RULES, RULES.profile())
    return {item.code: item.level for item in found}


def test_a_good_photograph_says_only_that_nobody_looked_for_the_face():
    assert told() == {"photo_face_not_checked": Level.INFO}


@pytest.mark.parametrize(
    ("changes", "code", "level"),
    [
        ({"format": "PNG"}, "photo_format", Level.ERROR),
        ({"mode": "CMYK"}, "photo_colour", Level.ERROR),
        ({"mode": "L"}, "photo_colour", Level.ERROR),
        ({"width": 357}, "photo_size", Level.ERROR),
        ({"turned": True}, "photo_turned", Level.ERROR),
        ({"dpi": 72}, "photo_density", Level.WARNING),
        ({"size": 14 * 1024 - 1}, "photo_bytes", Level.WARNING),
        ({"size": 40 * 1024 + 1}, "photo_bytes", Level.WARNING),
        ({"ground_mean": 239}, "photo_ground", Level.WARNING),
        ({"ground_spread": 13}, "photo_ground", Level.WARNING),
        ({"sharpness": 39}, "photo_blurred", Level.WARNING),
    ],
)
def test_what_differs_is_told_as_gravely_as_its_rule_is_known(changes, code, level):
    assert told(**changes) == {code: level, "photo_face_not_checked": Level.INFO}


@pytest.mark.parametrize("size", [14 * 1024, 40 * 1024])
def test_the_ends_of_the_window_belong_to_it(size):
    assert "photo_bytes" not in told(size=size)


def test_cities_disagree_about_bytes_so_the_profile_is_chosen():
    large = replace(GOOD, size=150 * 1024)
    assert "photo_bytes" not in {
        item.code for item in check_photo(large, RULES, RULES.profile("kb140"))
    }
    with pytest.raises(KeyError):
        RULES.profile("kb7")


@pytest.mark.parametrize(
    ("stem", "doc_no", "name"),
    [
        (NUMBER, NUMBER, ""),
        (f"{NUMBER}安思源", NUMBER, "安思源"),
        (f"{NUMBER}_安思源", NUMBER, "安思源"),
        (f"安思源-{NUMBER}", NUMBER, "安思源"),
        (OTHER.lower(), OTHER, ""),
        ("１１００００１９９００１０１００１３", NUMBER, ""),
        ("H01234567", "H01234567", ""),
        ("IMG_0815", "", "IMG_0815"),
    ],
)
def test_file_names_are_read_however_they_are_joined(stem, doc_no, name):
    assert read_photo_name(stem) == PhotoName(doc_no, name)


@given(st.sampled_from(PATTERNS), st.sampled_from(["安思源", "买买提·阿布都", "王䶮"]))
def test_what_is_written_for_a_bureau_can_be_read_back(pattern, name):
    file = photo_file_name(pattern, OTHER.lower(), name)
    assert file.endswith(".jpg")
    assert read_photo_name(file.removesuffix(".jpg")).doc_no == OTHER


def test_a_name_cannot_lead_out_of_the_folder():
    assert photo_file_name("{doc_no}{name}", NUMBER, "../../王/小") == f"{NUMBER}....王小.jpg"


def test_files_and_people_are_matched_both_ways():
    people = {1: (NUMBER, "安思源"), 2: (OTHER, "王䶮"), 3: ("110000199001010021", "白晓棠")}
    stems = [NUMBER, f"{NUMBER}_安思源", f"{OTHER}_李四", "110000199001019999", "合影"]
    found = match_photos(stems, people)
    assert dict(found.matched) == {NUMBER: 1}
    assert found.doubled == (f"{NUMBER}_安思源",)
    assert found.differing == (f"{OTHER}_李四",)
    assert found.unknown == ("110000199001019999", "合影")
    assert found.without == (2, 3)
