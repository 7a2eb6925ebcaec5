"""A child, a foreigner, an agent and a Hong Kong resident, each taken through a claim."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pypdfium2
import pytest

from kabao.domain.cases import CaseKind, MaterialKey
from kabao.domain.errors import InputRefusedError
from kabao.domain.findings import Confidence, Level
from kabao.domain.holder_photos import HolderPhoto
from kabao.services.case_way import StepDraft
from kabao.services.claims import ClaimWish
from kabao.services.packages import Paper
from kabao.services.workspace import Workspace
from kabao.texts import Texts
from services.claimants import (
    AGENT,
    ALMOST_GROWN,
    CHILD,
    FOREIGNER,
    FORM,
    HONG_KONG,
    LETTER,
    PAPERS,
    PHOTO,
    claim,
    codes,
    completed,
    portrait,
    put,
)
from services.people_at_hand import CARD

FOUR = [CHILD, FOREIGNER, AGENT, HONG_KONG]
FULL = Paper(full_numbers=True)


def words_of(path):
    document = pypdfium2.PdfDocument(path)
    try:
        return [document[n].get_textpage().get_text_bounded() for n in range(len(document))]
    finally:
        document.close()


@pytest.mark.parametrize("person", FOUR, ids=["child", "foreigner", "agent", "hong-kong"])
def test_each_leaves_as_a_final_package(workspace, tmp_path, person):
    case = completed(workspace, person)
    grave = [one for one in workspace.cases.check(case) if one.level is Level.ERROR]
    assert grave == []
    assert all(share.complete for share in workspace.cases.completeness(case).values())
    order = workspace.packages.order(case.id, tmp_path / "claim.pdf", Texts("zh"), FULL)
    told = "".join(words_of(workspace.packages.write(order).path)).replace("\r\n", "")
    for name in ("name", "doc_no", "live_addr"):
        assert person[name] in told
    assert "申领证件和材料清单" in told


def test_all_that_is_known_is_filled_in(workspace):
    values = claim(workspace, CHILD).values(FORM)
    for name in ("name", "doc_no", "birth_date", "guardian_name", "guardian_doc_no", "mobile"):
        assert values[name] == CHILD[name]
    assert values["region_code"] == CHILD["region"]
    assert values["application_date"] == "2026-11-22"
    assert values["applied_by"] == "guardian"


def test_a_guardian_acts_until_the_sixteenth_birthday_on_the_day_of_the_claim(workspace):
    case = claim(workspace, ALMOST_GROWN)
    put(workspace, case, FORM, guardian_name="")
    assert ("claim_guardian_missing", "guardian_name") in codes(workspace, case)
    put(workspace, case, FORM, application_date="2026-11-23", applied_by="self")
    found = codes(workspace, case)
    assert ("claim_guardian_missing", "guardian_name") not in found
    assert ("claim_minor_alone", "applied_by") not in found
    put(workspace, case, FORM, application_date="2026-11-22")
    assert ("claim_minor_alone", "applied_by") in codes(workspace, case)


def test_years_later_the_claim_of_a_child_is_still_that_of_a_child(workspace, clock):
    case = claim(workspace, ALMOST_GROWN)
    put(workspace, case, FORM, guardian_doc_no="")
    clock.today = dt.date(2030, 1, 1)
    assert ("claim_guardian_missing", "guardian_doc_no") in codes(workspace, case)


def test_who_is_sixteen_needs_nobody(workspace):
    case = claim(workspace, {**AGENT, "applied_by": "guardian"})
    assert ("claim_guardian_not_needed", "applied_by") in codes(workspace, case)


def test_an_agent_has_a_letter_that_holds_on_the_day(workspace):
    case = claim(workspace, AGENT)
    for name in ("matters", "valid_to"):
        assert ("claim_letter_incomplete", name) in codes(workspace, case)
    put(
        workspace, case, LETTER, matters=("submit",), valid_from="2026-11-01", valid_to="2026-11-20"
    )
    assert ("claim_letter_not_valid", "valid_to") in codes(workspace, case)
    put(workspace, case, LETTER, valid_from="2026-12-01")
    assert ("claim_letter_reversed", "valid_to") in codes(workspace, case)
    put(workspace, case, FORM, agent_doc_no=AGENT["doc_no"])
    assert ("claim_agent_is_applicant", "agent_doc_no") in codes(workspace, case)


def test_nobody_else_is_asked_for_a_letter(workspace):
    case = claim(workspace, FOREIGNER)
    assert not any(code.startswith("claim_letter") for code, _ in codes(workspace, case))
    assert workspace.cases.completeness(case)[LETTER].state == "not_asked"


def test_a_document_must_be_valid_on_the_day(workspace):
    case = claim(workspace, FOREIGNER | {"doc_valid_to": "2026-11-21"})
    assert ("claim_document_expired", "doc_valid_to") in codes(workspace, case)
    put(workspace, case, FORM, application_date="2026-11-20")
    assert ("claim_document_expired", "doc_valid_to") not in codes(workspace, case)


def test_a_child_with_the_household_register_has_no_day_of_validity(workspace):
    case = claim(workspace, CHILD | {"doc_valid_to": "", "doc_long_term": False})
    assert ("required", "doc_valid_to") not in codes(workspace, case)
    grown = claim(workspace, FOREIGNER | {"doc_valid_to": "", "doc_long_term": False})
    assert ("required", "doc_valid_to") in codes(workspace, grown)


def test_the_sheet_says_nothing_for_the_person_and_asks_nobody_for_an_idle_signature(workspace):
    case = completed(workspace, CHILD)
    grids = workspace.packages.plan(case, (), Texts("zh")).part("material_1").blocks
    shown = {item.label.main: item for block in grids for item in getattr(block, "items", ())}
    assert (shown["职业"].value, shown["电子信箱"].value) == ("", "")
    assert shown["监护人、代办人或经办人签名和日期"].blank > 0
    assert not {"长期有效", "申领人签名和日期", "代办人姓名"} & shown.keys()


def test_a_letter_leaves_no_room_for_further_powers(workspace):
    case = completed(workspace, AGENT)
    grids = workspace.packages.plan(case, (), Texts("zh")).part("material_3").blocks
    shown = {item.label.main: item.value for block in grids for item in getattr(block, "items", ())}
    assert shown["其他权限或限制"] == "无"
    assert "" not in shown.values()


def test_a_photograph_that_was_taken_is_there(workspace):
    case = claim(workspace, FOREIGNER)
    put(workspace, case, PHOTO, photo_source="studio", photo_taken_on="2026-05-01")
    found = codes(workspace, case)
    assert {("claim_photo_missing", "photo"), ("claim_photo_old", "photo_taken_on")} <= found
    put(workspace, case, PHOTO, photo_source="waived")
    assert ("claim_photo_not_waived", "photo_source") in codes(workspace, case)
    child = claim(workspace, CHILD)
    put(workspace, child, PHOTO, photo_source="waived")
    assert ("claim_photo_not_waived", "photo_source") not in codes(workspace, child)


def test_the_photograph_on_record_stands_in_the_claim_and_on_its_form(workspace, tmp_path):
    holder = workspace.holders.save(0, FOREIGNER).record
    with workspace.ledger.transaction("photos.take"):
        photo = HolderPhoto(holder_id=holder.id, file_name="any.jpg")
        workspace.ledger.photos.put(photo, portrait())
    case = workspace.claims.start(holder.id, "申领").record
    assert [item.slot for item in case.attached(PHOTO)] == ["photo"]
    plan = workspace.packages.plan(case, (), Texts("zh"))
    assert plan.part("material_4").attachments == ()
    assert plan.part("material_1").blocks[0].sha256 == case.attached(PHOTO)[0].sha256


def test_a_photograph_taken_later_is_filled_in_like_all_else(workspace):
    case = claim(workspace, FOREIGNER)
    assert case.attached(PHOTO) == ()
    with workspace.ledger.transaction("photos.take"):
        photo = HolderPhoto(holder_id=case.holder_ids[0], file_name="any.jpg")
        workspace.ledger.photos.put(photo, portrait())
    assert workspace.cases.fill_in(case.id).cases == {case.id}
    assert len(workspace.cases.get(case.id).attached(PHOTO)) == 1
    assert workspace.cases.fill_in(case.id).cases == frozenset()


def replacing(workspace, **wish):
    holder = workspace.holders.save(0, AGENT | {"applied_by": "self"}).record
    card = workspace.cards.save(0, holder.id, CARD).record
    case = workspace.claims.start(holder.id, "补换", ClaimWish(**wish)).record
    return case, card


def test_a_reissue_without_a_loss_is_told_but_stops_nothing(workspace):
    case, _ = replacing(workspace, apply_for="reissue", reason="lost")
    assert case.values(FORM)["old_card_number"] == CARD["card_number"]
    found = [one for one in workspace.cases.check(case) if one.code == "claim_without_loss"]
    assert [(one.level, one.confidence) for one in found] == [(Level.WARNING, Confidence.INFERRED)]
    put(workspace, case, FORM, loss_reported_on="2026-11-20")
    assert ("claim_without_loss", "loss_reported_on") not in codes(workspace, case)
    put(workspace, case, FORM, apply_reason="damaged")
    assert ("claim_reason_unusual", "apply_reason") in codes(workspace, case)


def test_a_renewal_long_before_the_end_is_told(workspace):
    case, _ = replacing(workspace, apply_for="renew", reason="expired")
    assert ("claim_renewal_early", "apply_reason") in codes(workspace, case)
    put(workspace, case, FORM, application_date="2036-01-10")
    assert ("claim_renewal_early", "apply_reason") not in codes(workspace, case)


def test_what_is_asked_for_fits_the_card_on_record(workspace):
    case, card = replacing(workspace, apply_for="new")
    assert ("claim_has_card", "apply_for") in codes(workspace, case)
    put(workspace, case, FORM, apply_for="upgrade")
    workspace.cards.save(card.id, card.holder_id, CARD | {"generation": "gen3"})
    assert ("claim_is_third_generation", "apply_for") in codes(workspace, case)
    other = claim(workspace, HONG_KONG, ClaimWish("renew", "damaged"))
    assert ("claim_no_card_to_replace", "apply_for") in codes(workspace, other)


def test_papers_that_are_not_at_hand_are_named_the_law_firmly_custom_softly(workspace):
    case = completed(workspace, AGENT)
    put(workspace, case, PAPERS, documents_at_hand=("resident_id", "other"))
    found = workspace.cases.check(workspace.cases.get(case.id))
    missing = {one.params["paper"]: one.level for one in found if one.code.startswith("paper_m")}
    assert missing == {"代办人身份证件": Level.ERROR, "授权委托书": Level.ERROR}
    assert ("paper_other_unnamed", "documents_note") in codes(workspace, case)
    abroad = completed(workspace, HONG_KONG)
    put(workspace, abroad, PAPERS, documents_at_hand=("photo",))
    found = workspace.cases.check(workspace.cases.get(abroad.id))
    # That the residence permit is the paper rests on one source, so it can only be warned of.
    assert [one.level for one in found if one.code == "paper_missing_legal"] == [Level.WARNING]


def test_nothing_inferred_is_an_error(workspace):
    for person in (CHILD, FOREIGNER, AGENT, HONG_KONG, ALMOST_GROWN):
        for one in workspace.cases.check(claim(workspace, person)):
            if one.level is Level.ERROR:
                assert one.confidence in (Confidence.OWN, Confidence.CONFIRMED), one.code


def test_another_person_in_the_sheet_is_an_error(workspace):
    case = completed(workspace, HONG_KONG)
    put(workspace, case, FORM, doc_no="820000190105120037", mobile="19900000009")
    found = codes(workspace, case)
    assert ("claim_other_person", "doc_no") in found
    assert ("claim_differs_from_record", "mobile") in found


def test_an_unknown_kind_of_application_is_refused_with_those_there_are(workspace):
    holder = workspace.holders.save(0, AGENT).record
    with pytest.raises(InputRefusedError) as refused:
        workspace.claims.start(holder.id, "申领", ClaimWish("rent"))
    assert refused.value.code == "claim_choice_unknown"
    assert workspace.cases.all() == ()


def test_starting_a_claim_is_one_step_that_can_be_undone(workspace):
    holder = workspace.holders.save(0, AGENT).record
    before = workspace.history.last_id()
    workspace.claims.start(holder.id, "申领", ClaimWish("reissue", "lost"))
    assert workspace.history.last_id() == before + 1
    workspace.history.undo(workspace.history.last_id())
    assert workspace.cases.all() == ()


def test_a_claim_goes_from_ledger_to_ledger_with_its_photograph(workspace, tmp_path, rulebook):
    case = completed(workspace, CHILD)
    order = workspace.packages.order(case.id, tmp_path / "whole.pdf", Texts("zh"), FULL)
    path = workspace.packages.write(order).path
    with Workspace.create(tmp_path / "other.kabao", rulebook, lambda: dt.date(2026, 11, 22)) as new:
        new.exchange.load(path)
        taken = new.cases.all()[0]
        assert taken.kind is CaseKind.CLAIM
        assert {key: dict(values) for key, values in taken.materials.items()} == {
            key: dict(values) for key, values in case.materials.items()
        }
        assert new.attachments.data(taken.attached(PHOTO)[0]) == portrait()


def test_the_letter_is_a_draft_in_our_words_with_boxes_left_empty(workspace, tmp_path):
    case = completed(workspace, AGENT)
    plan = workspace.packages.plan(case, (), Texts("zh"), FULL)
    told = " ".join(text for _, text in plan.part("material_3").texts())
    assert "不是官方表样" in told
    assert "本人安思源委托白晓棠" in told
    assert "2027年1月31日" in told
    boxes = [block for block in plan.part("material_3").blocks if hasattr(block, "footers")]
    assert [label.main for label in boxes[0].labels] == ["委托人签名", "受托人签名"]


def test_the_guardian_lets_an_agent_act_for_a_child(workspace):
    agent = {name: AGENT[name] for name in AGENT if name.startswith(("agent", "applied"))}
    case = claim(workspace, CHILD | agent)
    plan = workspace.packages.plan(case, (), Texts("en"), FULL)
    told = " ".join(text for _, text in plan.part("material_3").texts())
    assert "as guardian of the minor 安小禾" in told


def test_a_sheet_for_a_grown_up_asks_for_no_guardian(workspace):
    def labels(person):
        plan = workspace.packages.plan(completed(workspace, person), (), Texts("en"), FULL)
        return {place for place, _ in plan.part("material_1").fields()}

    guardian = "Material 1　Card claim sheet / Guardian's name"
    assert guardian in labels(CHILD)
    assert guardian not in labels(HONG_KONG)


def test_a_claim_is_about_one_person(workspace):
    case = claim(workspace, AGENT)
    nobody = dataclasses.replace(case, holder_ids=())
    assert ("case_no_holders", "") in {
        (one.code, one.place.field) for one in workspace.cases.check(nobody)
    }
    assert case.parts == (FORM, PAPERS, LETTER, MaterialKey.CLAIM_PHOTO)


def test_the_card_of_a_claim_is_made_step_by_step(workspace):
    case = completed(workspace, HONG_KONG)

    def step(transition, reference="", reasons=""):
        draft = StepDraft(transition, "2026-11-22", "经办机构", reference, reasons)
        return workspace.case_way.record(case.id, draft).record.target

    def open_steps():
        case_now = workspace.cases.get(case.id)
        return {one.transition.key for one in workspace.case_way.options(case_now)}

    assert step("make_ready") == "materials_ready"
    assert step("hand_in") == "handed_in"
    assert step("office_accepts", "回执7") == "accepted"
    assert workspace.cases.get(case.id).values(FORM)["receipt_no"] == "回执7"
    assert step("account_failed", reasons="账户数量超限") == "bank_failed"
    assert {"account_opened", "claim_returned"} <= open_steps()
    assert step("account_opened") == "bank_open"
    assert step("card_in_making") == "making"
    assert step("card_ready") == "ready"
    assert step("card_collected") == "collected"
    assert open_steps() == set()
