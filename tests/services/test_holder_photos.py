"""Photographs of people as a use case: whose they are, consent, batches, and the end of keeping."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from kabao.domain.errors import CancelledError, InputRefusedError
from kabao.domain.holders import Holder
from kabao.services.holder_photos import TakenPhoto
from kabao.services.workspace import Workspace

TODAY = dt.date(2026, 11, 22)
NUMBER = "110000199001010013"


@pytest.fixture
def workspace(tmp_path):
    with Workspace.create(tmp_path / "photos.kabao", clock=lambda: TODAY) as made:
        yield made


def person(workspace, name, **values):
    return workspace.ledger.holders.add(Holder({"name": name, **values})).id


def photo(holder_id, data=b"made", **options):
    return TakenPhoto(holder_id, f"{NUMBER}.jpg", data, "kb14-40", **options)


def test_a_photo_becomes_somebodys_and_says_what_is_missing_of_the_consent(workspace):
    number = person(workspace, "安思源")
    saved = workspace.holder_photos.take(photo(number, source=b"camera", keep_source=True))
    assert [item.code for item in saved.findings] == ["photo_without_consent"]
    assert saved.changed.holders == {number}
    assert NUMBER not in saved.record.file_name
    assert workspace.holder_photos.get(number)[:2] == (b"made", "image/jpeg")
    assert workspace.holder_photos.original(saved.record) == b"camera"
    workspace.holder_photos.remove_original(number)
    with pytest.raises(InputRefusedError) as refused:
        workspace.holder_photos.original(workspace.holder_photos.one(number))
    assert refused.value.code == "photo_no_original"
    workspace.history.undo(workspace.history.last_id())
    assert workspace.holder_photos.original(workspace.holder_photos.one(number)) == b"camera"


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"consent": True}, "photo_without_purpose"),
        ({"consent": True, "consent_purpose": "办卡"}, "photo_without_end"),
        (
            {"consent": True, "consent_purpose": "办卡", "keep_until": "2026-11-21"},
            "photo_past_end",
        ),
    ],
)
def test_purpose_and_end_are_asked_for_too(workspace, values, code):
    number = person(workspace, "安思源", **values)
    saved = workspace.holder_photos.take(photo(number))
    assert code in [item.code for item in saved.findings]


def test_one_file_is_not_two_peoples_photo(workspace):
    first, second = person(workspace, "甲"), person(workspace, "乙")
    workspace.holder_photos.take(photo(first, source=b"camera"))
    for again in (photo(second), photo(second, b"cut anew", source=b"camera")):
        with pytest.raises(InputRefusedError) as refused:
            workspace.holder_photos.take(again)
        assert refused.value.code == "photo_of_another"
        assert refused.value.params["name"] == "甲"
    assert workspace.holder_photos.one(second) is None
    workspace.holder_photos.take(photo(first, b"cut anew", source=b"camera"))


def test_many_are_one_step_with_a_list_of_those_refused(workspace):
    people = [person(workspace, name) for name in "甲乙丙"]
    taken = [photo(people[0], b"1"), photo(people[1], b"1"), photo(people[2], b"3")]
    outcome = workspace.holder_photos.take_many(taken)
    assert (outcome.done, [place for place, _ in outcome.refused]) == (2, [1])
    assert set(workspace.holder_photos.of(people)) == {people[0], people[2]}
    workspace.history.undo(workspace.history.last_id())
    assert workspace.holder_photos.of(people) == {}


def test_a_stopped_batch_leaves_nobody_with_a_photo(workspace):
    people = [person(workspace, name) for name in "甲乙"]
    seen = []
    with pytest.raises(CancelledError):
        workspace.holder_photos.take_many(
            [photo(number, bytes([number])) for number in people],
            progress=lambda done, _total: seen.append(done),
            cancelled=lambda: len(seen) == 1,
        )
    assert workspace.holder_photos.of(people) == {}


def test_pictures_past_their_day_go_in_one_step_that_can_be_undone(workspace):
    gone = person(workspace, "甲", consent=True, keep_until="2026-11-21")
    stays = person(workspace, "乙", consent=True, keep_until="2026-11-22")
    for number in (gone, stays):
        workspace.holder_photos.take(photo(number, bytes([number])))
    assert [item.name for item in workspace.holder_photos.outstayed()] == ["甲"]
    assert workspace.holder_photos.remove_outstayed().holders == {gone}
    assert set(workspace.holder_photos.of([gone, stays])) == {stays}
    assert workspace.holder_photos.remove_outstayed().holders == set()
    workspace.history.undo(workspace.history.last_id())
    assert gone in workspace.holder_photos.of([gone])


def test_keeping_cannot_end_before_it_was_agreed(workspace):
    values = {"name": "甲", "consent": True, "consent_on": "2026-11-20"}
    codes = [
        {item.code for item in workspace.holders.check({**values, "keep_until": day})}
        for day in ("2026-11-19", "2026-11-20")
    ]
    assert ["kept_before_consent" in found for found in codes] == [True, False]


def test_what_a_claim_asks_for_is_a_copy_of_the_ledger(workspace):
    number = person(workspace, "甲")
    assert workspace.holder_photos.get(number) is None
    workspace.holder_photos.take(replace(photo(number), file_name="甲.jpg"))
    assert workspace.holder_photos.get(number) == (b"made", "image/jpeg", "甲.jpg")
