"""The face of one card: which elements it has, what they say and how large they are set."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING

from kabao.domain.cards import parse_date
from kabao.domain.faces import Box, PlacedElement
from kabao.domain.fields import Origin
from kabao.domain.findings import Confidence
from kabao.domain.identity import mask_number
from kabao.domain.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kabao.domain.cards import Card
    from kabao.domain.faces import FaceElement, FaceRules
    from kabao.domain.fields import Row, Values
    from kabao.domain.holders import Holder

POINT = 25.4 / 72
"""One point in millimetres."""

_LATIN_EM = 0.55
_WIDE = frozenset("·’‘“”…—")
"""Signs outside the CJK blocks that the shipped font sets a full em wide."""

_PLACES = re.compile(r"\{(\w+)\}")
_MONTH = re.compile(r"(\d{4})-(\d{2})(-\d{2})?")
_EXTRA_SIZE = 7.5
_OWN = Origin(Confidence.OWN)


@dataclass(frozen=True, slots=True)
class ExtraText:
    """A further text of the design, placed by its top left corner in millimetres."""

    side: str
    text: str
    left: float
    top: float


@dataclass(frozen=True, slots=True)
class Placement:
    """Where the design puts an element, in millimetres, and how large it sets its text."""

    key: str
    box: Box
    size: float = 0.0
    """Points; 0 for the size of the rulebook."""


@dataclass(frozen=True, slots=True)
class FaceSettings:
    """What kind of card the face belongs to."""

    generation: str = "gen3"
    orientation: str = "turned"
    financial: bool = False
    local_bar_code: bool = False
    extra: tuple[ExtraText, ...] = ()
    interface: str = ""
    """``contact`` or ``dual``; what the generation has when empty."""
    layout: tuple[Placement, ...] = ()
    """Elements that stand elsewhere than the rulebook puts them."""

    @property
    def dual(self) -> bool:
        """Whether the card is read without contact too."""
        return self.interface == "dual" if self.interface else self.generation == "gen3"


@dataclass(frozen=True, slots=True)
class FaceData:
    """The words and numbers on one card."""

    issuer_title: str = ""
    name: str = ""
    number: str = ""
    """Social security number, masked unless asked for in full."""
    card_number: str = ""
    issue_month: str = ""
    """As printed: ``2026年12月``."""
    service_phone: str = ""
    manufacturer_code: str = ""
    bank_name: str = ""


def face_settings(values: Values) -> FaceSettings:
    """Read what kind of card material 4 describes."""
    return FaceSettings(
        generation=_text(values, "generation") or "gen3",
        orientation=_text(values, "chip_orientation") or _text(values, "orientation") or "turned",
        financial=values.get("financial") is True,
        local_bar_code=values.get("local_bar_code") is True,
        extra=tuple(_extra_texts(values)),
        interface=_text(values, "interface"),
        layout=tuple(_placements(values)),
    )


def face_data(
    values: Values, holder: Holder | None, card: Card | None, *, full_number: bool = False
) -> FaceData:
    """Read the words of one card: those of the holder, else those of the sample."""
    number = _text(values, "sample_number")
    if holder is not None:
        number = holder.text("ssn") or holder.doc_no
        number = number if full_number else mask_number(number)
    return FaceData(
        issuer_title=_text(values, "issuer_title"),
        name=holder.name if holder else _text(values, "sample_name"),
        number=number,
        card_number=card.number if card else "" if holder else _text(values, "sample_card_number"),
        issue_month=_issue_month(values, card),
        service_phone=_text(values, "service_phone"),
        manufacturer_code=_text(values, "manufacturer_code"),
        bank_name=_text(values, "bank_name"),
    )


def face_elements(
    rules: FaceRules, settings: FaceSettings, data: FaceData
) -> tuple[PlacedElement, ...]:
    """Return the elements that such a card has, with their texts and fitted sizes."""
    words: Mapping[str, str] = asdict(data)
    arranged = {item.key: item for item in settings.layout}
    placed = [
        _placed(_arranged(element, arranged.get(element.key)), words)
        for element in rules.elements
        if _exists(element, settings) and not _left_out(rules, element, settings, words)
    ]
    placed += [_extra(index, extra) for index, extra in enumerate(settings.extra, 1)]
    return tuple(placed)


def estimated_width(text: str, size: float, pitch: float = 0.0) -> float:
    """Estimate the width of a text in millimetres: a CJK sign takes one em, others 0.55."""
    if not text:
        return 0.0
    ems = [1.0 if ord(sign) >= 0x2E80 or sign in _WIDE else _LATIN_EM for sign in text]
    em = size * POINT
    return (len(text) - 1) * pitch + ems[-1] * em if pitch else sum(ems) * em


def fitted_ratio(text: str, size: float, pitch: float, width: float) -> float:
    """Return the factor, 1 at most, by which size and pitch shrink to fit a width."""
    needed = estimated_width(text, size, pitch)
    return 1.0 if needed <= width else width / needed


def _arranged(element: FaceElement, placement: Placement | None) -> FaceElement:
    if placement is None:
        return element
    size = placement.size or element.size
    moved = (placement.box, size) != (element.box, element.size)
    origin = _OWN if moved else element.origin
    return replace(element, box=placement.box, size=size, origin=origin)


def _exists(element: FaceElement, settings: FaceSettings) -> bool:
    return (
        element.only_generation in ("", settings.generation)
        and element.only_orientation in ("", settings.orientation)
        and (settings.financial or not element.only_financial)
        and (settings.dual or element.only_interface != "dual")
        and (not element.only_option or settings.local_bar_code)
    )


def _left_out(
    rules: FaceRules, element: FaceElement, settings: FaceSettings, words: Mapping[str, str]
) -> bool:
    if not element.optional or _resolved(element.text, words):
        return False
    # What a card with a bank account must carry keeps its place even while its text is unknown.
    wanted = bool(element.rule) and rules.rule(element.rule).only_financial
    return not (wanted and settings.financial)


def _resolved(template: str, words: Mapping[str, str]) -> str:
    """Fill a template; empty when one of its places is."""
    if not all(words.get(name) for name in _PLACES.findall(template)):
        return ""
    return _PLACES.sub(lambda match: words[match.group(1)], template)


def _placed(element: FaceElement, words: Mapping[str, str]) -> PlacedElement:
    text = _resolved(element.text, words)
    ratio = 1.0
    if element.kind == "text":
        ratio = fitted_ratio(text, element.size, element.pitch, element.box.width)
    return PlacedElement(
        key=element.key,
        side=element.side,
        kind=element.kind,
        box=element.box,
        name=element.name,
        text=text,
        size=element.size,
        fitted_size=element.size * ratio,
        bold=element.bold,
        pitch=element.pitch * ratio,
        align=element.align,
        direction=element.direction,
        rule=element.rule,
        origin=element.origin,
    )


def _extra(index: int, extra: ExtraText) -> PlacedElement:
    width = estimated_width(extra.text, _EXTRA_SIZE)
    height = _EXTRA_SIZE * POINT * 1.2
    box = Box(extra.left, extra.top, extra.left + width, extra.top + height)
    name = Words(f"其他文字 {index}", f"Further text {index}")
    return PlacedElement(f"extra_{index}", extra.side, "text", box, name, extra.text, origin=_OWN)


def _extra_texts(values: Values) -> Iterator[ExtraText]:
    rows = values.get("extra_texts")
    for row in rows if isinstance(rows, tuple | list) else ():
        if isinstance(row, str) or not row.get("text"):
            continue
        side = "emblem" if row.get("side") == "emblem" else "photo"
        left, top = _millimetres(row, "left_mm"), _millimetres(row, "top_mm")
        yield ExtraText(side, str(row["text"]), left, top)


def _placements(values: Values) -> Iterator[Placement]:
    rows = values.get("layout")
    for row in rows if isinstance(rows, tuple | list) else ():
        if isinstance(row, str) or not row.get("element"):
            continue
        names = ("left_mm", "top_mm", "width_mm", "height_mm")
        left, top, width, height = (_millimetres(row, name) for name in names)
        # A row that was written by hand and has no size yet moves nothing.
        if width > 0 and height > 0:
            box = Box(left, top, round(left + width, 4), round(top + height, 4))
            yield Placement(str(row["element"]), box, _millimetres(row, "size_pt"))


def _millimetres(row: Row, name: str) -> float:
    value = row.get(name)
    try:
        return float(value) if isinstance(value, str | int) else 0.0
    except ValueError:
        return 0.0


def _issue_month(values: Values, card: Card | None) -> str:
    issued = parse_date(card.values.get("issued_on")) if card else None
    if issued is not None:
        return f"{issued.year:04d}年{issued.month:02d}月"
    text = _text(values, "issue_month") or _text(values, "sample_issue_month")
    return _MONTH.sub(lambda match: f"{match.group(1)}年{match.group(2)}月", text)


def _text(values: Values, name: str) -> str:
    value = values.get(name)
    return "" if value is None else str(value)
