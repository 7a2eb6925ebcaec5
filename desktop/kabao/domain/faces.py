"""The card face: elements, their boxes in millimetres and the rules on them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kabao.domain.findings import Level

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kabao.domain.fields import Origin
    from kabao.domain.words import Words


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in millimetres, origin at the top left of the side, x right, y down."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """Distance from left to right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Distance from top to bottom."""
        return self.bottom - self.top

    @property
    def centre_x(self) -> float:
        """The middle from left to right."""
        return (self.left + self.right) / 2

    @property
    def centre_y(self) -> float:
        """The middle from top to bottom."""
        return (self.top + self.bottom) / 2

    def moved(self, across: float, down: float) -> Box:
        """Return the box at another place."""
        left, top = self.left + across, self.top + down
        return Box(left, top, self.right + across, self.bottom + down)

    def within(self, card: Box) -> Box:
        """Return the box moved, and cut where it is too large, so that it lies on a card."""
        width, height = min(self.width, card.width), min(self.height, card.height)
        left = min(max(self.left, card.left), card.right - width)
        top = min(max(self.top, card.top), card.bottom - height)
        return Box(left, top, left + width, top + height)

    def overlaps(self, other: Box, slack: float = 0.05) -> bool:
        """Say whether two boxes share more than a strip of ``slack`` millimetres."""
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        return across > slack and down > slack

    def excess(self, region: Box) -> float:
        """Return by how many millimetres this box sticks out of a region at most."""
        return max(
            0.0,
            region.left - self.left,
            region.top - self.top,
            self.right - region.right,
            self.bottom - region.bottom,
        )


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
    keys: tuple[str, ...] = ()
    """Elements that must all be there, or of which none may be there when forbidden."""
    region_generation: str = ""
    """``gen2`` when the region was only seen on that generation."""
    exclusive: bool = False
    """Whether the element exists on no other generation, or on no card without a bank account."""
    centre_x: float = 0.0
    """Where the middle of the element has to lie; 0 for anywhere."""
    pattern: str = ""
    """Regular expression that the text of the element matches."""
    limits: Mapping[str, tuple[float, ...]] = field(default_factory=dict)
    """Further measures by name, such as ``size_mm`` or ``pixels``."""


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
    only_orientation: str = ""
    """``turned`` or ``upright`` when the element has this place only there."""
    only_interface: str = ""
    """``dual`` when only a card that is also read without contact has the element."""
    only_option: str = ""
    """Name of a switch of ``FaceSettings`` that must be on, such as ``local_bar_code``."""
    optional: bool = False
    """Whether the element is left out while it has no text."""
    direction: str = ""
    """``left`` or ``right`` for an arrow."""
    origin: Origin | None = None
    """Where the box comes from; most are measured on real cards, not taken from the standard."""


@dataclass(frozen=True, slots=True)
class PlacedElement:
    """An element of one card: where it stands, what it says and how large it is set."""

    key: str
    side: str
    kind: str
    box: Box
    name: Words
    text: str = ""
    size: float = 7.5
    """Type size in points that the design asks for."""
    fitted_size: float = 7.5
    """Type size at which the text is estimated to fit the width of its box."""
    bold: bool = False
    pitch: float = 0.0
    """Distance from character to character in millimetres, fitted like the size."""
    align: str = "left"
    direction: str = ""
    rule: str = ""
    origin: Origin | None = None


@dataclass(frozen=True, slots=True)
class FaceTemplate:
    """A kind of card to start from: generation, interface and how the chip lies."""

    key: str
    name: Words
    generation: str
    interface: str
    orientation: str


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
    sources: Mapping[str, Words] = field(default_factory=dict)
    templates: tuple[FaceTemplate, ...] = ()

    @property
    def card(self) -> Box:
        """The whole side."""
        return Box(0.0, 0.0, self.width, self.height)

    def rule(self, rule_id: str) -> FaceRule:
        """Return one rule by its id; raises KeyError if there is none."""
        for item in self.rules:
            if item.id == rule_id:
                return item
        raise KeyError(rule_id)
