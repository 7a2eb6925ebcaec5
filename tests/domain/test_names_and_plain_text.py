"""Names are looked at and never changed; passwords in notes are recognised."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kabao.domain.findings import Level
from kabao.domain.names import check_person_name
from kabao.domain.plain_text import (
    fold_width,
    has_six_digits,
    looks_like_password,
    normalise_text,
)


@pytest.mark.parametrize(
    "name", ["张三", "䶮㛃", "𠮷田", "𬭎𫖯", "阿卜杜拉·买买提", "Anna-Maria O'Neil", "﨑"]
)
def test_ordinary_and_rare_names_pass(name):
    assert check_person_name(name) == ()


@pytest.mark.parametrize(
    ("name", "code", "level", "position"),
    [
        ("张\u200b三", "name_hidden_character", Level.ERROR, 2),
        ("张三\ufeff", "name_hidden_character", Level.ERROR, 3),
        ("张\ue000", "name_private_character", Level.WARNING, 2),
        ("\uf900三", "name_compatibility_character", Level.WARNING, 1),
        ("\U0002f804三", "name_compatibility_character", Level.WARNING, 1),
        ("\u2f00三", "name_compatibility_character", Level.WARNING, 1),
        ("葛\U000e0100", "name_variation_selector", Level.WARNING, 2),
        ("买买提•阿里", "name_wrong_dot", Level.WARNING, 4),
        ("买买提.阿里", "name_wrong_dot", Level.WARNING, 4),
        ("Ａnna", "name_full_width", Level.WARNING, 1),
    ],
)
def test_characters_that_deserve_a_second_look_are_placed(name, code, level, position):
    (finding,) = check_person_name(name)
    assert (finding.code, finding.level) == (code, level)
    assert finding.params["position"] == position
    assert finding.params["character"].startswith("U+")


def test_blanks_and_length_are_seen():
    assert [f.code for f in check_person_name(" 张三")] == ["name_blanks"]
    assert [f.code for f in check_person_name("Anna  Lee")] == ["name_blanks"]
    assert check_person_name("字" * 50) == ()
    (finding,) = check_person_name("字" * 51)
    assert (finding.code, finding.level) == ("name_too_long", Level.ERROR)


@pytest.mark.parametrize(
    "note",
    [
        "密码123456",
        "社保密码改成 654321 了",
        "654321 是新口令",
        "PIN:112233",
        "password is 112233",
        "密码１２３４５６",
        "密码 1 2 3 4 5 6",
    ],
)
def test_a_password_in_a_note_is_recognised(note):
    assert looks_like_password(note)


@pytest.mark.parametrize(
    "note",
    [
        "",
        "2026-03-18 在窗口修改了密码",
        "20260318 修改密码",
        "密码已改，卡号 X00000019",
        "邮编 100000",
        "shopping 100000",
        "密码已改" + "。" * 40 + "邮编 100000",
        "电话 01012345678，密码已改",
    ],
)
def test_other_notes_are_left_alone(note):
    assert not looks_like_password(note)


def test_six_digits_are_seen_anywhere():
    assert has_six_digits("改为123456")
    assert not has_six_digits("12345 1234567")


@given(text=st.text(max_size=30))
def test_comparable_forms_are_stable(text):
    assert normalise_text(normalise_text(text)) == normalise_text(text)
    assert fold_width(fold_width(text)) == fold_width(text)
