"""Material 4: both sides of the card at 1:1, the elements on them and the rules they answer to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kabao.documents.blocks import CardFigure, Column, FacePicture, Heading, Prose, Table
from kabao.documents.plans.files import file_table
from kabao.documents.plans.forms import form_blocks
from kabao.domain.cases import MaterialKey
from kabao.domain.face_artwork import ARTWORK, BACKGROUNDS, artwork_box, artworks, slot_of
from kabao.domain.face_design import LAYOUT, rows
from kabao.domain.face_layout import face_data, face_elements, face_settings
from kabao.domain.findings import Confidence

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kabao.documents.blocks import Block
    from kabao.documents.plan import Part
    from kabao.documents.plans.sources import Source
    from kabao.domain.faces import Box, FaceRule, PlacedElement
    from kabao.domain.fields import Values

_KEY = MaterialKey.CARD_FACE
_SIDES = ("emblem", "photo")


def card_face(source: Source) -> Part:
    """Return material 4 with the first person of the case, else with the sample's words."""
    wording, values, rules = source.wording, source.values(_KEY), source.order.rulebook.face
    elements = placed_elements(source)
    form = form_blocks(
        source, source.form(_KEY), _named(source, values, elements), source.files(_KEY)
    )
    files = source.files(_KEY)
    attached: tuple[Block, ...] = ()
    if files:
        attached = (Heading(wording("documents.files.title")), file_table(source, files))
    return source.material(
        _KEY,
        (
            Prose(wording.words(rules.note), kind="note"),
            *side_figures(source, elements),
            *form,
            Heading(wording("documents.face.elements")),
            element_table(source, elements),
            Heading(wording("documents.face.rules"), note=wording("documents.face.rules_note")),
            _rule_table(source, rules.rules),
            *attached,
        ),
    )


def placed_elements(source: Source) -> tuple[PlacedElement, ...]:
    """Return the elements of the face of a case with the words of its first person."""
    values, order = source.values(_KEY), source.order
    first = order.holders[0] if order.holders else None
    data = face_data(
        values,
        first.holder if first else None,
        first.card if first else None,
        full_number=order.full_numbers,
    )
    return face_elements(order.rulebook.face, face_settings(values), data)


def side_figures(source: Source, elements: Sequence[PlacedElement]) -> tuple[CardFigure, ...]:
    """Return both sides of the card with their artwork."""
    return tuple(_figure(source, side, elements) for side in _SIDES)


def _named(source: Source, values: Values, elements: Sequence[PlacedElement]) -> Values:
    """Return the values with elements called by their names, not by their keys."""
    main = source.wording.main
    names = {item.key: item.name.to(main) for item in source.order.rulebook.face.elements}
    names |= {item.key: item.name.to(main) for item in elements}
    grounds = {ground: source.wording.one(f"face.{ground}") for ground in BACKGROUNDS.values()}
    told = dict(values)
    for table in (LAYOUT, ARTWORK):
        if table in values:
            told[table] = tuple(
                {**row, "element": (names | grounds).get(str(row.get("element")), "-")}
                for row in rows(values, table)
            )
    return told


def _figure(source: Source, side: str, elements: Sequence[PlacedElement]) -> CardFigure:
    wording, rules = source.wording, source.order.rulebook.face
    return CardFigure(
        title=wording(f"face.side.{side}"),
        width=rules.width,
        height=rules.height,
        radius=rules.radius,
        elements=tuple(item for item in elements if item.side == side),
        specimen=wording.one("face.specimen"),
        note=wording(f"documents.face.{side}_note"),
        language=wording.main,
        pictures=tuple(_pictures(source, side, elements)),
    )


def _pictures(
    source: Source, side: str, elements: Sequence[PlacedElement]
) -> Iterator[FacePicture]:
    known, rules = artworks(source.values(_KEY)), source.order.rulebook.face
    files = {item.slot: item for item in source.files(_KEY)}
    ground = BACKGROUNDS[side]
    boxes = {ground: rules.card} | {it.key: it.box for it in elements if it.side == side}
    for key, box in boxes.items():
        artwork, file = known.get(key), files.get(slot_of(key))
        data = source.order.pictures.get(file.sha256, b"") if file else b""
        if artwork and file and data:
            place = artwork_box(artwork, box, cover=key == ground)
            yield FacePicture(key, place, file.sha256, data)


def element_table(source: Source, elements: Sequence[PlacedElement]) -> Table:
    """Return the elements with their places in millimetres."""
    wording = source.wording
    columns = (
        Column(wording("documents.face.side"), 1.5),
        Column(wording("documents.face.element"), 1.9),
        Column(wording("documents.face.text"), 2.6),
        Column(wording("documents.face.box"), 2.0),
        Column(wording("documents.face.rule"), 0.7),
        Column(wording("structure.column.confidence"), 1.1),
    )
    rows = tuple(
        (
            wording.one(f"documents.face.short_{item.side}"),
            item.name.to(wording.main),
            item.text or wording.one(f"face.kind.{item.kind}"),
            _millimetres(item.box),
            item.rule,
            _origin(source, item),
        )
        for item in elements
    )
    return Table(columns, rows, small=True)


def _origin(source: Source, item: PlacedElement) -> str:
    if item.origin is None:
        return ""
    if item.origin.confidence is Confidence.OWN:
        return source.wording.one("documents.face_sheets.own")
    return source.wording.one(f"labels.confidence.{item.origin.confidence}")


def _rule_table(source: Source, rules: Sequence[FaceRule]) -> Table:
    wording = source.wording
    columns = (
        Column(wording("documents.face.rule"), 0.6),
        Column(wording("documents.face.element"), 2.8),
        Column(wording("documents.face.demand"), 1.2),
        Column(wording("documents.face.region"), 2.2),
        Column(wording("structure.column.confidence"), 1.1),
        Column(wording("documents.face.region_confidence"), 1.1),
    )
    rows = tuple(
        (
            rule.id,
            rule.name.to(wording.main),
            wording.one(_demand(rule)),
            _millimetres(rule.region) if rule.region else "",
            wording.one(f"labels.confidence.{rule.origin.confidence}") if rule.origin else "",
            wording.one(f"labels.confidence.{rule.region_origin.confidence}")
            if rule.region and rule.region_origin
            else "",
        )
        for rule in rules
    )
    return Table(columns, rows, small=True)


def _demand(rule: FaceRule) -> str:
    if rule.forbidden:
        return "documents.face.forbidden"
    return "face.must" if rule.must else "face.may"


def _millimetres(box: Box) -> str:
    return f"{box.left:g}, {box.top:g} - {box.right:g}, {box.bottom:g}"
