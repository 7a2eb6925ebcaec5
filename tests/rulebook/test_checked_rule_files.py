"""Rule files that were checked before they were shipped are not checked again, others are."""

from __future__ import annotations

import importlib.util
import json
import shutil
import tomllib
from pathlib import Path

import jsonschema
import pytest

from kabao import paths, rulebook
from kabao.domain.errors import InputRefusedError
from kabao.rulebook import rule_files

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


def test_a_fault_is_told_in_a_sentence_and_the_list_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = Path(__file__).parents[2] / "packaging" / "check_rules.py"
    spec = importlib.util.spec_from_file_location("check_rules", path)
    check_rules = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(check_rules)
    noted = tmp_path / "rules" / "checked.txt"
    noted.parent.mkdir()
    noted.write_text("as it was")
    monkeypatch.setattr(check_rules.paths, "resources", lambda: tmp_path)

    def refuse():
        raise InputRefusedError("rulebook_invalid", file="case_kinds.toml", place="kinds/x")

    monkeypatch.setattr(check_rules, "sound_files", refuse)
    monkeypatch.setattr(check_rules, "Texts", lambda _: lambda code, **told: f"{code} {told}")
    with pytest.raises(SystemExit) as told:
        check_rules.main()
    assert "case_kinds.toml" in str(told.value)
    assert noted.read_text() == "as it was"
