"""Workbooks that are too large, or only seem small: each is read or refused within its bounds.

python tests/endurance/nasty_workbooks.py FOLDER make
python tests/endurance/nasty_workbooks.py FOLDER

Prints what came of each file, the seconds, and the most memory of the program and of its reader.
"""

from __future__ import annotations

import json
import resource
import sys
import time
import zipfile
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parents[1] / "desktop"), str(HERE.parent)]

from kabao.domain.errors import KabaoError  # noqa: E402
from kabao.exchange.spreadsheets import read_sheet  # noqa: E402
from kabao.texts import Texts  # noqa: E402
from spreadsheets import TITLES, changed_member, ods, roster, with_member  # noqa: E402

SHEET = "xl/worksheets/sheet1.xml"
MOST_SECONDS = 60
MOST_MEBIBYTES = 2600
ROW = (
    '<row r="{n}"><c r="A{n}" t="inlineStr"><is><t>人{n}</t></is></c>'
    '<c r="B{n}"><v>{n}</v></c></row>'
)


def grown(sound: Path, path: Path, rows: int, row: str = ROW) -> Path:
    """Copy a workbook with many more rows in its sheet."""
    with zipfile.ZipFile(sound) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            if info.filename != SHEET:
                new.writestr(info.filename, old.read(info.filename))
                continue
            head, tail = old.read(SHEET).split(b"</sheetData>")
            with new.open(info.filename, "w", force_zip64=True) as part:
                part.write(head)
                for start in range(10, rows, 1000):
                    numbers = range(start, min(start + 1000, rows))
                    part.write("".join(row.format(n=n) for n in numbers).encode())
                part.write(b"</sheetData>" + tail)
    return path


def make(folder: Path) -> dict[str, Path]:
    """Write every file; returns them by what they are."""
    sound = roster(folder / "sound.xlsx")
    wide = "".join(f'<c r="{chr(65 + n)}{{n}}"><v>1{{n}}</v></c>' for n in range(26))
    entity = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "' + "x" * 100_000 + '">]><workbook>'
    entity += "&a;" * 100_000 + "</workbook>"
    huge_text = b"<si><t>" + b"x" * 30_000_000 + b"</t></si></sst>"

    def liar(data: bytes) -> bytes:
        return data.replace(b'uniqueCount="12"', b'uniqueCount="4294967295"').replace(
            b"</sst>", huge_text
        )

    files = {
        "a million rows": grown(sound, folder / "million.xlsx", 1_048_576),
        "300,000 rows": grown(sound, folder / "many.xlsx", 299_000),
        "300 MB of sheet": grown(
            sound, folder / "huge.xlsx", 290_000, f'<row r="{{n}}">{wide}</row>'
        ),
        "a bomb of blanks": changed_member(
            sound, folder / "bomb.xlsx", SHEET, lambda data: data + b" " * 400_000_000
        ),
        "an archive inside": with_member(
            sound, folder / "nested.xlsx", "xl/media/inner.zip", (sound.read_bytes()) * 2000
        ),
        "entities": changed_member(
            sound, folder / "entities.xlsx", "xl/workbook.xml", lambda _: entity.encode()
        ),
        "a table of texts that lies": changed_member(
            sound, folder / "liar.xlsx", "xl/sharedStrings.xml", liar
        ),
        "repeated without end": ods(
            folder / "repeated.ods",
            [list(TITLES)],
            tail='<table:table-row table:number-rows-repeated="1048575"><table:table-cell'
            ' table:number-columns-repeated="16384"/></table:table-row>',
        ),
    }
    many = folder / "entries.xlsx"
    with zipfile.ZipFile(many, "w") as archive:
        for n in range(200_000):
            archive.writestr(f"xl/x{n}", b"")
        archive.writestr("xl/workbook.xml", b"<workbook/>")
    files["two hundred thousand parts"] = many
    text = folder / "long.csv"
    with text.open("w", encoding="gb18030") as file:
        file.write("姓名,证件号码,地址\n")
        for n in range(1_500_000):
            file.write(f"人{n},11000019900101{n % 10000:04d},示例省青禾市一号路{n}号𠮷\n")
    files["75 MB of text"] = text
    line = folder / "line.csv"
    line.write_bytes(b'name,number\n"' + b"x" * 90_000_000)
    files["a quote that never ends"] = line
    return files


def main() -> None:
    """Read every file and tell how it went; ends with 1 when a bound was passed."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "/tmp/kabao-endurance")
    folder.mkdir(parents=True, exist_ok=True)
    listed = folder / "files.json"
    # Made by another run, so that the memory for making them is not counted.
    if sys.argv[2:] == ["make"]:
        made = {name: str(path) for name, path in make(folder).items()}
        listed.write_text(json.dumps(made))
        return
    texts, failed = Texts("en"), False
    for name, place in json.loads(listed.read_text()).items():
        path = Path(place)
        start = time.perf_counter()
        try:
            told = f"{len(read_sheet(path).rows):,} rows"
        except KabaoError as error:
            told = texts(f"errors.{error.code}", **error.params)
        seconds = time.perf_counter() - start
        own, reader = (
            resource.getrusage(who).ru_maxrss // 1024
            for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
        )
        failed |= seconds > MOST_SECONDS or max(own, reader) > MOST_MEBIBYTES
        size = path.stat().st_size >> 20
        print(f"{name} ({size} MiB): {seconds:.1f} s, {own} + {reader} MiB; {told}", flush=True)
    sys.exit(failed)


if __name__ == "__main__":
    main()
