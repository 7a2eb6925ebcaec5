"""What a package cannot hold and where it cannot go, as the command tells it."""

from __future__ import annotations

import pytest

from kabao.domain.cases import MaterialKey
from kabao.services.workspace import Workspace


def written_into(ledger, text):
    with Workspace.open(ledger) as workspace:
        case = workspace.cases.all()[0]
        key = MaterialKey.PREPARATION_STATEMENT
        name = next(
            spec.name
            for spec in workspace.cases.form(case, key).fields
            if spec.kind in {"text", "long_text"}
        )
        values = {**case.values(key), name: text}
        workspace.cases.save_material(case.id, key, values)
        return workspace.packages.file_name(case)


@pytest.mark.parametrize(
    ("sign", "named"),
    [("\U0001f600", "U+1F600"), ("\u202e", "U+202E"), ("\x07", "U+0007")],
)
def test_a_character_that_cannot_be_printed_is_named(kabao, filled, tmp_path, sign, named):
    target = tmp_path / written_into(filled, f"原件{sign}在有效期内")
    target.write_bytes(b"before")
    answer = kabao("--ledger", filled, "export", "--all", "--draft", "--out", tmp_path)
    assert answer.code != 0
    assert named in answer.err + answer.out
    assert "材料二" in answer.err + answer.out
    assert target.read_bytes() == b"before"


def test_a_folder_in_the_place_of_the_package_is_told(kabao, filled, tmp_path):
    target = tmp_path / written_into(filled, "原件在有效期内")
    target.mkdir()
    answer = kabao("--ledger", filled, "export", "--all", "--draft", "--out", tmp_path)
    assert answer.code != 0
    assert target.name in answer.err + answer.out
    assert list(target.iterdir()) == []
    assert not list(tmp_path.glob(".kabao-*"))


def test_a_text_that_could_not_be_read_back_stops_the_package(kabao, filled, tmp_path):
    target = tmp_path / written_into(filled, "字" * 100_001)
    answer = kabao("--ledger", filled, "export", "--all", "--draft", "--out", tmp_path)
    assert answer.code != 0
    assert "100000" in answer.err + answer.out
    assert "准备情况" in answer.err + answer.out
    assert not target.exists()
