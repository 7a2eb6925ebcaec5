"""Page plans and replaced files: kept, brought back, gone with their attachment, undone."""

import datetime as dt
from dataclasses import replace

import pytest

from kabao.domain.errors import NotFoundError
from kabao.domain.files import PagePick, is_sound, normal, ranges, whole

PLAN = (PagePick(3, 90), PagePick(1))


@pytest.fixture
def case_id(ledger, new_case):
    return ledger.cases.add(new_case()).id


@pytest.fixture
def file(ledger, case_id, new_file):
    return ledger.attachments.add(case_id, new_file(), b"first")


def take_back(ledger, steps=1):
    last = ledger.history.last_id()
    wanted = [(last - back, "history.undo", "") for back in range(steps)]
    ledger.history.take_back(wanted, dt.date(2026, 3, 1), lambda *_: None, lambda *_: None)


def test_a_plan_comes_back_with_its_file(ledger, case_id, file):
    arranged = ledger.attachments.update(case_id, replace(file, plan=PLAN))
    assert arranged.plan == PLAN
    assert arranged.shown == 2
    assert ledger.cases.get(case_id).attachments == (arranged,)
    assert ledger.attachments.update(case_id, file).shown == 3
    assert ledger._session.rows("SELECT * FROM page_plans") == []


def test_a_plan_is_undone_and_the_former_one_stands_again(ledger, case_id, file):
    ledger.attachments.update(case_id, replace(file, plan=PLAN))
    ledger.attachments.update(case_id, replace(file, plan=PLAN[:1]))
    take_back(ledger)
    assert ledger.attachments.of_case(case_id)[0].plan == PLAN
    take_back(ledger, 1)  # a redo
    assert ledger.attachments.of_case(case_id)[0].plan == PLAN[:1]


def test_a_replaced_file_is_kept_with_its_plan_and_can_come_back(ledger, case_id, file):
    ledger.attachments.update(case_id, replace(file, plan=PLAN))
    ledger.file_versions.replace(case_id, replace(file, file_name="新.pdf", pages=9), b"second")
    (now,) = ledger.attachments.of_case(case_id)
    assert (now.file_name, now.pages, now.plan, now.size) == ("新.pdf", 9, (), 6)
    (version,) = ledger.file_versions.of_attachment(file.id)
    assert (version.file_name, version.pages, version.plan) == ("办法.pdf", 3, PLAN)
    assert ledger.attachments.data(version.sha256) == b"first"
    assert ledger.file_versions.counts(case_id) == {file.id: 1}

    ledger.file_versions.restore(case_id, now, version)
    (back,) = ledger.attachments.of_case(case_id)
    assert (back.file_name, back.plan, back.sha256) == ("办法.pdf", PLAN, file.sha256)
    assert [item.file_name for item in ledger.file_versions.of_attachment(file.id)] == ["新.pdf"]
    with pytest.raises(NotFoundError):
        ledger.file_versions.get(version.uid)


def test_replacing_is_undone_as_one_step(ledger, case_id, file):
    ledger.file_versions.replace(case_id, replace(file, pages=9), b"second")
    take_back(ledger)
    assert ledger.attachments.of_case(case_id) == [file]
    assert ledger.file_versions.of_attachment(file.id) == []


def test_what_was_replaced_goes_with_its_attachment_and_comes_back_with_it(ledger, case_id, file):
    ledger.file_versions.replace(case_id, replace(file, plan=PLAN), b"second")
    ledger.attachments.remove(file.id)
    assert ledger._session.rows("SELECT * FROM file_versions") == []
    assert ledger.health.missing_contents() == ledger.health.spare_contents() == 0
    take_back(ledger)
    (back,) = ledger.attachments.of_case(case_id)
    assert back.plan == PLAN
    assert len(ledger.file_versions.of_attachment(back.id)) == 1
    ledger.attachments.remove(back.id)
    ledger.history.drop_images("9999")
    assert ledger._session.row("SELECT count(*) FROM blobs")[0] == 0


def test_replaced_bytes_stay_when_images_are_dropped(ledger, case_id, file):
    ledger.file_versions.replace(case_id, file, b"second")
    ledger.history.drop_images("9999")
    (version,) = ledger.file_versions.of_attachment(file.id)
    assert ledger.attachments.data(version.sha256) == b"first"


def test_plans_are_told_shortly_and_judged():
    assert normal(whole(3), 3) == ()
    assert normal((PagePick(1, 90),), 1) == (PagePick(1, 90),)
    assert is_sound(PLAN, 3)
    assert not is_sound(PLAN, 2)
    assert not is_sound((PagePick(1), PagePick(1, 90)), 2)
    assert not is_sound((PagePick(1, 45),), 2)
    assert ranges((1, 2, 3, 7, 5)) == "1-3, 7, 5"
