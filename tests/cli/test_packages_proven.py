"""Packages on the command line: proven, and taken in again."""

from __future__ import annotations

import json

import pytest

from kabao.services.workspace import Workspace


@pytest.fixture
def exported(kabao, filled, tmp_path):
    """The full package of the README's example."""
    out = tmp_path / "out"
    answer = kabao(
        *("--ledger", filled, "--json", "export", "--all", "--out", out),
        *("--draft", "--full-numbers"),
    )
    assert answer.code == 0, answer.err
    return next(out.glob("*.pdf"))


def test_a_package_is_proven(kabao, exported, fits):
    answer = kabao("--json", "verify", exported)
    assert answer.code == 0
    fits("verify", answer.document)
    assert answer.document["ok"] is True
    assert answer.document["findings"] == []
    assert answer.document["pages"] == sum(part["pages"] for part in answer.document["parts"])
    words = kabao("verify", exported)
    assert words.code == 0
    assert "未被改动" in words.out
    assert "不说明由谁制作" in words.out
    assert "was not altered" in kabao("verify", exported, lang="en").out


def test_an_altered_package_is_told_and_ends_with_1(kabao, exported, fits):
    raw = bytearray(exported.read_bytes())
    raw[raw.index(b"KB-2026-0001")] ^= 1
    exported.write_bytes(raw)
    answer = kabao("--json", "verify", exported)
    assert answer.code == 1
    fits("verify", answer.document)
    assert "package_seal_broken" in [item["code"] for item in answer.document["findings"]]
    assert "写出后被改动" in kabao("verify", exported).out


def test_what_is_no_package_ends_with_3(kabao, tmp_path):
    (tmp_path / "a.pdf").write_text("text", encoding="utf-8")
    for name in ("a.pdf", "none.pdf"):
        for command in ("verify", "import"):
            answer = kabao("--ledger", tmp_path / "l.kabao", command, tmp_path / name)
            assert answer.code == 3
            assert answer.err.count("\n") == 1


def test_a_package_is_taken_into_another_ledger(kabao, exported, tmp_path, fits):
    ledger = tmp_path / "other.kabao"
    Workspace.create(ledger).close()
    rehearsed = kabao("--ledger", ledger, "--json", "import", "--dry-run", exported)
    answer = kabao("--ledger", ledger, "--json", "import", exported)
    fits("import", answer.document)
    assert rehearsed.document["added"] == answer.document["added"] == answer.document["rows"] > 0
    kabao("--ledger", ledger, "export", "--all", "--draft", "--full-numbers", "--out", tmp_path)
    assert (tmp_path / exported.name).read_bytes() == exported.read_bytes()


def test_a_masked_copy_is_refused_in_one_sentence(kabao, filled, tmp_path):
    kabao("--ledger", filled, "export", "--all", "--draft", "--out", tmp_path)
    answer = kabao("--ledger", filled, "import", next(tmp_path.glob("*.pdf")))
    assert answer.code == 3
    assert "遮蔽件" in answer.err
    assert json.loads(kabao("--json", "verify", next(tmp_path.glob("*.pdf"))).out)["ok"]


def test_a_second_export_writes_only_what_has_changed(kabao, exported, filled, fits):
    before = exported.stat().st_mtime_ns
    again = ("--ledger", filled, "--json", "export", "--all", "--out", exported.parent, "--draft")
    answer = kabao(*again, "--full-numbers", "--workers", "1")
    fits("export", answer.document)
    assert [item["kept"] for item in answer.document["packages"]] == [True]
    assert exported.stat().st_mtime_ns == before
    assert "没有重写" in kabao(*(item for item in again if item != "--json"), "--full-numbers").out
    assert [item["kept"] for item in kabao(*again).document["packages"]] == [False]
    assert kabao(*again, "--executor", "ray://there").code == 3
