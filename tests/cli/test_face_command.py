"""``kabao face``: checked, given artwork and written, each by its exit code and document."""

from __future__ import annotations

import pikepdf
import pytest
from PIL import Image

from kabao.domain.cases import ApplicantKind, MaterialKey
from kabao.services.workspace import Workspace
from services.people_at_hand import TODAY

FACE = MaterialKey.CARD_FACE
VALUES = {
    "generation": "gen3",
    "chip_orientation": "turned",
    "financial": False,
    "issuer_title": "青禾市人力资源和社会保障局",
    "service_phone": "12333",
    "sample_name": "样 卡",
    "sample_number": "110000199001010013",
    "sample_card_number": "X00090018",
    "sample_issue_month": "2026-12",
}


@pytest.fixture
def number(ledger):
    """A department's case with a finished face."""
    with Workspace.open(ledger, clock=lambda: TODAY) as workspace:
        case = workspace.cases.create(ApplicantKind.DEPARTMENT, "示例申请").record
        workspace.cases.save_material(case.id, FACE, VALUES)
        return case.number


@pytest.fixture
def at(kabao, ledger):
    """Return a function that runs a command on the ledger."""
    return lambda *argv: kabao("--ledger", ledger, *argv)


def test_a_clean_face_ends_with_0_and_tells_every_place(at, fits, number):
    answer = at("face", "check", number, "--json")
    fits("face-check", answer.document)
    boxes = {item["element"]: item["box_mm"] for item in answer.document["elements"]}
    assert (answer.code, answer.document["findings"]) == (0, [])
    assert boxes["photo"] == [4.25, 10.95, 24.25, 35.95]


def test_a_face_that_covers_the_contacts_ends_with_1(at, ledger, number):
    row = {"element": "name", "left_mm": "60", "top_mm": "26", "width_mm": "12"}
    row |= {"height_mm": "3", "size_pt": ""}
    with Workspace.open(ledger, clock=lambda: TODAY) as workspace:
        case = workspace.cases.by_number(number)
        workspace.cases.save_material(case.id, FACE, {**VALUES, "layout": (row,)})
    answer = at("face", "check", number)
    assert answer.code == 1
    assert "B03" in answer.out


def test_artwork_is_put_in_and_printed(at, fits, number, tmp_path):
    Image.new("CMYK", (400, 400)).save(tmp_path / "emblem.jpg")
    answer = at(
        "face", "artwork", number, "national_emblem", str(tmp_path / "emblem.jpg"), "--json"
    )
    assert answer.code == 0
    fits("face-artwork", answer.document)
    assert answer.document["changed"] == ["cmyk"]
    answer = at("face", "export", number, "--out", str(tmp_path / "face.pdf"), "--json")
    assert answer.code == 0
    fits("face-export", answer.document)
    with pikepdf.open(tmp_path / "face.pdf") as document:
        assert len(document.pages) == answer.document["pages"]
        assert document.pages[0].get_images()


def test_what_cannot_be_taken_is_said_in_words(at, number, tmp_path):
    path = tmp_path / "mark.svg"
    path.write_text('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><text/></svg>')
    answer = at("face", "artwork", number, "bank_mark", str(path))
    assert answer.code == 3
    assert "mark.svg" in answer.err
    assert at("face", "artwork", number, "seal", str(path)).code == 2
    assert at("face", "check", "KB-1999-0001").code == 3
