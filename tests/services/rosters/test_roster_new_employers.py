"""Employers that a roster names and the ledger does not know: told once, or made with it."""

from __future__ import annotations

from spreadsheets import PEOPLE


def places(report, code):
    return [item.place.field for item in report.findings if item.code == code]


def test_an_unknown_employer_is_told_once_with_its_count(workspace, hand_in):
    rows = [(*person, "没有登记的公司") for person in PEOPLE]
    preview = hand_in(rows, ("姓名", "身份证号码", "手机", "单位名称"))
    report = workspace.rosters.take(preview)
    assert places(report, "roster_employer_unknown") == ["Sheet1!D2"]
    [found] = [item for item in report.findings if item.code == "roster_employer_unknown"]
    assert found.params == {"name": "没有登记的公司", "count": 3}
    assert preview.summary.offers["employers"] == 1
    assert workspace.employers.all() == ()


def test_unknown_employers_are_made_with_the_import_as_one_step(workspace, hand_in):
    titles = ("姓名", "身份证号码", "手机", "单位名称", "统一社会信用代码")
    code = "91110000XXXX00019Y"
    rows = [
        (*PEOPLE[0], "甲公司", code),
        (*PEOPLE[1], "", code.lower()),
        (*PEOPLE[2], "乙 厂", ""),
    ]
    preview = hand_in(rows, titles, fixes=["employers"])
    report = workspace.rosters.take(preview)
    assert [item.code for item in report.findings if "employer" in item.code] == [
        "roster_employer_made",
        "roster_employer_made",
    ]
    second, first = workspace.employers.all()  # by name
    assert (first.name, first.uscc, second.name) == ("甲公司", code, "乙 厂")
    assert [len(workspace.employers.holders(item.id)) for item in (first, second)] == [2, 1]
    assert report.changed.employers == {first.id, second.id}
    again = workspace.rosters.take(hand_in(rows, titles, fixes=["employers"]))
    assert (again.unchanged, len(workspace.employers.all())) == (3, 2)
    workspace.history.undo(workspace.history.last_id())
    assert workspace.employers.all() == ()
    assert workspace.holders.count() == 0


def test_people_known_already_move_to_the_new_employer(workspace, hand_in, holder):
    row = (holder.name, holder.doc_no, "", "甲公司")
    titles = ("姓名", "身份证号码", "手机", "单位名称")
    assert hand_in([row], titles).counts["updated"] == 0
    workspace.rosters.take(hand_in([row], titles, fixes=["employers"]))
    [made] = workspace.employers.all()
    assert workspace.holders.view(holder.id).employer == made


def test_an_employer_that_is_not_sound_is_not_made(workspace, hand_in):
    titles = ("姓名", "身份证号码", "单位名称", "统一社会信用代码")
    rows = [(*PEOPLE[0][:2], "甲公司", "91110000XXXX00018Y"), (*PEOPLE[1][:2], "", "123")]
    report = workspace.rosters.take(hand_in(rows, titles, fixes=["employers"]))
    assert places(report, "roster_employer_unfit") == ["Sheet1!C2", "Sheet1!D3"]
    assert report.added == 2
    assert workspace.employers.all() == ()


def test_an_employer_whose_name_cannot_be_seen_is_not_made(workspace, hand_in):
    titles = ("姓名", "身份证号码", "手机", "单位名称")
    rows = [(*PEOPLE[0], "\u200f\u200e"), (*PEOPLE[1], "\u202e\u202c\u2060")]
    report = workspace.rosters.take(hand_in(rows, titles, fixes=["employers"]))
    assert places(report, "roster_employer_unfit") == ["Sheet1!D2", "Sheet1!D3"]
    assert workspace.employers.all() == ()


def test_an_employer_named_only_by_refused_rows_is_not_made(workspace, hand_in):
    titles = ("姓名", "身份证号码", "手机", "单位名称")
    rows = [(*PEOPLE[0], "甲公司"), ("无号", "110000199001010014", "", "乙厂")]
    report = workspace.rosters.take(hand_in(rows, titles, fixes=["employers"]))
    assert report.refused == 1
    assert [item.name for item in workspace.employers.all()] == ["甲公司"]
