"""Attachments in an archival package: mended by rule, and what cannot be mended is said."""

import dataclasses
import io

import pikepdf
import pypdfium2
import pytest

from documents.synthetic_cases import Files, pdf_bytes
from kabao.documents.package import write_package

NAME = pikepdf.Name


def changed(change, pages=1):
    """A PDF after a change by hand."""
    buffer = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf_bytes(pages))) as document:
        change(document)
        document.save(buffer, deterministic_id=True)
    return buffer.getvalue()


@pytest.fixture
def merged(make_plan, tmp_path):
    """Return a function that writes a package with one attachment."""

    def write(data):
        files = Files()
        item = files.attach(5, "measures", "办法", data)
        plan = make_plan("person")
        parts = tuple(
            dataclasses.replace(part, attachments=(item,) if part.key == "material_5" else ())
            for part in plan.parts
        )
        plan = dataclasses.replace(plan, parts=parts)
        result = write_package(plan, tmp_path / "p.pdf", attachment_data=files)
        return result, next(entry for entry in result.parts if entry.attachment)

    return write


def text_of(result, number):
    page = pypdfium2.PdfDocument(result.path)[number - 1]
    return "".join(page.get_textpage().get_text_range().split())


def lzw(data):
    """Pack bytes by the method of old PDFs: nine bits each between a clear and an end code."""
    bits = "".join(f"{code:09b}" for code in (256, *data, 257))
    bits += "0" * (-len(bits) % 8)
    return int(bits, 2).to_bytes(len(bits) // 8)


def form(document, value="WANG", *, signature=False):
    """Put a field into a document that has not drawn it yet."""
    field = pikepdf.Dictionary(
        Type=NAME.Annot,
        Subtype=NAME.Widget,
        FT=NAME.Sig if signature else NAME.Tx,
        T="field",
        Rect=[100, 100, 300, 130],
        F=4,
        DA="/Helv 12 Tf 0 g",
        V=pikepdf.Dictionary(Type=NAME.Sig) if signature else value,
        P=document.pages[0].obj,
    )
    made = document.make_indirect(field)
    document.pages[0].obj.Annots = pikepdf.Array([made])
    helvetica = document.pages[0].obj.Resources.Font.F1
    document.Root.AcroForm = pikepdf.Dictionary(
        Fields=pikepdf.Array([made]),
        NeedAppearances=True,
        DA="/Helv 12 Tf 0 g",
        DR=pikepdf.Dictionary(Font=pikepdf.Dictionary(Helv=helvetica)),
    )


def test_forms_stay_readable(merged):
    result, entry = merged(changed(form))
    assert "WANG" in text_of(result, entry.page)
    with pikepdf.open(result.path) as document:
        assert "/AcroForm" not in document.Root
        assert "/Annots" not in document.pages[entry.page - 1].obj


def test_a_broken_signature_is_told(merged):
    result, entry = merged(changed(lambda document: form(document, signature=True)))
    assert "signed" in entry.remarks
    assert "签名不再有效" in text_of(result, result.pages)


def test_a_remark_without_a_form_of_its_own_is_told(merged):
    def note(document):
        document.pages[0].obj.Annots = pikepdf.Array(
            [pikepdf.Dictionary(Subtype=NAME.Text, Rect=[9, 9, 30, 30], Contents="see page 3")]
        )

    result, entry = merged(changed(note))
    assert "notes" in entry.remarks
    assert "批注，未能印出" in text_of(result, result.pages)


@pytest.mark.parametrize(
    ("change", "remark"),
    [
        (lambda document: None, "fonts"),
        (
            lambda document: document.pages[0].contents_add(b" 0 1 0 0 k 0 0 50 50 re f "),
            "colours",
        ),
        (
            lambda document: document.pages[0].obj.Resources.__setitem__(
                "/XObject",
                pikepdf.Dictionary(
                    Im=pikepdf.Stream(
                        document,
                        bytes(4),
                        Subtype=NAME.Image,
                        Width=1,
                        Height=1,
                        BitsPerComponent=8,
                        ColorSpace=NAME.DeviceCMYK,
                    )
                ),
            ),
            "colours",
        ),
    ],
)
def test_what_cannot_be_mended_takes_the_claim_away(merged, change, remark):
    result, entry = merged(changed(change))
    assert remark in entry.remarks
    assert result.archival == ""
    with pikepdf.open(result.path) as document:
        assert b"pdfaid:part" not in document.Root.Metadata.read_bytes()
    assert "不标明PDF/A" in text_of(result, result.pages)


def test_what_can_be_mended_is(merged):
    def spoil(document):
        resources = document.pages[0].obj.Resources
        image = pikepdf.Stream(
            document,
            bytes(3),
            Subtype=NAME.Image,
            Width=1,
            Height=1,
            BitsPerComponent=8,
            ColorSpace=NAME.DeviceRGB,
            Interpolate=True,
        )
        resources.XObject = pikepdf.Dictionary(Im=image)
        resources.ExtGState = pikepdf.Dictionary(
            G=document.make_indirect(pikepdf.Dictionary(TR=NAME.Identity, CA=1))
        )
        stream = document.make_stream(lzw(b"q Q"))
        stream.Filter = NAME.LZWDecode
        document.pages[0].obj.Contents = stream

    result, entry = merged(changed(spoil))
    with pikepdf.open(result.path) as document:
        page = document.pages[entry.page - 1].obj
        assert not page.Resources.XObject.Im.get("/Interpolate", False)
        assert "/TR" not in page.Resources.ExtGState.G
        assert not any("LZW" in str(part.get("/Filter", "")) for part in page.Contents)
        assert any(part.read_bytes() == b"q Q" for part in page.Contents)


def test_what_nobody_can_unpack_is_told(merged):
    def spoil(document):
        stream = document.make_stream(b"no codes")
        stream.Filter = NAME.LZWDecode
        document.pages[0].obj.Contents = stream

    result, entry = merged(changed(spoil))
    assert "streams" in entry.remarks
    assert result.archival == ""


def test_actions_and_outside_links_stay_behind(merged):
    def act(document):
        go = pikepdf.Dictionary(S=NAME.URI, URI="https://example.invalid/")
        document.pages[0].obj.Annots = pikepdf.Array(
            [pikepdf.Dictionary(Subtype=NAME.Link, Rect=[0, 0, 9, 9], A=go)]
        )
        document.Root.OpenAction = pikepdf.Dictionary(S=NAME.Launch, F="a.exe")
        document.pages[0].obj.AA = pikepdf.Dictionary(O=go)

    result, entry = merged(changed(act))
    data = result.path.read_bytes()
    assert entry.remarks == ("fonts",)
    assert b"example.invalid" not in data
    assert b"/Launch" not in data
