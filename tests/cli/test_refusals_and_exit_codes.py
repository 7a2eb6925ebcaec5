"""What goes wrong is told in one sentence with its exit code, and nothing is lost."""

from __future__ import annotations

import json
import os
import sqlite3

import pytest

from cli.conftest import one_sentence
from kabao.cli.main import run
from kabao.services.workspace import Workspace
from services.people_at_hand import EXAMPLE


def assert_refused(answer, code, *words):
    assert answer.code == code, answer
    assert one_sentence(answer), answer.err
    for word in words:
        assert word in answer.err


@pytest.mark.parametrize(
    ("argv", "word"),
    [
        (["nonsense"], "nonsense"),
        (["export", "--all"], "--out"),
        (["export", "--out", "x"], "申请编号"),
        (["export", "KB-2026-0001", "--all", "--out", "x"], "申请编号"),
        (["holders", "--limit", "0"], "--limit"),
        (["holders", "--state", "happy"], "--state"),
        (["status", "--colour"], "--colour"),
        (["new"], "FILE"),
    ],
)
def test_wrong_usage(kabao, filled, argv, word):
    answer = kabao("--ledger", filled, *argv)

    assert_refused(answer, 2, "命令用法不对", word, "--help")
    assert answer.out == ""


def test_nothing_at_all_shows_the_help(capsys):
    assert run([]) == 2
    assert "  demo " in capsys.readouterr().err


def test_no_ledger_named(kabao, monkeypatch):
    monkeypatch.delenv("KABAO_LEDGER", raising=False)

    assert_refused(kabao("holders"), 3, "没有指定台账")


@pytest.mark.parametrize("command", [["holders"], ["check"], ["import", str(EXAMPLE)]])
def test_ledgers_that_cannot_be_opened(kabao, tmp_path, command):
    cases = {
        "nothing.kabao": (None, "找不到台账"),
        "empty.kabao": (b"", "空文件"),
        "notes.kabao": (b"my own notes " * 100, "不是卡包台账"),
    }
    for name, (data, words) in cases.items():
        path = tmp_path / name
        if data is not None:
            path.write_bytes(data)
        assert_refused(kabao("--ledger", path, *command), 3, name, words)
        assert (path.read_bytes() if path.exists() else None) == data
    assert_refused(kabao("--ledger", tmp_path / "gone" / "a.kabao", *command), 3, "文件夹")
    assert_refused(kabao("--ledger", tmp_path, *command), 3, "不是卡包台账")


def test_a_damaged_ledger(kabao, filled):
    data = bytearray(filled.read_bytes())
    data[4096 * 3 : 4096 * 9] = os.urandom(4096 * 6)
    filled.write_bytes(data)

    for command in (["holders"], ["import", EXAMPLE]):
        assert_refused(kabao("--ledger", filled, *command), 3, "已损坏")
    assert filled.read_bytes() == bytes(data)


def test_a_ledger_of_a_newer_version(kabao, filled):
    with sqlite3.connect(filled) as connection:
        connection.execute("PRAGMA user_version=99")
    connection.close()

    for command in (["holders"], ["import", EXAMPLE]):
        assert_refused(kabao("--ledger", filled, *command), 3, "99", "升级")


def test_new_does_not_overwrite(kabao, filled, own_config_folder):
    before = filled.read_bytes()

    assert_refused(kabao("new", filled), 3, "没有覆盖")
    assert filled.read_bytes() == before
    assert not (own_config_folder / "settings.json").exists()
    assert_refused(kabao("new", filled.parent / "gone" / "a.kabao", "--no-encrypt"), 3, "文件夹")


def test_a_ledger_in_use_is_not_written(kabao, filled):
    with Workspace.open(filled):
        assert_refused(kabao("--ledger", filled, "import", EXAMPLE), 4, "另一个窗口")


@pytest.mark.parametrize("name", ["people.xlsx", "people.pdf", "people", "people.json.exe"])
def test_kinds_of_file_that_cannot_be_imported(kabao, filled, tmp_path, name):
    path = tmp_path / name
    path.write_bytes(EXAMPLE.read_bytes())

    assert_refused(kabao("--ledger", filled, "import", path), 3, name)


def test_a_file_to_import_that_is_not_there(kabao, filled, tmp_path):
    assert_refused(kabao("--ledger", filled, "import", tmp_path / "gone.json"), 3, "gone.json")
    folder = tmp_path / "folder.json"
    folder.mkdir()
    assert_refused(kabao("--ledger", filled, "import", folder), 3, "folder.json")


NONSENSE = {
    "bytes": os.urandom(10_000_000),
    "text": b"lorem ipsum " * 850_000,
    "brackets": b"[" * 10_000_000,
    "digits": b'{"kabao_exchange": ' + b"9" * 10_000_000 + b"}",
    "other": json.dumps({"rows": ["x" * 1000] * 10_000}).encode(),
    "keys": json.dumps({"kabao_exchange": 1} | {f"k{n}": n for n in range(300_000)}).encode(),
}


@pytest.mark.parametrize("kind", list(NONSENSE))
def test_ten_megabytes_of_nonsense(kabao, filled, tmp_path, kind):
    path = tmp_path / "nonsense.json"
    path.write_bytes(NONSENSE[kind])
    before = kabao("--ledger", filled, "--json", "holders").out

    answer = kabao("--ledger", filled, "import", path)

    assert_refused(answer, 3)
    assert len(answer.err) < 5000
    assert kabao("--ledger", filled, "--json", "holders").out == before


def unknown_key(plain):
    plain["holders"][0]["shoe_size"] = 42


def unknown_field(plain):
    plain["holders"][0]["fields"]["shoe_size"] = "42"


def wrong_type(plain):
    plain["holders"][0]["fields"]["name"] = ["安"]


def number_for_text(plain):
    plain["holders"][0]["fields"]["doc_no"] = 110000199001010013


def same_id(plain):
    plain["holders"].append(plain["holders"][0])


def no_such_day(plain):
    plain["holders"][0]["cards"][0]["evidence"][0]["observed_on"] = "2026-02-30"


def wrong_number(plain):
    plain["holders"][0]["fields"]["doc_no"] = "110000199001010014"


def no_employer(plain):
    plain["holders"][0]["employer"] = "nobody"


@pytest.mark.parametrize(
    ("change", "place"),
    [
        (unknown_key, "holders[0].shoe_size"),
        (unknown_field, "holders[0].fields.shoe_size"),
        (wrong_type, "holders[0].fields.name"),
        (number_for_text, "holders[0].fields.doc_no"),
        (same_id, "holders[1].id"),
        (no_such_day, "holders[0].cards[0].evidence[0].observed_on"),
        (wrong_number, "holders[0].fields.doc_no"),
        (no_employer, "holders[0].employer"),
    ],
)
def test_a_spoilt_file_is_refused_with_its_place(kabao, ledger, spoilt, fits, change, place):
    path = spoilt(change)

    answer = kabao("--ledger", ledger, "import", path)
    told = kabao("--ledger", ledger, "--json", "import", path)

    assert_refused(answer, 3, place)
    assert answer.out == ""
    assert told.code == 3
    fits("import", told.document)
    assert place in {item["place"] for item in told.document["findings"]}
    assert told.document["added"] == 0
    assert told.document["refused"] == told.document["rows"]
    assert told.err == answer.err
    assert kabao("--ledger", ledger, "--json", "holders").document == {"holders": []}


def test_many_findings_are_counted_after_the_first(kabao, ledger, spoilt):
    def change(plain):
        plain["holders"][0]["fields"] |= {f"unknown_{n}": "x" for n in range(30)}

    answer = kabao("--ledger", ledger, "import", spoilt(change))

    assert answer.code == 3
    assert answer.err.splitlines()[-1] == "  ……另有 10 条。"


def test_a_number_in_the_name_of_a_file_is_starred(kabao, ledger, spoilt):
    path = spoilt(unknown_field, "110000199001010013.json")

    assert_refused(kabao("--ledger", ledger, "import", path), 3, "110***********0013.json")


def test_an_unknown_case(kabao, filled, tmp_path):
    for command in (["check", "KB-2026-0099"], ["export", "KB-2026-0099", "--out", tmp_path]):
        assert_refused(kabao("--ledger", filled, *command), 3, "KB-2026-0099")


def test_a_folder_for_packages_that_is_a_file(kabao, filled, tmp_path):
    (tmp_path / "file").write_text("x", encoding="utf-8")

    answer = kabao("--ledger", filled, "export", "--all", "--draft", "--out", tmp_path / "file")

    assert_refused(answer, 5, "文件夹")
    assert_refused(kabao("demo", "--out", tmp_path / "file"), 5, "文件夹")


def test_packages_written_before_the_disk_was_full_are_told(kabao, sampled, tmp_path, monkeypatch):
    from kabao.documents import package

    put, written = package.save_whole, []

    def fill_up(target, data):
        if written:
            put(tmp_path / "gone" / "x.pdf", data)
        written.append(target)
        put(target, data)

    monkeypatch.setattr(package, "save_whole", fill_up)
    answer = kabao("--ledger", sampled, "--json", "export", "--all", "--out", tmp_path / "out")

    assert answer.code == 5
    assert [item["case"] for item in answer.document["packages"]] == ["KB-2026-0003"]


@pytest.mark.expected_log("a command failed unexpectedly")
def test_a_defect_is_told_with_the_place_of_the_log(kabao, filled, monkeypatch, own_config_folder):
    def fail(_self, _wanted):
        raise ZeroDivisionError("安思源 110000199001010013")

    monkeypatch.setattr("kabao.services.register.Register.lines", fail)

    answer = kabao("--ledger", filled, "holders")

    assert_refused(answer, 5, "程序内部出错", str(own_config_folder / "kabao.log"))


@pytest.mark.expected_log("a command failed unexpectedly")
def test_debug_shows_where_a_defect_arose(kabao, filled, monkeypatch):
    def fail(_self, _wanted):
        raise ZeroDivisionError("安思源 110000199001010013")

    monkeypatch.setattr("kabao.services.register.Register.lines", fail)

    answer = kabao("--ledger", filled, "holders", "--debug")

    assert answer.code == 5
    assert "Traceback" in answer.err
    assert "ZeroDivisionError" in answer.err
    assert "110000199001010013" not in answer.err


def test_debug_shows_where_a_refusal_arose(kabao, tmp_path):
    answer = kabao("--debug", "--ledger", tmp_path / "gone.kabao", "holders")

    assert answer.code == 3
    assert "Traceback" in answer.err
    assert answer.err.splitlines()[-1].startswith("找不到台账")


def test_what_the_system_refuses_without_a_better_word(kabao, filled, monkeypatch):
    def fail(_self, _wanted):
        raise PermissionError(13, "Permission denied", "/somewhere/110000199001010013.txt")

    monkeypatch.setattr("kabao.services.register.Register.lines", fail)

    answer = kabao("--ledger", filled, "holders")

    assert_refused(answer, 5, "110***********0013.txt", "Permission denied")


def test_stopping_by_hand(kabao, filled, monkeypatch):
    def stop(_self, _wanted):
        raise KeyboardInterrupt

    monkeypatch.setattr("kabao.services.register.Register.lines", stop)

    answer = kabao("--ledger", filled, "holders")

    assert answer.code == 3
    assert "已按要求停止" in answer.err
    Workspace.open(filled).close()


@pytest.mark.expected_log("settings could not be read")
def test_settings_that_cannot_be_read_are_told_once(kabao, filled, own_config_folder, capsys):
    own_config_folder.mkdir()
    settings = own_config_folder / "settings.json"
    settings.write_text("{ nonsense", encoding="utf-8")
    capsys.readouterr()

    assert run(["--ledger", str(filled), "holders"]) == 0

    err = capsys.readouterr().err
    kept = own_config_folder / "settings.json.bad"
    assert kept.read_text(encoding="utf-8") == "{ nonsense"
    assert err.count(str(kept)) == 1
    assert len(err.splitlines()) == 1


@pytest.mark.expected_log("settings could not be read")
def test_settings_that_cannot_be_opened_are_told_and_not_overwritten(
    filled, own_config_folder, capsys
):
    (own_config_folder / "settings.json").mkdir(parents=True)
    capsys.readouterr()

    assert run(["--ledger", str(filled), "holders"]) == 0
    assert len(capsys.readouterr().err.splitlines()) == 1

    assert run(["new", str(filled.parent / "b.kabao"), "--no-encrypt"]) == 0
    assert "--ledger" in capsys.readouterr().err
    assert (own_config_folder / "settings.json").is_dir()
