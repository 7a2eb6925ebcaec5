"""A killed export leaves a hidden file with people in it: the next one there clears it."""

import os

import pytest

from kabao.documents.saving import save_whole
from kabao.exchange.spreadsheets.saving import saved_whole
from kabao.remains import work_folder

LONG_AGO = 1_000_000_000
OTHERS = (
    ".kabao-notes",
    ".kabao-abcdefgh",
    ".kabao-ABCDEFGH.part",
    "kabao-abcdefgh.part",
    ".x.part",
)


def by_rename(target):
    save_whole(target, b"done")


def by_a_writer(target):
    with saved_whole(target) as beside:
        beside.write_bytes(b"done")


def left(path, *, old=True):
    path.write_bytes(b"people")
    if old:
        os.utime(path, (LONG_AGO, LONG_AGO))
    return path


@pytest.mark.parametrize("write", [by_rename, by_a_writer])
def test_what_a_kill_left_goes_and_nothing_else(tmp_path, write):
    for name in (".kabao-a1b2c3d4.part", ".kabao-a_b2c3d4.xlsx"):
        left(tmp_path / name)
    writing = left(tmp_path / ".kabao-zzzzzzzz.part", old=False)
    kept = {left(tmp_path / name) for name in OTHERS} | {writing}
    folder = tmp_path / ".kabao-11111111.part"
    folder.mkdir()
    os.utime(folder, (LONG_AGO, LONG_AGO))
    write(tmp_path / "list.xlsx")
    assert set(tmp_path.iterdir()) == kept | {folder, tmp_path / "list.xlsx"}
    left(writing)
    write(tmp_path / "list.xlsx")
    assert not writing.exists()


def test_one_of_many_files_does_not_look_through_the_folder_again(tmp_path):
    old = left(tmp_path / ".kabao-a1b2c3d4.jpg")
    with saved_whole(tmp_path / "1.jpg", tidy=False) as beside:
        beside.write_bytes(b"done")
    assert old.exists()


def test_work_that_was_killed_is_cleared_before_the_next(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    old, late, other = (
        tmp_path / f"kabao-{name}" for name in ("work-a1b2c3d4", "work-zzzzzzzz", "x")
    )
    for folder in (old, late, other):
        folder.mkdir()
        left(folder / "letter.docx")
    for folder in (old, other):
        os.utime(folder, (LONG_AGO, LONG_AGO))
    with work_folder() as now:
        assert set(tmp_path.iterdir()) == {late, other, now}
    assert not now.exists()
