"""What reads foreign files, each with files to begin with; every reader answers or refuses."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import fuzz_mutations as spoil
import fuzz_seeds as sound

if TYPE_CHECKING:
    import random
    from collections.abc import Callable
    from pathlib import Path


@dataclass(frozen=True)
class Importer:
    """One way in: ``seeds`` makes sound files, ``read`` takes the path of a spoilt one."""

    seeds: Callable[[Path], list[bytes]]
    read: Callable[[Path], object]
    spoil: Callable[[random.Random, bytes], bytes]
    ending: str
    text: str = ""
    """What hypothesis makes up: json, text or nothing but bytes."""


def read_exchange(path):
    from kabao.exchange.reading import read_here

    read_here(path)


def read_package(path):
    from kabao.services.restoring import look_here, read_here

    look_here(str(path))
    read_here(str(path))


def verify_package(path):
    from kabao.services.verifying import verify_here

    verify_here(str(path), sound.national())


def read_supplement(path):
    from kabao.services.supplements import read_here

    read_here(str(path))


def read_requests(path):
    from kabao.exchange.supplements import parse_requests

    parse_requests(path.read_bytes(), path.name)


def look_into(path):
    from kabao.documents.foreign_work import draw_once, look

    data = path.read_bytes()
    look(data, path.name, None)
    draw_once(data, path.name, 1, 200)


def read_photo(path):
    from kabao.exchange.portraits.making import converted_and_measured, look_at

    rules = sound.national().photos
    data = path.read_bytes()
    look_at(data, path.name, rules)
    converted_and_measured(data, path.name, rules, rules.profile(), None)


def read_zip(path):
    from kabao.domain.errors import KabaoError
    from kabao.exchange.portraits.packed import list_pictures, read_picture

    for number, name, _ in list_pictures(str(path), path.name, 20_000):
        with contextlib.suppress(KabaoError):
            read_picture(str(path), path.name, number, name)


def read_prose(path):
    from kabao.exchange.prose.foreign import Foreign
    from kabao.exchange.prose.reading import _parts, read_html

    if path.suffix == ".html":
        read_html(path.read_bytes().decode("utf-8", "replace"))
    from kabao.domain.prose.writing import markdown

    markdown(_parts(path, Foreign(path.name)))


def read_roster(path):
    from kabao.domain.batch_claims.reading import read_answers
    from spreadsheets import read_here

    sheet = read_here(path)
    read_answers(sheet, sound.national().batch_claims)
    read_columns(sheet)


def read_columns(sheet):
    from kabao.domain.rosters.dates import read_date
    from kabao.domain.rosters.sheets import cell_text

    for row in sheet.rows[:50]:
        for cell in row[:20]:
            cell_text(cell)
            with contextlib.suppress(ValueError):
                read_date(cell)


def read_mapping(path):
    from kabao.exchange.spreadsheets.mapping_file import read_mapping as read

    read(path)


def read_structure(path):
    from kabao.exchange.structures import read_here

    read_here(str(path))


def read_artwork(path):
    from kabao.exchange.artwork import drawings
    from kabao.exchange.artwork.intake import read_here

    usual = drawings.DRAWN
    drawings.DRAWN = 240  # a tenth: the reading is tried, not the painting of millions of dots
    try:
        read_here(str(path))
    finally:
        drawings.DRAWN = usual


def read_key(path):
    from kabao.services.signatures import try_key

    try_key(path.read_bytes(), "x")


def read_pack(path):
    from kabao.rulebook.regions import check_pack

    check_pack(path, sound.national())


def read_message(path):
    from kabao.domain.batch_claims.choosing import read_pasted
    from kabao.domain.notices import read_notice
    from kabao.services.notice_files import read_text_file

    text = read_text_file(path)
    read_notice(text, sound.national().notices, sound.TODAY)
    read_pasted(text)


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
    "exchange": Importer(sound.exchange_seeds, read_exchange, spoil.spoilt_json, ".json", "json"),
    "package": Importer(sound.package_seeds, read_package, spoil.spoilt_pdf, ".pdf"),
    "verify": Importer(sound.package_seeds, verify_package, spoil.spoilt_pdf, ".pdf"),
    "supplement": Importer(
        sound.supplement_seeds, read_supplement, spoil.spoilt_json, ".json", "json"
    ),
    "requests": Importer(sound.requests_seeds, read_requests, spoil.spoilt_json, ".json", "json"),
    "attachment-pdf": Importer(sound.attachment_pdf_seeds, look_into, spoil.spoilt_pdf, ".pdf"),
    "attachment-jpeg": Importer(sound.jpeg_seeds, look_into, spoil.plain, ".jpg"),
    "attachment-png": Importer(sound.png_seeds, look_into, spoil.spoilt_png, ".png"),
    "photo-jpeg": Importer(sound.jpeg_seeds, read_photo, spoil.plain, ".jpg"),
    "photo-png": Importer(sound.png_seeds, read_photo, spoil.spoilt_png, ".png"),
    "photo-heic": Importer(sound.heic_seeds, read_photo, spoil.plain, ".heic"),
    "photo-zip": Importer(sound.zip_seeds, read_zip, spoilt_pictures, ".zip"),
    "text-docx": Importer(sound.word_seeds, read_prose, spoil.spoilt_archive, ".docx"),
    "text-md": Importer(sound.marked_seeds, read_prose, spoil.spoilt_lines, ".md", "text"),
    "text-html": Importer(sound.html_seeds, read_prose, spoil.spoilt_xml, ".html", "text"),
    "roster-xlsx": Importer(sound.xlsx_seeds, read_roster, spoil.spoilt_archive, ".xlsx"),
    "roster-xls": Importer(sound.xls_seeds, read_roster, spoil.plain, ".xls"),
    "roster-ods": Importer(sound.ods_seeds, read_roster, spoil.spoilt_archive, ".ods"),
    "roster-csv": Importer(sound.csv_seeds, read_roster, spoil.spoilt_lines, ".csv", "text"),
    "mapping": Importer(sound.mapping_seeds, read_mapping, spoil.spoilt_json, ".json", "json"),
    "structure": Importer(
        sound.structure_seeds, read_structure, spoil.spoilt_json, ".json", "json"
    ),
    "artwork-svg": Importer(sound.svg_seeds, read_artwork, spoil.spoilt_xml, ".svg", "text"),
    "artwork-png": Importer(sound.png_seeds, read_artwork, spoil.spoilt_png, ".png"),
    "key": Importer(sound.key_seeds, read_key, spoil.plain, ".p12"),
    "rule-pack": Importer(sound.pack_seeds, read_pack, spoil.spoilt_lines, ".toml", "text"),
    "message": Importer(sound.message_seeds, read_message, spoil.spoilt_lines, ".txt", "text"),
    "ledger": Importer(sound.ledger_seeds, read_ledger, spoil.plain, ".kabao"),
    "salvage": Importer(sound.ledger_seeds, salvage_ledger, spoil.plain, ".kabao"),
    "recovery": Importer(sound.recovery_seeds, read_recovery, spoil.plain, ".txt", "text"),
}
