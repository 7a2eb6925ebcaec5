"""A roster as one step: counts that add up, nothing twice, nothing changed in silence."""

from __future__ import annotations

import string
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kabao.domain.changes import Changed
from kabao.domain.errors import CancelledError, InputRefusedError
from kabao.domain.findings import Level
from kabao.domain.rosters.mapping import MappingFile
from kabao.domain.rosters.sheets import cell_text
from kabao.exchange.spreadsheets import read_sheet
from kabao.services.workspace import Workspace
from kabao.texts import Texts
from services.people_at_hand import EMPLOYER, HOLDER, TODAY
from spreadsheets import PEOPLE, roster

FULL = ("姓名", "身份证号码", "手机号码", "发卡地", "单位名称", "入职日期")


def codes(report):
    return [item.code for item in report.findings]


def places(report, code):
    return [item.place.field for item in report.findings if item.code == code]


class TestTaking:
    def test_a_plain_roster(self, workspace, hand_in):
        report = workspace.rosters.take(hand_in(PEOPLE))
        assert (report.rows, report.added, report.refused) == (3, 3, 0)
        stored = workspace.ledger.holders.by_number("110000199001010013")
        assert stored.values == {
            "name": "安思源",
            "doc_no": "110000199001010013",
            "mobile": "13900000001",
            "doc_type": "resident_id",
            "nationality": "CHN",
            "sex": "1",
            "birth_date": "1990-01-01",
        }
        assert report.changed.holders == {item.id for item in workspace.ledger.holders.all()}

    def test_what_was_read_off_the_number_is_told(self, workspace, hand_in):
        report = workspace.rosters.report(hand_in(PEOPLE))
        assert codes(report) == ["roster_column_missing", "roster_from_number"]

    def test_a_preview_writes_nothing(self, workspace, hand_in, contents):
        before = contents()
        hand_in(PEOPLE)
        assert contents() == before

    def test_the_same_file_again_changes_nothing(self, workspace, hand_in, contents):
        workspace.rosters.take(hand_in(PEOPLE))
        before = contents()
        report = workspace.rosters.take(hand_in(PEOPLE))
        assert (report.unchanged, report.rows) == (3, 3)
        assert report.changed == Changed()
        assert contents() == before

    def test_one_entry_in_the_history(self, workspace, hand_in):
        workspace.rosters.take(hand_in(PEOPLE, name="110000199001010013.xlsx"))
        (entry,) = workspace.ledger.history.latest(10)
        assert entry.action == "roster.import"
        assert entry.subject == "110***********0013.xlsx"

    def test_empty_cells_leave_what_is_there(self, workspace, hand_in, holder):
        row = (holder.name, holder.doc_no, "")
        report = workspace.rosters.take(hand_in([row]))
        assert report.unchanged == 1
        assert workspace.holders.view(holder.id).holder == holder

    def test_a_change_is_told_with_before_and_after(self, workspace, hand_in, holder):
        preview = hand_in([(holder.name, holder.doc_no, "13911112222")])
        report = workspace.rosters.take(preview)
        assert report.updated == 1
        (told,) = [item for item in report.findings if item.code == "roster_changes"]
        assert told.level is Level.INFO
        assert "13911112222" not in str(told.params)
        stored = workspace.holders.view(holder.id).holder
        assert stored.text("mobile") == "13911112222"
        assert stored.text("region") == holder.text("region")

    def test_another_name_for_a_known_number_is_pointed_out(self, workspace, hand_in, holder):
        report = workspace.rosters.report(hand_in([("别人", holder.doc_no, "")]))
        assert "roster_name_differs" in codes(report)

    def test_blank_rows_are_no_rows(self, workspace, hand_in):
        report = workspace.rosters.take(
            hand_in([PEOPLE[0], ("", "", ""), (" ", "", ""), PEOPLE[1]])
        )
        assert report.rows == 2

    def test_stopping_leaves_nothing(self, workspace, hand_in, contents):
        preview, before = hand_in(PEOPLE), contents()
        with pytest.raises(CancelledError):
            workspace.rosters.take(preview, cancelled=lambda: True)
        assert contents() == before

    def test_somebody_added_since_the_preview(self, workspace, hand_in):
        preview = hand_in(PEOPLE)
        workspace.holders.save(0, HOLDER)
        with pytest.raises(InputRefusedError) as caught:
            workspace.rosters.take(preview)
        assert caught.value.code == "roster_register_changed"
        assert workspace.holders.count() == 1


class TestRefusing:
    def test_a_numeric_number_with_its_place(self, workspace, hand_in):
        report = workspace.rosters.take(hand_in([PEOPLE[0], ("吴子墨", 110101199001010013, "")]))
        assert (report.added, report.refused) == (1, 1)
        assert places(report, "roster_number_lost") == ["Sheet1!B3"]
        assert workspace.holders.count() == 1

    @pytest.mark.parametrize(
        ("number", "code"),
        [
            ("110000199001010014", "number_check_digit"),
            ("110000199002300012", "number_birth_not_real"),
            ("110000900101001", "number_first_generation"),
            ("990000199001010013", "number_is_permanent_residence"),
        ],
    )
    def test_wrong_numbers(self, workspace, hand_in, number, code):
        report = workspace.rosters.take(hand_in([("安", number, "")]))
        assert report.refused == 1
        assert places(report, code) == ["Sheet1!B2"]

    def test_birth_and_sex_against_the_number(self, workspace, hand_in):
        titles = ("姓名", "身份证号码", "性别", "出生日期")
        report = workspace.rosters.take(
            hand_in([("安", "110000199001010013", "女", "1990-01-02")], titles)
        )
        assert report.refused == 1
        assert places(report, "sex_differs_from_number") == ["Sheet1!C2"]
        assert places(report, "birth_differs_from_number") == ["Sheet1!D2"]

    def test_the_same_number_twice_in_the_file(self, workspace, hand_in):
        wide = "１１００００１９９００１０１００１３"
        report = workspace.rosters.take(hand_in([PEOPLE[0], PEOPLE[0], ("安", wide, "")]))
        assert (report.added, report.refused) == (1, 2)
        assert places(report, "roster_twice_in_file") == ["Sheet1!B3", "Sheet1!B4"]

    def test_a_blank_cell_in_a_column_that_must_be_filled(self, workspace, hand_in):
        report = workspace.rosters.take(hand_in([("", "110000199001010013", "")]))
        assert places(report, "required") == ["Sheet1!A2"]
        assert report.refused == 1

    def test_a_password_in_a_note(self, workspace, hand_in):
        titles = ("姓名", "身份证号码", "备注")
        report = workspace.rosters.take(hand_in([(*PEOPLE[0][:2], "密码123456")], titles))
        assert places(report, "note_has_password") == ["Sheet1!C2"]
        assert report.refused == 1

    def test_no_titles(self, workspace, tmp_path):
        sheet = workspace.rosters.open(roster(tmp_path / "r.xlsx", PEOPLE, ("", "", "")))
        with pytest.raises(InputRefusedError) as caught:
            workspace.rosters.suggest(sheet)
        assert caught.value.code == "roster_no_titles"

    def test_only_titles(self, workspace, hand_in):
        with pytest.raises(InputRefusedError) as caught:
            hand_in([])
        assert caught.value.code == "roster_no_rows"


class TestCorrections:
    NASTY = (
        ("安\u200b思源", "１１００００199001010013", "13900000001", "26-11-5"),
        ("白晓棠", "110000199001010021", "１３９00000002", 45000),
    )
    TITLES = ("姓名", "身份证号码", "手机号码", "入职日期")

    def test_nothing_is_corrected_unasked(self, workspace, hand_in):
        preview = hand_in(self.NASTY, self.TITLES)
        assert preview.counts["refused"] == 2
        assert dict(preview.summary.offers) == {"hidden": 1, "width": 2, "date": 1, "serial": 1}

    def test_what_was_ticked_is_corrected_and_told(self, workspace, hand_in):
        fixes = ("hidden", "width", "date", "serial")
        report = workspace.rosters.take(hand_in(self.NASTY, self.TITLES, fixes=fixes))
        assert report.added == 2
        stored = workspace.ledger.holders.by_number("110000199001010013")
        assert (stored.name, stored.text("work_started_on")) == ("安思源", "2026-11-05")
        assert places(report, "roster_fixed_hidden") == ["Sheet1!A2"]

    def test_a_wrong_dot_is_kept_unless_ticked(self, workspace, hand_in):
        row = ("买买提.艾力", "110000199001010013", "")
        assert hand_in([row]).rows[0].holder.name == "买买提.艾力"
        assert hand_in([row], fixes=["dot"]).rows[0].holder.name == "买买提·艾力"


class TestEmployersAndCards:
    def test_the_employer_of_everybody(self, workspace, hand_in, employer):
        workspace.rosters.take(hand_in(PEOPLE, employer_id=employer.id))
        assert len(workspace.employers.holders(employer.id)) == 3

    def test_the_employer_of_each_row(self, workspace, hand_in, employer):
        rows = [(*PEOPLE[0], employer.name), (*PEOPLE[1], "没有登记的公司"), (*PEOPLE[2], "")]
        titles = ("姓名", "身份证号码", "手机", "单位名称")
        report = workspace.rosters.take(hand_in(rows, titles))
        assert [item.name for item in workspace.employers.holders(employer.id)] == ["安思源"]
        assert places(report, "roster_employer_unknown") == ["Sheet1!D3"]
        assert report.added == 3

    def test_cards_come_with_their_people(self, workspace, hand_in):
        titles = ("姓名", "身份证号码", "社保卡号", "领卡日期")
        rows = [(*PEOPLE[0][:2], "X00000019", "2026-03-12"), (*PEOPLE[1][:2], "", "")]
        report = workspace.rosters.take(hand_in(rows, titles))
        card = workspace.ledger.cards.by_number("X00000019")
        assert card.text("collected_on") == "2026-03-12"
        assert report.changed.cards == {card.id}
        assert workspace.statuses.differing() == ()
        assert workspace.rosters.take(hand_in(rows, titles)).unchanged == 2

    def test_a_later_roster_adds_to_the_card(self, workspace, hand_in, holder, card):
        titles = ("姓名", "身份证号码", "社保卡号", "银行卡号")
        row = (holder.name, holder.doc_no, card.number, "6217000000000000004")
        assert workspace.rosters.take(hand_in([row], titles)).updated == 1
        stored = workspace.cards.get(card.id)
        assert stored.values == {**card.values, "bank_card_number": "6217000000000000004"}

    def test_a_card_of_somebody_else(self, workspace, hand_in, card):
        titles = ("姓名", "身份证号码", "社保卡号")
        report = workspace.rosters.take(hand_in([(*PEOPLE[1][:2], card.number)], titles))
        assert places(report, "roster_card_elsewhere") == ["Sheet1!C2"]
        assert report.refused == 1


class TestMappings:
    def test_a_mapping_is_remembered_by_layout(self, workspace, tmp_path):
        path = roster(tmp_path / "a.xlsx", PEOPLE, ("姓名", "身份证号码", "甲列"))
        sheet = workspace.rosters.open(path)
        chosen = workspace.rosters.suggest(sheet).with_column(2, "mobile")
        workspace.rosters.take(workspace.rosters.preview(sheet, chosen))
        again = workspace.rosters.suggest(workspace.rosters.open(path))
        assert again.columns == {0: "name", 1: "doc_no", 2: "mobile"}
        assert again.remembered

    def test_a_mapping_file_names_columns_by_title_or_letter(self, workspace, tmp_path):
        path = roster(tmp_path / "a.xlsx", PEOPLE, ("甲", "乙", "丙"))
        given = MappingFile({"甲": "name", "B": "doc_no"}, {"region": "110000"}, header=1)
        sheet = workspace.rosters.open(path)
        mapping = workspace.rosters.apply_file(sheet, given)
        preview = workspace.rosters.preview(sheet, mapping)
        assert preview.counts["added"] == 3
        assert preview.rows[0].holder.text("region") == "110000"

    @pytest.mark.parametrize(
        "given",
        [
            MappingFile({"没有": "name"}),
            MappingFile({"A": "no_such_field"}),
            MappingFile(defaults={"x": "1"}),
            MappingFile(fixes=frozenset({"x"})),
        ],
    )
    def test_a_mapping_file_that_does_not_fit(self, workspace, tmp_path, given):
        sheet = workspace.rosters.open(roster(tmp_path / "a.xlsx"))
        with pytest.raises(InputRefusedError) as caught:
            workspace.rosters.apply_file(sheet, given)
        assert caught.value.code == "roster_mapping_unfit"


class TestOutwards:
    def test_the_returned_workbook(self, workspace, hand_in, tmp_path, texts):
        rows = [PEOPLE[0], ("吴子墨", 110101199001010013, ""), ("叶", "110000199001010014", "")]
        preview = hand_in(rows)
        path = tmp_path / "back.xlsx"
        assert workspace.rosters.write_returned(preview, path, texts) == 2
        sheet = read_sheet(path)
        assert [row[0] for row in sheet.rows] == ["姓名", "吴子墨", "叶"]
        assert [row[3] for row in sheet.rows[1:]] == ["3", "4"]
        assert "校验码" in sheet.rows[2][4]
        assert workspace.rosters.preview(sheet).counts["refused"] == 2

    def test_the_template_can_be_filled_and_taken(self, workspace, tmp_path, texts):
        path = tmp_path / "t.xlsx"
        workspace.rosters.write_template(path, texts)
        sheet = workspace.rosters.open(path)
        mapping = workspace.rosters.suggest(sheet)
        assert len(mapping.columns) == sheet.width
        assert mapping.is_complete

    @pytest.mark.parametrize("language", ["zh", "zh_TW"])
    def test_a_full_view_can_be_taken_in_again(self, workspace, holder, card, tmp_path, language):
        path = tmp_path / "v.xlsx"
        assert workspace.rosters.export([holder.id], path, Texts(language), full=True) == 1
        report = workspace.rosters.report(workspace.rosters.preview(workspace.rosters.open(path)))
        assert report.unchanged == 1

    @pytest.mark.parametrize("name", ["v.xlsx", "v.csv"])
    def test_a_masked_view_holds_no_number(self, workspace, holder, tmp_path, texts, name):
        workspace.rosters.export([holder.id], tmp_path / name, texts)
        told = str(read_sheet(tmp_path / name).rows)
        assert "110***********0013" in told
        assert "199****0001" in told
        for secret in (holder.doc_no, "19900000001", "1990-01-01"):
            assert secret not in told


cells = st.one_of(
    st.text(
        alphabet=string.ascii_letters + string.digits + "安思源王·. 　Ｘ=+\u200b-/", max_size=20
    ),
    st.sampled_from([*(number for _, number, _ in PEOPLE), "长期", "男", 45000, 1.5e17]),
)
people = st.lists(
    st.tuples(
        st.one_of(st.sampled_from([name for name, _, _ in PEOPLE]), cells),
        st.one_of(st.sampled_from([number for _, number, _ in PEOPLE]), cells),
        *[cells] * 4,
    ),
    min_size=1,
    max_size=12,
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=people)
def test_counts_always_add_up_and_again_changes_nothing(rulebook, rows):
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = roster(folder / "r.xlsx", rows, FULL)
        with Workspace.create(folder / "d.kabao", rulebook, lambda: TODAY) as workspace:
            workspace.employers.save(0, EMPLOYER)
            sheet = workspace.rosters.open(path)
            if not any("".join(map(cell_text, row)).strip() for row in sheet.rows[1:]):
                with pytest.raises(InputRefusedError):
                    workspace.rosters.preview(sheet)
                return
            first = workspace.rosters.take(workspace.rosters.preview(sheet))
            assert first.rows == first.added + first.updated + first.unchanged + first.refused
            assert first.added == workspace.holders.count()
            before = list(workspace.ledger.holders.all())
            again = workspace.rosters.take(workspace.rosters.preview(workspace.rosters.open(path)))
            assert (again.added, again.updated) == (0, 0)
            assert again.unchanged == first.added
            assert again.refused == first.refused
            assert list(workspace.ledger.holders.all()) == before
