"""The recovery code: typed by a person from paper, with slips, and still the right key."""

import pytest

from kabao.domain.errors import InputRefusedError
from kabao.domain.passphrases import Strength, strength
from kabao.domain.recovery import read_recovery, recovery_groups, recovery_line

RAW = bytes(range(7, 55))


def test_groups_read_back_however_they_are_typed():
    groups = recovery_groups(RAW)
    assert len(groups) == 12
    assert all(len(group) == 12 for group in groups)
    for text in ("\n".join(groups), "".join(groups).replace(" ", "").lower(), " - ".join(groups)):
        assert read_recovery(text) == RAW
    assert read_recovery("".join(groups).replace("0", "O").replace("1", "l")) == RAW


def test_the_square_code_and_plain_digits_read_too():
    assert read_recovery(recovery_line(RAW)) == RAW
    assert read_recovery(f"  {RAW.hex().upper()}\n") == RAW


@pytest.mark.parametrize("place", [0, 5, 11])
def test_a_slip_names_its_group(place):
    groups = list(recovery_groups(RAW))
    first = groups[place][0]
    groups[place] = ("7" if first != "7" else "8") + groups[place][1:]
    with pytest.raises(InputRefusedError) as caught:
        read_recovery(" ".join(groups))
    assert (caught.value.code, caught.value.params) == (
        "recovery_group_wrong",
        {"group": place + 1},
    )


def test_groups_that_changed_places_are_found():
    groups = list(recovery_groups(RAW))
    groups[2], groups[3] = groups[3], groups[2]
    with pytest.raises(InputRefusedError) as caught:
        read_recovery(" ".join(groups))
    assert caught.value.params == {"group": 3}


@pytest.mark.parametrize("text", ["", "3F9A", "x" * 400, "-" * 120])
def test_too_little_or_nonsense_is_refused_in_words(text):
    with pytest.raises(InputRefusedError, match="recovery_incomplete"):
        read_recovery(text)


@pytest.mark.parametrize(
    ("passphrase", "expected"),
    [
        ("", Strength.EMPTY),
        ("123456", Strength.WEAK),
        ("aaaaaaaaaaaaaaaa", Strength.WEAK),
        ("abcdefghijklmnop", Strength.WEAK),
        ("Password", Strength.WEAK),
        ("kq7vt2m", Strength.WEAK),
        ("kq7vt2mx4", Strength.FAIR),
        ("雨后春笋悄悄", Strength.GOOD),
        ("correct horse battery", Strength.STRONG),
    ],
)
def test_the_hint_follows_what_is_hard_to_guess(passphrase, expected):
    assert strength(passphrase) is expected
