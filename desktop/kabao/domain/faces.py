"""The card face: elements, their boxes in millimetres and the rules on them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kabao.domain.findings import Level

if TYPE_CHECKING:
    from kabao.domain.fields import Origin
    from kabao.domain.words import Words


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in millimetres, origin at the top left of the side, x right, y down."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class FaceRule:
    """One rule (F01 to X01) on an element of the face."""

    id: str
    side: str
    """``emblem`` (卡正面), ``photo`` (卡背面), ``both`` or ``photo_file``."""
    element: str
    name: Words
    must: bool
    level: Level
    """Level when the element is missing or the rule is broken."""
    region: Box | None = None
    level_region: Level = Level.WARNING
    tolerance: float = 1.0
    """Millimetres by which an element may exceed its region."""
    text: str = ""
    """Wording that the element must carry."""
    must_contain: str = ""
    only_generation: str = ""
    """``gen3`` when the element is demanded of the third generation only."""
    only_financial: bool = False
    forbidden: bool = False
    local: bool = False
    note: Words | None = None
    origin: Origin | None = None
    region_origin: Origin | None = None


@dataclass(frozen=True, slots=True)
class FaceElement:
    """Something drawn on a side: a text line, a placeholder, a keep-out."""

    key: str
    side: str
    kind: str
    """``text``, ``placeholder``, ``photo``, ``chip``, ``seal`` or ``arrow``."""
    box: Box
    name: Words
    text: str = ""
    """Fixed wording, or a template such as ``姓名  {name}``."""
    size: float = 7.5
    """Type size in points."""
    bold: bool = False
    pitch: float = 0.0
    """Distance from character to character in millimetres; 0 for natural spacing."""
    align: str = "left"
    rule: str = ""
    only_generation: str = ""
    only_financial: bool = False


@dataclass(frozen=True, slots=True)
class FaceRules:
    """Card body, default elements and rules of the face."""

    width: float
    height: float
    radius: float
    elements: tuple[FaceElement, ...]
    rules: tuple[FaceRule, ...]
    keep_out_turned: Box
    keep_out_upright: Box
    contact_turned: Box
    contact_upright: Box
    note: Words

    def rule(self, rule_id: str) -> FaceRule:
        """Return one rule by its id; raises KeyError if there is none."""
        for item in self.rules:
            if item.id == rule_id:
                return item
        raise KeyError(rule_id)
