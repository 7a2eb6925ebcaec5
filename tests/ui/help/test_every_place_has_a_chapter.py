"""Every room, dialog and editor of the window is explained: F1 never opens an unrelated page."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import kabao.ui
from kabao.services.manual import topics
from kabao.services.manual.library import Manual
from kabao.texts import Texts

UI = Path(kabao.ui.__file__).parent
PLACES = ("QDialog", "Room", "QMainWindow", "MaterialEditor")
ELSEWHERE = {"kit", "help"}
"""Parts of which every room is built say nothing of their own; what holds them does."""


def _places():
    for file in sorted(UI.rglob("*.py")):
        name = file.relative_to(UI).with_suffix("")
        if name.parts[0] in ELSEWHERE:
            continue
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            bases = [getattr(base, "id", "") for base in getattr(node, "bases", [])]
            if isinstance(node, ast.ClassDef) and set(bases) & set(PLACES):
                yield ".".join(("kabao.ui", *name.parts)), node.name


@pytest.mark.parametrize(("module", "name"), list(_places()), ids=lambda it: it.rpartition(".")[2])
def test_room_or_dialog_leads_to_a_chapter(module, name):
    assert topics.of_module(module), f"{name}: a line in resources/help/topics.toml is wanted"


def test_places_were_found_and_modules_that_are_told_exist():
    assert len(list(_places())) > 25
    known = {"/".join(file.relative_to(UI).with_suffix("").parts) for file in UI.rglob("*.py")}
    folders = {path.removesuffix("/__init__") for path in known}
    told = set(topics.all_topics()) - set(topics._topics()["fields"])
    assert told - known - folders == set()


def test_nearest_head_of_a_module_wins():
    assert topics.of_module("kabao.ui.holders.evidence_dialog") == "evidence#record"
    assert topics.of_module("kabao.ui.holders.table_model") == "people"
    assert topics.of_module("kabao.ui.kit.fields") == ""
    assert Manual(Texts("en")).has(topics.resolved(("", "", "people#names")))
    assert topics.resolved(()) == "first-steps"
    assert topics.resolved(("finding:required",)) == "findings-fields#required"
