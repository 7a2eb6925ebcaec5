"""Files made to do harm: bombs, entities, ways out of folders, formulas; and a little fuzzing."""

import csv
import io
import sys
import zipfile
from pathlib import Path

import pytest

from documents.synthetic_cases import picture_bytes
from kabao.domain.errors import InputRefusedError, KabaoError
from kabao.domain.notice_text import plain_text
from kabao.domain.prose.writing import markdown
from kabao.exchange.artwork.intake import take_artwork
from kabao.exchange.portraits.opening import opened
from kabao.exchange.portraits.packed import list_pictures, read_picture
from kabao.exchange.prose.reading import read_html
from kabao.exchange.spreadsheets.tables import FORMULA_STARTS, write_table
from kabao.rulebook import load
from kabao.rulebook.regions import check_pack
from spreadsheets import changed_member, read_here, workbook

ENDURANCE = Path(__file__).parents[1] / "endurance"
FORMULAS = (
    "=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "＝1", "＋1", "－1", "＠x", "'=1",
    "''@x", "'plain", "O'Neil", "-", "110000199001010013", "=HYPERLINK(\"http://example.invalid\")",
)  # fmt: skip
LAUGHS = (
    b'<!DOCTYPE a [<!ENTITY l0 "ha">'
    + b"".join(b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, 10))
    + b'<!ENTITY f SYSTEM "file:///etc/passwd">]>'
)


def code_of(work, *given):
    with pytest.raises(InputRefusedError) as caught:
        work(*given)
    return caught.value.code


@pytest.mark.parametrize("name", ["t.csv", "t.xlsx"])
def test_no_cell_of_a_table_is_a_formula_and_all_come_back_as_they_were(tmp_path, name):
    rows = [((str(number), text), {}) for number, text in enumerate(FORMULAS)]
    write_table(tmp_path / name, "s", ("No.", "=title"), rows)
    back = read_here(tmp_path / name).rows
    assert [tuple(row) for row in back] == [
        ("No.", "=title"),
        *((str(number), text) for number, text in enumerate(FORMULAS)),
    ]
    if name == "t.csv":
        written = list(
            csv.reader(io.StringIO((tmp_path / name).read_text("utf-8-sig"), newline=""))
        )
        assert not any(cell.startswith(FORMULA_STARTS) for row in written for cell in row)
    else:
        with zipfile.ZipFile(tmp_path / name) as book:
            assert b"<f>" not in book.read("xl/worksheets/sheet1.xml")


def test_entities_are_never_taken_for_text(tmp_path):
    svg = b'<?xml version="1.0"?>' + LAUGHS + b'<svg xmlns="http://www.w3.org/2000/svg">&l9;</svg>'
    assert code_of(take_artwork, svg, "a.svg") == "artwork_svg_active"
    sheet = (
        b'<?xml version="1.0"?>' + LAUGHS + b"<worksheet xmlns="
        b'"http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">'
        b'<c r="A1" t="inlineStr"><is><t>&l9;&f;</t></is></c></row></sheetData></worksheet>'
    )
    sound = workbook(tmp_path / "s.xlsx", [("姓名",), ("安",)])
    spoilt = tmp_path / "e.xlsx"
    changed_member(sound, spoilt, "xl/worksheets/sheet1.xml", lambda _old: sheet)
    try:
        told = str(read_here(spoilt).rows)
    except InputRefusedError:
        told = ""
    assert "haha" not in told
    assert "root:" not in told


def packed(tmp_path, *members):
    with zipfile.ZipFile(tmp_path / "p.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data, mode in members:
            entry = zipfile.ZipInfo(name)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, mode << 16
            archive.writestr(entry, data)
    return str(tmp_path / "p.zip")


def test_links_are_no_pictures_and_ways_out_of_an_archive_are_told(tmp_path):
    picture = picture_bytes(size=(4, 5))
    place = packed(
        tmp_path,
        ("a.jpg", picture, 0o100644),
        ("../../b.jpg", picture, 0o100644),
        ("C:\\c.jpg", picture, 0o100644),
        ("link.jpg", b"/etc/passwd", 0o120777),
    )
    found = list_pictures(place, "p.zip", 100)
    assert [(name, away) for _, name, away in found] == [
        ("a.jpg", False), ("b.jpg", True), ("c.jpg", True),
    ]  # fmt: skip
    assert read_picture(place, "p.zip", 0, "a.jpg") == picture
    assert code_of(list_pictures, place, "p.zip", 2) == "photos_too_many"


def test_a_bomb_in_an_archive_is_read_up_to_the_limit_only(tmp_path):
    place = packed(tmp_path, ("a.jpg", b"\0" * (31 << 20), 0o100644))
    assert len(read_picture(place, "p.zip", 0, "a.jpg")) == (30 << 20) + 1


@pytest.mark.parametrize(
    "line", ["x = " + "9" * 5000, "x = " + "[" * 3000 + "]" * 3000, "x = 2026-13-45"]
)
def test_a_pack_that_no_reader_foresaw_is_refused_with_a_line(tmp_path, line):
    (tmp_path / "p.toml").write_text(line, encoding="utf-8")
    pack, faults = check_pack(tmp_path / "p.toml", load())
    assert pack is None
    assert [item.code for item in faults] == ["region_not_toml"]


def test_a_section_of_a_kind_that_nobody_knows_is_passed_over():
    read = read_html("<p>a</p><![CDATTA[x]]><p>b</p><![<![")
    assert "b" in markdown(read.text)


def test_a_message_of_mere_blanks_takes_no_longer_than_its_length():
    said = plain_text("a" + " " * 100_000 + "b好 的 c 好")
    assert (said.text[:2], said.text[-5:]) == ("a ", "b好的c好")


def test_pictures_and_drawings_that_broke_their_readers_are_refused():
    palette_twice = (
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00(\x00\x00\x002\x01\x03\x00\x00\x00\x14}\x0b\xd3"
        b"\x00\x00\x00\rIDATx\x9cc`\x18\x05\xc4\x02\x00\x01,\x00\x01\x07\x8a\xc6.\x00\x00\x00\x03PLTE3f\x99"
        b";#\x81\xd2\x00\x00\x00\x01IEND\x00\xd1\x1aO\xe1"
    )

    def look():
        from kabao.exchange.portraits.opening import upright

        with opened(palette_twice, "a.png") as taken:
            upright(taken.image)

    assert code_of(look) == "photo_unreadable"
    far = (
        b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 30"><circle id="a" '
        b'cx="-2147483648" cy="5" r="1000000000000"/></svg>'
    )
    assert code_of(take_artwork, far, "a.svg") == "attachment_damaged"


@pytest.fixture(scope="module")
def fuzz():
    """The importers and the mutations that are run ten thousand times by hand."""
    sys.path.insert(0, str(ENDURANCE))
    import fuzz_importers

    yield fuzz_importers
    sys.path.remove(str(ENDURANCE))


QUICK = (
    "exchange", "supplement", "requests", "mapping", "structure", "recovery", "message",
    "attachment-pdf", "attachment-jpeg", "attachment-png", "photo-png", "photo-heic",
    "photo-zip", "text-docx", "text-md", "text-html", "roster-xlsx", "roster-xls", "roster-ods",
    "roster-csv", "artwork-png", "rule-pack",
)  # fmt: skip


@pytest.mark.parametrize("name", QUICK)
def test_spoilt_files_are_answered_or_refused_in_words(fuzz, tmp_path, name):
    import random

    importer = fuzz.IMPORTERS[name]
    seeds = importer.seeds(tmp_path)
    file = tmp_path / f"input{importer.ending}"
    refused = 0
    for number in range(3):
        rng = random.Random(f"suite/{name}/{number}")
        data = rng.choice(seeds)
        for _ in range(1 + number % 3):
            data = importer.spoil(rng, data)[: 1 << 20]
        file.write_bytes(data)
        try:
            importer.read(file)
        except KabaoError:
            refused += 1
    assert refused <= 3
    if name != "rule-pack":  # which tells its faults
        file.write_bytes(b"\0\1\2 nothing of any kind")
        with pytest.raises(KabaoError):
            importer.read(file)
