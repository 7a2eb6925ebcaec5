"""Our own look at the rules of PDF/A-3u that no validator within reach checks.

This is no validator and proves no conformance: it looks at the clauses of ISO 19005-3 that a
package touches, as we read them. Apache PDFBox Preflight (see archival_twin) checks the common
ground of all versions on the same pages; veraPDF, which users may have, checks everything.
"""

from __future__ import annotations

import hashlib
import io
import re
import xml.etree.ElementTree as ET

import pikepdf
from PIL import ImageCms

NS = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
}
FORBIDDEN_ACTIONS = ("/JavaScript", "/Launch", "/URI", "/GoToR", "/Movie", "/Sound", "/ImportData")


def problems(path):
    """Return what in a file contradicts PDF/A-3u, as short words."""
    raw = path.read_bytes()
    with pikepdf.open(path) as document:
        return [
            *_file(raw, document),
            *_information(document),
            *_colours(document),
            *_catalogue(document),
            *_enclosed(document),
            *(problem for item in document.objects for problem in _object(item)),
            *(problem for page in document.pages for problem in _page(page)),
        ]


def _file(raw, document):
    if not re.match(rb"%PDF-1\.[0-7]\n%[\x80-\xff]{4}", raw):
        yield "header"
    if raw[raw.rindex(b"%%EOF") :].strip() != b"%%EOF":
        yield "data behind the end"
    if "/ID" not in document.trailer:
        yield "no file identifier"
    if document.is_encrypted:
        yield "encrypted"


def _information(document):
    metadata = document.Root.get("/Metadata")
    if metadata is None or "/Filter" in metadata:
        yield "metadata missing or packed"
        return
    described = ET.fromstring(metadata.read_bytes()).find(".//rdf:Description", NS)
    read = {
        name: described.findtext(name, None, NS) for name in ("pdfaid:part", "pdfaid:conformance")
    }
    if list(read.values()) != ["3", "U"]:
        yield f"claim {read}"
    info = document.docinfo
    pairs = {
        "/Title": described.findtext("dc:title/rdf:Alt/rdf:li", None, NS),
        "/Author": described.findtext("dc:creator/rdf:Seq/rdf:li", None, NS),
        "/Subject": described.findtext("dc:description/rdf:Alt/rdf:li", None, NS),
        "/Creator": described.findtext("xmp:CreatorTool", None, NS),
        "/Producer": described.findtext("pdf:Producer", None, NS),
        "/CreationDate": _pdf_date(described.findtext("xmp:CreateDate", None, NS)),
        "/ModDate": _pdf_date(described.findtext("xmp:ModifyDate", None, NS)),
    }
    yield from (f"information {key}" for key, said in pairs.items() if str(info.get(key)) != said)


def _pdf_date(text):
    return "D:" + re.sub("[-T:]", "", text)


def _colours(document):
    intents = document.Root.get("/OutputIntents", [])
    if len(intents) != 1 or intents[0].S != "/GTS_PDFA1":
        yield "output intent"
        return
    profile = intents[0].DestOutputProfile
    read = ImageCms.ImageCmsProfile(io.BytesIO(profile.read_bytes())).profile
    if profile.N != 3 or read.xcolor_space.strip() != "RGB" or read.version >= 5:
        yield "colour profile"


def _catalogue(document):
    root = document.Root
    for key in ("/OpenAction", "/AA", "/OCProperties", "/Perms"):
        if key in root:
            yield f"catalogue {key}"
    # A form may stand there for a signature; readers must not be asked to draw it anew.
    if not set(root.get("/AcroForm", {})) <= {"/Fields", "/SigFlags"}:
        yield "catalogue /AcroForm"
    if not str(root.get("/Lang", "")):
        yield "language"
    if not root.get("/ViewerPreferences", {}).get("/DisplayDocTitle"):
        yield "title bar"
    if "/Outlines" not in root or "/PageLabels" not in root:
        yield "bookmarks or page labels"


def _enclosed(document):
    tree = list(document.Root.Names.EmbeddedFiles.Names)
    names = [str(name) for name in tree[::2]]
    if names != sorted(names):
        yield "order of enclosed files"
    associated = {item.objgen for item in document.Root.get("/AF", [])}
    for name, item in zip(names, tree[1::2], strict=True):
        stream = item.EF.F
        if item.objgen not in associated or str(item.UF) != name or str(item.F) != name:
            yield f"{name} not associated"
        if item.get("/AFRelationship") not in ("/Data", "/Source", "/Supplement"):
            yield f"{name} without relationship"
        if "/" not in str(stream.get("/Subtype", ""))[1:] or "/ModDate" not in stream.Params:
            yield f"{name} without type or date"
        data = stream.read_bytes()
        told = stream.Params.get("/CheckSum")
        digest = hashlib.md5(data, usedforsecurity=False).digest()
        if stream.Params.Size != len(data) or (told is not None and bytes(told) != digest):
            yield f"{name} differs from its parameters"


def _object(item):
    if not isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
        return
    if item.get("/S") in FORBIDDEN_ACTIONS and "/Type" not in item:
        yield f"action {item.S}"
    if isinstance(item, pikepdf.Stream):
        yield from _stream(item)
    elif item.get("/Type") == "/Font":
        yield from _font(item)
    elif item.get("/Type") == "/ExtGState" and ("/TR" in item or "/HTP" in item):
        yield "transfer curve"


def _stream(item):
    if "LZW" in str(item.get("/Filter", "")) or "/F" in item:
        yield "filter"
    if item.get("/Interpolate"):
        yield "interpolation"
    if item.get("/ColorSpace") == "/DeviceCMYK":
        yield "press colours"


def _font(font):
    if font.get("/Subtype") == "/Type3" or "/DescendantFonts" in font:
        bearer = font.DescendantFonts[0] if "/DescendantFonts" in font else None
    else:
        bearer = font
    if bearer is not None and not any(
        key in bearer.get("/FontDescriptor", {})
        for key in ("/FontFile", "/FontFile2", "/FontFile3")
    ):
        yield f"font {font.get('/BaseFont')} not embedded"
    if "/ToUnicode" not in font and font.get("/Subtype") not in ("/CIDFontType0", "/CIDFontType2"):
        yield f"font {font.get('/BaseFont')} without Unicode"
    elif "/ToUnicode" in font and re.search(
        rb"<0000>\n|<FFFE>|<FEFF>", font.ToUnicode.read_bytes()
    ):
        yield "forbidden Unicode value"


def _page(page):
    for note in page.obj.get("/Annots", []):
        seal = note.Subtype == "/Widget" and note.get("/FT") == "/Sig" and _drawn(note)
        if not (note.Subtype == "/Link" or seal) or not int(note.get("/F", 0)) & 4:
            yield f"annotation {note.Subtype}"
    if "/AA" in page.obj:
        yield "page action"
    content = b"\n".join(stream.read_bytes() for stream in _streams(page.obj.get("/Contents")))
    if re.search(rb"(?:^|\s)(?:[-+.0-9]+\s+){4}[kK]\s", content):
        yield "press colours"


def _drawn(note):
    """Say whether an annotation brings its looks along or has no extent, and does nothing."""
    left, bottom, right, top = note.Rect
    brought = "/AP" in note and set(note.AP) == {"/N"}
    return (brought or left == right or bottom == top) and not {"/A", "/AA"} & set(note)


def _streams(value):
    return [value] if isinstance(value, pikepdf.Stream) else list(value or [])
