"""Photographs of people travel with the package of their case, into another ledger and back."""

import base64
import json

import pytest

from kabao.documents.reading import PackageFile
from kabao.domain.errors import InputRefusedError
from kabao.domain.holder_photos import PhotoCrop
from kabao.services.holder_photos import TakenPhoto
from kabao.services.packages import Paper
from kabao.services.workspace import Workspace
from kabao.texts import Texts
from services.claimants import FOREIGNER, completed, portrait
from services.people_at_hand import TODAY

CROP = PhotoCrop(0.1, 0.05, 0.5, 0.75, -1.5)


@pytest.fixture
def case(workspace):
    made = completed(workspace, FOREIGNER)
    taken = TakenPhoto(made.holder_ids[0], "WP-990100.jpg", portrait(), "kb14-40", CROP)
    workspace.holder_photos.take(taken)
    return made


def package(workspace, case, path, *, full=True):
    order = workspace.packages.order(case.id, path, Texts("zh"), Paper(full_numbers=full))
    workspace.packages.write(order)
    return path


def inside(path):
    with PackageFile.open(path) as opened:
        return json.loads(opened.data())


def test_a_photograph_comes_into_another_ledger_and_leaves_with_the_same_bytes(
    workspace, case, tmp_path
):
    first = package(workspace, case, tmp_path / "first.pdf")
    assert inside(first)["kabao_exchange"] == 3
    with Workspace.create(tmp_path / "other.kabao", clock=lambda: TODAY) as other:
        report = other.exchange.load(first)
        assert (report.refused, report.rows) == (0, report.added)
        (holder,) = other.ledger.holders.all()
        photo = other.holder_photos.one(holder.id)
        assert other.holder_photos.data(photo) == portrait()
        assert (photo.crop, photo.profile) == (CROP, "kb14-40")
        again = other.exchange.load(first)
        assert again.unchanged == again.rows
        back = other.cases.by_number(case.number)
        second = package(other, back, tmp_path / "second.pdf")
    assert inside(second) == inside(first)


def test_a_masked_copy_shows_no_face(workspace, case, tmp_path):
    masked = inside(package(workspace, case, tmp_path / "masked.pdf", full=False))
    assert all("photo" not in holder for holder in masked["holders"])


def file_of(tmp_path, *pictures, numbers=("FA1234567", "FA7654321")):
    holders = [
        {
            "id": f"{place:032x}",
            "fields": {**FOREIGNER, "doc_no": number},
            "photo": {"file_name": "a.jpg", "base64": base64.b64encode(data).decode()},
        }
        for place, (number, data) in enumerate(zip(numbers, pictures, strict=False), start=1)
    ]
    path = tmp_path / "people.json"
    path.write_text(json.dumps({"kabao_exchange": 3, "holders": holders}))
    return path


@pytest.mark.parametrize(
    ("pictures", "code"),
    [
        ((portrait(), portrait()), "import_photo_elsewhere"),
        ((b"\xff\xd8\xff nothing more",), "import_photo_unfit"),
    ],
)
def test_what_is_no_photograph_of_that_person_is_refused_whole(workspace, tmp_path, pictures, code):
    with pytest.raises(InputRefusedError) as refused:
        workspace.exchange.load(file_of(tmp_path, *pictures))
    assert code in {item.code for item in refused.value.findings}
    assert workspace.holders.count() == 0


def test_a_document_without_photographs_stays_readable_for_older_programs(workspace, tmp_path):
    made = completed(workspace, FOREIGNER)
    assert inside(package(workspace, made, tmp_path / "plain.pdf"))["kabao_exchange"] == 1
