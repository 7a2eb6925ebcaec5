"""Photographs of people in the ledger: kept, replaced, undone, and gone with their person."""

import datetime as dt

import pytest

from kabao.domain.errors import NotFoundError
from kabao.domain.holder_photos import HolderPhoto, PhotoCrop
from kabao.domain.holders import Holder

TODAY = dt.date(2026, 11, 22)


@pytest.fixture
def somebody(ledger):
    return ledger.holders.add(Holder({"name": "安思源", "keep_until": "2026-11-21"})).id


def undo(ledger, entry):
    steps = [(entry.id, "undo", "")]
    return ledger.history.take_back(steps, TODAY, lambda *_: None, lambda *_: None)


def bytes_kept(ledger):
    return {bytes(row[0]) for row in ledger._session.rows("SELECT data FROM blobs")}


def test_a_photo_is_kept_with_its_crop_and_original(ledger, somebody):
    crop = PhotoCrop(0.1, 0.2, 0.5, 0.6, -1.5)
    fields = {"profile": "kb14-40", "crop": crop.as_values()}
    ledger.photos.put(HolderPhoto(somebody, "a.jpg", fields=fields), b"made", b"taken")
    found = ledger.photos.of_holder(somebody)
    assert (found.crop, found.profile, found.size, found.original_size) == (crop, "kb14-40", 4, 5)
    assert ledger.attachments.data(found.sha256) == b"made"
    assert ledger.attachments.data(found.original) == b"taken"
    assert ledger.photos.same([found.original]) == {found.original: [somebody]}
    assert ledger.photos.count() == 1


def test_a_second_photo_takes_the_place_of_the_first_and_can_be_undone(ledger, somebody):
    ledger.photos.put(HolderPhoto(somebody, "a.jpg"), b"first", b"from")
    ledger.photos.put(HolderPhoto(somebody, "b.jpg"), b"second")
    assert ledger.photos.of_holder(somebody).original == ""
    entry = ledger.history.latest(1)[0]
    assert undo(ledger, entry).holders == {somebody}
    found = ledger.photos.of_holder(somebody)
    assert (found.file_name, ledger.attachments.data(found.sha256)) == ("a.jpg", b"first")
    assert ledger.attachments.data(found.original) == b"from"
    assert ledger.health.missing_contents() == 0


def test_undoing_tells_whose_photo_it_was(ledger, somebody):
    ledger.photos.put(HolderPhoto(somebody, "a.jpg"), b"first")
    entry = ledger.history.latest(1)[0]
    assert ledger.entry_records.record(entry.id) == ("holders", somebody)
    assert undo(ledger, entry).holders == {somebody}
    assert ledger.photos.of_holder(somebody) is None


def test_bytes_stay_while_another_record_or_an_undo_needs_them(ledger, somebody):
    ledger.photos.put(HolderPhoto(somebody, "a.jpg"), b"same")
    other = ledger.holders.add(Holder({"name": "乙"})).id
    ledger.photos.put(HolderPhoto(other, "a.jpg"), b"same")
    ledger.holders.remove(other)
    assert bytes_kept(ledger) == {b"same"}
    ledger.photos.remove(somebody)
    assert bytes_kept(ledger) == {b"same"}
    ledger.history.drop_images("9999")
    assert bytes_kept(ledger) == set()
    assert ledger.health.spare_contents() == 0


def test_what_outstays_its_day_is_found_and_the_original_goes_alone(ledger, somebody):
    ledger.photos.put(HolderPhoto(somebody, "a.jpg"), b"made", b"taken")
    assert [item.holder_id for item in ledger.photos.outstayed(TODAY)] == [somebody]
    assert ledger.photos.outstayed(dt.date(2026, 11, 21)) == []
    ledger.photos.remove_original(somebody)
    assert ledger.photos.of_holder(somebody).original == ""
    with pytest.raises(NotFoundError):
        ledger.photos.put(HolderPhoto(999, "a.jpg"), b"made")


def test_somebody_who_comes_back_has_the_photo_again(ledger, somebody):
    ledger.photos.put(HolderPhoto(somebody, "a.jpg"), b"made", b"taken")
    ledger.holders.remove(somebody)
    assert ledger.photos.of_holder(somebody) is None
    undo(ledger, ledger.history.latest(1)[0])
    found = ledger.photos.of_holder(somebody)
    assert ledger.attachments.data(found.original) == b"taken"
    assert ledger.health.missing_contents() == ledger.health.spare_contents() == 0
