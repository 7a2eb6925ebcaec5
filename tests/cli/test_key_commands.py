"""The passphrase of a ledger from the command line: asked for, never an argument, exit code 4."""

import re
import sys

import pytest
from pypdf import PdfReader

from kabao.domain.holders import Holder
from kabao.storage.keys import LedgerKey, is_encrypted
from kabao.storage.ledger import Ledger

WORDS, OTHER = "雨后 春笋 42", "another one"
NAME = "王小雨"


@pytest.fixture
def quick_keys(monkeypatch):
    """Derive keys in one round: these tests are not about how long that takes."""
    monkeypatch.setattr("kabao.storage.keys.ROUNDS", 1)


@pytest.fixture
def secret(tmp_path, quick_keys, monkeypatch):
    """An encrypted ledger with one person, its passphrase in the environment."""
    path = tmp_path / "desk.kabao"
    with Ledger.create(path, key=LedgerKey.fresh(WORDS)) as ledger:
        ledger.holders.add(Holder({"name": NAME, "doc_no": "110000199001010013"}))
    monkeypatch.setenv("KABAO_PASSPHRASE", WORDS)
    return path


@pytest.fixture
def typed(monkeypatch):
    """Answer questions of a terminal one after the other."""
    asked = []

    def answer(*answers):
        waiting = list(answers)

        def give(question):
            asked.append(question)
            return waiting.pop(0)

        monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
        monkeypatch.setattr("click.termui.hidden_prompt_func", give)
        monkeypatch.delenv("KABAO_PASSPHRASE", raising=False)
        return asked

    return answer


def test_a_ledger_is_made_with_the_passphrase_of_the_environment(
    kabao, tmp_path, monkeypatch, quick_keys
):
    path = tmp_path / "new.kabao"
    assert kabao("new", path, "--encrypt").code == 3  # nobody to ask
    assert not path.exists()
    monkeypatch.setenv("KABAO_PASSPHRASE", WORDS)
    answer = kabao("new", path, "--encrypt")
    assert answer.code == 0
    assert "恢复单" in answer.out
    assert is_encrypted(path)
    assert kabao("--ledger", path, "holders").code == 0


def test_without_a_terminal_a_new_ledger_waits_for_a_decision(
    kabao, tmp_path, monkeypatch, quick_keys
):
    path = tmp_path / "new.kabao"
    answer = kabao("new", path)
    assert (answer.code, path.exists()) == (3, False)
    assert "--no-encrypt" in answer.err
    monkeypatch.setenv("KABAO_PASSPHRASE", WORDS)
    assert kabao("new", path).code == 0
    assert is_encrypted(path)
    assert "没有覆盖" in kabao("new", path).err


def test_a_terminal_is_asked_and_may_decline(kabao, tmp_path, typed, quick_keys):
    asked = typed(WORDS, WORDS)
    assert kabao("new", tmp_path / "a.kabao").code == 0
    assert is_encrypted(tmp_path / "a.kabao")
    assert len(asked) == 2
    typed("")
    answer = kabao("new", tmp_path / "b.kabao")
    assert answer.code == 0
    assert "拿到文件的人都能读" in answer.err
    assert not is_encrypted(tmp_path / "b.kabao")
    typed(WORDS, OTHER)
    assert "两次输入的口令不一样" in kabao("new", tmp_path / "c.kabao").err
    assert not (tmp_path / "c.kabao").exists()
    assert kabao("new", tmp_path / "d.kabao", "--no-encrypt").code == 0
    assert not is_encrypted(tmp_path / "d.kabao")


def test_a_wrong_or_missing_passphrase_ends_with_four(kabao, secret, monkeypatch):
    assert kabao("--ledger", secret, "holders").code == 0
    monkeypatch.setenv("KABAO_PASSPHRASE", "wrong")
    answer = kabao("--ledger", secret, "holders")
    assert (answer.code, answer.out) == (4, "")
    assert "口令打不开 desk.kabao" in answer.err
    monkeypatch.delenv("KABAO_PASSPHRASE")
    answer = kabao("--ledger", secret, "doctor")
    assert answer.code == 4
    assert "KABAO_PASSPHRASE" in answer.err


def test_a_terminal_may_try_three_times(kabao, secret, typed):
    asked = typed("wrong", WORDS)
    assert kabao("--ledger", secret, "holders").code == 0
    assert len(asked) == 2
    asked = typed("1", "2", "3", WORDS)
    assert kabao("--ledger", secret, "holders").code == 4
    assert len(asked) == 5


def test_the_recovery_sheet_opens_the_ledger_without_the_passphrase(
    kabao, secret, tmp_path, monkeypatch
):
    sheet = tmp_path / "sheet.pdf"
    answer = kabao("--ledger", secret, "key", "recovery", sheet)
    assert answer.code == 0
    assert "删除这个文件" in answer.out
    assert sheet.stat().st_mode & 0o777 == 0o600
    text = PdfReader(sheet).pages[0].extract_text()
    groups = re.findall(r"[0-9A-F]{4} [0-9A-F]{4}-[0-9A-F]{2}", text)
    assert len(groups) == 12
    assert not set(groups) & set(answer.out.split())
    numbered = {int(n): g for n, g in re.findall(r"(\d+)\s+([0-9A-F]{4} [0-9A-F]{4}-\w\w)", text)}
    code = " ".join(numbered[place] for place in range(1, 13))
    monkeypatch.setenv("KABAO_PASSPHRASE", code.lower())
    assert kabao("--ledger", secret, "doctor").code == 0
    slip = ("1" if code[0] != "1" else "2") + code[1:]
    monkeypatch.setenv("KABAO_PASSPHRASE", slip)
    assert "第 1 组有误" in kabao("--ledger", secret, "doctor").err


def test_the_passphrase_is_set_changed_and_removed(kabao, secret, monkeypatch):
    ledger = ("--ledger", secret)
    monkeypatch.setenv("KABAO_NEW_PASSPHRASE", OTHER)
    assert kabao(*ledger, "key", "set").code == 3  # it has one
    assert kabao(*ledger, "key", "change").code == 0
    assert kabao(*ledger, "doctor").code == 4
    monkeypatch.setenv("KABAO_PASSPHRASE", OTHER)
    assert kabao(*ledger, "doctor").code == 0
    assert kabao(*ledger, "key", "remove").code == 3  # needs a yes
    assert kabao(*ledger, "key", "remove", "--yes").code == 0
    assert not is_encrypted(secret)
    assert kabao(*ledger, "key", "recovery", "x.pdf").code == 3
    answer = kabao(*ledger, "--json", "key", "set")
    assert answer.document["encrypted"]
    assert is_encrypted(secret)
    actions = [item["action"] for item in kabao(*ledger, "--json", "history").document["entries"]]
    assert actions[:3] == [
        "ledger.passphrase_given",
        "ledger.passphrase_removed",
        "ledger.passphrase_changed",
    ]


def test_older_backups_are_told_and_removed_only_on_demand(kabao, secret, monkeypatch):
    ledger = ("--ledger", secret)
    assert kabao(*ledger, "backup").code == 0
    monkeypatch.setenv("KABAO_NEW_PASSPHRASE", OTHER)
    answer = kabao(*ledger, "key", "change")
    assert "还有 1 份备份" in answer.out
    monkeypatch.setenv("KABAO_PASSPHRASE", OTHER)
    assert len(kabao(*ledger, "--json", "backup", "--list").document["backups"]) == 2
    answer = kabao(*ledger, "backup", "--prove")
    assert answer.code == 1
    assert "另一个口令" in answer.err
    monkeypatch.setenv("KABAO_NEW_PASSPHRASE", WORDS)
    assert "已删除" in kabao(*ledger, "key", "change", "--drop-old-backups").out
    monkeypatch.setenv("KABAO_PASSPHRASE", WORDS)
    assert kabao(*ledger, "backup", "--prove").code == 0


def test_a_backup_is_restored_under_the_passphrase_of_the_ledger(kabao, secret, tmp_path):
    ledger = ("--ledger", secret)
    made = kabao(*ledger, "--json", "backup").document["backup"]
    assert is_encrypted(tmp_path / made)
    assert kabao(*ledger, "restore", made, "--yes").code == 0
    assert is_encrypted(secret)
    assert kabao(*ledger, "restore", made, "--to", tmp_path / "copy.kabao").code == 0
    assert is_encrypted(tmp_path / "copy.kabao")
    assert kabao("--ledger", tmp_path / "copy.kabao", "doctor").code == 0


def test_what_is_saved_of_a_damaged_ledger_stays_encrypted(kabao, secret, tmp_path):
    saved = tmp_path / "saved.kabao"
    assert kabao("--ledger", secret, "doctor", "--salvage", saved).code == 0
    assert is_encrypted(saved)
    assert kabao("--ledger", saved, "doctor").code == 0


def test_no_key_stands_in_settings_or_log(kabao, secret, own_config_folder, tmp_path):
    kabao("--ledger", secret, "--debug", "doctor")
    kabao("--ledger", secret, "key", "recovery", tmp_path / "sheet.pdf")
    with Ledger.open(secret, key=LedgerKey.derived(WORDS, secret.read_bytes()[:16])) as ledger:
        raw = ledger.key.raw().hex()
    for file in own_config_folder.rglob("*"):
        if file.is_file():
            kept = file.read_text("utf-8").lower()
            assert WORDS not in kept
            assert raw[:16] not in kept
