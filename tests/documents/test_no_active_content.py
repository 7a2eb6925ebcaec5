"""Hostile PDFs as attachments: what could act stays behind, what draws itself ends nothing."""

import io
from contextlib import suppress

import pikepdf
import pytest

from documents.synthetic_cases import pdf_bytes
from documents.test_attachment_conformance import changed, merged
from kabao.documents.foreign_work import look
from kabao.domain.errors import InputRefusedError

__all__ = ["merged"]
NAME = pikepdf.Name
KEYS = frozenset(
    {"/JS", "/JavaScript", "/OpenAction", "/AA", "/XFA", "/AcroForm", "/URI", "/Launch", "/GoToR"}
    | {"/GoToE", "/SubmitForm", "/ImportData", "/RichMedia", "/Movie", "/Sound", "/Rendition"}
)


def action(document, kind, **more):
    return document.make_indirect(pikepdf.Dictionary(S=NAME(f"/{kind}"), **more))


def arm(document):
    """Put everything into a file that a viewer might act upon."""
    page = document.pages[0].obj
    script = action(document, "JavaScript", JS="app.launchURL('http://example.invalid')")
    kinds = (
        script,
        action(document, "Launch", F="calc.exe"),
        action(document, "GoToR", F="other.pdf", D=pikepdf.Array([0, NAME.Fit])),
        action(document, "GoToE", F="inner.pdf"),
        action(document, "URI", URI="http://example.invalid/"),
        action(document, "SubmitForm", F="http://example.invalid/"),
        action(document, "ImportData", F="data.fdf"),
        action(document, "Rendition", JS="1"),
    )
    notes = [
        pikepdf.Dictionary(Type=NAME.Annot, Subtype=NAME.Link, Rect=[0, 0, 50, 50], A=kind, AA=kind)
        for kind in kinds
    ]
    notes += [
        pikepdf.Dictionary(Type=NAME.Annot, Subtype=NAME(f"/{kind}"), Rect=[0, 0, 9, 9], A=script)
        for kind in ("RichMedia", "Screen", "Movie", "Sound", "FileAttachment", "3D")
    ]
    page.Annots = pikepdf.Array([document.make_indirect(note) for note in notes])
    page.AA = pikepdf.Dictionary(O=script, C=kinds[1])
    root = document.Root
    root.OpenAction, root.AA = script, pikepdf.Dictionary(WC=script)
    root.AcroForm = pikepdf.Dictionary(
        Fields=pikepdf.Array([]), XFA=document.make_stream(b"<xdp:xdp/>"), CO=pikepdf.Array([])
    )
    names = pikepdf.Dictionary(Names=pikepdf.Array(["a", script]))
    root.Names = pikepdf.Dictionary(JavaScript=names)
    document.attachments["evil.exe"] = b"MZ evil"
    root.URI = pikepdf.Dictionary(Base="http://example.invalid/")


def is_direct(part):
    return isinstance(part, pikepdf.Array | pikepdf.Dictionary) and not part.is_indirect


def acting(document, own):
    """Name the keys that could act, in everything that is part of the opened file."""
    found = set()
    waiting = [item for item in document.objects if item is not None]
    while waiting:
        item = waiting.pop()
        told = item.stream_dict if isinstance(item, pikepdf.Stream) else item
        if isinstance(told, pikepdf.Array):
            waiting += [part for part in told if is_direct(part)]
        if not isinstance(told, pikepdf.Dictionary):
            continue
        waiting += [part for part in told.values() if is_direct(part)]
        found |= {key for key in told if key in KEYS}
        kind = told.get("/S")
        if isinstance(kind, pikepdf.Name) and str(kind) in KEYS:
            found.add(str(kind))
        if told.get("/Type") == "/Filespec" and str(told.get("/UF", "")) not in own:
            found.add(str(told.get("/UF")))
    return found


def test_nothing_of_an_armed_file_can_act_in_the_package(merged):
    armed = changed(arm)
    with pikepdf.open(io.BytesIO(armed)) as document:
        assert acting(document, ()) >= {"/JS", "/AA", "/XFA", "/URI", "/OpenAction", "evil.exe"}
    result, entry = merged(armed)
    with pikepdf.open(result.path) as document:
        own = [str(item.UF) for item in document.Root.AF]
        assert acting(document, own) == set()
        assert "/Names" not in document.Root or "/JavaScript" not in document.Root.Names
        links = [note for page in document.pages for note in page.obj.get("/Annots", ())]
        # The program's own links lead to pages of this file and nowhere else.
        assert all(note.Subtype == "/Link" and "/Dest" in note for note in links)
        assert "/Annots" not in document.pages[entry.page - 1].obj


def test_a_form_that_draws_itself_and_names_in_other_letters_are_merged(merged):
    def twist(document):
        form = document.make_stream(b"/Me Do")
        form.Subtype, form.Type, form.BBox = NAME.Form, NAME.XObject, pikepdf.Array([0, 0, 9, 9])
        form.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Me=form))
        resources = document.pages[0].obj.Resources
        resources.XObject = pikepdf.Dictionary(Me=form)
        resources.Font.F1.BaseFont = NAME("/A#CB#BA")

    assert merged(changed(twist))[1].pages == 1


@pytest.mark.parametrize(
    "spoil",
    [
        lambda d: d.Root.__setitem__("/AcroForm", pikepdf.Dictionary(Fields=pikepdf.Array([1, 2]))),
        lambda d: d.pages[0].obj.__setitem__("/Annots", pikepdf.Array([NAME.X])),
        lambda d: d.pages[0].obj.Resources.__setitem__("/XObject", pikepdf.Dictionary(A=3)),
        lambda d: d.pages[0].obj.Resources.Font.__setitem__("/F1", NAME.Odd),
        lambda d: d.pages[0].obj.__setitem__("/MediaBox", pikepdf.Array(["a", "b", "c", "d"])),
    ],
    ids=["fields", "notes", "drawings", "font", "box"],
)
def test_parts_of_another_kind_than_the_format_asks_for_are_taken_or_refused_in_words(spoil):
    odd = changed(spoil)
    with suppress(InputRefusedError):  # where no way was found to take it
        assert look(odd, "odd.pdf", None)[0] == "application/pdf"


def test_a_sound_file_is_taken_without_a_remark_on_its_streams():
    media_type, pages, remarks, unlocked = look(pdf_bytes(2), "a.pdf", None)
    assert (media_type, pages, remarks, unlocked) == ("application/pdf", 2, ("fonts",), b"")
