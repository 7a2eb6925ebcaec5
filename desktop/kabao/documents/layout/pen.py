"""A pen over reportlab's canvas: y runs down from the top of the page, text chooses its fonts."""

from __future__ import annotations

from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING, Any

from kabao.documents.fonts import chain
from kabao.documents.layout import ink
from kabao.documents.layout.style import INK, PAGE_HEIGHT, THIN, TextStyle
from kabao.documents.layout.tags import Tag

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from contextlib import AbstractContextManager

    from kabao.documents.blocks import Align
    from kabao.documents.layout.tags import Structure
    from kabao.documents.pictures import Pixels

_BASELINE = 0.86
"""Where the baseline lies in the em box of Noto Sans SC, from its top."""


_ARTIFACT = Tag("Artifact")
"""What only adorns a page or repeats what was said."""
_ADORNED = (_ARTIFACT, False)
_AS_BEFORE = nullcontext()
_STANDING = frozenset({"TH", "TD"})
"""What is there even if nothing is written in it."""


class Pen:
    """Draws on the present page of a canvas.

    What comes hundreds of times on a page, texts, rules and grounds, is written as operators
    straight into the page; the pen then knows which colours and widths hold already.
    With a structure, text belongs to the tag of the moment and lines and grounds are artifacts;
    ``picture`` takes both together. Without one, nothing is marked.
    """

    def __init__(
        self, canvas: Any, height: float = PAGE_HEIGHT, structure: Structure | None = None
    ) -> None:
        self.canvas = canvas
        self._ink: ink.Ink = canvas.ink
        self._put = canvas._code.append  # noqa: SLF001 (reportlab's own way turns each into text)
        self._holds = ["", "", 0.0]
        self._reached: list[tuple[float, float, float, float]] | None = None
        self._height = height
        self._structure = structure
        self._tag = _ARTIFACT
        self._open: tuple[Tag, bool] | None = None
        self._whole = False

    def tagged(self, tag: Tag | None) -> AbstractContextManager[None]:
        """Let text belong to a tag for a while; None changes nothing."""
        if tag is None or self._whole:
            return _AS_BEFORE
        if self._structure is not None and tag.role in _STANDING:
            self._structure.declare(tag)
        return _Tagged(self, tag)

    @contextmanager
    def picture(self, tag: Tag) -> Iterator[None]:
        """Take all that is drawn for a while, lines and words, as one; the outermost counts."""
        if self._whole:
            yield
            return
        self._enter(tag)
        self._whole = True
        self._reached = None if tag is _ARTIFACT or self._structure is None else []
        try:
            yield
        finally:
            self._whole = False
            self.finish()
            self._bound(tag)

    def _bound(self, tag: Tag) -> None:
        """Tell the structure which part of the page a picture took."""
        if self._reached and self._structure is not None:
            left, top, right, bottom = zip(*self._reached, strict=True)
            high, low = self._height - min(top), self._height - max(bottom)
            self._structure.bound(tag, (min(left), low, max(right), high))
        self._reached = None

    def _reach(self, x: float, y: float, to_x: float, to_y: float) -> None:
        if self._reached is not None:
            self._reached.append((min(x, to_x), min(y, to_y), max(x, to_x), max(y, to_y)))

    def artifact(self) -> AbstractContextManager[None]:
        """Let nothing that is drawn for a while belong to the text, whatever tags come."""
        return self.picture(_ARTIFACT)

    def finish(self) -> None:
        """Close what is marked; call it before a page ends."""
        if self._open is not None:
            self._put("EMC")
            self._open = None

    def _enter(self, tag: Tag, *, second: bool = False) -> None:
        """Begin marked content of a tag unless it is the one that is drawn already."""
        if self._structure is None or self._whole or self._open == (tag, second):
            return
        self.finish()
        if tag is _ARTIFACT:
            self._put("/Artifact BMC")
        else:
            number = self._structure.mark(tag)
            role, spoken = ("Span", "/Lang (en) ") if second else (tag.role, "")
            self._put(f"/{role} <<{spoken}/MCID {number}>> BDC")
        self._open = (tag, second)

    def exchange(self, tag: Tag) -> Tag:
        """Let text belong to a tag from now on; returns the tag before it."""
        before, self._tag = self._tag, tag
        return before

    def _adorn(self) -> None:
        if self._open != _ADORNED:
            self._enter(_ARTIFACT)

    def text(
        self,
        words: str,
        x: float,
        y: float,
        style: TextStyle,
        *,
        align: Align = "left",
        room: float = 0.0,
    ) -> None:
        """Write one line whose box begins at ``y``; ``room`` is the width that it is aligned in."""
        if not words:
            return
        if align != "left":
            spare = room - chain.width(words, style.size, bold=style.bold)
            x += spare if align == "right" else spare / 2
        baseline = y + (style.leading - style.size) / 2 + _BASELINE * style.size
        self.write(words, x, baseline, style)

    def write(
        self, words: str, x: float, baseline: float, style: TextStyle, spacing: float = 0.0
    ) -> None:
        """Write one line on a baseline, with extra space after each character."""
        self._enter(self._tag, second=style.second)
        self._fill(style.colour)
        if self._reached is not None:
            end = x + chain.width(words, style.size, bold=style.bold) + spacing * len(words)
            self._reach(x, baseline - style.size, end, baseline + 0.2 * style.size)
        shown = self._ink.shown(words, style.size, bold=style.bold)
        if spacing:
            shown = f"{spacing:.4f} Tc {shown} 0 Tc"
        self._put(f"BT {ink.number(x)} {ink.number(self._height - baseline)} Td {shown} ET")

    def _fill(self, colour: str) -> None:
        if self._holds[0] != colour:
            self._holds[0] = colour
            self._put(f"{ink.colour(colour)} rg")

    def _stroke(self, colour: str, width: float) -> None:
        if self._holds[1] != colour:
            self._holds[1] = colour
            self._put(f"{ink.colour(colour)} RG")
        if self._holds[2] != width:
            self._holds[2] = width
            self._put(f"{width:.2f} w")

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Undo afterwards what is turned, clipped, coloured or made thinner meanwhile."""
        self.canvas.saveState()
        before, reached = list(self._holds), self._reached
        # What is turned, moved or clipped here is told by what stands around it.
        self._reached = None
        try:
            yield
        finally:
            self.canvas.restoreState()
            self._holds, self._reached = before, reached

    def faint(self, words: str, x: float, y: float, size: float, colour: str) -> None:
        """Write large pale words centred on a point; what is drawn later lies over them."""
        half = chain.width(words, size, bold=True) / 2
        self.write(
            words, x - half, y + size * 0.36, TextStyle(size, size, bold=True, colour=colour)
        )

    def outline(self, words: str, x: float, y: float, size: float, colour: str) -> None:
        """Write words centred on a point as bare outlines, so that nothing below them is hidden."""
        half = chain.width(words, size, bold=True) / 2
        self._enter(self._tag)
        self._stroke(colour, max(0.4, size / 110))
        shown = self._ink.shown(words, size, bold=True)
        level = self._height - y - size * 0.36
        self._put(f"BT {x - half:.2f} {level:.2f} Td 1 Tr {shown} 0 Tr ET")

    def rule(
        self,
        x: float,
        y: float,
        to_x: float,
        to_y: float,
        *,
        colour: str = INK,
        width: float = THIN,
    ) -> None:
        """Draw a straight line."""
        self._adorn()
        self._reach(x, y, to_x, to_y)
        self._stroke(colour, width)
        self._put(ink.lines([(x, y, to_x, to_y)], self._height))

    def rules(self, lines: Sequence[tuple[float, float, float, float]], *, colour: str) -> None:
        """Draw several thin lines as one path: a table has tens of thousands of them."""
        self._adorn()
        for ends in lines:
            self._reach(*ends)
        self._stroke(colour, THIN)
        self._put(ink.lines(lines, self._height))

    def fill(self, x: float, y: float, width: float, height: float, colour: str) -> None:
        """Fill a rectangle."""
        self._adorn()
        self._reach(x, y, x + width, y + height)
        self._fill(colour)
        low = ink.number(self._height - y - height)
        self._put(f"{ink.number(x)} {low} {ink.number(width)} {ink.number(height)} re f")

    def box(
        self,
        x: float,
        y: float,
        size: tuple[float, float],
        *,
        colour: str,
        width: float = THIN,
        radius: float = 0.0,
    ) -> None:
        """Draw the edge of a rectangle, rounded or not."""
        self._adorn()
        across, down = size
        self._reach(x, y, x + across, y + down)
        self._stroke(colour, width)
        if radius:
            self.canvas.roundRect(
                x, self._height - y - down, across, down, radius, stroke=1, fill=0
            )
        else:
            self.canvas.rect(x, self._height - y - down, across, down, stroke=1, fill=0)

    def disc(self, x: float, y: float, radius: float, colour: str) -> None:
        """Fill a circle about a point."""
        self._adorn()
        self._reach(x - radius, y - radius, x + radius, y + radius)
        self._fill(colour)
        self.canvas.circle(x, self._height - y, radius, stroke=0, fill=1)

    def ring(self, x: float, y: float, radius: float, *, colour: str, width: float = THIN) -> None:
        """Draw the edge of a circle about a point."""
        self._adorn()
        self._reach(x - radius, y - radius, x + radius, y + radius)
        self._stroke(colour, width)
        self.canvas.circle(x, self._height - y, radius, stroke=1, fill=0)

    def turn(self, x: float, y: float, degrees: float) -> None:
        """Move the origin to a point and turn about it; ``aside`` undoes it."""
        self.canvas.translate(x, self._height - y)
        self.canvas.rotate(degrees)
        self.canvas.translate(0, -self._height)

    def clip(self, x: float, y: float, size: tuple[float, float], *, radius: float = 0.0) -> None:
        """Draw nothing outside a rectangle until ``aside`` undoes it."""
        path = self.canvas.beginPath()
        path.roundRect(x, self._height - y - size[1], size[0], size[1], radius)
        self.canvas.clipPath(path, stroke=0, fill=0)

    def image(self, picture: Any, x: float, y: float, size: tuple[float, float]) -> None:
        """Draw a picture as large as told; a clear ground stays clear."""
        self._adorn()
        self._reach(x, y, x + size[0], y + size[1])
        self.canvas.drawImage(picture, x, self._height - y - size[1], *size, mask="auto")

    def pixels(
        self,
        name: str,
        pixels: Pixels,
        at: tuple[float, float],
        size: tuple[float, float],
        turn: Sequence[float],
    ) -> None:
        """Draw a picture as PDF stores it, turned upright; its bytes stand once in the file."""
        from reportlab.pdfbase.pdfdoc import PDFImageXObject

        self._adorn()
        self._reach(*at, at[0] + size[0], at[1] + size[1])
        canvas, known = self.canvas, self.canvas._doc  # noqa: SLF001 (reportlab has no other way)
        entry = known.getXObjectName(name)
        if entry not in known.idToObject:
            held: Any = PDFImageXObject(name)
            held.width, held.height, held.bitsPerComponent = pixels.width, pixels.height, 8
            held.colorSpace, held._filters = pixels.colours, (pixels.filter,)  # noqa: SLF001
            held.streamContent = pixels.data
            canvas._setXObjects(held)  # noqa: SLF001
            known.Reference(held, entry)
            known.addForm(name, held)
        with self.aside():
            canvas.translate(at[0], self._height - at[1] - size[1])
            canvas.scale(*size)
            canvas.transform(*turn)
            self._put(f"/{entry} Do")
        canvas._formsinuse.append(name)  # noqa: SLF001

    def dashes(self, pattern: Sequence[float] = ()) -> None:
        """Draw further lines in dashes, or solid again when no pattern is given."""
        self.canvas.setDash(list(pattern))

    def stroke(self, points: Sequence[tuple[float, float]], *, colour: str, width: float) -> None:
        """Draw a line through several points."""
        self._adorn()
        for at in points:
            self._reach(*at, *at)
        path = self.canvas.beginPath()
        path.moveTo(points[0][0], self._height - points[0][1])
        for x, y in points[1:]:
            path.lineTo(x, self._height - y)
        self._stroke(colour, width)
        self.canvas.drawPath(path, stroke=1, fill=0)


class _Tagged:
    """The while for which text belongs to a tag: every cell of every table has one."""

    __slots__ = ("_before", "_pen", "_tag")

    def __init__(self, pen: Pen, tag: Tag) -> None:
        self._pen, self._tag = pen, tag

    def __enter__(self) -> None:
        self._before = self._pen.exchange(self._tag)

    def __exit__(self, *_: object) -> None:
        self._pen.exchange(self._before)
