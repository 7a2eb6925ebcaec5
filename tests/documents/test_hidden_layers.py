"""Layers that are off in an attachment stay unseen in the package; the others are seen."""

import io

import pikepdf
import pytest

from documents.test_attachment_conformance import changed
from kabao.documents.conformance import prepare

NAME = pikepdf.Name


def layered(document, **default):
    """Mark a line, a drawing and a note with one layer, another line with a second one."""
    one, two = (
        document.make_indirect(pikepdf.Dictionary(Type=NAME.OCG, Name=name)) for name in "ab"
    )
    form = document.make_stream(b"/OC /L1 BDC (FORM) Tj EMC", Type=NAME.XObject)
    form.Subtype, form.BBox = NAME.Form, pikepdf.Array([0, 0, 9, 9])
    form.Resources = pikepdf.Dictionary(Properties=pikepdf.Dictionary(L1=one))
    marked = document.make_stream(b"0 0 9 9 re f", Type=NAME.XObject)
    marked.Subtype, marked.BBox, marked.OC = NAME.Form, pikepdf.Array([0, 0, 9, 9]), one
    page = document.pages[0].obj
    not_one = pikepdf.Array([NAME.Not, one])
    page.Resources = pikepdf.Dictionary(
        XObject=pikepdf.Dictionary(F=form, M=marked),
        Properties=pikepdf.Dictionary(
            L1=one,
            L2=two,
            G=pikepdf.Dictionary(Type=NAME.OCMD, OCGs=pikepdf.Array([one, two]), P=NAME.AllOn),
            V=pikepdf.Dictionary(Type=NAME.OCMD, VE=not_one),
        ),
    )
    page.Contents = document.make_stream(
        b"/OC /L1 BDC (ONE) Tj 1 0 0 1 5 5 cm 0 0 3 3 re f /F Do EMC "
        b"/OC /L2 BDC (TWO) Tj EMC /OC /G BDC (BOTH) Tj EMC /OC /V BDC (UNLESS) Tj EMC /F Do /M Do"
    )
    note = pikepdf.Dictionary(Type=NAME.Annot, Subtype=NAME.Square, Rect=[0, 0, 9, 9], OC=one)
    page.Annots = pikepdf.Array([document.make_indirect(note)])
    told = {"off": {"OFF": [one]}, "base": {"BaseState": NAME.OFF, "ON": [two]}, "on": {}}
    document.Root.OCProperties = pikepdf.Dictionary(
        OCGs=pikepdf.Array([one, two]), D=pikepdf.Dictionary(**told[default["look"]])
    )


@pytest.mark.parametrize("look", ["off", "base", "on"])
def test_only_what_a_viewer_shows_comes_along(look):
    data = changed(lambda document: layered(document, look=look))
    with pikepdf.open(io.BytesIO(data)) as document:
        remarks = prepare(document)
        page = document.pages[0].obj
        told = b"".join(part.read_bytes() for part in document.pages[0].Contents) if isinstance(
            page.Contents, pikepdf.Array
        ) else page.Contents.read_bytes()  # fmt: skip
        drawn = {name: item.read_bytes() for name, item in page.Resources.XObject.items()}
    on = look == "on"
    assert (b"ONE" in told, b"BOTH" in told, b"UNLESS" in told) == (on, on, not on)
    assert b"(TWO)" in told
    assert b"1 0 0 1 5 5 cm" in told  # what is not painted still moves what follows
    assert (b"FORM" in drawn["/F"], drawn["/M"] != b"") == (on, on)
    assert ("notes" in remarks) is on
