"""Sound files of every kind that is read, to be spoilt; each function returns their bytes."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import zipfile
from functools import cache
from pathlib import Path

import pikepdf
from PIL import Image

from documents.synthetic_cases import pdf_bytes, picture_bytes
from exchange.word_files import paragraph, run, table, word
from kabao import paths
from kabao.services.regions import national_rules
from spreadsheets import ods, old_workbook, roster

TODAY = dt.date(2026, 11, 22)
EXAMPLE = Path(__file__).parents[1] / "fixtures" / "exchange-example.json"


def exchange(_folder):
    return [EXAMPLE.read_bytes(), b'{"kabao_exchange": 1}']


def exchange_seeds(_folder):
    return [EXAMPLE.read_bytes(), b'{"kabao_exchange": 1}']


@cache
def sample(folder):
    from kabao.services.demo import make_sample_ledger
    from kabao.services.packages import Paper
    from kabao.texts import Texts

    with make_sample_ledger(folder / "sample.kabao", clock=lambda: TODAY) as desk:
        case = desk.cases.all()[0]
        order = desk.packages.order(
            case.id, folder / "p.pdf", Texts("zh"), Paper(draft=True, full_numbers=True)
        )
        package = desk.packages.write(order).path.read_bytes()
    return package, (folder / "sample.kabao").read_bytes()


def package_seeds(folder):
    whole = sample(folder)[0]
    loose = io.BytesIO()
    with pikepdf.open(io.BytesIO(whole)) as document:
        mode = pikepdf.ObjectStreamMode.disable
        document.save(loose, object_stream_mode=mode, compress_streams=False)
    return [whole, loose.getvalue()]


@cache
def national():
    return national_rules(lambda: TODAY)


def supplement_seeds(_folder):
    request = {"text": "缺少签字", "material": 1, "field": "", "row": -1}
    whole = {
        "id": "a" * 32, "case": "KB-2026-0001", "package": "b" * 64, "issued_on": "2026-11-22",
        "issuer": "局", "requests": [request],
    }  # fmt: skip
    return [json.dumps({"kabao_supplement": 1, "supplement": whole}).encode()]


def requests_seeds(folder):
    whole = json.loads(supplement_seeds(folder)[0])
    return [json.dumps(whole["supplement"]["requests"]).encode()]


def attachment_pdf_seeds(_folder):
    seeds = [pdf_bytes(2), pdf_bytes(1, rotate=90, crop=(10, 10, 300, 300))]
    form = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf_bytes())) as document:
        page = document.pages[0].obj
        note = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Widget, FT=pikepdf.Name.Tx, T="a", V="b",
            Rect=[10, 10, 100, 30], DA="/Helv 9 Tf", F=4,
            AA=pikepdf.Dictionary(
                K=pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
            ),
        )  # fmt: skip
        held = document.make_indirect(note)
        page.Annots = pikepdf.Array([held])
        document.Root.AcroForm = pikepdf.Dictionary(
            Fields=pikepdf.Array([held]), NeedAppearances=True
        )
        document.save(form)
    return [*seeds, form.getvalue()]


def jpeg_seeds(_folder):
    return [
        picture_bytes("JPEG", exif_turn=6, size=(60, 80)),
        picture_bytes("JPEG", "CMYK", (40, 50)),
    ]


def png_seeds(_folder):
    modes = ("RGB", "RGBA", "P", "LA", "1", "I;16")
    return [picture_bytes("PNG", mode, (40, 50)) for mode in modes[:4]] + [_png("I;16"), _png("1")]


def _png(mode):
    out = io.BytesIO()
    Image.new(mode, (30, 40)).save(out, "PNG")
    return out.getvalue()


def heic_seeds(_folder):
    """A picture of a phone needs an encoder, which does not travel along: an empty one's boxes."""
    box = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"
    return [box + b"\0\0\0\x2cmeta\0\0\0\0" + b"\0\0\0\x20hdlr\0\0\0\0\0\0\0\0pict" + b"\0" * 12]


def zip_seeds(_folder):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("110000199001010013.jpg", picture_bytes("JPEG", size=(30, 40)))
        packed.writestr("folder/张三.png", picture_bytes("PNG", size=(30, 40)))
    return [out.getvalue()]


def word_seeds(_folder):
    body = (paragraph(run("一、总则"), style="H1"), table(("甲", "乙"), ("1", "2")))
    return [word(*body, paragraph(run("正文", "<w:b/>")), footnotes="")]


def marked_seeds(_folder):
    text = (
        "# 一\n\n正文 **粗** [x](http://a)\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n"
        "- 甲\n  - 乙\n\n![p](p.png)\n"
    )
    return [text.encode(), b"---\na: b\n---\n<table><tr><td>x</td></tr></table>\n"]


def html_seeds(_folder):
    return [
        b"<html><body><h1>A</h1><p>b <b>c</b></p><table><tr><td>1</td></tr></table></body></html>"
    ]


def xlsx_seeds(folder):
    return [roster(folder / "seed.xlsx").read_bytes()]


def xls_seeds(folder):
    return [old_workbook(folder / "seed.xls", [("姓名", "号码"), ("安思源", 1.5)]).read_bytes()]


def ods_seeds(folder):
    return [ods(folder / "seed.ods", [("姓名", "号码"), ("安思源", 1.5)]).read_bytes()]


def csv_seeds(_folder):
    out = io.StringIO()
    csv.writer(out).writerows([("姓名", "身份证号码"), ("安,思源", "110000199001010013")] * 3)
    return [out.getvalue().encode(), out.getvalue().replace(",", "\t").encode("gb18030")]


def mapping_seeds(_folder):
    plain = {"columns": {"姓名": "name"}, "defaults": {}, "fixes": ["x"], "sheet": "a", "header": 1}
    return [json.dumps(plain).encode()]


def structure_seeds(folder):
    from kabao.exchange.structures import StructureFile, write_structure

    rows = (
        {
            "file": "EF05",
            "tag": "9F70",
            "name": "x",
            "type": "an",
            "length": 4,
            "example": "",
            "reason": "",
        },
    )
    content = StructureFile("KB-2026-0001", "", {}, rows)
    write_structure(folder / "s.json", national().structure, content, [""])
    return [(folder / "s.json").read_bytes()]


def svg_seeds(_folder):
    return [
        (
            b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 30">'
            b"<defs>"
            b'<linearGradient id="g"><stop offset="0" stop-color="red"/></linearGradient></defs>'
            b'<g transform="rotate(3)"><rect width="20" height="9" fill="url(#g)"/>'
            b'<path d="M0 0 C1 2 3 4 5 6z"/>'
            b'<use href="#a"/></g><circle id="a" cx="5" cy="5" r="4"/></svg>'
        )
    ]


def key_seeds(_folder):
    from cryptography.hazmat.primitives import serialization

    from documents.test_package_signature import make_key

    del serialization
    return [make_key("x")]


def pack_seeds(_folder):
    folder = paths.resources() / "rules" / "regions"
    return [path.read_bytes() for path in sorted(folder.glob("*.toml"))]


def message_seeds(_folder):
    said = "【人社】张三，您的社会保障卡（尾号1234）已于2026年11月20日激活成功，金融账户已启用。"
    return [said.encode(), said.encode("gb18030"), (said * 3).encode("utf-16")]


def ledger_seeds(folder):
    return [sample(folder)[1]]


def recovery_seeds(_folder):
    from kabao.domain.recovery import recovery_groups, recovery_line

    raw = bytes(range(48))
    return ["\n".join(recovery_groups(raw)).encode(), recovery_line(raw).encode()]
