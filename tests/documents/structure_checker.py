"""Our own look at the tags of a package: is every page told, once, in the order of reading?

No validator of PDF/UA is within reach of the suite; this looks at what ISO 32000-1, 14.7 and 14.8
ask of a structure tree and at the text behind it, which it decodes by itself.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import pikepdf

ROLES = frozenset(
    {"Document", "Part", "P", "H1", "H2", "H3", "H4", "L", "LI", "Lbl", "LBody", "Caption"}
    | {"Table", "TR", "TH", "TD", "Figure", "TOC", "TOCI", "Reference", "Link"}
)
SHOWING = frozenset({"Tj", "TJ", "'", '"'})
PAINTING = (
    SHOWING
    | {"S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh", "Do"}
    | {"BI", "EI", "INLINE IMAGE"}
)


@dataclass
class Told:
    """One page as its content tells it."""

    marks: dict = field(default_factory=dict)
    """Text by number of marked content, in the order of drawing."""
    untold: list = field(default_factory=list)
    """Operators that paint outside any mark."""
    balanced: bool = True
    whole: str = ""
    """All text, that of artifacts too."""


def read_page(page):
    """Return what a page draws and how it is marked."""
    reading = _Reading({name: unicode_table(font) for name, font in fonts(page).items()})
    for operands, operator in pikepdf.parse_content_stream(page):
        reading.take(operands, str(operator))
    reading.told.balanced &= not reading.open
    return reading.told


class _Reading:
    """One page while it is read."""

    def __init__(self, tables):
        self.told, self.open, self.table, self.tables = Told(), [], {}, tables

    def take(self, operands, name):
        """Follow one operator."""
        if name == "Tf":
            self.table = self.tables.get(str(operands[0]), {})
        elif name in ("BMC", "BDC"):
            self._begin(operands)
        elif name == "EMC":
            self.told.balanced &= bool(self.open)
            self.open = self.open[:-1]
        elif name in PAINTING:
            self._paint(operands, name)

    def _begin(self, operands):
        properties = operands[1] if len(operands) > 1 else None
        number = properties.get("/MCID") if isinstance(properties, pikepdf.Dictionary) else None
        if number is not None:
            self.told.marks[int(number)] = ""
        self.open.append(None if number is None else int(number))

    def _paint(self, operands, name):
        if not self.open:
            self.told.untold.append(name)
        if name in SHOWING:
            text = decoded(operands, self.table)
            self.told.whole += text
            owner = next((mark for mark in self.open if mark is not None), None)
            if owner is not None:
                self.told.marks[owner] += text


def fonts(page):
    return dict(page.resources.get("/Font", {}).items())


def unicode_table(font):
    if "/ToUnicode" not in font:
        return {}
    pairs = re.findall(rb"<([0-9A-Fa-f]{2})> <([0-9A-Fa-f]{4,8})>", font.ToUnicode.read_bytes())
    return {int(code, 16): bytes.fromhex(to.decode()).decode("utf-16-be") for code, to in pairs}


def decoded(operands, table):
    parts = operands[0] if isinstance(operands[0], pikepdf.Array) else operands
    strings = [bytes(part) for part in parts if isinstance(part, pikepdf.String)]
    return "".join(table.get(code, "") for string in strings for code in string)


class Tree:
    """The structure tree of a file, walked in the order of reading."""

    def __init__(self, document):
        self.document = document
        self.root = document.Root.StructTreeRoot
        self.numbers = {page.objgen: index for index, page in enumerate(document.pages, start=1)}
        self.elements, self.contents, self.links = [], [], []
        self._walk(self.root.K, None)

    def _walk(self, node, home):
        """Gather elements, marked content (page, number, owner) and links (annotation, owner)."""
        home = node.get("/Pg", home)
        self.elements.append(node)
        for kid in kids(node):
            if isinstance(kid, int):
                self.contents.append((self.numbers[home.objgen], kid, node))
            elif kid.get("/Type") == "/MCR":
                self.contents.append((self.numbers[kid.Pg.objgen], int(kid.MCID), node))
            elif kid.get("/Type") == "/OBJR":
                self.links.append((kid.Obj, node))
            else:
                assert kid.P.objgen == node.objgen
                self._walk(kid, home)

    def parents(self):
        """Return the parent tree as a dictionary."""
        listed = list(self.root.ParentTree.Nums)
        return {int(key): value for key, value in zip(listed[::2], listed[1::2], strict=True)}


def kids(node):
    inside = node.get("/K")
    if inside is None:
        return []
    return list(inside) if isinstance(inside, pikepdf.Array) else [inside]


def problems(path):
    """Return what is wrong with the tags of a file, as short words."""
    with pikepdf.open(path) as document:
        if "/StructTreeRoot" not in document.Root or not document.Root.MarkInfo.Marked:
            return ["not tagged"]
        tree = Tree(document)
        told = {index: read_page(page) for index, page in enumerate(document.pages, start=1)}
        return [*_pages(told), *_owners(tree, told), *_elements(tree), *_order(tree, told)]


def _pages(told):
    for index, page in told.items():
        if page.untold:
            yield f"page {index}: {page.untold[0]} outside any tag"
        if not page.balanced:
            yield f"page {index}: marks not balanced"


def _owners(tree, told):
    parents, seen = tree.parents(), set()
    for page, number, owner in tree.contents:
        if (page, number) in seen:
            yield f"page {page}: {number} told twice"
        seen.add((page, number))
        listed = parents[int(tree.document.pages[page - 1].obj.StructParents)]
        if listed[number].objgen != owner.objgen:
            yield f"page {page}: {number} belongs to another"
    drawn = {(page, number) for page, one in told.items() for number in one.marks}
    for page, number in sorted(drawn ^ seen):
        # What the maker of a foreign page had marked inside stays there without a meaning.
        if not is_foreign(tree.document.pages[page - 1]):
            yield f"page {page}: {number} only on one side"
    yield from _links(tree, parents)


def _links(tree, parents):
    for annotation, owner in tree.links:
        if owner.S != "/Link" or parents[int(annotation.StructParent)].objgen != owner.objgen:
            yield "a link that is none"
    count = sum(len(page.obj.get("/Annots", [])) for page in tree.document.pages)
    if count != len(tree.links):
        yield f"{count} annotations, {len(tree.links)} told"


def is_foreign(page):
    return "/KabaoStamp" in page.resources.get("/XObject", {})


def _elements(tree):
    level = 0
    for node in tree.elements:
        role = str(node.S)[1:]
        if role not in ROLES:
            yield f"role {role}"
        if role == "Figure":
            yield from _figure(node)
        if role == "Table":
            widths = {_width(row) for row in kids(node) if row.S == "/TR"}
            if len(widths) > 1:
                yield f"a table of rows {sorted(widths)}"
        if re.fullmatch("H[1-6]", role):
            if int(role[1]) > level + 1:
                yield f"{role} below H{level}"
            level = int(role[1])


def _figure(node):
    if not str(node.get("/Alt", "")):
        yield "a figure without words"
    if len(node.get("/A", {}).get("/BBox", [])) != 4:
        yield "a figure without a place"


def _width(row):
    return sum(int(cell.get("/A", {}).get("/ColSpan", 1)) for cell in kids(row))


def _order(tree, told):
    """Compare the text in the order of the tree with that in the order of the pages."""
    read = {}
    for page, number, _ in tree.contents:
        if number in told[page].marks:
            read[page] = read.get(page, "") + told[page].marks[number]
    for index, page in told.items():
        drawn = "".join(page.marks.values())
        if not is_foreign(tree.document.pages[index - 1]) and read.get(index, "") != drawn:
            yield f"page {index}: read otherwise than drawn"
