"""Rule files that were checked before they were shipped are not checked again, others are."""

from __future__ import annotations

import json
import shutil
import tomllib
from typing import TYPE_CHECKING

import jsonschema
import pytest

from kabao import paths, rulebook
from kabao.domain.errors import InputRefusedError
from kabao.rulebook import rule_files

if TYPE_CHECKING:
    from pathlib import Path

NATIONAL = paths.resources() / "rules" / "national"


def test_every_file_noted_down_as_checked_satisfies_its_schema(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    taken: list[tuple[Path, str]] = []
    asked = rule_files.digest

    def note(text: str, schema: str) -> str:
        found = asked(text, schema)
        if found in rule_files._checked():
            taken.append((tomllib.loads(text), json.loads(schema)))
        return found

    monkeypatch.setattr(rule_files, "digest", note)
    rulebook.load()
    assert taken, "run packaging/check_rules.py"
    for data, schema in taken:
        jsonschema.validate(data, schema, jsonschema.Draft202012Validator)


def test_what_was_checked_is_not_checked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    checked: list[Path] = []
    monkeypatch.setattr(rule_files, "check", lambda path, *_: checked.append(path))
    rulebook.load()
    number = len(list(NATIONAL.rglob("*.toml")))
    assert len(checked) < number / 2, "run packaging/check_rules.py"


def test_a_file_that_differs_in_one_letter_is_checked(tmp_path: Path) -> None:
    folder = tmp_path / "rules"
    shutil.copytree(NATIONAL, folder)
    file = folder / "laws.toml"
    file.write_text(f"unknown = 1\n{file.read_text(encoding='utf-8')}", encoding="utf-8")
    with pytest.raises(InputRefusedError):
        rulebook.load(folder)
