"""Typing into a case: on disk at once, saved in pauses, checked after each, safe from a kill."""

from __future__ import annotations

import shutil
from dataclasses import replace

from kabao.domain.cases import MaterialKey
from kabao.domain.errors import EnvironmentProblemError
from kabao.services.workspace import Workspace
from kabao.ui.cases.workspace.session import CaseSession
from kabao.ui.kit.jobs import JobRunner
from ui.rooms import TODAY

FORM = MaterialKey.REGISTRATION_FORM


def kept(workspace, case_id):
    return workspace.ledger.drafts.get(f"materials.{FORM}", case_id)


def test_typing_is_kept_before_it_is_saved(department, workspace, qtbot):
    session = department.session
    session.edit(FORM, "leader_name", "顾")
    qtbot.waitUntil(lambda: kept(workspace, session.case.id) is not None, timeout=400)
    assert workspace.cases.get(session.case.id).values(FORM)["leader_name"] != "顾"


def test_continuous_typing_is_kept_too(department, workspace, qtbot):
    session = department.session
    for count in range(1, 9):
        session.edit(FORM, "leader_name", "顾" * count)
        qtbot.wait(40)
    assert kept(workspace, session.case.id) is not None


def test_a_kill_in_the_middle_of_typing_loses_nothing(department, workspace, qtbot, tmp_path):
    session = department.session
    session.edit(FORM, "leader_name", "打到一半")
    qtbot.waitUntil(lambda: kept(workspace, session.case.id) is not None)
    after = tmp_path / "after.kabao"
    for name in ("", "-wal"):
        source = workspace.ledger.path.with_name(workspace.ledger.path.name + name)
        if source.exists():
            shutil.copy(source, after.with_name(after.name + name))
    with Workspace.open(after, clock=lambda: TODAY) as again:
        assert again.cases.recover(session.case.id).cases == {session.case.id}
        assert again.cases.get(session.case.id).values(FORM)["leader_name"] == "打到一半"


def test_opening_a_case_takes_over_what_was_typed_before(desk, case_ids, workspace):
    case_id = min(case_ids.values())
    values = {**workspace.cases.get(case_id).values(FORM), "leader_name": "上次输入"}
    workspace.cases.keep_draft(case_id, FORM, values)
    session = CaseSession(desk.context, case_id)
    assert session.values(FORM)["leader_name"] == "上次输入"
    assert kept(workspace, case_id) is None


def test_a_pause_saves_and_tells_the_window(department, desk, workspace, qtbot):
    session = department.session
    session.edit(FORM, "leader_name", "顾长河")
    before = len(desk.heard.changes)
    session.flush()
    assert workspace.cases.get(session.case.id).values(FORM)["leader_name"] == "顾长河"
    assert [change.cases for change in desk.heard.changes[before:]] == [{session.case.id}]
    assert kept(workspace, session.case.id) is None


def test_leaving_the_material_saves(department, workspace):
    session = department.session
    session.edit(FORM, "leader_name", "顾长河")
    department.choose(MaterialKey.CARD_FACE)
    assert workspace.cases.get(session.case.id).values(FORM)["leader_name"] == "顾长河"


def test_the_check_follows_the_typing(department, qtbot):
    session = department.session
    assert session.result.gate == "final"
    with qtbot.waitSignal(session.checked, timeout=2000):
        session.edit(FORM, "planned_quantity", 1)
    assert "case_phases_sum" in {item.code for item in session.result.findings}
    assert session.result.gate == "draft"


def test_a_ledger_that_cannot_be_written_is_told_and_the_typing_stays(
    department, desk, monkeypatch
):
    def refuse(*_):
        raise EnvironmentProblemError("package_disk_full", place="")

    session = department.session
    session.edit(FORM, "leader_name", "顾长河")
    with monkeypatch.context() as patch:
        patch.setattr(desk.workspace.cases, "save_material", refuse)
        session.flush()
        assert [it.label.text() for it in department.notices.notices()] == ["package_disk_full"]
        assert session.values(FORM)["leader_name"] == "顾长河"
    session.flush()
    stored = desk.workspace.cases.get(session.case.id)
    assert stored.values(FORM)["leader_name"] == "顾长河"


def test_a_changed_holder_is_seen_by_the_open_case(employer, desk):
    from kabao.domain.changes import Changed

    holder = employer.session.view.holders[0].holder
    desk.workspace.holders.save(holder.id, {**holder.values, "mobile": ""}, holder.employer_id)
    desk.room.refresh(Changed(holders=frozenset({holder.id})))
    assert employer.session.view.holders[0].holder.text("mobile") == ""


def test_an_import_into_the_open_case_is_seen_but_our_own_echo_is_not(department, desk):
    from kabao.domain.changes import Changed

    session = department.session
    seen = []
    session.replaced.connect(lambda: seen.append(session.values(FORM)["leader_name"]))
    desk.room.refresh(Changed(cases=frozenset({session.case.id + 100})))
    assert seen == []
    values = {**session.values(FORM), "leader_name": "导入的"}
    desk.workspace.cases.save_material(session.case.id, FORM, values)
    desk.room.refresh(Changed(cases=frozenset({session.case.id})))
    assert seen == ["导入的"]


def test_a_slow_check_runs_in_the_worker_and_the_newest_state_wins(
    employer, desk, qtbot, monkeypatch
):
    from kabao.ui.cases.findings import examiner as module

    monkeypatch.setattr(module, "_MANY", 3)
    runner = JobRunner()
    context = type(desk.context)(
        **{name: getattr(desk.context, name) for name in desk.context.__slots__} | {"jobs": runner}
    )
    examiner = module.Examiner(context)
    results = []
    examiner.checked.connect(results.append)
    view = employer.session.view
    for count in (1, 2, 3):
        values = {
            **view.case.values(FORM),
            "holder_counts": ({"apply_for": "new", "count": count},),
        }
        examiner.request(replace(view, case=view.case.with_material(FORM, values)))
    assert results == []
    qtbot.waitUntil(lambda: not runner.busy and bool(results))
    totals = [
        item.params["total"]
        for result in results
        for item in result.findings
        if item.code == "case_counts_sum"
    ]
    assert totals == ["3"]
    runner.wait()
