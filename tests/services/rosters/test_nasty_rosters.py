"""Rosters as desks really keep them: each oddity is told at its place, none is guessed away."""

from __future__ import annotations

import datetime as dt

import pytest

from kabao.domain.findings import Level
from kabao.services.rosters import placed
from kabao.services.workspace import Workspace
from kabao.texts import Texts
from services.people_at_hand import TODAY
from spreadsheets import PEOPLE, TITLES, ods, read_here, workbook

ONE, TWO, THREE = PEOPLE


class Hand:
    """A file shown to the program, and what came of it."""

    def __init__(self, rosters, sheet, fixes=(), columns=None):
        mapping = rosters.suggest(sheet).with_fixes(frozenset(fixes))
        for column, key in (columns or {}).items():
            mapping = mapping.with_column(column, key)
        self.preview = rosters.preview(sheet, mapping)
        self.counts = dict(self.preview.counts)
        self.told = [placed(sheet, item) for item in self.preview.findings]
        self.mapping = mapping

    def at(self, code):
        return [item.place.field for item in self.told if item.code == code]

    def text(self, code):
        found = next(item for item in self.told if item.code == code)
        return Texts("zh")(f"findings.{code}.text", **found.params)

    def values(self, number=0):
        return self.preview.rows[number].holder.values

    def fixes(self):
        return {item.fix: item.proposal for item in self.preview.findings if item.fix}


@pytest.fixture(scope="module")
def rosters(tmp_path_factory):
    """One ledger for all: nothing here is written."""
    path = tmp_path_factory.mktemp("nasty") / "a.kabao"
    with Workspace.create(path, clock=lambda: TODAY) as workspace:
        yield workspace.rosters
        assert workspace.holders.count() == 0


@pytest.fixture
def hand(rosters, tmp_path):
    def make(rows, fixes=(), columns=None, **options):
        sheet = read_here(workbook(tmp_path / "r.xlsx", rows, **options))
        return Hand(rosters, sheet, fixes, columns)

    return make


class TestFormulas:
    def test_a_failed_formula_is_refused_at_its_cell(self, hand):
        def write(book, page):
            page.write_formula(2, 2, "=VLOOKUP(1,A:A,1)", None, "#N/A")

        told = hand([TITLES, ONE, TWO[:2]], before=write)
        assert told.at("roster_formula_failed") == ["Sheet1!C3"]
        assert "#N/A" in told.text("roster_formula_failed")
        assert (told.counts["added"], told.counts["refused"]) == (1, 1)

    def test_so_is_one_that_was_never_calculated(self, hand):
        def write(book, page):
            page.write_formula(1, 1, "=A9", None, "")

        told = hand([TITLES, ONE[:1], TWO], before=write)
        assert told.at("roster_formula_unsaved") == ["Sheet1!B2"]

    def test_an_empty_result_is_a_blank_cell(self, hand):
        def write(book, page):
            page.write_formula(1, 2, '=IF(1,"",2)', None, "")

        told = hand([TITLES, ONE[:2]], before=write)
        # This writer stores no type; a spreadsheet program says that the result is text.
        assert told.at("roster_formula_unsaved") == ["Sheet1!C2"]

    def test_a_result_that_was_saved_is_taken(self, hand):
        def write(book, page):
            page.write_formula(1, 0, '="安"&"思源"', None, "安思源")

        assert hand([TITLES, (None, *ONE[1:])], before=write).counts["added"] == 1

    @pytest.mark.parametrize("text", ["#N/A", "#REF!", "#VALUE!", "#DIV/0!"])
    def test_errors_that_became_text(self, hand, text):
        assert hand([TITLES, (*ONE[:2], text)]).at("roster_formula_failed") == ["Sheet1!C2"]


class TestShapes:
    def test_merged_cells_are_filled_only_when_ticked(self, hand):
        def merge(book, page):
            page.merge_range(1, 3, 3, 3, "朝阳路1号")

        rows = [(*TITLES, "地址"), *PEOPLE]
        told = hand(rows, before=merge)
        assert told.at("roster_merged") == ["Sheet1!D3", "Sheet1!D4"]
        assert "live_addr" not in told.values(1)
        ticked = hand(rows, fixes={"merged"}, before=merge)
        assert [ticked.values(at)["live_addr"] for at in range(3)] == ["朝阳路1号"] * 3
        assert ticked.at("roster_fixed_merged") == ["Sheet1!D3", "Sheet1!D4"]

    @pytest.mark.parametrize(
        ("row", "code"),
        [
            (("合计", "", "3"), "roster_row_of_sums"),
            (("总 计：3人", "", ""), "roster_row_of_sums"),
            (("", "小计", ""), "roster_row_of_sums"),
            (("制表人：张三", "", ""), "roster_row_of_notes"),
            (("姓 名", "身份证号码 *", "手机号码"), "roster_row_of_titles"),
        ],
    )
    def test_rows_that_are_no_people_are_told_and_not_counted(self, hand, row, code):
        told = hand([TITLES, ONE, row, TWO])
        assert told.at(code) == ["Sheet1!3"]
        assert (told.counts["added"], told.counts["refused"]) == (2, 0)

    def test_a_sum_with_a_number_is_a_person_to_be_refused(self, hand):
        assert hand([TITLES, ONE, ("合计", "12", "")]).counts["refused"] == 1

    def test_titles_above_and_blank_rows_between(self, hand):
        rows = [("2026年新员工名册",), (), TITLES, ONE, (), ("", "", ""), TWO]
        told = hand(rows)
        assert told.counts["added"] == 2
        assert told.preview.sheet.place(told.preview.rows[1].row.index) == "Sheet1!7"

    def test_a_trailing_merged_title_reaches_its_columns(self, hand):
        def merge(book, page):
            page.merge_range(0, 1, 0, 2, "证件")

        rows = [("姓名", None, None), ("", "类型", "号码"), ("安思源", "居民身份证", ONE[1])]
        told = hand(rows, before=merge)
        assert told.mapping.columns[2] == "doc_no"
        assert told.counts["added"] == 1

    def test_hidden_rows_and_columns_are_told(self, hand):
        def hide(book, page):
            page.set_row(2, None, None, {"hidden": True})
            page.set_column(2, 2, None, None, {"hidden": True})

        told = hand([TITLES, *PEOPLE], before=hide)
        assert "第 3 行" in told.text("roster_hidden_rows")
        assert "C" in told.text("roster_hidden_columns")
        assert told.counts["added"] == 3

    def test_hidden_rows_of_an_open_document(self, rosters, tmp_path):
        tail = (
            '<table:table-row table:visibility="filter"><table:table-cell'
            ' office:value-type="string"><text:p>王䶮</text:p></table:table-cell><table:table-cell'
            f' office:value-type="string"><text:p>{THREE[1]}</text:p></table:table-cell>'
            "</table:table-row>"
        )
        sheet = read_here(ods(tmp_path / "r.ods", [list(TITLES), list(ONE)], tail=tail))
        assert "第 3 行" in Hand(rosters, sheet).text("roster_hidden_rows")

    def test_other_sheets_twin_titles_and_columns_left_out(self, hand):
        def more(book, page):
            book.add_worksheet("二月")

        rows = [("工号", *TITLES, "姓名", "序号"), ("7", *ONE, "别名", "1")]
        told = hand(rows, before=more)
        assert "二月" in told.text("roster_other_sheets")
        assert told.text("roster_columns_ignored").endswith("工号。")
        assert "E 列与 B 列" in told.text("roster_title_twice")
        assert told.values()["name"] == "安思源"

    def test_five_hundred_columns_none_of_them_lost(self, hand):
        rows = [(*TITLES, *(f"列{n}" for n in range(500))), ONE]
        assert hand(rows).counts["added"] == 1


class TestTitles:
    @pytest.mark.parametrize(
        "titles",
        [
            ("姓名(必填)*", "身份证\n号码", "手 机 号 码"),
            ("Name", "ID No.", "Mobile"),
            ("姓名", "身份證號碼", "手機號碼"),
            ("*姓名\nName", "证件号码【18位】", "联系电话："),
            ("员工姓名", "公民身份号码", "联系方式"),
        ],
    )
    def test_titles_in_many_writings(self, hand, titles):
        told = hand([titles, ONE])
        assert told.counts["added"] == 1
        assert told.values()["mobile"] == ONE[2]

    def test_columns_in_another_order(self, hand):
        told = hand([TITLES[::-1], ONE[::-1]])
        assert told.values()["doc_no"] == ONE[1]


class TestNumbers:
    @pytest.mark.parametrize(
        ("text", "fix"),
        [
            ("11000019900101003x", "case"),
            ("11000019900101003Ｘ", "width"),
            ("11000019900101003Х", "letters"),  # Cyrillic
            ("11000019900101003χ", "letters"),  # Greek
            ("11000019900101003×", "letters"),
            ("1l000O19900101003X", "letters"),
            ("'11000019900101003X", "quote"),
            ("’11000019900101003X", "quote"),
            ('="11000019900101003X"', "quote"),
            ("\t11000019900101003X", "hidden"),
            ("11000019900101003X\n", "hidden"),
            ("110000 19900101 003X", "blanks"),
        ],
    )
    def test_offered_never_applied_by_itself(self, hand, text, fix):
        rows = [TITLES, ("王䶮", text, "13900000003")]
        told = hand(rows)
        assert fix in told.fixes()
        assert told.values()["doc_no"] == text
        assert "19900101003" not in told.text(f"roster_{fix}")
        every = {"quote", "hidden", "width", "blanks", "letters", "case"}
        ticked = hand(rows, fixes=every)
        assert ticked.values()["doc_no"] == THREE[1]
        assert ticked.counts["added"] == 1

    @pytest.mark.parametrize("cell", [110000199001010013, 1.10000199001e17, "1.10000199001E+17"])
    def test_a_number_that_lost_digits(self, hand, cell):
        told = hand([TITLES, ("安思源", cell, "")])
        assert told.at("roster_number_lost") == ["Sheet1!B2"]
        assert told.counts["refused"] == 1

    def test_look_alikes_in_a_name_are_left_alone(self, hand):
        assert not hand([TITLES, ("王小OlI", *ONE[1:])]).fixes()


class TestDates:
    @pytest.mark.parametrize(
        "cell",
        ["2024年3月5日", "20240305", "2024.3.5", "2024/03/05", 20240305, dt.date(2024, 3, 5)],
    )
    def test_whole_dates_are_read(self, hand, cell):
        def write(book, page):
            page.write_datetime(1, 3, cell, book.add_format({"num_format": "yyyy/m/d"}))

        row = (*ONE, None if isinstance(cell, dt.date) else cell)
        before = write if isinstance(cell, dt.date) else None
        told = hand([(*TITLES, "入职日期"), row], before=before)
        assert told.values()["work_started_on"] == "2024-03-05"

    @pytest.mark.parametrize(
        ("cell", "date"),
        [
            (45356, "2024-03-05"),
            ("24-3-5", "2024-03-05"),
            ("二〇二四年三月五日", "2024-03-05"),
            ("二零二四年十二月二十一日", "2024-12-21"),
            ("2024-03-05 08:30:00", "2024-03-05"),
            ("15/3/2024", "2024-03-15"),
        ],
    )
    def test_doubtful_ones_are_proposed(self, hand, cell, date):
        rows = [(*TITLES, "入职日期"), (*ONE, cell)]
        told = hand(rows)
        assert date in told.fixes().values()
        assert told.values().get("work_started_on") != date
        assert hand(rows, fixes={"date", "serial"}).values()["work_started_on"] == date

    @pytest.mark.parametrize("cell", ["3/5/24", "03/05/24", "5/6/2020", "2024年3月", "2024-02-30"])
    def test_ambiguous_ones_are_refused_without_a_guess(self, hand, cell):
        told = hand([(*TITLES, "入职日期"), (*ONE, cell)])
        assert not told.fixes()
        assert told.counts["refused"] == 1

    def test_days_counted_from_1904(self, hand):
        told = hand([(*TITLES, "入职日期"), (*ONE, 43894)], options={"date_1904": True})
        assert told.fixes() == {"serial": "2024-03-05"}


class TestText:
    def test_a_row_with_more_cells_than_titles(self, rosters, tmp_path):
        path = tmp_path / "r.csv"
        lines = ["姓名,身份证号码,地址", f"安思源,{ONE[1]},一路1号,二楼", f"白晓棠,{TWO[1]},三路,,"]
        path.write_text("\n".join(lines), encoding="utf-8")
        told = Hand(rosters, read_here(path))
        assert told.at("roster_row_longer") == ["r!2"]
        assert (told.counts["added"], told.counts["refused"]) == (1, 1)

    def test_findings_are_warnings_or_worse_where_a_value_is_lost(self, hand):
        told = hand([TITLES, (*ONE[:2], "#REF!")])
        assert {item.level for item in told.told if item.code == "roster_formula_failed"} == {
            Level.ERROR
        }
