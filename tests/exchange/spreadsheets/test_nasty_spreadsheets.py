"""Files that people really hand in, and some that only an ill-wisher would."""

from __future__ import annotations

import datetime as dt
import os
import resource
import zipfile

import pytest

from kabao.domain.errors import CancelledError, InputRefusedError
from kabao.exchange.spreadsheets import kinds, read_sheet, scanning
from kabao.texts import Texts
from spreadsheets import (
    PEOPLE,
    TITLES,
    changed_member,
    ods,
    old_workbook,
    read_here,
    roster,
    text_file,
    with_member,
    workbook,
)

SHEET = "xl/worksheets/sheet1.xml"
ROWS = [list(TITLES), *(list(person) for person in PEOPLE)]


def refused(path, code, **named):
    with pytest.raises(InputRefusedError) as caught:
        read_here(path)
    assert caught.value.code == code
    for language in ("zh", "en"):
        sentence = Texts(language)(f"errors.{code}", **caught.value.params)
        assert path.name in sentence
    for name, value in named.items():
        assert caught.value.params[name] == value


def filled(sheet):
    return [list(row) for row in sheet.rows if any(row)]


class TestWorkbooks:
    def test_a_plain_workbook(self, tmp_path):
        sheet = read_here(roster(tmp_path / "r.xlsx"))
        assert filled(sheet) == ROWS
        assert sheet.place(1, 1) == "Sheet1!B2"

    def test_places_hold_where_rows_and_columns_above_are_empty(self, tmp_path):
        path = workbook(tmp_path / "r.xlsx", [[], [], [None, None, *TITLES], [None, None, "甲"]])
        sheet = read_here(path)
        at = next(i for i, row in enumerate(sheet.rows) if row[0] == "甲")
        assert sheet.place(at, 0) == "Sheet1!C4"

    def test_numbers_dates_and_formulas_keep_their_type(self, tmp_path):
        def write(book, page):
            day = book.add_format({"num_format": "yyyy-mm-dd"})
            page.write_datetime(1, 0, dt.date(1990, 1, 1), day)
            page.write_formula(1, 1, '="甲"', None, "甲")
            page.write_number(1, 2, 110000199001010013)

        row = read_here(workbook(tmp_path / "r.xlsx", [TITLES], before=write)).rows[1]
        assert row[0] == dt.date(1990, 1, 1)
        assert row[1] == "甲"
        assert isinstance(row[2], float)

    def test_merged_cells_are_told(self, tmp_path):
        def merge(book, page):
            page.merge_range(0, 0, 0, 2, "2026年新员工")

        sheet = read_here(workbook(tmp_path / "r.xlsx", [[], *ROWS], before=merge))
        assert sheet.merged == ((0, 0, 0, 2),)

    def test_two_hundred_empty_columns(self, tmp_path):
        wide = [*TITLES, *[None] * 200, "备注"]
        sheet = read_here(workbook(tmp_path / "r.xlsx", [wide, *PEOPLE]))
        assert sheet.width == 204

    def test_hidden_sheets_are_passed_over(self, tmp_path):
        import xlsxwriter

        path = tmp_path / "r.xlsx"
        with xlsxwriter.Workbook(str(path)) as book:
            book.add_worksheet("码表").hide()
            page = book.add_worksheet("花名册")
            book.worksheets()[1].activate()
            page.write_string(0, 0, "姓名")
        assert read_here(path).name == "花名册"

    def test_an_unknown_sheet(self, tmp_path):
        with pytest.raises(InputRefusedError) as caught:
            read_here(roster(tmp_path / "r.xlsx"), "没有")
        assert caught.value.code == "roster_no_such_sheet"

    def test_an_empty_sheet(self, tmp_path):
        refused(workbook(tmp_path / "r.xlsx", []), "roster_no_rows")

    def test_two_far_corners_take_no_memory(self, tmp_path):
        def write(book, page):
            page.write_string(1_048_575, 16_383, "远")

        path = workbook(tmp_path / "r.xlsx", ROWS, before=write)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        refused(path, "roster_reaches_too_far", rows=1_048_576, columns=16_384)
        grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
        assert grown < 200 * 1024

    def test_a_cell_in_the_last_row_alone_is_no_harm(self, tmp_path):
        def write(book, page):
            page.write_string(1_048_575, 0, "完")

        sheet = read_here(workbook(tmp_path / "r.xlsx", ROWS, before=write))
        assert len(filled(sheet)) == 5

    def test_too_many_rows(self, tmp_path, monkeypatch):
        monkeypatch.setattr("kabao.exchange.spreadsheets.laying.MOST_ROWS", 3)
        refused(roster(tmp_path / "r.xlsx"), "roster_too_many_rows", limit=3)

    def test_reading_can_be_stopped(self, tmp_path):
        with pytest.raises(CancelledError):
            read_sheet(roster(tmp_path / "r.xlsx"), cancelled=lambda: True)


class TestDangerousFiles:
    def test_no_file(self, tmp_path):
        refused(tmp_path / "r.xlsx", "roster_no_file")

    def test_a_folder(self, tmp_path):
        (tmp_path / "r.xlsx").mkdir()
        refused(tmp_path / "r.xlsx", "roster_no_file")

    @pytest.mark.parametrize("name", ["r.xlsx", "r.xls", "r.ods", "r.csv"])
    def test_nothing_in_it(self, tmp_path, name):
        (tmp_path / name).write_bytes(b"")
        refused(tmp_path / name, "roster_empty")

    def test_a_huge_file(self, tmp_path):
        path = tmp_path / "r.xlsx"
        with path.open("wb") as file:
            os.truncate(file.fileno(), 300 * 1024 * 1024)
        refused(path, "roster_too_large", limit=kinds.MOST_MEGABYTES)

    def test_a_zip_bomb(self, tmp_path):
        roster(tmp_path / "sound.xlsx")
        path = with_member(
            tmp_path / "sound.xlsx", tmp_path / "r.xlsx", "xl/media/x.bin", b"\0" * 64_000_000
        )
        refused(path, "roster_unpacks_too_large")

    def test_a_bomb_that_lies_about_its_size(self, tmp_path):
        roster(tmp_path / "sound.xlsx")
        path = changed_member(
            tmp_path / "sound.xlsx",
            tmp_path / "r.xlsx",
            SHEET,
            lambda data: data + b" " * 30_000_000,
        )
        data = bytearray(path.read_bytes())
        with zipfile.ZipFile(path) as archive:
            size = archive.getinfo(SHEET).file_size.to_bytes(4, "little")
        data = data.replace(size, (4000).to_bytes(4, "little"))
        path.write_bytes(data)
        refused(path, "roster_damaged")

    def test_a_password(self, tmp_path):
        path = tmp_path / "r.xlsx"
        head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504
        path.write_bytes(head + "EncryptedPackage".encode("utf-16-le") + b"\0" * 512)
        refused(path, "roster_password")

    @pytest.mark.parametrize("name", ["r.xlsx", "r.xlsm"])
    def test_macros(self, tmp_path, name):
        roster(tmp_path / "sound.xlsx")
        path = with_member(tmp_path / "sound.xlsx", tmp_path / name, "xl/vbaProject.bin", b"macro")
        refused(path, "roster_macros")

    def test_cut_off(self, tmp_path):
        data = roster(tmp_path / "sound.xlsx").read_bytes()
        (tmp_path / "r.xlsx").write_bytes(data[: len(data) // 2])
        refused(tmp_path / "r.xlsx", "roster_damaged")

    def test_broken_inside(self, tmp_path):
        roster(tmp_path / "sound.xlsx")
        path = changed_member(
            tmp_path / "sound.xlsx", tmp_path / "r.xlsx", SHEET, lambda data: data[:300] + b"<<<"
        )
        refused(path, "roster_damaged")

    def test_text_called_a_workbook(self, tmp_path):
        text_file(tmp_path / "r.xlsx")
        refused(tmp_path / "r.xlsx", "roster_mislabelled", kind="csv")

    def test_a_workbook_called_text(self, tmp_path):
        roster(tmp_path / "r.xlsx").rename(tmp_path / "r.csv")
        refused(tmp_path / "r.csv", "roster_mislabelled", kind="xlsx")

    def test_a_web_page_called_a_workbook(self, tmp_path):
        (tmp_path / "r.xls").write_text("<html><table><tr><td>姓名</td></tr></table></html>")
        refused(tmp_path / "r.xls", "roster_web_page")

    @pytest.mark.parametrize("head", [b"%PDF-1.7", b"\x89PNG\r\n", b"\0\1\2\3"])
    def test_something_else_altogether(self, tmp_path, head):
        (tmp_path / "r.csv").write_bytes(head + b"\0" * 100)
        refused(tmp_path / "r.csv", "roster_not_a_sheet")

    def test_a_document_called_a_workbook(self, tmp_path):
        with zipfile.ZipFile(tmp_path / "r.xlsx", "w") as archive:
            archive.writestr("word/document.xml", "<x/>")
        refused(tmp_path / "r.xlsx", "roster_not_a_sheet")

    def test_another_kind_of_file(self, tmp_path):
        (tmp_path / "r.docx").write_bytes(b"x")
        refused(tmp_path / "r.docx", "import_kind_unknown")


class TestOldWorkbooks:
    def test_a_plain_one(self, tmp_path):
        assert filled(read_here(old_workbook(tmp_path / "r.xls", ROWS))) == ROWS

    def test_numbers_stay_numbers(self, tmp_path):
        rows = [[*TITLES], ["甲", 110000199001010013.0, ""]]
        assert isinstance(read_here(old_workbook(tmp_path / "r.xls", rows)).rows[1][1], float)

    def test_one_called_new(self, tmp_path):
        old_workbook(tmp_path / "r.xlsx", ROWS)
        refused(tmp_path / "r.xlsx", "roster_mislabelled", kind="xls")

    def test_cut_off(self, tmp_path):
        data = old_workbook(tmp_path / "r.xls", ROWS).read_bytes()
        (tmp_path / "r.xls").write_bytes(data[:1600])
        refused(tmp_path / "r.xls", "roster_damaged")

    def test_a_bare_stream_of_the_oldest_kind(self, tmp_path):
        (tmp_path / "r.xls").write_bytes(b"\x09\x00\x04\x00\x02\x00\x10\x00" + b"\0" * 600)
        refused(tmp_path / "r.xls", "roster_damaged")


class TestOpenDocuments:
    def test_a_plain_one(self, tmp_path):
        assert filled(read_here(ods(tmp_path / "r.ods", ROWS))) == ROWS

    def test_numbers_stay_numbers(self, tmp_path):
        sheet = read_here(ods(tmp_path / "r.ods", [list(TITLES), ["甲", 110000199001010013, ""]]))
        assert isinstance(sheet.rows[1][1], float)

    def test_empty_rows_to_the_end_are_no_harm(self, tmp_path):
        tail = (
            '<table:table-row table:number-rows-repeated="1048000">'
            '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
        )
        assert filled(read_here(ods(tmp_path / "r.ods", ROWS, tail=tail))) == ROWS

    def test_a_cell_repeated_without_end(self, tmp_path):
        tail = (
            '<table:table-row table:number-rows-repeated="1048000"><table:table-cell'
            ' table:number-columns-repeated="16384" office:value-type="string">'
            "<text:p>x</text:p></table:table-cell></table:table-row>"
        )
        refused(ods(tmp_path / "r.ods", ROWS, tail=tail), "roster_reaches_too_far")


class TestDelimitedText:
    @pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
    def test_every_encoding_and_delimiter(self, tmp_path, encoding, delimiter):
        path = text_file(tmp_path / "r.csv", encoding=encoding, delimiter=delimiter)
        sheet = read_here(path)
        assert filled(sheet) == ROWS
        assert sheet.delimiter == delimiter

    def test_a_wrong_encoding(self, tmp_path):
        (tmp_path / "r.csv").write_bytes("姓名,号码\n".encode("gb18030") + b"\xff\xff\n")
        refused(tmp_path / "r.csv", "roster_encoding")

    def test_line_breaks_inside_quotes_keep_their_row(self, tmp_path):
        (tmp_path / "r.csv").write_text('姓名,地址\n甲,"一号\n二楼"\n乙,三号\n', encoding="utf-8")
        sheet = read_here(tmp_path / "r.csv")
        assert sheet.rows[1] == ["甲", "一号\n二楼"]
        assert sheet.rows[2][0] == "乙"

    def test_a_quote_that_never_ends(self, tmp_path):
        (tmp_path / "r.csv").write_text('姓名,地址\n甲,"一号\n' + "乙,三号\n" * 5)
        refused(tmp_path / "r.csv", "roster_quotes")

    def test_a_comma_in_an_address_does_not_choose_the_delimiter(self, tmp_path):
        rows = [TITLES, *((name, number, "一路1号,二楼,三室") for name, number, _ in PEOPLE)]
        sheet = read_here(text_file(tmp_path / "r.csv", rows, delimiter=";"))
        assert sheet.delimiter == ";"

    def test_only_blank_lines(self, tmp_path):
        (tmp_path / "r.csv").write_text("\n,,\n\n")
        refused(tmp_path / "r.csv", "roster_no_rows")

    def test_too_many_rows(self, tmp_path, monkeypatch):
        monkeypatch.setattr("kabao.exchange.spreadsheets.delimited.MOST_ROWS", 3)
        refused(text_file(tmp_path / "r.csv"), "roster_too_many_rows", limit=3)


def test_the_limits_leave_room_for_a_large_roster():
    assert scanning.MOST_ROWS * 60 <= scanning.MOST_CELLS
