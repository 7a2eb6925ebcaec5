"""Reading in a process of its own: a crash, a flood or a stop there never reaches the program."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
import zipfile

import pytest

from kabao import apart as process
from kabao.domain.errors import CancelledError, EnvironmentProblemError, InputRefusedError
from kabao.domain.rosters.sheets import Unknown
from kabao.exchange.spreadsheets import apart, read_sheet
from kabao.exchange.spreadsheets.frames import Begun, More, read_back, written
from kabao.texts import Texts
from spreadsheets import PEOPLE, TITLES, changed_member, ods, old_workbook, read_here, roster
from spreadsheets import text_file as text

ROWS = [list(TITLES), *(list(person) for person in PEOPLE)]
SHEET = "xl/worksheets/sheet1.xml"
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="only Linux keeps the limit of memory")


def refused(path, code):
    with pytest.raises(InputRefusedError) as caught:
        read_sheet(path)
    assert caught.value.code == code
    assert path.name in Texts("zh")(f"errors.{code}", **caught.value.params)
    return caught.value


@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods", "csv"])
def test_every_kind_reads_as_it_does_here(tmp_path, kind):
    make = {"xlsx": lambda at, _: roster(at), "xls": old_workbook, "ods": ods, "csv": text}[kind]
    path = tmp_path / f"名册 {kind}.{kind}"
    make(path, ROWS)
    sheet = read_sheet(path)
    assert sheet == read_here(path)
    assert [list(row) for row in sheet.rows] == ROWS


def test_refusals_come_back_with_what_they_name(tmp_path):
    (tmp_path / "r.xlsx").write_bytes(b"")
    refused(tmp_path / "r.xlsx", "roster_empty")
    text(tmp_path / "t.xlsx")
    assert refused(tmp_path / "t.xlsx", "roster_mislabelled").params["kind"] == "csv"


def test_the_sheet_that_looks_right_is_chosen_there(tmp_path):
    import xlsxwriter

    path = tmp_path / "r.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        for name in ("说明", "名册", "旧"):
            book.add_worksheet(name).write_string(0, 0, name)
    assert read_sheet(path, looks_right=lambda sheet: sheet.rows[0][0] == "名册").name == "名册"
    assert read_sheet(path, looks_right=lambda _: False).name == "说明"
    assert read_sheet(path, "旧").rows == [["旧"]]


@LINUX
def test_more_memory_than_allowed_ends_the_reader_only(tmp_path, monkeypatch):
    monkeypatch.setattr(apart, "MOST_MEMORY", 150 << 20)
    path = tmp_path / "r.xlsx"
    roster(tmp_path / "sound.xlsx")
    cells = b"".join(
        b'<row r="%d"><c r="A%d"><v>1</v></c><c r="Z%d"><v>1</v></c></row>' % (n, n, n)
        for n in range(5, 200_000)
    )
    changed_member(
        tmp_path / "sound.xlsx",
        path,
        SHEET,
        lambda data: data.replace(b"</sheetData>", cells + b"</sheetData>"),
    )
    refused(path, "roster_too_heavy")


def test_a_crash_ends_the_reader_only(tmp_path, monkeypatch):
    monkeypatch.setattr(process, "CODE", "import os; os.abort()")
    refused(roster(tmp_path / "r.xlsx"), "roster_too_heavy")


def test_a_reader_that_never_ends_is_stopped(tmp_path, monkeypatch):
    monkeypatch.setattr(process, "CODE", "import time; time.sleep(60)")
    monkeypatch.setattr(apart, "MOST_SECONDS", 0.2)
    start = time.monotonic()
    refused(roster(tmp_path / "r.xlsx"), "roster_too_slow")
    assert time.monotonic() - start < 10


def test_stopping_does_not_wait_for_the_reader(tmp_path, monkeypatch):
    monkeypatch.setattr(process, "CODE", "import time; time.sleep(60)")
    stop = threading.Event()
    threading.Timer(0.2, stop.set).start()
    start = time.monotonic()
    with pytest.raises(CancelledError):
        read_sheet(roster(tmp_path / "r.xlsx"), cancelled=stop.is_set)
    assert time.monotonic() - start < 10


def test_a_system_without_room_for_a_process(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "executable", str(tmp_path / "nothing"))
    with pytest.raises(EnvironmentProblemError) as caught:
        read_sheet(roster(tmp_path / "r.xlsx"))
    assert caught.value.code == "roster_reader_missing"


ALONE = """
import os, sys
from pathlib import Path
from kabao.exchange.spreadsheets import apart, read_sheet

path = Path(sys.argv[1])
for _ in range(3):
    read_sheet(path)
telling = apart.frames_apart(path)
next(telling)
telling.close()
try:
    os.waitpid(-1, os.WNOHANG)
except ChildProcessError:
    print("none left")
"""


@pytest.mark.skipif(os.name != "posix", reason="only there a process can ask after its children")
def test_no_process_is_left_behind(tmp_path):
    # In a process of its own: here, other tests may have children of theirs.
    path = roster(tmp_path / "r.xlsx")
    done = subprocess.run(
        [sys.executable, "-c", ALONE, path], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == "none left"


def test_frames_are_written_and_read_back(tmp_path):
    import datetime as dt

    sheet = read_here(roster(tmp_path / "r.xlsx"))
    cells = ["甲", 1.5, True, None, dt.date(2024, 3, 5), dt.time(8)]
    cells += [dt.datetime(2024, 3, 5, 8)]  # noqa: DTZ001 (cells have no zone)
    cells += [dt.timedelta(hours=30), Unknown("#N/A"), "\ud83d"]
    assert read_back(written(More([cells]))) == More([cells])
    assert read_back(written(Begun(sheet, asks=True))) == Begun(sheet, asks=True)
    json.loads(written(More([cells])))


class TestWhatIsWrongIsSaid:
    def test_a_binary_workbook(self, tmp_path):
        with zipfile.ZipFile(tmp_path / "r.xlsx", "w") as archive:
            archive.writestr("xl/workbook.bin", b"x")
        with pytest.raises(InputRefusedError) as caught:
            read_here(tmp_path / "r.xlsx")
        assert caught.value.code == "roster_binary_workbook"

    def test_a_locked_open_document(self, tmp_path):
        path = ods(tmp_path / "sound.ods", ROWS)
        locked = changed_member(
            path,
            tmp_path / "r.ods",
            "META-INF/manifest.xml",
            lambda data: data.replace(
                b"/>", b"><m:encryption-data xmlns:m='x'/></manifest:manifest>"
            ),
        )
        with pytest.raises(InputRefusedError) as caught:
            read_here(locked)
        assert caught.value.code == "roster_password"

    def test_a_locked_old_workbook(self, tmp_path):
        path = old_workbook(tmp_path / "r.xls", ROWS)
        data = path.read_bytes()
        start = data.index(b"\x09\x08\x10\x00", 1024)
        end = start + 4 + 16
        # The record after the first one is the list of sheets: a lock stands in its place.
        path.write_bytes(data[:end] + b"\x2f\x00" + data[end + 2 :])
        with pytest.raises(InputRefusedError) as caught:
            read_here(path)
        assert caught.value.code == "roster_password"

    def test_cells_spelled_with_a_prefix(self, tmp_path):
        roster(tmp_path / "sound.xlsx")

        def prefixed(data):
            for name in (b"row", b"c", b"v", b"sheetData", b"worksheet"):
                for end in (b" ", b">"):
                    data = data.replace(b"<" + name + end, b"<x:" + name + end)
                data = data.replace(b"</" + name + b">", b"</x:" + name + b">")
            data = data.replace(b"xmlns=", b"xmlns:x=")
            return data.replace(
                b"</x:sheetData>",
                b'<x:row r="9" hidden="1"><x:c r="A9" t="e"><x:v>#REF!</x:v></x:c></x:row>'
                b"</x:sheetData>",
            )

        path = changed_member(tmp_path / "sound.xlsx", tmp_path / "r.xlsx", SHEET, prefixed)
        sheet = read_here(path)
        assert sheet.rows[0][0] == "姓名"
        assert sheet.rows[8][0] == Unknown("#REF!")
        assert sheet.hidden_rows == (9,)


class TestTextFiles:
    @pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "gb18030", "utf-8"])
    def test_encodings_without_a_mark(self, tmp_path, encoding):
        path = text(tmp_path / "r.csv", [TITLES, ("王䶮𠮷㐂", *PEOPLE[2][1:])], encoding=encoding)
        assert read_here(path).rows[1][0] == "王䶮𠮷㐂"

    @pytest.mark.parametrize("first", ["utf-8", "gb18030"])
    def test_halves_in_two_encodings(self, tmp_path, first):
        second = "gb18030" if first == "utf-8" else "utf-8"
        lines = [",".join(("安思源公司", *person[1:])) for person in PEOPLE]
        data = "\n".join(lines).encode(first) + b"\n" + "\n".join(lines).encode(second)
        (tmp_path / "r.csv").write_bytes(data)
        with pytest.raises(InputRefusedError) as caught:
            read_here(tmp_path / "r.csv")
        assert caught.value.code == "roster_encoding_mixed"
        assert caught.value.params["line"] == 4

    def test_a_character_cut_in_half(self, tmp_path):
        data = "姓名,号码\n安思源,1\n白晓棠,2\n".encode()
        (tmp_path / "r.csv").write_bytes(data[:-3] + b"\xe5\xae,2\n")
        with pytest.raises(InputRefusedError) as caught:
            read_here(tmp_path / "r.csv")
        assert caught.value.params["line"] == 3

    def test_null_bytes_are_told_with_their_line(self, tmp_path):
        (tmp_path / "r.csv").write_bytes(b"name,number\na,1\nb\0,2\nc,3\n" + b"d,4\n" * 50)
        with pytest.raises(InputRefusedError) as caught:
            read_here(tmp_path / "r.csv")
        assert (caught.value.code, caught.value.params["line"]) == ("roster_null_bytes", 3)

    @pytest.mark.parametrize("end", ["\r", "\n", "\r\n"])
    def test_every_end_of_line(self, tmp_path, end):
        (tmp_path / "r.csv").write_bytes(end.join(",".join(row) for row in ROWS).encode())
        assert read_here(tmp_path / "r.csv").rows == ROWS

    def test_a_delimiter_named_in_the_first_line(self, tmp_path):
        body = "sep=;\r\n" + "\r\n".join(";".join(row) for row in ROWS)
        (tmp_path / "r.csv").write_bytes(body.encode())
        sheet = read_here(tmp_path / "r.csv")
        assert sheet.delimiter == ";"
        assert sheet.place(1) == "r!2"

    def test_an_open_quote_is_told_where_it_began(self, tmp_path):
        (tmp_path / "r.csv").write_text('姓名,地址\n甲,一号\n乙,"二号\n' + "丙,三号\n" * 50)
        with pytest.raises(InputRefusedError) as caught:
            read_here(tmp_path / "r.csv")
        assert caught.value.params["line"] == 3
