"""Artwork of a face travels with the case, prints where it stands, and the sheets measure right."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from kabao.domain.cases import ApplicantKind, MaterialKey
from kabao.domain.errors import InputRefusedError
from kabao.domain.face_artwork import artworks
from kabao.services.demo import make_sample_ledger
from kabao.services.packages import DRAFT, Paper
from kabao.services.workspace import Workspace
from kabao.texts import Texts
from people import TODAY

FACE = MaterialKey.CARD_FACE
MM = 72 / 25.4
MARGIN = 14 * MM


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    path = tmp_path_factory.mktemp("faces") / "sample.kabao"
    make_sample_ledger(path, clock=lambda: TODAY).close()
    return path


@pytest.fixture
def workspace(sample, tmp_path):
    """A ledger of its own for each test: artwork of one must not stand in another."""
    copied = shutil.copy(sample, tmp_path / "desk.kabao")
    with Workspace.open(Path(copied), clock=lambda: TODAY) as opened:
        yield opened


@pytest.fixture
def case(workspace):
    return department(workspace)


def department(workspace):
    kind = ApplicantKind.DEPARTMENT
    return next(item for item in workspace.cases.all() if item.applicant_kind is kind)


@pytest.fixture
def emblem(tmp_path):
    """A green disc on a clear ground: no emblem, only something with a colour to look for."""
    image = Image.new("RGBA", (400, 400), (0, 0, 0, 0))
    image.paste((0, 160, 60, 255), (100, 100, 300, 300))
    image.save(tmp_path / "mark.png")
    return tmp_path / "mark.png"


def test_artwork_is_stored_as_one_step_that_can_be_undone(workspace, case, emblem):
    taken = workspace.faces.take_artwork(case.id, "national_emblem", emblem)
    stored = department(workspace)
    assert [item.slot for item in stored.attached(FACE, "art_national_emblem")]
    assert artworks(stored.values(FACE))["national_emblem"].width == 400
    assert taken.remarks == ()
    workspace.history.undo(workspace.history.last_id())
    undone = department(workspace)
    assert not undone.attached(FACE, "art_national_emblem")
    assert "national_emblem" not in artworks(undone.values(FACE))


def test_new_artwork_takes_the_place_of_the_old(workspace, case, emblem):
    for _ in range(2):
        workspace.faces.take_artwork(case.id, "bank_mark", emblem)
    assert len(department(workspace).attached(FACE, "art_bank_mark")) == 1
    workspace.faces.remove_artwork(case.id, "bank_mark")
    assert not department(workspace).attached(FACE, "art_bank_mark")


@pytest.mark.parametrize("key", ["seal", "photo", "name", "elsewhere"])
def test_no_other_element_takes_artwork(workspace, case, emblem, key):
    with pytest.raises(InputRefusedError) as problem:
        workspace.faces.take_artwork(case.id, key, emblem)
    assert problem.value.code == "artwork_place"


def test_coarse_artwork_is_found_with_its_resolution(workspace, case, tmp_path):
    Image.new("RGB", (200, 80), "navy").save(tmp_path / "coarse.png")
    workspace.faces.take_artwork(case.id, "unionpay_mark", tmp_path / "coarse.png")
    found = [it for it in workspace.faces.check(department(workspace)) if "artwork" in it.code]
    assert [(it.code, it.params["dpi"]) for it in found] == [("face_artwork_coarse", "267")]
    in_case = workspace.cases.check(department(workspace))
    assert "face_artwork_coarse" in {it.code for it in in_case}
    assert "case_file_without_place" not in {it.code for it in in_case}
    workspace.faces.remove_artwork(case.id, "unionpay_mark")


def sheets(workspace, case, target, before=None, language="zh"):
    planned = workspace.faces.plan_sheets(case, Texts("zh"), Paper(language=language), before)
    workspace.faces.write_sheets(planned, target)
    return planned


def test_the_sheets_are_cut_to_the_hundredth_of_a_millimetre(workspace, case, tmp_path):
    sheets(workspace, case, tmp_path / "face.pdf")
    with pikepdf.open(tmp_path / "face.pdf") as document:
        for page in document.pages[:2]:
            trim = [float(number) for number in page.obj.TrimBox]
            assert trim[2] - trim[0] == pytest.approx(242.646, abs=0.003)
            assert trim[3] - trim[1] == pytest.approx(153.014, abs=0.003)
            bleed = [float(number) for number in page.obj.BleedBox]
            assert trim[0] - bleed[0] == pytest.approx(8.504, abs=0.003)
        assert float(document.pages[2].mediabox[3]) == pytest.approx(841.89, abs=0.01)


def test_elements_stand_where_the_design_puts_them(workspace, case, tmp_path):
    row = {"element": "issuer_title", "left_mm": "30", "top_mm": "12", "width_mm": "31"}
    row |= {"height_mm": "4", "size_pt": "9"}
    values = {**case.values(FACE), "layout": (row,)}
    moved = case.with_material(FACE, values)
    sheets(workspace, moved, tmp_path / "moved.pdf")
    document = pypdfium2.PdfDocument(tmp_path / "moved.pdf")
    page = document[1]
    text = page.get_textpage()
    found = text.search(str(values["issuer_title"])[:4]).get_next()
    left, _bottom, _right, top = text.get_rect(text.count_rects(*found) - 1)
    height = page.get_height()
    assert left == pytest.approx(MARGIN + 30 * MM, abs=0.9)
    assert MARGIN + 12 * MM <= height - top <= MARGIN + 16 * MM
    document.close()


def test_artwork_is_printed_in_its_place_and_the_specimen_over_it(
    workspace, case, emblem, tmp_path
):
    workspace.faces.take_artwork(case.id, "national_emblem", emblem)
    sheets(workspace, department(workspace), tmp_path / "art.pdf")
    document = pypdfium2.PdfDocument(tmp_path / "art.pdf")
    page = document[0]
    picture = page.render(scale=4).to_pil().convert("RGB")
    green = [
        (x, y)
        for x in range(picture.width)
        for y in range(0, picture.height, 2)
        if picture.getpixel((x, y)) == (0, 160, 60)
    ]
    across = sorted(x for x, _ in green)
    # The box is 32.8 to 52.8 mm; the square fills its middle half: 37.8 to 47.8 mm.
    assert across[0] / 4 == pytest.approx(MARGIN + 37.8 * MM, abs=0.6)
    assert across[-1] / 4 == pytest.approx(MARGIN + 47.8 * MM, abs=0.6)
    assert "SPECIMEN" in page.get_textpage().get_text_range()
    document.close()
    workspace.faces.remove_artwork(case.id, "national_emblem")


def test_artwork_stands_in_the_package_and_its_preview(workspace, case, emblem):
    workspace.faces.take_artwork(case.id, "national_emblem", emblem)
    from kabao.documents.preview import render_part

    plan = workspace.packages.plan(department(workspace), (), Texts("zh"), DRAFT)
    with pikepdf.open(io.BytesIO(render_part(plan, "material_4"))) as document:
        names = [name for page in document.pages for name in page.get_images()]
    assert names
    assert len(plan.digest) == 64
    workspace.faces.remove_artwork(case.id, "national_emblem")


def test_a_comparison_tells_what_moved(workspace, case, tmp_path):
    row = {"element": "seal", "left_mm": "3.2", "top_mm": "36.8", "width_mm": "11.6"}
    row |= {"height_mm": "11.6", "size_pt": ""}
    after = case.with_material(FACE, {**case.values(FACE), "layout": (row,)})
    sheets(workspace, after, tmp_path / "both.pdf", before=case)
    document = pypdfium2.PdfDocument(tmp_path / "both.pdf")
    words = "".join(document[number].get_textpage().get_text_range() for number in (2, 3))
    document.close()
    assert "移动" in words
    assert "2.7, 36.8 - 14.3, 48.4" in words
    assert "3.2, 36.8 - 14.8, 48.4" in words


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_vendor_reads_specimen_in_any_language(workspace, case, tmp_path, language):
    sheets(workspace, case, tmp_path / "face.pdf", language=language)
    document = pypdfium2.PdfDocument(tmp_path / "face.pdf")
    for number in range(2):
        assert "SPECIMEN" in document[number].get_textpage().get_text_range()
    document.close()


def test_design_and_artwork_come_back_from_the_package(workspace, case, emblem, tmp_path):
    row = {"element": "seal", "left_mm": "3", "top_mm": "37", "width_mm": "11.6"}
    row |= {"height_mm": "11.6", "size_pt": ""}
    workspace.cases.save_material(case.id, FACE, {**case.values(FACE), "layout": (row,)})
    workspace.faces.take_artwork(case.id, "national_emblem", emblem)
    full = Paper(full_numbers=True)
    order = workspace.packages.order(case.id, tmp_path / "package.pdf", Texts("zh"), full)
    workspace.packages.write(order)
    with Workspace.create(tmp_path / "other.kabao", clock=lambda: TODAY) as other:
        other.exchange.load(tmp_path / "package.pdf")
        restored = department(other)
        assert restored.values(FACE)["layout"] == (row,)
        assert artworks(restored.values(FACE))["national_emblem"].width == 400
        file = restored.attached(FACE, "art_national_emblem")[0]
        assert other.attachments.data(file) == emblem_bytes(workspace)
        seal = next(item for item in other.faces.placed(restored) if item.key == "seal")
        assert (seal.box.left, seal.box.top) == (3.0, 37.0)


def emblem_bytes(workspace):
    file = department(workspace).attached(FACE, "art_national_emblem")[0]
    return workspace.attachments.data(file)
