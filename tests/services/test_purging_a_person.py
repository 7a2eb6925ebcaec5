"""After a purge nothing of a person stands in the bytes of the file, and the chain holds."""

import dataclasses

import pytest

from kabao.domain.cases import ApplicantKind, MaterialKey
from kabao.domain.holder_photos import HolderPhoto
from services.people_at_hand import CARD, HOLDER, OTHER_HOLDER

NUMBER = HOLDER["doc_no"]
SECRETS = (NUMBER, HOLDER["name"], "19900000001", "738b", "PICTURE OF ONE", "X00000019")
THIRD = OTHER_HOLDER | {"name": "葛长风", "doc_no": "110000199001010048", "mobile": "19900000003"}


def raw(folder):
    return b"".join(file.read_bytes() for file in folder.rglob("*") if file.is_file())


def found_in(folder):
    data = raw(folder)
    return [secret for secret in SECRETS if secret.encode() in data]


@pytest.fixture
def lived(workspace, observe):
    """A ledger in which one person has left traces everywhere, beside two others."""
    one = workspace.holders.save(0, HOLDER).record
    two = workspace.holders.save(0, OTHER_HOLDER | {"mobile": "19900000002"}).record
    third = workspace.holders.save(0, THIRD).record
    card = workspace.cards.save(0, one.id, CARD).record
    observe(card)
    workspace.holders.save(one.id, HOLDER | {"remark": f"旧号 {NUMBER}"})
    photo = HolderPhoto(one.id, f"{NUMBER}.jpg")
    workspace.ledger.photos.put(photo, b"PICTURE OF ONE", b"PICTURE OF ONE, BEFORE")
    workspace.ledger.drafts.put("holders", one.id, {"name": HOLDER["name"], "doc_no": NUMBER})
    workspace.ledger.drafts.put("cards", -one.id, {"card_number": "X00000019"})
    alone = workspace.cases.create(
        ApplicantKind.PERSON, HOLDER["name"], holder_ids=(one.id,)
    ).record
    both = workspace.cases.create(
        ApplicantKind.EMPLOYER, "两人", holder_ids=(one.id, two.id)
    ).record
    rows = [{"name": HOLDER["name"], "doc_no": NUMBER}, {"name": "白晓棠", "doc_no": "other"}]
    values = {"people": rows, "note": f"见 {NUMBER}", "title": HOLDER["name"]}
    workspace.ledger.cases.save_material(both.id, MaterialKey.CARD_FACE, values)
    workspace.holders.remove(third.id)
    return dataclasses.make_dataclass("Lived", ["one", "two", "third", "alone", "both"])(
        one, two, third, alone, both
    )


def test_the_preview_tells_what_goes_and_what_stays(workspace, lived):
    told = workspace.ledger.purging.traces(lived.one.id)
    assert told.name == HOLDER["name"]
    assert told.rows["cards"] == told.rows["evidence"] == told.rows["photos"] == 1
    assert told.cases == (lived.alone.number,)
    assert told.shared == (lived.both.number,)
    assert workspace.ledger.holders.get(lived.one.id).name == HOLDER["name"]


def test_nothing_is_left_in_any_byte_and_the_chain_holds(workspace, lived, tmp_path):
    assert len(found_in(tmp_path)) == len(SECRETS) - 1  # names are indexed as code points
    before = workspace.ledger.health.chain()
    done = workspace.ledger.purging.purge(lived.one.id)
    assert done.is_swept
    after = workspace.ledger.health.chain()
    assert after.broken is None
    assert after.entries == before.entries + 1
    assert found_in(tmp_path) == []
    assert all(item.is_well for item in workspace.doctor.examine())
    workspace.close()
    assert found_in(tmp_path) == []


def test_others_keep_what_is_theirs(workspace, lived):
    workspace.ledger.purging.purge(lived.one.id)
    assert [one.name for one in workspace.ledger.holders.all()] == [OTHER_HOLDER["name"]]
    case = workspace.cases.get(lived.both.id)
    assert case.holder_ids == (lived.two.id,)
    kept = case.materials[MaterialKey.CARD_FACE]
    assert [row["name"] for row in kept["people"]] == ["白晓棠"]
    assert (kept["note"], kept["title"]) == ("见 ", "")
    assert workspace.holders.view(lived.two.id).holder.text("mobile") == "19900000002"


def test_a_purge_is_no_step_to_undo_and_others_still_are(workspace, lived):
    workspace.ledger.purging.purge(lived.one.id)
    entry = workspace.history.latest(1)[0]
    assert (entry.action, entry.undoable) == ("privacy.purge", False)
    candidate = workspace.history.undo_candidate()
    assert candidate.action == "holders.remove"
    workspace.history.undo(candidate.id)
    assert THIRD["name"] in {one.name for one in workspace.ledger.holders.all()}
    assert workspace.ledger.health.chain().broken is None


def test_somebody_removed_before_can_be_purged_too(workspace, lived, tmp_path):
    assert THIRD["doc_no"].encode() in raw(tmp_path)
    plan = workspace.privacy.plan_for(THIRD["doc_no"])
    workspace.privacy.purge(plan, THIRD["name"])
    workspace.close()
    assert THIRD["doc_no"].encode() not in raw(tmp_path)
    assert THIRD["name"].encode() not in raw(tmp_path)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE history SET subject = 'x' WHERE id = 1",
        "UPDATE history_emptied SET facts = zeroblob(32)",
        "DELETE FROM history_emptied WHERE entry = 1",
        "INSERT INTO history_emptied SELECT 2, 999, facts, kept FROM history_emptied LIMIT 1",
    ],
)
def test_an_emptied_entry_cannot_be_changed_unseen(workspace, lived, statement):
    workspace.ledger.purging.purge(lived.one.id)
    session = workspace.ledger._session
    assert workspace.ledger.health.chain().broken is None
    for name in ("history_stays_as_written", "emptied_stay_as_written", "emptied_stay"):
        session.rows(f"DROP TRIGGER {name}")
    session.rows(statement)
    assert workspace.ledger.health.chain().broken is not None
