"""How far a young ledger has come on its way to the first package."""

from __future__ import annotations

from kabao.domain.cases import ApplicantKind
from kabao.services.first_steps import first_steps
from services.people_at_hand import CARD, HOLDER


def _done(workspace):
    return [step.key for step in first_steps(workspace) if step.done]


def test_each_step_is_done_by_doing_it(workspace):
    assert [step.key for step in first_steps(workspace)] == [
        "people", "case", "materials", "package", "cards",
    ]  # fmt: skip
    assert _done(workspace) == []
    assert first_steps(workspace)[0].place.section == "new"
    holder = workspace.holders.save(0, HOLDER).record
    assert _done(workspace) == ["people"]
    case = workspace.cases.create(ApplicantKind.PERSON, "申请", holder_ids=(holder.id,)).record
    assert _done(workspace) == ["people", "case"]
    assert first_steps(workspace)[3].place.record == case.id
    workspace.snapshots.take(case.id, "export")
    assert _done(workspace) == ["people", "case", "package"]


def test_many_people_come_from_a_roster(workspace):
    assert first_steps(workspace)[0].other.section == "import"


def test_after_the_first_package_and_card_nobody_is_led_any_more(workspace, holder):
    made = workspace.cases.create(ApplicantKind.PERSON, "申请", holder_ids=(holder.id,)).record
    workspace.snapshots.take(made.id, "export")
    assert first_steps(workspace)
    workspace.cards.save(0, holder.id, CARD)
    assert first_steps(workspace) == ()


def test_who_starts_a_second_case_knows_the_way(workspace, holder):
    for title in ("甲", "乙"):
        workspace.cases.create(ApplicantKind.PERSON, title, holder_ids=(holder.id,))
    assert first_steps(workspace) == ()
