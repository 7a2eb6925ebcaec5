"""Every room, dialog and editor of the window is explained: F1 never opens an unrelated page."""

from __future__ import annotations

import ast
from pathlib import Path

import kabao.ui
from kabao.services.manual import topics
from kabao.services.manual.library import Manual
from kabao.texts import Texts

UI = Path(kabao.ui.__file__).parent
PLACES = ("QDialog", "Room", "QMainWindow", "MaterialEditor")
ELSEWHERE = {"kit", "help"}
"""Parts of which every room is built say nothing of their own; what holds them does."""


def _found():
    for file in sorted(UI.rglob("*.py")):
        name = file.relative_to(UI).with_suffix("")
        if name.parts[0] in ELSEWHERE:
            continue
        source = file.read_text("utf-8")
        if not any(f"({place})" in source for place in PLACES):
            continue
        for node in ast.parse(source).body:
            bases = [getattr(base, "id", "") for base in getattr(node, "bases", [])]
            if isinstance(node, ast.ClassDef) and set(bases) & set(PLACES):
                yield ".".join(("kabao.ui", *name.parts)), node.name


def test_every_room_and_dialog_leads_to_a_chapter():
    found = list(_found())
    assert len(found) > 25
    lost = [name for module, name in found if not topics.of_module(module)]
    assert lost == [], "a line in resources/help/topics.toml is wanted"


def test_modules_that_are_told_exist():
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
