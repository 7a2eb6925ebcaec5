"""Cases: drafts of materials, accepted warnings, attachments taken in, moved and let go."""

from __future__ import annotations

import io
import os

import pikepdf
import pytest
from PIL import Image

from kabao.domain.cases import ApplicantKind, MaterialKey
from kabao.domain.errors import EnvironmentProblemError, InputRefusedError, NotFoundError
from kabao.services.attachments import LIMIT

FORM = MaterialKey.REGISTRATION_FORM
RULES = MaterialKey.REGIONAL_RULES


@pytest.fixture
def case(workspace, holder):
    return workspace.cases.create(ApplicantKind.PERSON, "申请", holder_ids=(holder.id,)).record


@pytest.fixture
def picture():
    buffer = io.BytesIO()
    Image.new("L", (40, 30), 200).save(buffer, "PNG")
    return buffer.getvalue()


@pytest.fixture
def three_pages():
    buffer = io.BytesIO()
    with pikepdf.new() as document:
        for _ in range(3):
            document.add_blank_page()
        document.save(buffer)
    return buffer.getvalue()


def files(workspace, case):
    return [item.title for item in workspace.cases.get(case.id).attachments]


def test_numbers_run_through_the_year(workspace, clock):
    numbers = [workspace.cases.create(ApplicantKind.DEPARTMENT, "x").record.number]
    workspace.cases.remove(1)
    numbers.append(workspace.cases.create(ApplicantKind.DEPARTMENT, "x").record.number)
    clock.today = clock.today.replace(year=2027)
    numbers.append(workspace.cases.create(ApplicantKind.DEPARTMENT, "x").record.number)

    assert numbers == ["KB-2026-0001", "KB-2026-0002", "KB-2027-0001"]


def test_the_typing_of_a_material_is_taken_over_after_a_crash(workspace, case):
    typed = {**case.values(FORM), "region_name": "青禾市"}
    workspace.cases.keep_draft(case.id, FORM, typed)
    assert "region_name" not in workspace.cases.get(case.id).values(FORM)

    assert workspace.cases.recover(case.id).cases == {case.id}

    assert workspace.cases.get(case.id).values(FORM) == typed
    assert workspace.ledger.drafts.all() == []
    assert workspace.cases.recover(case.id).cases == frozenset()


def test_typing_that_changes_nothing_makes_no_history(workspace, case):
    workspace.cases.keep_draft(case.id, FORM, case.values(FORM))
    before = workspace.ledger.history.latest(100)

    assert workspace.cases.recover(case.id).cases == frozenset()
    assert workspace.cases.save_material(case.id, FORM, case.values(FORM)).cases == frozenset()

    assert workspace.ledger.history.latest(100) == before
    assert workspace.ledger.drafts.all() == []


def test_a_removed_case_leaves_no_typing_behind(workspace, case):
    workspace.cases.keep_draft(case.id, FORM, {"region_name": "青禾市"})

    workspace.cases.remove(case.id)

    assert workspace.ledger.drafts.all() == []
    with pytest.raises(NotFoundError):
        workspace.cases.get(case.id)


def test_a_warning_is_accepted_with_a_reason_and_revoked(workspace, case):
    accepted = workspace.cases.accept(case, "C01@1", "按当地要求").record
    assert workspace.cases.get(case.id).accepted == {"C01@1": "按当地要求"}

    workspace.cases.accept(accepted, "C01@1", "")
    assert workspace.cases.get(case.id).accepted == {}


def test_numbers_in_titles_are_starred_in_the_history(workspace):
    workspace.cases.create(ApplicantKind.DEPARTMENT, "为 110000199001010013 申请")

    assert workspace.ledger.history.latest(1)[0].subject == "为 110***********0013 申请"


def test_files_are_taken_in_with_their_pages(workspace, case, tmp_path, picture, three_pages):
    paper = tmp_path / "办法.pdf"
    paper.write_bytes(three_pages)
    (tmp_path / "scan").write_bytes(picture)

    saved = workspace.attachments.add(case.id, RULES, "measures", paper)
    other = workspace.attachments.add(case.id, RULES, "measures", tmp_path / "scan", "细则")

    assert (saved.record.title, saved.record.pages) == ("办法", 3)
    assert (other.record.media_type, other.record.title) == ("image/png", "细则")
    assert workspace.attachments.data(saved.record) == three_pages
    assert files(workspace, case) == ["办法", "细则"]
    assert saved.changed.cases == {case.id}


def test_files_are_moved_renamed_and_removed(workspace, case, picture):
    for name in ("一", "二", "三"):
        workspace.attachments.add_bytes(case.id, RULES, "measures", (f"{name}.png", ""), picture)
    workspace.attachments.add_bytes(case.id, RULES, "topic", ("别处.png", ""), picture)
    first, second, third, other = workspace.cases.get(case.id).attachments

    workspace.attachments.move(case.id, first, 1)
    assert files(workspace, case) == ["二", "一", "三", "别处"]
    assert workspace.attachments.move(case.id, second, -1).cases == frozenset()
    assert workspace.attachments.move(case.id, other, -1).cases == frozenset()
    workspace.attachments.rename(case.id, third, "改过")
    workspace.attachments.remove(case.id, second)

    assert files(workspace, case) == ["一", "改过", "别处"]
    assert workspace.attachments.data(first) == picture
    with pytest.raises(NotFoundError):
        workspace.attachments.move(case.id, second, 1)


def test_files_at_one_position_can_still_be_moved(workspace, case, picture):
    from dataclasses import replace

    for name in ("一", "二", "三"):
        workspace.attachments.add_bytes(case.id, RULES, "measures", (f"{name}.png", ""), picture)
    for item in workspace.cases.get(case.id).attachments:
        workspace.ledger.attachments.update(case.id, replace(item, position=1))
    last = workspace.cases.get(case.id).attachments[2]

    workspace.attachments.move(case.id, last, -1)

    assert files(workspace, case) == ["一", "三", "二"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "attachment_empty"),
        (b"PK\x03\x04 a word document", "attachment_type"),
        (b"%PDF-1.7 and nothing", "attachment_damaged"),
        (b"x" * (LIMIT + 1), "attachment_too_large"),
    ],
)
def test_what_cannot_stand_in_a_package_is_refused(workspace, case, tmp_path, contents, data, code):
    before = contents()
    path = tmp_path / "file.pdf"
    path.write_bytes(data)

    with pytest.raises(InputRefusedError) as caught:
        workspace.attachments.add(case.id, RULES, "measures", path)

    assert caught.value.code == code
    assert contents() == before


def test_no_file_and_no_ordinary_file(workspace, case, tmp_path):
    os.mkfifo(tmp_path / "pipe.pdf")
    for name in ("nothing.pdf", "pipe.pdf", "."):
        with pytest.raises(InputRefusedError) as caught:
            workspace.attachments.add(case.id, RULES, "measures", tmp_path / name)
        assert caught.value.code == "file_missing"


def test_a_file_that_cannot_be_read(workspace, case, tmp_path, monkeypatch):
    path = tmp_path / "secret.pdf"
    path.write_bytes(b"%PDF-")

    def refuse(self):
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(type(path), "read_bytes", refuse)
    with pytest.raises(EnvironmentProblemError) as caught:
        workspace.attachments.add(case.id, RULES, "measures", path)

    assert caught.value.code == "file_unreadable"
