"""Layers of an attachment that are switched off: what stands on them is not drawn in a package.

Which layers are on is told by the file as a whole and would not come along with its pages; PDF/A
wants one look only. So what its viewers do not show is taken out before pages are merged.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

_PATHS = frozenset(["S", "s", "f", "F", "f*", "B", "B*", "b", "b*"])
_LINES = frozenset(["'", '"'])
_SHOWN = frozenset(["Tj", "TJ", "sh", "Do", "INLINE IMAGE", "BI", "ID", "EI"])
_DEEPEST = 20


def take_out_hidden(document: Any) -> None:
    """Take out of every page what stands on layers that are off."""
    import pikepdf

    off = _Off(document)
    if not off.any:
        return
    seen: set[tuple[int, int]] = set()
    for page in document.pages:
        _in_page(document, page, off)
        notes = list(page.obj.get("/Annots", ()))
        shown = [note for note in notes if not off.hides(note.get("/OC"))]
        if len(shown) != len(notes):
            page.obj.Annots = pikepdf.Array(shown)
        for resources in _resources(page.resources, seen):
            _empty_drawings(document, resources, off)
            for form in _forms(resources):
                _in_form(form, off)


class _Off:
    """Says which layers and groups of layers are off in the look that the file opens with."""

    def __init__(self, document: Any) -> None:
        told = document.Root.get("/OCProperties")
        default = told.get("/D", {}) if told is not None else {}
        known = {item.objgen for item in told.get("/OCGs", ())} if told is not None else set()
        on = {item.objgen for item in default.get("/ON", ())}
        base = known - on if default.get("/BaseState") == "/OFF" else set()
        self._off = base | {item.objgen for item in default.get("/OFF", ())}
        self.any = bool(known)

    def hides(self, layer: Any, depth: int = 0) -> bool:
        """Say whether what is marked with a layer, or a group of layers, is not drawn."""
        if layer is None or depth > _DEEPEST:
            return False
        if layer.get("/Type") != "/OCMD":
            return layer.objgen in self._off
        if "/VE" in layer:
            return not self._told(layer.VE, depth)
        return not self._policy(layer)

    def _policy(self, group: Any) -> bool:
        import pikepdf

        held = group.get("/OCGs")
        layers = list(held) if isinstance(held, pikepdf.Array) else [held]
        on = [layer.objgen not in self._off for layer in layers if layer is not None]
        if not on:
            return True
        return {
            "/AllOn": all(on),
            "/AnyOff": not all(on),
            "/AllOff": not any(on),
        }.get(str(group.get("/P", "/AnyOn")), any(on))

    def _told(self, told: Any, depth: int) -> bool:
        """Work a written condition out: whether what is marked with it is drawn."""
        import pikepdf

        if depth > _DEEPEST:
            return True
        if not isinstance(told, pikepdf.Array):
            return not self.hides(told, depth + 1)
        kind, *parts = list(told)
        values = [self._told(part, depth + 1) for part in parts]
        if kind == "/Not":
            return not all(values)
        return any(values) if kind == "/Or" else all(values)


def _resources(first: Any, seen: set[tuple[int, int]]) -> Iterator[Any]:
    """Yield the resources of a page and of every form that is drawn on it."""
    waiting = [first]
    while waiting:
        resources = waiting.pop()
        if resources is None:
            continue
        yield resources
        for form in _forms(resources):
            if form.objgen not in seen:
                seen.add(form.objgen)
                waiting.append(form.get("/Resources"))


def _forms(resources: Any) -> list[Any]:
    drawn = dict(resources.get("/XObject", {}).items()).values()
    return [item for item in drawn if item.get("/Subtype") == "/Form"]


def _empty_drawings(document: Any, resources: Any, off: _Off) -> None:
    import pikepdf

    for name, item in dict(resources.get("/XObject", {}).items()).items():
        if off.hides(item.get("/OC")):
            empty = pikepdf.Stream(document, b"", Type=pikepdf.Name.XObject)
            empty.Subtype, empty.BBox = pikepdf.Name.Form, pikepdf.Array([0, 0, 1, 1])
            resources.XObject[name] = document.make_indirect(empty)


def _hidden(resources: Any, off: _Off) -> frozenset[str]:
    named = dict(resources.get("/Properties", {}).items()) if resources is not None else {}
    return frozenset(name for name, layer in named.items() if off.hides(layer))


def _in_page(document: Any, page: Any, off: _Off) -> None:
    hidden = _hidden(page.resources, off)
    if hidden:
        page.obj.Contents = document.make_stream(_without(page, hidden))


def _in_form(form: Any, off: _Off) -> None:
    hidden = _hidden(form.get("/Resources"), off)
    if hidden:
        form.write(_without(form, hidden))


def _without(drawn: Any, hidden: frozenset[str]) -> bytes:
    """Return content in which nothing is painted inside of hidden marks; all else goes on."""
    import pikepdf

    kept: list[Any] = []
    marks: list[bool] = []
    told: Any = pikepdf.parse_content_stream(drawn)
    for operands, operator in told:
        name = str(operator)
        if name in ("BDC", "BMC"):
            layered = name == "BDC" and str(operands[0]) == "/OC" and len(operands) > 1
            marks.append(layered and str(operands[1]) in hidden)
        elif name == "EMC" and marks:
            marks.pop()
        if any(marks):
            kept += _unpainted(operands, operator, name)
        else:
            kept.append((operands, operator))
    return bytes(pikepdf.unparse_content_stream(kept))


def _unpainted(operands: Any, operator: Any, name: str) -> list[Any]:
    import pikepdf

    if name in _PATHS:
        return [([], pikepdf.Operator("n"))]
    if name in _LINES:
        return [([], pikepdf.Operator("T*"))]
    return [] if name in _SHOWN else [(operands, operator)]
