"""Claims and registrations by hand: started from a person or an employer, papers ticked."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from kabao.domain.card_life import CardAction
from kabao.domain.cases import CaseKind, MaterialKey
from kabao.domain.errors import InputRefusedError
from kabao.services.claims import ClaimWish
from kabao.services.workspace import Workspace
from kabao.ui.cases.editors.choosing import make_editor
from kabao.ui.cases.editors.papers.paper_list import BoxLabel
from kabao.ui.cases.workspace.session import CaseSession
from kabao.ui.employers import build_room as build_employers
from kabao.ui.holders.card_life_dialog import CardLifeDialog
from kabao.ui.holders.claim_menu import KEY, ClaimMenu
from kabao.ui.holders.panel import HolderPanel
from ui.rooms import TODAY, make_context, make_workspace, words

FORM = MaterialKey.CLAIM_FORM
PAPERS = MaterialKey.CLAIM_DOCUMENTS


@pytest.fixture(scope="module")
def people_file(tmp_path_factory):
    with make_workspace(tmp_path_factory.mktemp("claims")) as made:
        return made.ledger.path


@pytest.fixture
def workspace(people_file, tmp_path):
    path = Path(shutil.copy(people_file, tmp_path / "room.kabao"))
    with Workspace.open(path, clock=lambda: TODAY) as opened:
        yield opened


@pytest.fixture
def desk(workspace, texts, theme, jobs):
    return make_context(workspace, texts, theme, jobs)


@pytest.fixture
def editor_of(desk, qtbot):
    """Return a function that opens the editor of a part; all is stored when the test ends."""
    context, *_ = desk
    sessions = []

    def opened(case, key):
        session = CaseSession(context, case.id)
        sessions.append(session)
        editor = make_editor(context, session, key)
        qtbot.addWidget(editor)
        editor.resize(640, 700)
        editor.show()
        return editor, session

    yield opened
    for session in sessions:
        session.rest()


@pytest.fixture
def papers(editor_of, workspace):
    case = workspace.claims.start(1, "申领", ClaimWish("reissue", "lost")).record
    return editor_of(case, PAPERS)


def test_the_list_shows_what_such_a_claim_takes(papers):
    editor, _ = papers
    assert list(editor.papers.boxes()) == ["resident_id", "photo", "loss_record", "other"]
    said = words(editor)
    assert "法律、法规要求或身份证件" in said
    assert "12333" in said
    assert all(box.accessibleName() for box in editor.papers.boxes().values())


def test_a_tick_by_key_is_stored_in_the_order_of_the_list(papers, workspace, qtbot):
    editor, session = papers
    editor.enter()
    boxes = editor.papers.boxes()
    qtbot.keyClick(boxes["photo"], Qt.Key.Key_Space)
    qtbot.keyClick(boxes["resident_id"], Qt.Key.Key_Space)
    session.flush()
    stored = workspace.cases.get(session.case.id).values(PAPERS)
    assert stored["documents_at_hand"] == ("resident_id", "photo")
    qtbot.keyClick(boxes["photo"], Qt.Key.Key_Space)
    assert session.values(PAPERS)["documents_at_hand"] == ("resident_id",)


def test_a_click_on_the_words_ticks_the_box(papers, qtbot):
    editor, session = papers
    label = editor.findChildren(BoxLabel)[0]
    qtbot.mouseClick(label, Qt.MouseButton.LeftButton)
    assert session.values(PAPERS)["documents_at_hand"] == ("resident_id",)


def test_the_list_follows_the_sheet_and_keeps_what_was_ticked(papers):
    editor, session = papers
    session.edit(PAPERS, "documents_at_hand", ("photo", "loss_record"))
    session.edit(FORM, "applied_by", "agent")
    session.edit(FORM, "apply_for", "renew")
    boxes = editor.papers.boxes()
    assert {"agent_id", "authority_letter", "kinship_proof", "old_card"} <= set(boxes)
    # No longer asked for, but ticked: it stays in sight.
    assert boxes["loss_record"].isChecked()


def test_a_finding_leads_to_the_list(papers, workspace):
    editor, session = papers
    editor.choose("identity")
    found = workspace.cases.check(session.case)
    place = next(one.place for one in found if one.place.field == "documents_at_hand")
    editor.show_place(place)
    assert editor.section() == "documents"


def test_the_papers_of_an_employer_follow_its_kind(editor_of, workspace):
    case = workspace.claims.register(1, "登记").record
    editor, session = editor_of(case, MaterialKey.REGISTRATION_MATERIALS)
    assert "licence" in editor.papers.boxes()
    assert "税务登记证" in words(editor)
    session.edit(MaterialKey.REGISTRATION_SHEET, "employer_kind", "foundation")
    assert "certificate" in editor.papers.boxes()


def test_the_period_says_how_it_stands_and_what_is_practice(editor_of, workspace):
    case = workspace.claims.register(1, "登记").record
    editor, _ = editor_of(case, MaterialKey.REGISTRATION_PERIOD)
    said = words(editor)
    assert "申请社会保险登记：还有 18 天" in said
    assert "2026-12-10" in said
    assert "核实是否到位" in said


def test_a_claim_starts_from_the_person_shown_by_key(desk, workspace, qtbot):
    context, heard, _ = desk
    panel = HolderPanel(context)
    qtbot.addWidget(panel)
    panel.resize(344, 700)
    panel.show()
    panel.show_holder(workspace.holders.view(1))
    command = next(one for one in panel.commands() if one.shortcut == KEY)
    assert command.enabled()
    panel.claims.fill()
    items = {item.objectName(): item for item in panel.claims.menu.actions()}
    assert len(items) == 5
    items["claim_reissue"].trigger()
    case = workspace.cases.all()[0]
    assert (case.kind, case.holder_ids, case.title) == (CaseKind.CLAIM, (1,), "安思源 补卡（遗失）")
    assert case.values(FORM)["apply_reason"] == "lost"
    assert (heard.places[-1].room, heard.places[-1].record) == ("cases", case.id)
    more = panel.findChild(QMenu, "claim_menu")
    assert more is panel.claims.menu


def test_nobody_shown_nothing_started_and_a_refusal_is_told(desk, workspace, monkeypatch, qtbot):
    context, *_ = desk
    panel = HolderPanel(context)
    qtbot.addWidget(panel)
    nobody = ClaimMenu(context, lambda: 0, panel)
    nobody.start("new")
    assert workspace.cases.all() == ()
    assert not nobody.commands(panel)[0].enabled()

    def refuse(*_):
        raise InputRefusedError("case_kind_not_offered")

    somebody = ClaimMenu(context, lambda: 1, panel)
    monkeypatch.setattr(workspace.claims, "start", refuse)
    with qtbot.waitSignal(somebody.refused) as told:
        somebody.start("new")
    assert told.args[0].code == "case_kind_not_offered"


def test_a_step_to_another_card_goes_on_with_the_claim(desk, workspace, qtbot):
    context, heard, _ = desk
    panel = HolderPanel(context)
    qtbot.addWidget(panel)
    panel.show_holder(workspace.holders.view(1))
    dialog = CardLifeDialog(context, 1, CardAction.REISSUE, panel)
    qtbot.addWidget(dialog)
    assert not dialog.claim.isHidden()
    dialog.claim.setChecked(True)
    assert dialog.claim_wanted()
    plain = CardLifeDialog(context, 1, CardAction.LOSS_TEMP, panel)
    qtbot.addWidget(plain)
    assert plain.claim.isHidden()
    panel.desk.claim.emit("reissue", "lost")
    case = workspace.cases.all()[0]
    assert case.values(FORM)["apply_for"] == "reissue"
    assert heard.places[-1].record == case.id


def test_a_registration_starts_from_the_employer_shown(desk, workspace, qtbot):
    context, heard, _ = desk
    employer = workspace.employers.get(1)
    workspace.employers.save(1, {**employer.values, "changed_on": "2026-11-18"})
    room = build_employers(context)
    page = room.build()
    qtbot.addWidget(page)
    page.resize(1200, 700)
    page.show()
    qtbot.waitUntil(lambda: room._panel._employer is not None)
    panel = room._panel
    panel.registering.fill()
    items = {item.objectName(): item for item in panel.registering.menu.actions()}
    assert list(items) == ["register_found", "register_change", "register_end"]
    items["register_change"].trigger()
    case = workspace.cases.all()[0]
    values = case.values(MaterialKey.REGISTRATION_SHEET)
    assert (case.kind, values["reason"]) == (CaseKind.REGISTRATION, "change")
    assert values["start_on"] == dt.date(2026, 11, 18).isoformat()
    assert heard.places[-1].record == case.id
    assert "employers.register" in {command.key for command in room.commands()}
