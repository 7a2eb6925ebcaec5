"""The regional rules of a case in the window: chosen, compared, undone, and told when newer."""

from __future__ import annotations

from kabao.domain.cases import ApplicantKind
from kabao.ui.cases.workspace.region_dialog import RegionDialog
from ui.rooms import words

OLD, NEW = "990200-2026.1", "990200-2026.2"


def person(desk):
    cases = desk.workspace.cases.all()
    return next(case for case in cases if case.applicant_kind is ApplicantKind.PERSON)


def fields(desk):
    page = desk.room._case
    return {spec.name for spec in page.session.form(page.session.case.main).fields}


def test_choosing_a_pack_adds_its_fields_at_once_and_undo_takes_them_away(desk, qtbot):
    case = person(desk)
    desk.room.open_case(case.id)
    desk.room._case.regional.use(NEW)
    qtbot.waitUntil(lambda: "local_community" in fields(desk))
    assert desk.room._case.session.case.rulebook == f"cn-2026.1+{NEW}"
    assert desk.room._case.editor().view.editor("local_community")
    history = desk.workspace.history
    desk.room.refresh(history.undo(history.last_id()))
    qtbot.waitUntil(lambda: "local_community" not in fields(desk))


def test_the_dialog_shows_what_would_change(desk):
    case = desk.workspace.regions.pin(person(desk), OLD).record
    dialog = RegionDialog(desk.context, case, None)
    assert dialog.version == OLD
    assert not dialog.use.isEnabled()
    assert not dialog.table.isVisibleTo(dialog)
    dialog.packs.setCurrentIndex(dialog.packs.findData(NEW))
    assert dialog.use.isEnabled()
    said = {dialog.model.line(n).place for n in range(dialog.model.rowCount())}
    assert "photo/size_kb" in said
    dialog.packs.setCurrentIndex(dialog.packs.findData(""))
    assert dialog.version == ""
    dialog.deleteLater()


def test_newer_rules_are_told_on_opening(desk):
    case = desk.workspace.regions.pin(person(desk), OLD).record
    desk.room.open_case(case.id)
    assert NEW in words(desk.room._case.notices)
