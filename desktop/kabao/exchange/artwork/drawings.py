"""Drawings: an SVG is checked to hold shapes only, written anew from them and drawn once."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from kabao.domain.errors import InputRefusedError
from kabao.exchange.artwork.intake import PNG, TakenArtwork

if TYPE_CHECKING:
    from collections.abc import Iterator

    Node = ET.Element[str]

DRAWN = 2400
"""Pixels of the longer side: 600 dpi over the whole card, more in any smaller place."""

MOST_SVG_BYTES = 4 * 1024 * 1024
_MOST_NODES = 40_000
_MOST_USES = 200
_DEEPEST = 60
_FARTHEST = 1e6
"""Where a drawing may lie in its own measure; its library draws for ever what is far away."""

_SVG = "{http://www.w3.org/2000/svg}"
_LINK = "{http://www.w3.org/1999/xlink}href"
_SHAPES = frozenset(
    {"svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "defs"}
    | {"linearGradient", "radialGradient", "stop", "clipPath", "mask", "use", "symbol"}
    | {"pattern", "style"}
)
_SPOKEN = frozenset(["title", "desc", "metadata"])
"""Words about the drawing, which are not drawn."""
_WRITING = frozenset(["text", "tspan", "textPath"])
_ACTIVE = frozenset(["script", "foreignObject", "handler", "listener", "iframe"])
_MOVING = frozenset(["animate", "animateTransform", "animateMotion", "animateColor", "set"])
_OUTSIDE = re.compile(r"@import|url\(\s*['\"]?(?!\s*['\"]?#)|expression\(|javascript:", re.I)


def take_drawing(data: bytes, name: str) -> TakenArtwork:
    """Return an SVG as a picture with a clear ground; refuses all but shapes."""
    if len(data) > MOST_SVG_BYTES:
        raise InputRefusedError("artwork_svg_size", name=name)
    root = _parse(data, name)
    _check(root, name)
    picture = _drawn(root, name)
    stem = name.rpartition(".")[0] or name
    from kabao.exchange.artwork.pictures import take_picture

    taken = take_picture(picture, f"{stem}.png")
    return TakenArtwork(picture, f"{stem}.png", PNG, taken.width, taken.height, ("drawn",))


def _parse(data: bytes, name: str) -> Node:
    # Entities could make megabytes of a line, or name files of this computer.
    if b"<!ENTITY" in data or b"<!\0E\0N\0T" in data:
        raise InputRefusedError("artwork_svg_active", name=name, what="<!ENTITY>")
    try:
        root = ET.fromstring(data)  # noqa: S314 (entities are refused above, files never read)
    except (ET.ParseError, ValueError, LookupError) as error:
        raise InputRefusedError("attachment_damaged", name=name) from error
    if root.tag != f"{_SVG}svg":
        raise InputRefusedError("artwork_kind", name=name)
    return root


def _check(root: Node, name: str) -> None:
    for nodes, (node, depth) in enumerate(_walk(root)):
        if nodes > _MOST_NODES or depth > _DEEPEST:
            raise InputRefusedError("artwork_svg_size", name=name)
        _check_node(node, name)
    _check_uses(root, name)


def _walk(root: Node) -> Iterator[tuple[Node, int]]:
    """Yield what is drawn with its depth; drops what other programs left in their own words."""
    waiting = [(root, 0)]
    while waiting:
        node, depth = waiting.pop()
        for child in list(node):
            tag = child.tag if isinstance(child.tag, str) else ""
            if not tag.startswith(_SVG) or tag.removeprefix(_SVG) in _SPOKEN:
                node.remove(child)
            else:
                waiting.append((child, depth + 1))
        yield node, depth


def _check_node(node: Node, name: str) -> None:
    tag = node.tag.removeprefix(_SVG)
    if tag in _WRITING:
        raise InputRefusedError("artwork_svg_text", name=name)
    if tag in _MOVING:
        raise InputRefusedError("artwork_animated", name=name)
    if tag not in _SHAPES:
        code = "artwork_svg_active" if tag in _ACTIVE else "artwork_svg_part"
        raise InputRefusedError(code, name=name, what=f"<{tag}>")
    if tag == "style" and _OUTSIDE.search(node.text or ""):
        raise InputRefusedError("artwork_svg_outside", name=name)
    for key, value in list(node.attrib.items()):
        _check_attribute(node, key, value, name)


def _check_attribute(node: Node, key: str, value: str, name: str) -> None:
    if key.startswith("{") and key != _LINK:
        del node.attrib[key]
    elif key.lower().startswith("on"):
        raise InputRefusedError("artwork_svg_active", name=name, what=key[:20])
    elif (key in {"href", _LINK} and not value.startswith("#")) or _OUTSIDE.search(value):
        raise InputRefusedError("artwork_svg_outside", name=name)


def _check_uses(root: Node, name: str) -> None:
    """Copies of copies grow without bound, so a copied part may hold none itself."""
    named = {node.get("id"): node for node in root.iter() if node.get("id")}
    uses = list(root.iter(f"{_SVG}use"))
    for use in uses:
        target = named.get((use.get("href") or use.get(_LINK) or "#")[1:])
        nested = target is not None and next(target.iter(f"{_SVG}use"), None) is not None
        if nested or len(uses) > _MOST_USES:
            raise InputRefusedError("artwork_svg_size", name=name)


def _drawn(root: Node, name: str) -> bytes:
    import resvg_py

    across, down = _proportion(root, name)
    wide = across >= down
    ET.register_namespace("", _SVG[1:-1])
    text = ET.tostring(root, encoding="unicode")
    try:
        return bytes(
            resvg_py.svg_to_bytes(
                svg_string=text,
                skip_system_fonts=True,
                width=DRAWN if wide else None,
                height=None if wide else DRAWN,
            )
        )
    except ValueError as error:
        raise InputRefusedError("attachment_damaged", name=name) from error
    except BaseException as error:
        # What the library did not foresee reaches Python outside of Exception.
        if type(error).__name__ == "PanicException":
            raise InputRefusedError("attachment_damaged", name=name) from error
        raise


def _proportion(root: Node, name: str) -> tuple[float, float]:
    numbers = re.findall(r"-?[\d.]+(?:[eE][-+]?\d+)?", root.get("viewBox", ""))
    try:
        if len(numbers) == 4:
            across, down = float(numbers[2]), float(numbers[3])
        else:
            across, down = _length(root.get("width", "")), _length(root.get("height", ""))
        far = any(abs(float(number)) > _FARTHEST for number in numbers)
    except ValueError as error:
        raise InputRefusedError("artwork_svg_proportion", name=name) from error
    if far or not (across > 0 and down > 0 and 0.02 <= across / down <= 50):
        raise InputRefusedError("artwork_svg_proportion", name=name)
    return across, down


def _length(text: str) -> float:
    found = re.match(r"\s*([\d.]+)\s*(px|mm|cm|in|pt|pc)?\s*$", text)
    if found is None:
        raise ValueError(text)
    return float(found.group(1))
