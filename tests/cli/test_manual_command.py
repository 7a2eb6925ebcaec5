"""``kabao manual`` writes the chapters as one PDF and says so."""

from __future__ import annotations

import json

import jsonschema
import pytest

from kabao import paths
from kabao.services.manual.library import Manual


@pytest.fixture
def short(monkeypatch):
    monkeypatch.setattr(Manual, "chapters", lambda self: [self.chapter("claims")])


def test_manual_is_written(kabao, tmp_path, short):
    target = tmp_path / "manual.pdf"
    answer = kabao("--json", "manual", "--output", target, "--language", "en")
    schema = json.loads((paths.resources() / "schemas" / "cli-manual.json").read_text("utf-8"))
    jsonschema.validate(answer.document, schema)
    assert answer.code == 0
    assert answer.document["pages"] == 2
    assert target.read_bytes().startswith(b"%PDF")


def test_language_of_the_program_is_taken_and_a_bad_folder_refused(kabao, tmp_path, short):
    answer = kabao("--lang", "zh", "manual", "--output", tmp_path / "手册.pdf")
    assert "2 页" in answer.out + answer.err
    assert kabao("manual", "--output", tmp_path / "no" / "such.pdf").code == 5
    assert kabao("manual").code == 2
