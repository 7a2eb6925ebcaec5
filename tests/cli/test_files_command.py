"""``kabao files``: attached, arranged, replaced, restored and removed by their numbers."""

from __future__ import annotations

import pikepdf
import pytest

from kabao.domain.cases import ApplicantKind
from kabao.services.workspace import Workspace
from services.people_at_hand import TODAY


@pytest.fixture
def number(ledger):
    with Workspace.open(ledger, clock=lambda: TODAY) as workspace:
        return workspace.cases.create(ApplicantKind.DEPARTMENT, "示例申请").record.number


@pytest.fixture
def at(kabao, ledger):
    return lambda *argv: kabao("--ledger", ledger, "files", *argv)


@pytest.fixture
def pdf(tmp_path):
    def make(name, pages=4, **options):
        path = tmp_path / name
        with pikepdf.new() as document:
            for _ in range(pages):
                document.add_blank_page()
            document.save(path, **options)
        return path

    return make


def test_a_file_goes_its_way_by_its_number(at, number, pdf, kabao, ledger):
    taken = at("attach", number, "5", "measures", pdf("办法.pdf"), "--json").document
    file = str(taken["file"])
    assert (taken["pages"], taken["printed"], taken["title"]) == (4, [], "办法")
    told = at("arrange", number, file, "--pages", "3,1-2", "--rotate", "1-2:-90", "--json").document
    assert told["printed"] == [
        {"page": 3, "turn": 0}, {"page": 1, "turn": 270}, {"page": 2, "turn": 270},
    ]  # fmt: skip
    told = at("arrange", number, file, "--leave-out", "1", "--json").document
    assert [item["page"] for item in told["printed"]] == [3, 2]
    assert at("replace", number, file, pdf("二稿.pdf", 1), "--json").document["pages"] == 1
    assert at("list", number, "--json").document["files"][0]["earlier"] == 1
    back = at("restore", number, file, "--json").document
    assert [item["page"] for item in back["printed"]] == [3, 2]
    assert at("arrange", number, file, "--reset", "--json").document["printed"] == []
    assert at("remove", number, file).code == 0
    assert at("list", number, "--json").document["files"] == []
    assert kabao("--ledger", ledger, "undo").code == 0
    assert "办法" in at("list", number).out


def test_what_does_not_fit_is_refused_with_its_exit_code(at, number, pdf):
    path = pdf("办法.pdf")
    assert at("attach", number, "5", "nowhere", path).code == 3
    assert at("attach", number, "9", "measures", path).code == 2
    at("attach", number, "5", "measures", path)
    assert at("arrange", number, "1", "--pages", "9").code == 3
    assert at("arrange", number, "1", "--pages", "a-b").code == 2
    assert at("arrange", number, "1", "--rotate", "1").code == 2
    assert at("arrange", number, "77", "--reset").code == 3
    assert at("restore", number, "1").code == 3
    assert at("list", "KB-2026-0999").code == 3


def test_a_locked_file_takes_its_password_from_the_environment(at, number, pdf, monkeypatch):
    path = pdf("锁.pdf", encryption=pikepdf.Encryption(user="p", owner="o"))
    assert at("attach", number, "5", "measures", path).code == 3
    monkeypatch.setenv("KABAO_FILE_PASSWORD", "x")
    assert at("attach", number, "5", "measures", path).code == 3
    monkeypatch.setenv("KABAO_FILE_PASSWORD", "p")
    answer = at("attach", number, "5", "measures", path, "--json")
    assert answer.document["remarks"] == ["unlocked"]
