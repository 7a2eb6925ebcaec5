"""Backups and restores from the command line."""

import shutil
from pathlib import Path

import pytest

from kabao.domain.holders import Holder
from kabao.storage import driver
from kabao.storage.ledger import Ledger


@pytest.fixture
def desk(tmp_path):
    """A ledger with one person."""
    path = tmp_path / "desk.kabao"
    with Ledger.create(path) as ledger, ledger.transaction("holders.add", "王*雨"):
        ledger.holders.add(Holder({"name": "王小雨", "doc_no": "110000199001010013"}))
    return path


def add(path, name):
    with Ledger.open(path) as ledger, ledger.transaction("holders.add", name[0]):
        ledger.holders.add(Holder({"name": name}))


def names(path):
    with Ledger.open(path) as ledger:
        return sorted(holder.name for holder in ledger.holders.all())


def test_a_backup_is_made_listed_and_proven(kabao, desk):
    made = kabao("--ledger", desk, "backup", "--json").document
    assert made["proven_at"]
    assert made["reason"] == "hand"
    listed = kabao("--ledger", desk, "backup", "--list")
    assert "手工" in listed.out
    assert "验证通过" in listed.out
    assert kabao("--ledger", desk, "backup", "--prove").code == 0
    connection = driver.connect(Path(made["backup"]))
    connection.execute("DELETE FROM holders")
    connection.close()
    broken = kabao("--ledger", desk, "backup", "--prove")
    assert broken.code == 1
    assert "验证不通过" in broken.out


def test_a_backup_in_another_folder(kabao, desk, tmp_path):
    (tmp_path / "usb").mkdir()
    assert kabao("--ledger", desk, "backup", "--to", tmp_path / "usb").code == 0
    assert len(list((tmp_path / "usb").glob("desk *hand.kabao"))) == 1
    gone = kabao("--ledger", desk, "backup", "--to", tmp_path / "none" / "deeper")
    assert gone.code == 5
    assert "接上磁盘" in gone.err


def test_restoring_says_what_changes_and_wants_a_yes(kabao, desk):
    backup = kabao("--ledger", desk, "backup", "--json").document["backup"]
    add(desk, "李伟")
    asked = kabao("--ledger", desk, "restore", backup)
    assert asked.code == 3
    assert "持卡人：2 → 1" in asked.err
    assert names(desk) == ["李伟", "王小雨"]
    done = kabao("--ledger", desk, "restore", backup, "--yes", "--json")
    assert done.code == 0
    assert done.document["counts"]["holders"] == {"now": 2, "then": 1}
    assert names(desk) == ["王小雨"]
    assert names(Path(done.document["aside"])) == ["李伟", "王小雨"]
    listed = kabao("--ledger", desk, "backup", "--list").out
    assert "恢复前" in listed


def test_restoring_as_a_new_ledger_touches_nothing(kabao, desk, tmp_path):
    backup = kabao("--ledger", desk, "backup", "--json").document["backup"]
    add(desk, "李伟")
    new = tmp_path / "new.kabao"
    assert kabao("restore", backup, "--to", new).code == 0
    assert names(new) == ["王小雨"]
    assert names(desk) == ["李伟", "王小雨"]
    again = kabao("restore", backup, "--to", new)
    assert again.code == 3
    assert "不会覆盖" in again.err


def test_a_damaged_backup_or_the_ledger_itself_is_refused(kabao, desk, tmp_path):
    spoilt = tmp_path / "spoilt.kabao"
    shutil.copy(desk, spoilt)
    data = bytearray(spoilt.read_bytes())
    data[8192:20000] = b"x" * (20000 - 8192)
    spoilt.write_bytes(data)
    refused = kabao("--ledger", desk, "restore", spoilt, "--yes")
    assert refused.code == 3
    assert "已损坏" in refused.err
    assert "备份" in kabao("--ledger", desk, "restore", desk, "--yes").err
    assert names(desk) == ["王小雨"]


def test_an_import_is_preceded_by_a_backup(kabao, desk, tmp_path):
    roster = tmp_path / "roster.csv"
    roster.write_text("姓名,证件号码\n李伟,110000199001010021\n", encoding="utf-8")
    assert kabao("--ledger", desk, "import", roster, "--dry-run").code == 0
    assert "还没有备份" in kabao("--ledger", desk, "backup", "--list").out
    done = kabao("--ledger", desk, "import", roster)
    assert "导入前" in kabao("--ledger", desk, "backup", "--list").out, done.err


def test_a_damaged_ledger_is_saved_into_a_new_one_with_a_report(kabao, desk, tmp_path):
    sound = kabao("--ledger", desk, "doctor", "--salvage", tmp_path / "whole.kabao")
    assert sound.code == 0
    assert "所有记录都救回了" in sound.out
    page = _page_of(desk, "cards_by_number")
    data = bytearray(desk.read_bytes())
    data[page * 4096 : (page + 1) * 4096] = b"x" * 4096
    desk.write_bytes(data)
    assert "doctor --salvage" in kabao("--ledger", desk, "holders").err
    new = tmp_path / "saved.kabao"
    done = kabao("--ledger", desk, "doctor", "--salvage", new, "--json")
    assert done.document["tables"]["holders"] == {"saved": 1, "lost": 0, "refused": 0}
    report = Path(done.document["report"]).read_text("utf-8")
    assert "持卡人：救回 1" in report
    assert "110000199001010013" not in report
    assert names(new) == ["王小雨"]
    assert kabao("--ledger", new, "doctor").code == 0
    assert "从损坏的台账救出内容" in kabao("--ledger", new, "history").out
    again = kabao("--ledger", desk, "doctor", "--salvage", new)
    assert again.code == 3


def _page_of(path, name):
    connection = driver.connect(path, read_only=True)
    asked = "SELECT rootpage FROM sqlite_master WHERE name = ?"
    found = connection.execute(asked, (name,)).fetchone()[0] - 1
    connection.close()
    return found
