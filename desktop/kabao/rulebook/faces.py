"""The card face, read from ``face.toml``: card body, default elements and rules."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kabao.domain.faces import Box, FaceElement, FaceRule, FaceRules, FaceTemplate
from kabao.domain.findings import Level
from kabao.domain.words import Words
from kabao.rulebook.rule_files import origin, read_rule_file, source_words, words

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    Table = Mapping[str, Any]


def load_face(folder: Path) -> FaceRules:
    """Read the card face of a rulebook folder; a file that does not fit is refused."""
    data = read_rule_file(folder / "face.toml", "rules-face")
    card = data["card"]
    return FaceRules(
        width=card["width"],
        height=card["height"],
        radius=card["radius"],
        elements=tuple(_element(entry) for entry in data["element"]),
        rules=tuple(_rule(entry) for entry in data["rule"]),
        keep_out_turned=Box(*card["keep_out_turned"]),
        keep_out_upright=Box(*card["keep_out_upright"]),
        contact_turned=Box(*card["contact_turned"]),
        contact_upright=Box(*card["contact_upright"]),
        note=Words(**data["note"]),
        sources=source_words(data["sources"]),
        templates=tuple(_template(entry) for entry in data.get("template", ())),
    )


def _template(entry: Table) -> FaceTemplate:
    return FaceTemplate(
        key=entry["key"],
        name=Words(**entry["name"]),
        generation=entry["generation"],
        interface=entry["interface"],
        orientation=entry["orientation"],
    )


def _element(entry: Table) -> FaceElement:
    return FaceElement(
        key=entry["key"],
        side=entry["side"],
        kind=entry["kind"],
        box=Box(*entry["box"]),
        name=Words(**entry["name"]),
        text=entry.get("text", ""),
        size=entry.get("size", 7.5),
        bold=entry.get("bold", False),
        pitch=entry.get("pitch", 0.0),
        align=entry.get("align", "left"),
        rule=entry.get("rule", ""),
        only_generation=entry.get("only_generation", ""),
        only_financial=entry.get("only_financial", False),
        only_orientation=entry.get("only_orientation", ""),
        only_interface=entry.get("only_interface", ""),
        only_option=entry.get("only_option", ""),
        optional=entry.get("optional", False),
        direction=entry.get("direction", ""),
        origin=origin(entry),
    )


def _rule(entry: Table) -> FaceRule:
    region = entry.get("region")
    return FaceRule(
        id=entry["id"],
        side=entry["side"],
        element=entry["element"],
        name=Words(**entry["name"]),
        must=entry["must"],
        level=Level(entry["level"]),
        region=Box(*region) if region else None,
        level_region=Level(entry.get("level_region", "warning")),
        tolerance=entry.get("tolerance", 1.0),
        text=entry.get("text", ""),
        must_contain=entry.get("must_contain", ""),
        only_generation=entry.get("only_generation", ""),
        only_financial=entry.get("only_financial", False),
        forbidden=entry.get("forbidden", False),
        local=entry.get("local", False),
        note=words(entry.get("note")),
        origin=origin(entry),
        region_origin=origin(entry, "region_") if "region_confidence" in entry else None,
        keys=tuple(entry.get("keys", ())),
        region_generation=entry.get("region_generation", ""),
        exclusive=entry.get("exclusive", False),
        centre_x=entry.get("centre_x", 0.0),
        pattern=entry.get("pattern", ""),
        limits={name: tuple(values) for name, values in entry.get("limits", {}).items()},
    )
