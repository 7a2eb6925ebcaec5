"""Documents lead where they say, and tell every key of the exchange file."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOCS = sorted((*(ROOT / "docs").rglob("*.md"), *ROOT.glob("*.md")))
LINK = re.compile(r"(?<!!)\[[^\]]+\]\(([^)\s]+)\)")


@pytest.mark.parametrize("file", DOCS, ids=lambda file: file.relative_to(ROOT).as_posix())
def test_links_between_documents_resolve(file):
    text = re.sub(r"```.*?```", "", file.read_text("utf-8"), flags=re.DOTALL)
    targets = [link.partition("#")[0] for link in LINK.findall(text) if "://" not in link]
    lost = [target for target in targets if target and not (file.parent / target).exists()]
    assert lost == []


def test_every_document_is_in_the_index_and_every_decision_in_its_list():
    index = (ROOT / "docs" / "README.md").read_text("utf-8")
    for name in ("exchange-json", "rulebook", "release-checklist"):
        assert f"{name}.md" in index
    notes = ROOT / "docs" / "decisions"
    listed = set(LINK.findall((notes / "README.md").read_text("utf-8")))
    assert listed == {file.name for file in notes.glob("0*.md")}
    for file in notes.glob("0*.md"):
        text = file.read_text("utf-8")
        assert re.search(r"^20\d\d-\d\d-\d\d, (accepted|replaced)", text, re.MULTILINE), file.name
        for part in ("**Context.**", "**Decision.**", "**Consequences.**"):
            assert part in text, file.name


def _keys(schema):
    for name, below in schema.get("properties", {}).items():
        yield name
        yield from _keys(below)
    if isinstance(schema.get("items"), dict):
        yield from _keys(schema["items"])
    for below in schema.get("$defs", {}).values():
        yield from _keys(below)


def test_every_key_of_the_exchange_file_is_told():
    schema = json.loads((ROOT / "resources/schemas/exchange-1.json").read_text("utf-8"))
    text = (ROOT / "docs" / "exchange-json.md").read_text("utf-8")
    untold = sorted({key for key in _keys(schema) if f"`{key}`" not in text})
    assert untold == []
    versions = schema["properties"]["kabao_exchange"]["enum"]
    assert all(f"| {version} |" in text for version in versions)
