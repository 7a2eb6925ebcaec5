"""What reads foreign files, each with files to begin with; every reader answers or refuses."""

from __future__ import annotations

import contextlib
import csv
import datetime as dt
import io
import json
import zipfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import fuzz_mutations as spoil
import pikepdf
from PIL import Image

from documents.synthetic_cases import pdf_bytes, picture_bytes
from exchange.word_files import paragraph, run, table, word
from kabao import paths
from spreadsheets import ods, old_workbook, roster

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

TODAY = dt.date(2026, 11, 22)
EXAMPLE = Path(__file__).parents[1] / "fixtures" / "exchange-example.json"


@dataclass(frozen=True)
class Importer:
    """One way in: ``seeds`` makes sound files, ``read`` takes the path of a spoilt one."""

    seeds: Callable[[Path], list[bytes]]
    read: Callable[[Path], object]
    spoil: Callable[[random.Random, bytes], bytes]
    ending: str
    text: str = ""
    """What hypothesis makes up: json, text or nothing but bytes."""


def exchange_seeds(_folder):
    return [EXAMPLE.read_bytes(), b'{"kabao_exchange": 1}']


def read_exchange(path):
    from kabao.exchange.reading import read_here

    read_here(path)


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


def read_package(path):
    from kabao.services.restoring import look_here, read_here

    look_here(str(path))
    read_here(str(path))


def verify_package(path):
    from kabao.services.verifying import verify_here

    verify_here(str(path), national())


@cache
def national():
    from kabao.services.regions import national_rules

    return national_rules(lambda: TODAY)


def supplement_seeds(_folder):
    request = {"text": "缺少签字", "material": 1, "field": "", "row": -1}
    whole = {
        "id": "a" * 32, "case": "KB-2026-0001", "package": "b" * 64, "issued_on": "2026-11-22",
        "issuer": "局", "requests": [request],
    }  # fmt: skip
    return [json.dumps({"kabao_supplement": 1, "supplement": whole}).encode()]


def read_supplement(path):
    from kabao.services.supplements import read_here

    read_here(str(path))


def read_requests(path):
    from kabao.exchange.supplements import parse_requests

    parse_requests(path.read_bytes(), path.name)


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


def look_into(path):
    from kabao.documents.foreign_work import draw_once, look

    data = path.read_bytes()
    look(data, path.name, None)
    draw_once(data, path.name, 1, 200)


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


def read_photo(path):
    from kabao.exchange.portraits.making import converted_and_measured, look_at

    rules = national().photos
    data = path.read_bytes()
    look_at(data, path.name, rules)
    converted_and_measured(data, path.name, rules, rules.profile(), None)


def zip_seeds(_folder):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("110000199001010013.jpg", picture_bytes("JPEG", size=(30, 40)))
        packed.writestr("folder/张三.png", picture_bytes("PNG", size=(30, 40)))
    return [out.getvalue()]


def read_zip(path):
    from kabao.domain.errors import KabaoError
    from kabao.exchange.portraits.packed import list_pictures, read_picture

    for number, name, _ in list_pictures(str(path), path.name, 20_000):
        with contextlib.suppress(KabaoError):
            read_picture(str(path), path.name, number, name)


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


def read_prose(path):
    from kabao.exchange.prose.foreign import Foreign
    from kabao.exchange.prose.reading import _parts, read_html

    if path.suffix == ".html":
        read_html(path.read_bytes().decode("utf-8", "replace"))
    from kabao.domain.prose.writing import markdown

    markdown(_parts(path, Foreign(path.name)))


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


def read_roster(path):
    from kabao.domain.batch_claims.reading import read_answers
    from spreadsheets import read_here

    sheet = read_here(path)
    read_answers(sheet, national().batch_claims)
    read_columns(sheet)


def read_columns(sheet):
    from kabao.domain.rosters.dates import read_date
    from kabao.domain.rosters.sheets import cell_text

    for row in sheet.rows[:50]:
        for cell in row[:20]:
            cell_text(cell)
            with contextlib.suppress(ValueError):
                read_date(cell)


def mapping_seeds(_folder):
    plain = {"columns": {"姓名": "name"}, "defaults": {}, "fixes": ["x"], "sheet": "a", "header": 1}
    return [json.dumps(plain).encode()]


def read_mapping(path):
    from kabao.exchange.spreadsheets.mapping_file import read_mapping as read

    read(path)


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


def read_structure(path):
    from kabao.exchange.structures import read_here

    read_here(str(path))


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


def read_artwork(path):
    from kabao.exchange.artwork import drawings
    from kabao.exchange.artwork.intake import read_here

    usual = drawings.DRAWN
    drawings.DRAWN = 240  # a tenth: the reading is tried, not the painting of millions of dots
    try:
        read_here(str(path))
    finally:
        drawings.DRAWN = usual


def key_seeds(_folder):
    from cryptography.hazmat.primitives import serialization

    from documents.test_package_signature import make_key

    del serialization
    return [make_key("x")]


def read_key(path):
    from kabao.services.signatures import try_key

    try_key(path.read_bytes(), "x")


def pack_seeds(_folder):
    folder = paths.resources() / "rules" / "regions"
    return [path.read_bytes() for path in sorted(folder.glob("*.toml"))]


def read_pack(path):
    from kabao.rulebook.regions import check_pack

    check_pack(path, national())


def message_seeds(_folder):
    said = "【人社】张三，您的社会保障卡（尾号1234）已于2026年11月20日激活成功，金融账户已启用。"
    return [said.encode(), said.encode("gb18030"), (said * 3).encode("utf-16")]


def read_message(path):
    from kabao.domain.batch_claims.choosing import read_pasted
    from kabao.domain.notices import read_notice
    from kabao.services.notice_files import read_text_file

    text = read_text_file(path)
    read_notice(text, national().notices, TODAY)
    read_pasted(text)


def ledger_seeds(folder):
    return [sample(folder)[1]]


def read_ledger(path):
    from kabao.storage.ledger import Ledger

    with Ledger.open(path) as ledger:
        for holder in ledger.holders.all():
            ledger.cards.of_holder(holder.id)
        for case in ledger.cases.all():
            ledger.cases.get(case.id)


def salvage_ledger(path):
    from kabao.storage.salvage import salvage

    new = path.with_name("saved.kabao")
    for known in path.parent.glob("saved.kabao*"):
        known.unlink()
    salvage(path, new)


def recovery_seeds(_folder):
    from kabao.domain.recovery import recovery_groups, recovery_line

    raw = bytes(range(48))
    return ["\n".join(recovery_groups(raw)).encode(), recovery_line(raw).encode()]


def read_recovery(path):
    from kabao.domain.recovery import read_recovery as read
    from kabao.domain.recovery import seems_recovery

    text = path.read_bytes().decode("utf-8", "replace")
    seems_recovery(text)
    read(text)


def pictures_inside(rng, held):
    return spoil.spoilt_png(rng, held) if held.startswith(b"\x89PNG") else spoil.plain(rng, held)


def spoilt_pictures(rng, data):
    return spoil.spoilt_archive(rng, data, pictures_inside)


IMPORTERS = {
    "exchange": Importer(exchange_seeds, read_exchange, spoil.spoilt_json, ".json", "json"),
    "package": Importer(package_seeds, read_package, spoil.spoilt_pdf, ".pdf"),
    "verify": Importer(package_seeds, verify_package, spoil.spoilt_pdf, ".pdf"),
    "supplement": Importer(supplement_seeds, read_supplement, spoil.spoilt_json, ".json", "json"),
    "requests": Importer(requests_seeds, read_requests, spoil.spoilt_json, ".json", "json"),
    "attachment-pdf": Importer(attachment_pdf_seeds, look_into, spoil.spoilt_pdf, ".pdf"),
    "attachment-jpeg": Importer(jpeg_seeds, look_into, spoil.plain, ".jpg"),
    "attachment-png": Importer(png_seeds, look_into, spoil.spoilt_png, ".png"),
    "photo-jpeg": Importer(jpeg_seeds, read_photo, spoil.plain, ".jpg"),
    "photo-png": Importer(png_seeds, read_photo, spoil.spoilt_png, ".png"),
    "photo-heic": Importer(heic_seeds, read_photo, spoil.plain, ".heic"),
    "photo-zip": Importer(zip_seeds, read_zip, spoilt_pictures, ".zip"),
    "text-docx": Importer(word_seeds, read_prose, spoil.spoilt_archive, ".docx"),
    "text-md": Importer(marked_seeds, read_prose, spoil.spoilt_lines, ".md", "text"),
    "text-html": Importer(html_seeds, read_prose, spoil.spoilt_xml, ".html", "text"),
    "roster-xlsx": Importer(xlsx_seeds, read_roster, spoil.spoilt_archive, ".xlsx"),
    "roster-xls": Importer(xls_seeds, read_roster, spoil.plain, ".xls"),
    "roster-ods": Importer(ods_seeds, read_roster, spoil.spoilt_archive, ".ods"),
    "roster-csv": Importer(csv_seeds, read_roster, spoil.spoilt_lines, ".csv", "text"),
    "mapping": Importer(mapping_seeds, read_mapping, spoil.spoilt_json, ".json", "json"),
    "structure": Importer(structure_seeds, read_structure, spoil.spoilt_json, ".json", "json"),
    "artwork-svg": Importer(svg_seeds, read_artwork, spoil.spoilt_xml, ".svg", "text"),
    "artwork-png": Importer(png_seeds, read_artwork, spoil.spoilt_png, ".png"),
    "key": Importer(key_seeds, read_key, spoil.plain, ".p12"),
    "rule-pack": Importer(pack_seeds, read_pack, spoil.spoilt_lines, ".toml", "text"),
    "message": Importer(message_seeds, read_message, spoil.spoilt_lines, ".txt", "text"),
    "ledger": Importer(ledger_seeds, read_ledger, spoil.plain, ".kabao"),
    "salvage": Importer(ledger_seeds, salvage_ledger, spoil.plain, ".kabao"),
    "recovery": Importer(recovery_seeds, read_recovery, spoil.plain, ".txt", "text"),
}
