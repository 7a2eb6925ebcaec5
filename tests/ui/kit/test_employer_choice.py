"""One employer chosen on the page of cases, deadlines, history and overview."""

import pytest

from kabao.domain.cases import ApplicantKind
from kabao.ui.cases.listing.list_page import CasesPage
from kabao.ui.employers.deadlines_page import DeadlinesPage
from kabao.ui.history.room import HistoryRoom
from kabao.ui.kit.employer_choice import EmployerChoice
from kabao.ui.overview.room import OverviewRoom
from services.people_at_hand import HOLDER
from ui.rooms import EMPLOYER, make_context, make_workspace

AT = {"doc_no": "110000200002290032", "birth_date": "2000-02-29", "sex": "1"}
OTHER = {"name": "甲市示例商店", "uscc": "92440000XXXX000277", "kind": "individual_business"}


@pytest.fixture
def context(tmp_path, texts, theme, jobs):
    with make_workspace(tmp_path) as workspace:
        dates = {"established_on": "2026-11-10"}
        other = workspace.employers.save(0, {**OTHER, **dates}).record
        worker = {**HOLDER, "name": "白晓棠", **AT}
        started = {"work_started_on": "2026-11-12"}
        workspace.holders.save(0, {**worker, **started}, other.id)
        workspace.cases.create(ApplicantKind.EMPLOYER, "商店的申请", employer_id=other.id)
        workspace.cases.create(ApplicantKind.PERSON, "别人的申请")
        yield make_context(workspace, texts, theme, jobs)[0]


def other(context):
    return next(one.id for one in context.workspace.employers.all() if one.name == OTHER["name"])


def test_employers_stand_by_name_and_a_new_one_appears(context, qtbot):
    choice = EmployerChoice(context)
    qtbot.addWidget(choice)
    assert choice.itemText(0) == "全部单位"
    assert choice.employer is None
    choice.choose(other(context))
    context.workspace.employers.save(0, {**EMPLOYER, "name": "丙厂", "uscc": "12310000XXXX000357"})
    choice.reload()
    assert choice.findText("丙厂") > 0
    assert choice.employer == other(context)


def test_pages_show_only_the_employer_chosen(context, qtbot):
    cases, deadlines = CasesPage(context), DeadlinesPage(context)
    history = HistoryRoom(context)
    rooms = (cases, deadlines, history.build())
    for page in rooms:
        qtbot.addWidget(page)
    deadlines.reload()
    every = deadlines.table.model().rowCount()
    for page in (cases, deadlines, history):
        page.employers.choose(other(context))
    titles = [cases.model.line(row).title for row in range(cases.model.rowCount())]
    assert titles == ["商店的申请"]
    shown = [deadlines._model.line(row) for row in range(deadlines.table.model().rowCount())]
    assert len(shown) < every
    assert {item.employer for item in shown} == {OTHER["name"]}
    told = [history._model.entry(row).subject for row in range(history._model.rowCount())]
    assert told == ["商店的申请", "白晓棠", OTHER["name"]]


def test_the_first_page_counts_one_employer(context, qtbot):
    room = OverviewRoom(context)
    page = room.build()
    qtbot.addWidget(page)
    total = room._states.note.text()
    room.employers.choose(other(context))
    assert room._states.note.text() != total
    assert "1" in room._states.note.text()
