"""Sound files with bytes changed at random: read or refused, never a crash, never all memory."""

from __future__ import annotations

import random
import zipfile
from contextlib import suppress

import pytest

from kabao.domain.errors import InputRefusedError
from spreadsheets import PEOPLE, TITLES, ods, old_workbook, read_here, roster

ROWS = [list(TITLES), *(list(person) for person in PEOPLE)]
PARTS = ("sheet", "content", "shared", "workbook", "styles", "mimetype")
PIECES = (
    b"9999999999",
    b'<row r="0">',
    b'<c r="A0"/>',
    b"&#0;",
    b'r="ZZZZ99999999"',
    b"r='XFD1048576'",
)


def spoilt(data, dice):
    text = bytearray(data)
    for _ in range(dice.randint(1, 5)):
        if not text:
            break
        at = dice.randrange(len(text))
        choice = dice.randrange(3)
        if choice == 0:
            text[at] = dice.randrange(256)
        elif choice == 1:
            del text[at : at + dice.randint(1, 30)]
        else:
            text[at:at] = dice.choice(PIECES)
    return bytes(text)


def spoilt_archive(source, target, dice):
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        names = [name for name in old.namelist() if any(part in name for part in PARTS)]
        victim = dice.choice(names)
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, spoilt(data, dice) if name == victim else data)


@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods"])
@pytest.mark.parametrize("seed", range(6))
def test_a_spoilt_file_is_read_or_refused(tmp_path, kind, seed):
    dice = random.Random(f"{kind}{seed}")
    sound, path = tmp_path / f"sound.{kind}", tmp_path / f"r.{kind}"
    {"xlsx": lambda at, _: roster(at), "xls": old_workbook, "ods": ods}[kind](sound, ROWS)
    for _ in range(25):
        if kind == "xls" or dice.random() < 0.2:
            path.write_bytes(spoilt(sound.read_bytes(), dice))
        else:
            spoilt_archive(sound, path, dice)
        with suppress(InputRefusedError):
            read_here(path)


def test_a_cell_that_lies_about_its_row(tmp_path):
    sound = roster(tmp_path / "sound.xlsx")
    with zipfile.ZipFile(sound) as old, zipfile.ZipFile(tmp_path / "r.xlsx", "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name.endswith("sheet1.xml"):
                data = data.replace(b'r="C4"', b'r="XFD1048576"')
            new.writestr(name, data)
    with pytest.raises(InputRefusedError) as caught:
        read_here(tmp_path / "r.xlsx")
    assert caught.value.code == "roster_reaches_too_far"


def test_an_old_workbook_with_a_cell_beyond_every_sheet(tmp_path):
    path = old_workbook(tmp_path / "r.xls", ROWS)
    data = path.read_bytes()
    place = b"\x03\x00\x02\x00\x00\x00"  # the cell of the fourth row and third column
    assert place in data
    path.write_bytes(data.replace(place, b"\xff\xff\xff\xff\x00\x00"))
    with pytest.raises(InputRefusedError) as caught:
        read_here(path)
    assert caught.value.code == "roster_reaches_too_far"
