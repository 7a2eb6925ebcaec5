"""PDF/A-3u: what the file says of itself, checked by us and, where it is there, by Preflight."""

import dataclasses
import io

import pikepdf
import pypdf
import pytest

from documents.archival_checker import problems
from documents.archival_twin import class_path, preflight, twin
from documents.synthetic_cases import Files, make_case_order, picture_bytes
from kabao.documents.package import write_package
from kabao.documents.plans import build_plan


def embedded_pdf(words="附件"):
    """A PDF that PDF/A accepts: its font is embedded, its colours are gray."""
    from kabao.documents.drawing import _canvas

    canvas, buffer = _canvas()
    canvas.setFont("NotoSansSC-Regular", 20)
    canvas.drawString(80, 400, words)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


@pytest.fixture(scope="module")
def sound(rulebook, tmp_path_factory):
    """A package of which every part may claim PDF/A-3u."""
    files = Files()
    plan = build_plan(make_case_order(rulebook, files, "employer", people=("李䶮", "赵𠮷祥")))
    attached = (
        files.attach(5, "measures", "办法", embedded_pdf()),
        files.attach(5, "rules", "扫描件", picture_bytes("JPEG"), "a.jpg"),
        files.attach(5, "more", "透明图", picture_bytes("PNG", "RGBA"), "a.png"),
        files.attach(5, "press", "印刷色图", picture_bytes("JPEG", "CMYK"), "b.jpg"),
    )
    kinds = ("application/pdf", "image/jpeg", "image/png", "image/jpeg")
    attached = tuple(
        dataclasses.replace(item, media_type=kind)
        for item, kind in zip(attached, kinds, strict=True)
    )
    parts = tuple(
        dataclasses.replace(part, attachments=attached if part.key == "material_5" else ())
        for part in plan.parts
    )
    plan = dataclasses.replace(plan, parts=parts, carried='{"kabao_exchange": 1}', copy="full")
    return write_package(plan, tmp_path_factory.mktemp("p") / "p.pdf", attachment_data=files)


def test_a_package_is_archival(sound):
    assert sound.archival == "3u"
    assert problems(sound.path) == []


def test_what_a_package_tells_of_itself_is_saved_as_it_was_written(sound):
    """The library that saves would write it anew, with another library of some megabytes."""
    with pikepdf.open(sound.path) as document:
        assert document.Root.Metadata.read_bytes().endswith(b'<?xpacket end="r"?>')


def test_preflight_accepts_the_same_pages(sound, tmp_path):
    """Apache PDFBox Preflight on a 1b twin; where it is not installed, our checker alone."""
    copy = tmp_path / "twin.pdf"
    copy.write_bytes(twin(sound.path))
    if class_path():
        assert preflight(copy) == ""
        spoilt = tmp_path / "spoilt.pdf"
        with pikepdf.open(copy) as document:
            document.docinfo["/Title"] = "another"
            document.save(spoilt, deterministic_id=True, fix_metadata_version=False)
        assert "7.2" in preflight(spoilt)
    with pikepdf.open(copy) as document:
        assert b"<pdfaid:part>1</pdfaid:part>" in document.Root.Metadata.read_bytes()


def first_font(document):
    return next(iter(document.pages[2].obj.Resources.Font.values()))


def other_claim(document):
    metadata = document.Root.Metadata
    metadata.write(metadata.read_bytes().replace(b">U</pdfaid", b">B</pdfaid"))


def run_a_script(document):
    document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="1")


def put_a_note(document):
    note = pikepdf.Dictionary(Subtype=pikepdf.Name.Text, Rect=[0, 0, 9, 9])
    document.pages[2].obj.Annots = pikepdf.Array([note])


def print_in_press_colours(document):
    document.pages[2].obj.Contents = document.make_stream(b"0 0 0 1 k 0 0 9 9 re f\n")


BROKEN = {
    "title": lambda document: document.docinfo.__setitem__("/Title", "another"),
    "claim": other_claim,
    "intent": lambda document: document.Root.__delitem__("/OutputIntents"),
    "language": lambda document: document.Root.__delitem__("/Lang"),
    "script": run_a_script,
    "font": lambda document: first_font(document).FontDescriptor.__delitem__("/FontFile2"),
    "unicode": lambda document: first_font(document).__delitem__("/ToUnicode"),
    "association": lambda document: document.Root.__setitem__("/AF", pikepdf.Array([])),
    "relationship": lambda document: document.Root.AF[0].__delitem__("/AFRelationship"),
    "checksum": lambda document: document.Root.AF[0].EF.F.write(b"another"),
    "note": put_a_note,
    "press": print_in_press_colours,
}
"""Ways to break one rule each."""


@pytest.mark.parametrize("how", BROKEN)
def test_the_checker_finds_what_is_broken(sound, tmp_path, how):
    path = tmp_path / "spoilt.pdf"
    with pikepdf.open(sound.path) as document:
        BROKEN[how](document)
        document.save(path, fix_metadata_version=False)
    assert problems(path)


def test_readers_see_title_labels_and_files(sound):
    reader = pypdf.PdfReader(sound.path)
    assert reader.metadata.title == reader.xmp_metadata.dc_title["x-default"]
    assert "KB-2026-0007" in reader.metadata.title
    assert reader.page_labels == [str(number + 1) for number in range(sound.pages)]
    assert reader.trailer["/Root"]["/Lang"] == "zh-CN"
    assert set(reader.attachments) == {
        "attachment-0001.pdf",
        "attachment-0003.png",
        "attachment-0004.jpg",
        "kabao-case.json",
        "kabao-manifest.json",
    }
    assert reader.attachments["kabao-case.json"] == [b'{"kabao_exchange": 1}']


def test_findings_lead_to_their_material(make_plan, files, tmp_path):
    result = write_package(make_plan("department"), tmp_path / "p.pdf", attachment_data=files)
    checked = next(entry for entry in result.parts if entry.title == "检查结果")
    material = next(entry for entry in result.parts if entry.title.startswith("材料一"))
    with pikepdf.open(result.path) as document:
        numbers = {page.objgen: index for index, page in enumerate(document.pages, start=1)}
        links = document.pages[checked.page - 1].obj.Annots
        assert [numbers[link.Dest[0].objgen] for link in links] == [material.page]


def test_special_characters_stand_in_the_information_as_they_are(make_plan, files, tmp_path):
    plan = dataclasses.replace(make_plan("person"), applicant="<王 & 𠮷>")
    result = write_package(plan, tmp_path / "p.pdf", attachment_data=files)
    with pikepdf.open(result.path) as document:
        assert str(document.docinfo.Author) == "<王 & 𠮷>"
        with document.open_metadata() as metadata:
            assert metadata["dc:creator"] == ["<王 & 𠮷>"]


def test_the_profile_is_srgb():
    from PIL import Image, ImageCms

    from kabao import paths

    ours = ImageCms.ImageCmsProfile(str(paths.resources() / "colour" / "sRGB.icc"))
    colours = Image.new("RGB", (6, 6))
    colours.putdata([(i * 7, 255 - i * 7, i * i % 256) for i in range(36)])
    again = ImageCms.profileToProfile(colours, ours, ImageCms.createProfile("sRGB"))
    differing = zip(again.tobytes(), colours.tobytes(), strict=True)
    assert all(abs(one - other) <= 1 for one, other in differing)
    assert io.BytesIO(ours.tobytes()).read(128)[36:40] == b"acsp"
