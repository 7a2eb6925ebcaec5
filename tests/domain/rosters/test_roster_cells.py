"""Cells of a roster: what they are read as, what is offered, and what nobody does unasked."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kabao.domain.fields import Draft
from kabao.domain.findings import Level, Place
from kabao.domain.holders import check_holder
from kabao.domain.rosters.births import whole_birth
from kabao.domain.rosters.cells import reading_of
from kabao.domain.rosters.dates import propose_date, read_date
from kabao.domain.rosters.headers import known_titles, normal_title, roster_fields
from kabao.domain.rosters.mapping import (
    RosterMapping,
    guess_mapping,
    layout_of,
    to_values,
    with_remembered,
)
from kabao.domain.rosters.proving import Checker
from kabao.domain.rosters.sheets import Sheet, cell_text, column_index, column_letters
from kabao.domain.rosters.tidying import FIXES
from kabao.rulebook import load

TODAY = dt.date(2026, 11, 22)
RULES = load()
FORMS = (RULES.form("holder"), RULES.form("card"))
FIELDS = roster_fields(*FORMS)
KNOWN = known_titles(FIELDS)
NO_FIXES: frozenset[str] = frozenset()


def read(key, cell, fixes=NO_FIXES):
    return reading_of(key, FIELDS[key], 0, frozenset(fixes), TODAY).read(cell)


class TestBirths:
    @pytest.mark.parametrize("cell", ["1990.01", "1990年1月", "1990/1", "199001", "1990.1"])
    def test_the_number_makes_year_and_month_whole(self, cell):
        assert whole_birth(cell, "110000199001010013", "") == "1990-01-01"

    @pytest.mark.parametrize(
        ("cell", "number"),
        [
            ("1990.02", "110000199001010013"),
            ("1990", "110000199001010013"),
            ("1990-01-01", "110000199001010013"),
            ("1990.01", "110000199001010014"),
            ("1990.13", "110000199001010013"),
        ],
    )
    def test_nothing_is_made_up(self, cell, number):
        assert whole_birth(cell, number, "resident_id") == ""


class TestMobiles:
    def test_dashes_are_offered_and_taken_out_when_ticked(self):
        value, notes = read("mobile", "138-1234-5678")
        assert value == "138-1234-5678"
        assert [(note.fix, note.proposal) for note in notes] == [("blanks", "13812345678")]
        assert read("mobile", "138-1234-5678", ["blanks"])[0] == "13812345678"

    def test_dashes_of_a_fixed_line_stay(self):
        assert read("phone", "010-12345678") == ("010-12345678", ())


class TestPlaces:
    @pytest.mark.parametrize(
        ("column", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (16383, "XFD")]
    )
    def test_letters(self, column, letters):
        assert column_letters(column) == letters
        assert column_index(letters) == column

    @pytest.mark.parametrize("text", ["", "1", "姓名", "a", "A1"])
    def test_what_are_no_letters(self, text):
        assert column_index(text) == -1


class TestDates:
    @pytest.mark.parametrize(
        "cell",
        [
            "1990-01-05",
            "1990/1/5",
            "1990.1.5",
            "1990年1月5日",
            "１９９０-０１-０５",
            "19900105",
            19900105.0,
            dt.date(1990, 1, 5),
            dt.datetime(1990, 1, 5),  # noqa: DTZ001 (cells have no zone)
            "1990-01-05 00:00:00",
        ],
    )
    def test_whole_dates(self, cell):
        assert read_date(cell) == "1990-01-05"

    @pytest.mark.parametrize(
        "cell", ["1990-02-30", "1990-13-01", "90-1-5", "45000", 45000.0, "上月", True]
    )
    def test_what_is_not_read(self, cell):
        assert read_date(cell) == ""

    @pytest.mark.parametrize(
        ("cell", "kind", "date"),
        [
            ("26-11-5", "date", "2026-11-05"),
            ("90.1.5", "date", "1990-01-05"),
            ("25/12/2020", "date", "2020-12-25"),
            (45000.0, "serial", "2023-03-15"),
            ("45000", "serial", "2023-03-15"),
            ("5/6/2020", "", ""),
            (12.5, "", ""),
            ("不详", "", ""),
        ],
    )
    def test_doubtful_dates_are_only_proposed(self, cell, kind, date):
        assert propose_date(cell, TODAY) == (kind, date)


class TestCells:
    def test_a_number_stored_as_a_number_is_refused(self):
        value, notes = read("doc_no", 110000199001010013)
        assert value is None
        assert [(note.code, note.level) for note in notes] == [("roster_number_lost", Level.ERROR)]
        assert "0013" not in str(notes[0].params)

    @pytest.mark.parametrize("cell", ["1.10000E+17", "1.1e17"])
    def test_so_is_what_a_text_file_shows_of_one(self, cell):
        assert read("doc_no", cell)[1][0].code == "roster_number_lost"

    @pytest.mark.parametrize(
        "key", ["card.card_number", "card.bank_card_number", "guardian_doc_no"]
    )
    def test_other_numbers_too(self, key):
        assert read(key, 100000001.0)[1][0].code == "roster_number_lost"

    def test_a_phone_stored_as_a_number_has_lost_nothing(self):
        assert read("mobile", 13900000001.0) == ("13900000001", ())

    @pytest.mark.parametrize(
        ("key", "cell", "fix", "after"),
        [
            ("name", "买买提.艾力", "", ""),
            ("name", "阿依·古丽", "", ""),
            ("name", "买买提・艾力", "dot", "买买提·艾力"),
            ("name", "张\u200b三", "hidden", "张三"),
            ("name", "张三 ", "blanks", "张三"),
            ("name", "任  海棠", "blanks", "任海棠"),
            ("name", "Ｊｏｈｎ", "width", "John"),
            ("doc_no", "１１００００199001010013", "width", "110000199001010013"),
            ("doc_no", "11000019900101003x", "case", "11000019900101003X"),
            ("doc_no", "110000 19900101 0013", "blanks", "110000199001010013"),
            ("doc_no", "\ufeff110000199001010013", "hidden", "110000199001010013"),
            ("mobile", "１３９00000001", "width", "13900000001"),
            ("postcode", "12345", "zeros", "012345"),
            ("ethnicity", 1.0, "zeros", "01"),
            ("work_started_on", "26-11-5", "date", "2026-11-05"),
            ("work_started_on", 45000.0, "serial", "2023-03-15"),
        ],
    )
    def test_corrections_are_offered_and_made_only_when_ticked(self, key, cell, fix, after):
        value, notes = read(key, cell)
        if key == "name" and not fix and "." in cell:
            assert [note.fix for note in notes] == ["dot"]
            return
        assert value == (cell if isinstance(cell, str) else cell_text(cell))
        assert [note.fix for note in notes] == ([fix] if fix else [])
        if fix:
            assert notes[0].proposal == after
            value, notes = read(key, cell, {fix})
            assert value == after
            assert [note.code for note in notes] == [f"roster_fixed_{fix}"]

    @pytest.mark.parametrize("text", ["男", "1", "男性", " 男 ", "Male", "１"])
    def test_labels_and_codes_are_both_understood(self, text):
        assert read("sex", text) == ("1", ())

    @pytest.mark.parametrize("text", ["汉", "汉族", "01", "Han"])
    def test_ethnic_groups(self, text):
        assert read("ethnicity", text) == ("01", ())

    def test_an_unknown_label_is_kept_as_it_is(self):
        assert read("sex", "不详") == ("不详", ())

    @pytest.mark.parametrize("text", ["长期", "长期有效", "Long-term"])
    def test_no_end_of_validity(self, text):
        value, _ = read("doc_valid_to", text)
        assert value == ("long_term" if text != "Long-term" else "Long-term")

    def test_offers_never_show_a_number(self):
        _, notes = read("doc_no", "110000 199001010013")
        assert "19900101" not in str(notes[0].params)

    @given(st.text(max_size=30), st.sampled_from(sorted(FIELDS)))
    def test_no_text_breaks_the_reading(self, text, key):
        value, notes = read(key, text)
        fixed, _ = read(key, text, FIXES)
        assert not notes or value is None or isinstance(value, str)
        assert fixed is None or isinstance(fixed, str | bool)


def sheet_of(*rows, merged=()):
    return Sheet("r.xlsx", "S", [list(row) for row in rows], merged=merged)


class TestTitles:
    @pytest.mark.parametrize(
        ("title", "key"),
        [
            ("姓名", "name"),
            ("姓 名", "name"),
            ("*姓名（必填）", "name"),
            ("身份证号", "doc_no"),
            ("公民身份号码", "doc_no"),
            ("证件号码 *\nDocument number", "doc_no"),
            ("联系电话", "mobile"),
            ("社保卡号", "card.card_number"),
            ("单位名称", "employer.name"),
            ("Name", "name"),
            ("Date of birth", "birth_date"),
        ],
    )
    def test_known_titles(self, title, key):
        assert KNOWN[normal_title(title)] == key

    def test_titles_below_a_heading(self):
        sheet = sheet_of(["2026年新员工名册", ""], ["", ""], ["姓名", "身份证号"], ["甲", "1"])
        found = guess_mapping(sheet, KNOWN)
        assert found.header == 2
        assert found.columns == {0: "name", 1: "doc_no"}

    def test_titles_over_two_merged_rows(self):
        sheet = sheet_of(
            ["姓名", "证件", "", "联系", ""],
            ["", "类型", "号码", "手机", "地址"],
            ["甲", "身份证", "1", "2", "3"],
            merged=((0, 0, 1, 0), (0, 1, 0, 2), (0, 3, 0, 4)),
        )
        found = guess_mapping(sheet, KNOWN)
        assert found.header_rows == 2
        assert set(found.columns.values()) >= {"name", "doc_type", "doc_no", "mobile"}
        assert found.columns[2] == "doc_no"

    def test_no_titles(self):
        assert guess_mapping(sheet_of(["甲", "110000199001010013"]), KNOWN) is None

    def test_one_field_has_one_column(self):
        found = guess_mapping(sheet_of(["姓名", "名字", "身份证号"]), KNOWN)
        assert found.columns == {0: "name", 2: "doc_no"}
        assert found.with_column(1, "name").columns == {1: "name", 2: "doc_no"}

    def test_a_layout_is_remembered_whatever_the_rows(self):
        one = sheet_of(["姓名", "身份证号"], ["甲", "1"])
        other = sheet_of(["姓名 ", "身份证号"], ["乙", "2"], ["丙", "3"])
        mapping = guess_mapping(one, KNOWN)
        assert layout_of(one, mapping) == layout_of(other, mapping)
        changed = RosterMapping(0, 1, {1: "name", 0: "doc_no"}, {"region": "110000"})
        again = with_remembered(mapping, to_values(changed), frozenset(FIELDS))
        assert again.columns == changed.columns
        assert again.defaults == {"region": "110000"}
        assert again.remembered


PLAIN = {
    "name": st.sampled_from(["安思源", "王䶮", "A", "张三 ", "买买提.艾力", "", "长" * 60]),
    "sex": st.sampled_from(["1", "2", "3", ""]),
    "birth_date": st.sampled_from(["1990-01-01", "2020-06-01", "1990-1-1", "2030-01-01", ""]),
    "nationality": st.sampled_from(["CHN", "中国", ""]),
    "ethnicity": st.sampled_from(["01", "1", ""]),
    "doc_type": st.sampled_from(["resident_id", "foreign_passport", "x", ""]),
    "doc_no": st.sampled_from(
        ["110000199001010013", "11000020200601005X", "11000019900101003x", "E1234567", "1", ""]
    ),
    "doc_valid_from": st.sampled_from(["2020-01-01", "2031-01-01", ""]),
    "doc_valid_to": st.sampled_from(["2030-01-01", "2019-12-31", "长期", ""]),
    "doc_long_term": st.sampled_from([True, False, None]),
    "mobile": st.sampled_from(["13900000001", "1390000", ""]),
    "phone": st.sampled_from(["010-12345678", "x", ""]),
    "postcode": st.sampled_from(["100000", "1", ""]),
    "live_addr": st.sampled_from(["一路1号", "  ", "长" * 300, ""]),
    "region": st.sampled_from(["110000", "11", ""]),
    "work_started_on": st.sampled_from(["2026-11-01", "2027-01-01", "1", ""]),
    "guardian_name": st.sampled_from(["甲", ""]),
    "guardian_doc_no": st.sampled_from(["110000199001010013", ""]),
    "remark": st.sampled_from(["密码 123456", "好", ""]),
    "email": st.sampled_from(["a@b.c", "a", ""]),
    "name_pinyin": st.sampled_from(["AN SIYUAN", "an", ""]),
}


@settings(max_examples=400)
@given(st.fixed_dictionaries(PLAIN))
def test_the_short_way_finds_what_the_long_way_finds(values):
    kept = {name: value for name, value in values.items() if value not in ("", None)}
    short = Checker(FORMS[0], TODAY).check(kept)
    long = check_holder(Draft(FORMS[0], kept), TODAY, Place("holders"))
    assert sorted(map(repr, short)) == sorted(map(repr, long))
