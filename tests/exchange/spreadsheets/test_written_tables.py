"""Tables out: text stays text, formulas stay asleep, and no half file is left."""

from __future__ import annotations

import csv
import zipfile

import pytest

from kabao.domain.errors import CancelledError, InputRefusedError
from kabao.exchange.spreadsheets import read_sheet, write_table

TITLES = ("姓名", "证件号码")
EVIL = ('=HYPERLINK("http://x","y")', "+1", "-1", "@SUM(A1)", "\t=1")


def rows(*cells):
    return [((name, number), {}) for name, number in cells]


def test_numbers_are_written_as_text(tmp_path):
    path = tmp_path / "a.xlsx"
    assert write_table(path, "持卡人", TITLES, rows(("安", "110000199001010013"))) == 1
    assert read_sheet(path).rows[1] == ["安", "110000199001010013"]


@pytest.mark.parametrize("evil", EVIL)
def test_no_text_becomes_a_formula_in_a_text_file(tmp_path, evil):
    path = tmp_path / "a.csv"
    write_table(path, "x", TITLES, rows((evil, "1")))
    with path.open(encoding="utf-8-sig", newline="") as file:
        cell = list(csv.reader(file))[1][0]
    assert cell == f"'{evil}"


@pytest.mark.parametrize("evil", EVIL)
def test_no_text_becomes_a_formula_in_a_workbook(tmp_path, evil):
    path = tmp_path / "a.xlsx"
    write_table(path, "x", TITLES, rows((evil, "http://x")))
    with zipfile.ZipFile(path) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
        assert b"<f>" not in sheet
        assert b"hyperlink" not in sheet


def test_names_of_sheets_are_made_fit(tmp_path):
    path = tmp_path / "a.xlsx"
    write_table(path, "2026/11:[名册]*?" + "长" * 40, TITLES, rows(("甲", "1")))
    assert len(read_sheet(path).name) <= 31


def test_marked_cells_carry_their_reason(tmp_path):
    path = tmp_path / "a.xlsx"
    write_table(path, "x", TITLES, [(("甲", ""), {1: "号码缺失"})])
    with zipfile.ZipFile(path) as archive:
        comments = archive.read("xl/comments1.xml").decode()
    assert "号码缺失" in comments
    assert 'ref="B2"' in comments


def test_another_kind_of_file_is_refused(tmp_path):
    with pytest.raises(InputRefusedError) as caught:
        write_table(tmp_path / "a.pdf", "x", TITLES, [])
    assert caught.value.code == "roster_export_kind"


def test_a_stopped_export_leaves_what_was_there(tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"before")
    with pytest.raises(CancelledError):
        write_table(path, "x", TITLES, rows(("甲", "1")), cancelled=lambda: True)
    assert path.read_bytes() == b"before"
    assert [item.name for item in tmp_path.iterdir()] == ["a.xlsx"]


def test_a_missing_folder_is_named(tmp_path):
    with pytest.raises(InputRefusedError) as caught:
        write_table(tmp_path / "no" / "a.xlsx", "x", TITLES, [])
    assert caught.value.code == "folder_missing"
