"""Checks of a card face: what is missing, misplaced, covered or worded otherwise than the rules."""

from __future__ import annotations

import re
from itertools import combinations
from typing import TYPE_CHECKING

from kabao.domain.findings import Confidence, Finding, Level, Place
from kabao.domain.named import Named
from kabao.domain.rule_levels import allowed_level

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from kabao.domain.face_layout import FaceSettings
    from kabao.domain.faces import Box, FaceRule, FaceRules, PlacedElement
    from kabao.domain.fields import Origin
    from kabao.domain.findings import Param
    from kabao.domain.words import Words

SMALLEST = 4.5
"""Points below which a text shrunk to its box is pointed out."""

_FIELDS: Mapping[str, str] = {
    "bank_mark": "bank_name",
    "chip": "chip_orientation",
    "contactless_mark": "generation",
    "issuer_title": "issuer_title",
    "local_bar_code": "local_bar_code",
    "manufacturer_code": "manufacturer_code",
    "service_telephone": "service_phone",
    "unionpay_mark": "financial",
}
"""Field of material 4 behind an element, for the jump from a finding."""


def check_face(
    rules: FaceRules, settings: FaceSettings, placed: Sequence[PlacedElement]
) -> tuple[Finding, ...]:
    """Return every breach of the rules by the elements of one card."""
    found: list[Finding] = [*_card_body(rules)]
    for rule in rules.rules:
        for check in _CHECKS:
            found.extend(check(rule, settings, placed))
    found.extend(_chip(rules, settings, placed))
    found.extend(_covered(rules, placed))
    found.extend(_near_edge(rules, placed))
    found.extend(_too_small(placed))
    return tuple(found)


def _card_body(rules: FaceRules) -> Iterator[Finding]:
    measures = (("F01", "width_mm", rules.width), ("F01", "height_mm", rules.height))
    for rule_id, name, value in (*measures, ("F02", "radius_mm", rules.radius)):
        rule = rules.rule(rule_id)
        wanted = rule.limits[name][0]
        if abs(value - wanted) > rule.tolerance + 1e-9:
            params = {"wanted": f"{wanted:.2f}", "value": f"{value:.2f}"}
            yield _finding("face_card_body", rule, (rule.name, ""), params)


def _missing(
    rule: FaceRule, settings: FaceSettings, placed: Sequence[PlacedElement]
) -> Iterator[Finding]:
    if not rule.must or not _asked(rule, settings):
        return
    there = {item.key: item for item in placed}
    for key in rule.keys:
        if key not in there:
            yield _finding("face_missing", rule, (rule.name, key))
        elif _unknown(there[key]):
            names = _names(there[key].name)
            yield Finding(Level.INFO, "face_text_unknown", _place(key), names, rule.id)


def _unknown(item: PlacedElement) -> bool:
    return item.kind == "text" and not item.text


def _forbidden(
    rule: FaceRule, settings: FaceSettings, placed: Sequence[PlacedElement]
) -> Iterator[Finding]:
    if not rule.forbidden or not _asked(rule, settings):
        return
    for item in placed:
        if item.key in rule.keys and rule.side == item.side:
            yield _finding("face_forbidden", rule, _about(item))


def _exclusive(
    rule: FaceRule, settings: FaceSettings, placed: Sequence[PlacedElement]
) -> Iterator[Finding]:
    if not rule.exclusive or _asked(rule, settings):
        return
    code = "face_not_financial" if rule.only_financial else "face_other_generation"
    for item in placed:
        if item.key in rule.keys:
            yield _finding(code, rule, _about(item), level=Level.WARNING)


def _region(
    rule: FaceRule, settings: FaceSettings, placed: Sequence[PlacedElement]
) -> Iterator[Finding]:
    if rule.region is None or rule.region_generation not in ("", settings.generation):
        return
    for item in _ruled(rule, placed):
        excess = item.box.excess(rule.region)
        if excess > rule.tolerance:
            yield _regional("face_out_of_region", rule, item, excess)
        elif rule.centre_x and abs(item.box.centre_x - rule.centre_x) > rule.tolerance:
            off = abs(item.box.centre_x - rule.centre_x)
            yield _regional("face_off_centre", rule, item, off)
        elif item.key in rule.keys and _off_left(rule, item) > rule.tolerance:
            yield _regional("face_off_left", rule, item, _off_left(rule, item))


def _off_left(rule: FaceRule, item: PlacedElement) -> float:
    wanted = rule.limits.get("left_mm")
    return abs(item.box.left - wanted[0]) if wanted else 0.0


def _size(
    rule: FaceRule, _settings: FaceSettings, placed: Sequence[PlacedElement]
) -> Iterator[Finding]:
    wanted = rule.limits.get("size_mm")
    if wanted is None:
        return
    slack = rule.limits["size_tolerance_mm"][0] + 1e-9
    for item in _ruled(rule, placed):
        off = max(abs(item.box.width - wanted[0]), abs(item.box.height - wanted[1]))
        if off > slack:
            params = {
                "wanted": f"{wanted[0]:g} × {wanted[1]:g}",
                "value": f"{item.box.width:.1f} × {item.box.height:.1f}",
            }
            level = rule.level_region
            yield _finding("face_size", rule, _about(item), params, level=level)


def _wording(
    rule: FaceRule, _settings: FaceSettings, placed: Sequence[PlacedElement]
) -> Iterator[Finding]:
    for item in placed:
        if item.key not in rule.keys or item.kind != "text":
            continue
        if rule.text and item.text != rule.text:
            yield _finding("face_wording", rule, _about(item), {"wanted": rule.text})
        if rule.must_contain and rule.must_contain not in item.text:
            params = {"wanted": rule.must_contain}
            yield _finding("face_must_contain", rule, _about(item), params)
        if rule.pattern and item.text and not re.fullmatch(rule.pattern, item.text):
            params = {"value": item.text}
            yield _finding("face_format", rule, _about(item), params, level=Level.WARNING)


def _chip(
    rules: FaceRules, settings: FaceSettings, placed: Sequence[PlacedElement]
) -> Iterator[Finding]:
    turned = settings.orientation == "turned"
    keep_out = rules.keep_out_turned if turned else rules.keep_out_upright
    contact = rules.contact_turned if turned else rules.contact_upright
    for item in placed:
        if item.side != "photo":
            continue
        if item.kind == "chip":
            yield from _chip_place(rules, item, keep_out, contact)
        elif item.box.overlaps(contact):
            yield _finding("face_covers_contacts", rules.rule("B03"), _about(item))
        elif item.box.overlaps(keep_out):
            yield _finding("face_covers_chip", rules.rule("B02"), _about(item))


def _chip_place(
    rules: FaceRules, item: PlacedElement, keep_out: Box, contact: Box
) -> Iterator[Finding]:
    if contact.excess(item.box) > 0:
        yield _finding("face_chip_contacts", rules.rule("B03"), _about(item))
    elif item.box.excess(keep_out) > 0:
        yield _finding("face_chip_place", rules.rule("B02"), _about(item))


def _covered(rules: FaceRules, placed: Sequence[PlacedElement]) -> Iterator[Finding]:
    rule = rules.rule("X01")
    for one, other in combinations(placed, 2):
        if "chip" in (one.kind, other.kind) or one.side != other.side:
            continue
        if one.box.overlaps(other.box):
            params = {"other": Named(other.name)}
            yield _finding("face_overlap", rule, _about(one), params)


def _near_edge(rules: FaceRules, placed: Sequence[PlacedElement]) -> Iterator[Finding]:
    rule = rules.rule("X01")
    edge = rule.limits["edge_mm"][0]
    for item in placed:
        box = item.box
        gap = min(box.left, box.top, rules.width - box.right, rules.height - box.bottom)
        if gap < edge - 1e-9:
            yield _finding("face_near_edge", rule, _about(item), {"gap": f"{gap:.1f}"})


def _too_small(placed: Sequence[PlacedElement]) -> Iterator[Finding]:
    for item in placed:
        if item.fitted_size < min(item.size, SMALLEST) - 1e-9:
            params = {**_names(item.name), "size": f"{item.fitted_size:.1f}"}
            yield Finding(Level.WARNING, "face_text_small", _place(item.key), params)


def _asked(rule: FaceRule, settings: FaceSettings) -> bool:
    return rule.only_generation in ("", settings.generation) and (
        settings.financial or not rule.only_financial
    )


def _ruled(rule: FaceRule, placed: Sequence[PlacedElement]) -> Iterator[PlacedElement]:
    return (item for item in placed if item.rule == rule.id or item.key in rule.keys)


def _regional(code: str, rule: FaceRule, item: PlacedElement, off: float) -> Finding:
    params = {"off": f"{off:.1f}", "tolerance": f"{rule.tolerance:g}"}
    origin, level = rule.region_origin, rule.level_region
    return _finding(code, rule, _about(item), params, level=level, origin=origin)


def _finding(
    code: str,
    rule: FaceRule,
    about: tuple[Words, str],
    params: Mapping[str, Param] | None = None,
    *,
    level: Level | None = None,
    origin: Origin | None = None,
) -> Finding:
    name, key = about
    origin = origin or rule.origin
    confidence = origin.confidence if origin else Confidence.INFERRED
    return Finding(
        allowed_level(level or rule.level, confidence),
        code,
        place=_place(key),
        params={**_names(name), **(params or {})},
        rule=rule.id,
        confidence=confidence,
        source=origin.source if origin else "",
    )


def _names(name: Words) -> dict[str, Param]:
    return {"name": Named(name)}


def _about(item: PlacedElement) -> tuple[Words, str]:
    return item.name, item.key


def _place(key: str) -> Place:
    return Place(room="cases", material=4, section=key, field=_FIELDS.get(key, ""))


_CHECKS: tuple[
    Callable[[FaceRule, FaceSettings, Sequence[PlacedElement]], Iterator[Finding]], ...
] = (_missing, _forbidden, _exclusive, _region, _size, _wording)
