"""Spreadsheets made in tests: sound ones, and ones that no office program would write."""

from __future__ import annotations

import struct
import zipfile

import xlsxwriter

from kabao.exchange.spreadsheets.laying import frames
from kabao.exchange.spreadsheets.reading import put_together

PEOPLE = (
    ("安思源", "110000199001010013", "13900000001"),
    ("白晓棠", "110000199001010021", "13900000002"),
    ("王䶮", "11000019900101003X", "13900000003"),
)
TITLES = ("姓名", "身份证号码", "手机号码")


def read_here(path, name="", looks_right=lambda _sheet: True):
    """Read a sheet in this process, which is quicker than in one of its own."""
    return put_together(frames(path, name), path.name, looks_right)


def workbook(path, rows, *, name="Sheet1", before=None, options=None):
    """Write rows of Python values as they are: text as text, numbers as numbers."""
    with xlsxwriter.Workbook(str(path), options or {}) as book:
        page = book.add_worksheet(name)
        if before:
            before(book, page)
        for row, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                if isinstance(cell, str):
                    page.write_string(row, column, cell)
                elif cell is not None:
                    page.write(row, column, cell)
    return path


def roster(path, rows=PEOPLE, titles=TITLES):
    """Write a plain roster."""
    return workbook(path, [titles, *rows])


def text_file(path, rows=(TITLES, *PEOPLE), *, encoding="utf-8", delimiter=","):
    """Write delimited text."""
    text = "".join(delimiter.join(row) + "\r\n" for row in rows)
    path.write_bytes(text.encode(encoding))
    return path


def changed_member(source, target, member, change):
    """Copy a workbook with one of its parts changed."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            data = old.read(info.filename)
            new.writestr(info.filename, change(data) if info.filename == member else data)
    return target


def with_member(source, target, member, data):
    """Copy a workbook with one more part."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            new.writestr(info.filename, old.read(info.filename))
        new.writestr(member, data)
    return target


def ods(path, rows, *, tail="", repeat=""):
    """Write a spreadsheet in the open document format by hand."""
    body = []
    for cells in rows:
        inner = "".join(_ods_cell(cell) for cell in cells)
        body.append(f"<table:table-row>{inner}</table:table-row>")
    content = (
        '<?xml version="1.0" encoding="UTF-8"?><office:document-content'
        ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
        ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
        ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2">'
        '<office:body><office:spreadsheet><table:table table:name="名册">'
        f"{''.join(body)}{repeat}{tail}"
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    manifest = (
        '<?xml version="1.0"?><manifest:manifest'
        ' xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", manifest)
    return path


def _ods_cell(cell):
    if isinstance(cell, float | int):
        return (
            f'<table:table-cell office:value-type="float" office:value="{cell}">'
            f"<text:p>{cell}</text:p></table:table-cell>"
        )
    if not cell:
        return "<table:table-cell/>"
    return (
        f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>'
    )


def old_workbook(path, rows, name="Sheet1"):
    """Write a workbook of 1997 (BIFF 8 in a compound file): text and numbers only."""
    stream = _biff(rows, name)
    stream += b"\0" * (max(4096, -(-len(stream) // 512) * 512) - len(stream))
    sectors = len(stream) // 512
    free, end = b"\xff\xff\xff\xff", b"\xfe\xff\xff\xff"
    chain = b"".join(struct.pack("<I", 3 + place) for place in range(sectors - 1)) + end
    table = b"\xfd\xff\xff\xff" + end + chain
    table += free * ((512 - len(table)) // 4)
    folder = _entry("Root Entry", 5, 0xFFFFFFFE, 0, child=1) + _entry("Workbook", 2, 2, len(stream))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16
    header += struct.pack(
        "<HHHHH6x9I", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, *[0xFFFFFFFE, 0] * 2
    )
    header += struct.pack("<I", 0) + free * 108
    path.write_bytes(header + table + folder.ljust(512, b"\0") + stream)
    return path


def _entry(name, kind, start, size, child=0xFFFFFFFF):
    text = name.encode("utf-16-le") + b"\0\0"
    none = 0xFFFFFFFF
    head = text.ljust(64, b"\0") + struct.pack("<HBBIII", len(text), kind, 1, none, none, child)
    return head + b"\0" * 36 + struct.pack("<IQ", start, size)


def _biff(rows, name):
    def record(kind, data):
        return struct.pack("<HH", kind, len(data)) + data

    def text(words, length):
        return struct.pack(length, len(words)) + b"\1" + words.encode("utf-16-le")

    opening = struct.pack("<HHHHII", 0x0600, 0x0005, 0, 1997, 0, 0)
    start = len(record(0x0809, opening))
    sheet_record = record(0x0085, struct.pack("<IBB", 0, 0, 0) + text(name, "<B"))
    start += len(sheet_record) + 4
    out = record(0x0809, opening)
    out += record(0x0085, struct.pack("<IBB", start, 0, 0) + text(name, "<B")) + record(0x000A, b"")
    out += record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 1997, 0, 0))
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            place = struct.pack("<HHH", row, column, 0)
            if isinstance(cell, str):
                out += record(0x0204, place + text(cell, "<H"))
            else:
                out += record(0x0203, place + struct.pack("<d", cell))
    return out + record(0x000A, b"")
