"""The list of cases tells where each stands, and shows those of one state alone."""

from __future__ import annotations

from kabao.domain.case_way import CaseStep
from kabao.ui.cases.listing.cases_model import COLUMNS


def shown(page, column):
    model = page.model
    return [model.data(model.index(n, COLUMNS.index(column))) for n in range(model.rowCount())]


def test_a_recorded_state_is_listed_and_can_be_chosen_alone(desk):
    page = desk.room._list
    page.reload()
    assert set(shown(page, "state")) == {"编写"}
    assert not page.states.isVisibleTo(page)
    first = desk.workspace.cases.all()[-1]
    step = CaseStep(first.id, "x", "drafting", "registered", "2026-01-05", "部里")
    desk.workspace.ledger.case_steps.add(step)
    page.reload()
    assert page.states.isVisibleTo(page)
    page.states.chip("registered").click()
    assert shown(page, "state") == ["批准注册"]
    assert page.model.line(0).id == first.id
    assert shown(page, "kind") == ["发行申请"]
    page.states.chip("").click()
    assert len(shown(page, "state")) == len(desk.workspace.cases.all())


def test_a_state_that_no_case_has_any_longer_is_given_up(desk):
    page = desk.room._list
    first = desk.workspace.cases.all()[-1]
    step = CaseStep(first.id, "x", "drafting", "registered", "2026-01-05", "部里")
    desk.workspace.ledger.case_steps.add(step)
    page.reload()
    page.states.chip("registered").click()
    back = CaseStep(first.id, "x", "registered", "drafting", "2026-01-06", "部里")
    desk.workspace.ledger.case_steps.add(back)
    page.reload()
    assert len(shown(page, "state")) == len(desk.workspace.cases.all())
