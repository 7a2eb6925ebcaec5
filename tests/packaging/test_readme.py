"""The README keeps its word: its commands exist and its example is the one that is tested."""

from __future__ import annotations

import re
from pathlib import Path

from kabao.cli.main import kabao
from kabao.services.workspace import Workspace

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
EXAMPLE = ROOT / "tests" / "fixtures" / "exchange-example.json"


def test_the_two_commands_come_first():
    first = README.partition("```")[2].partition("```")[0]
    assert re.findall(r"sh packaging/\w+\.sh", first) == [
        "sh packaging/run.sh",
        "sh packaging/test.sh",
    ]


def test_the_example_is_the_fixture_word_for_word():
    assert EXAMPLE.read_text(encoding="utf-8").strip() in README


def test_the_example_can_be_imported(tmp_path):
    with Workspace.create(tmp_path / "example.kabao") as workspace:
        report = workspace.exchange.load(EXAMPLE)
        assert report.refused == 0
        assert report.added == report.rows > 0
        assert workspace.cases.all()[0].attachments


def test_every_command_is_told():
    untold = [name for name in kabao.commands if f"kabao {name}" not in README]
    assert untold == []


def test_every_picture_is_there():
    pictures = re.findall(r"!\[[^]]*\]\(([^)]+)\)", README)
    assert pictures
    assert [name for name in pictures if not (ROOT / name).is_file()] == []
