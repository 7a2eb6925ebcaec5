"""Documents of the sample as PDF, set from the text files beside this one.

``#`` title, ``=`` number, ``@`` note, ``##`` heading, ``|`` name and value, ``[]`` empty box; any
other line is a paragraph, in which 第…条 opens an article and （一） begins an item.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kabao.documents.fonts.chain import REGULAR, font, runs, width
from kabao.documents.layout.lines import break_lines
from kabao.domain.exchange import ExchangeAttachment

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).parent
FILES = "attachments"
SOURCES = {
    "measures.pdf": "measures.txt",
    "rules.pdf": "rules.txt",
    "agreement.pdf": "agreement.txt",
    "cos.pdf": "cos.txt",
    "authority.pdf": "authority.txt",
    "licence.pdf": "licence.txt",
    "consent.pdf": "consent.txt",
}

MM = 72 / 25.4
PAGE = (210 * MM, 297 * MM)
LEFT, TOP, BOTTOM = 28 * MM, 30 * MM, 28 * MM
ROOM = PAGE[0] - 2 * LEFT
BODY, LEADING = 12.0, 22.0
BOX_HEIGHT, LABEL_ROOM = 26 * MM, 42 * MM
_ARTICLE = re.compile(r"(第[一二三四五六七八九十]+条) (.*)", re.DOTALL)
_ITEM = re.compile(r"(?=（[一二三四五六七八九十]）)")
_INK, _SOFT, _LINE = (0.10, 0.12, 0.14), (0.38, 0.42, 0.45), (0.25, 0.52, 0.45)


@dataclass(frozen=True)
class Line:
    """One line of text on a page, from its baseline."""

    text: str
    x: float
    y: float
    size: float = BODY
    bold: int = 0
    """How many of its characters are bold."""
    spread: float = 0.0
    """Points between characters beside their own widths."""
    colour: tuple[float, float, float] = _INK


@dataclass
class Page:
    """What stands on one page."""

    lines: list[Line] = field(default_factory=list)
    rules: list[tuple[float, float, float, float]] = field(default_factory=list)
    boxes: list[tuple[float, float, float, float]] = field(default_factory=list)


class Setter:
    """Sets one document from top to bottom and remembers where each article begins."""

    def __init__(self) -> None:
        self.pages = [Page()]
        self.articles: dict[str, int] = {}
        self._y = PAGE[1] - TOP
        self._boxes = 0

    def set(self, source: str) -> None:
        """Set the whole text."""
        lines = source.splitlines()
        for number, line in enumerate(lines):
            mark, _, rest = line.partition(" ")
            if mark in _BLOCKS:
                _BLOCKS[mark](self, rest)
            else:
                self._paragraph(line)
            if mark == "|" and not lines[number + 1].startswith("|"):
                self._y -= LEADING * 0.4

    def _title(self, text: str) -> None:
        self._centred(text, 20, len(text), 14)
        self.pages[-1].rules.append((LEFT, self._y + 6, PAGE[0] - LEFT, self._y + 6))
        self._y -= 12

    def _number(self, text: str) -> None:
        self._centred(text, 11, 0, 4)

    def _note(self, text: str) -> None:
        for line in break_lines(text, ROOM - 40, 10):
            self._centred(line, 10, 0, 6, _SOFT)
        self._y -= 8

    def _heading(self, text: str) -> None:
        if text.startswith("第"):
            text = text.replace(" ", "\u3000")
            self._need(LEADING * 4)
            self._y -= LEADING * 0.5
            self._centred(text, 14, len(text), 8)
        else:
            self._need(LEADING * 3.5)
            self._y -= LEADING * 1.25
            self._put(Line(text, LEFT, self._y, 13, len(text)))
            self._y -= 2

    def _row(self, text: str) -> None:
        name, _, value = text.partition("|")
        lines = break_lines(value.strip(), ROOM - LABEL_ROOM, BODY)
        self._need(LEADING * len(lines))
        top = self._y - 4
        self._put(Line(name.strip(), LEFT + 4, self._y - LEADING + 2, BODY, 0, 0, _SOFT))
        for line in lines:
            self._y -= LEADING
            self._put(Line(line, LEFT + LABEL_ROOM, self._y + 2))
        page = self.pages[-1]
        page.rules.append((LEFT, self._y - 4, PAGE[0] - LEFT, self._y - 4))
        if (LEFT, top, PAGE[0] - LEFT, top) not in page.rules:
            page.rules.append((LEFT, top, PAGE[0] - LEFT, top))

    def _box(self, text: str) -> None:
        if self._boxes % 2 == 0:
            self._need(BOX_HEIGHT + LEADING)
            self._y -= BOX_HEIGHT + LEADING
        breadth = (ROOM - 8 * MM) / 2
        x = LEFT + (self._boxes % 2) * (breadth + 8 * MM)
        self._boxes += 1
        self.pages[-1].boxes.append((x, self._y, breadth, BOX_HEIGHT))
        self._put(Line(text, x + 8, self._y + BOX_HEIGHT - 16, 10, 0, 0, _SOFT))

    def _paragraph(self, text: str) -> None:
        article = _ARTICLE.fullmatch(text)
        label = ""
        if article:
            label, body = article.groups()
            text = f"{label}\u3000{body}"
            self._need(LEADING * 2)
        for part in _ITEM.split(text):
            if label and part.startswith(label):
                self._need(LEADING)
                self.articles[label] = len(self.pages)
                self._flow(part, len(label))
            else:
                self._flow(part, 0)

    def _flow(self, text: str, bold: int) -> None:
        lines = break_lines(text, ROOM, BODY, indent=2 * BODY)
        for number, line in enumerate(lines):
            # The last two lines stay together, so that no line stands alone on a new page.
            self._need(LEADING * (2 if number == len(lines) - 2 else 1))
            self._y -= LEADING
            indent = 0.0 if number else 2 * BODY
            slack = ROOM - indent - width(line, BODY)
            last = number == len(lines) - 1
            spread = 0.0 if last or slack > 2 * BODY else slack / (len(line) - 1)
            self._put(Line(line, LEFT + indent, self._y, BODY, 0 if number else bold, spread))

    def _centred(
        self,
        text: str,
        size: float,
        bold: int,
        after: float,
        colour: tuple[float, float, float] = _INK,
    ) -> None:
        self._y -= size * 1.35
        x = (PAGE[0] - width(text, size, bold=bold > 0)) / 2
        self._put(Line(text, x, self._y, size, bold, 0, colour))
        self._y -= after

    def _need(self, room: float) -> None:
        if self._y - room < BOTTOM:
            self.pages.append(Page())
            self._y = PAGE[1] - TOP

    def _put(self, line: Line) -> None:
        self.pages[-1].lines.append(line)


_BLOCKS: dict[str, Any] = {
    "#": Setter._title,  # noqa: SLF001 (the marks of this very class)
    "=": Setter._number,  # noqa: SLF001
    "@": Setter._note,  # noqa: SLF001
    "##": Setter._heading,  # noqa: SLF001
    "|": Setter._row,  # noqa: SLF001
    "[]": Setter._box,  # noqa: SLF001
}


def write_papers(folder: Path) -> dict[str, dict[str, int]]:
    """Write every document; return on which page the articles of each begin."""
    starts = {}
    for name, source in SOURCES.items():
        text = (HERE / source).read_text(encoding="utf-8")
        setter = Setter()
        setter.set(text)
        title = text.splitlines()[0].removeprefix("# ")
        _write(folder / name, setter.pages, title)
        starts[name] = setter.articles
    return starts


def sections(source: str) -> dict[str, str]:
    """Return the texts of a file by the key that stands behind ``##`` before each."""
    text = (HERE / source).read_text(encoding="utf-8")
    parts = [part.partition("\n") for part in text.split("## ") if part]
    return {key.strip(): body.strip() for key, _, body in parts}


def attachment(case: str, material: int, slot: str, title: str, file: str) -> ExchangeAttachment:
    """Return a file of a case; its digest is taken once the file has been written."""
    stem, kind = file.rsplit(".", 1)
    return ExchangeAttachment(
        id=f"sample-{case}-{stem}",
        material=material,
        slot=slot,
        title=title,
        file_name=f"{title.replace(' ', '')}.{kind}",
        media_type="application/pdf" if kind == "pdf" else "image/jpeg",
        sha256="",
        path=f"{FILES}/{file}",
    )


def _write(path: Path, pages: list[Page], title: str) -> None:
    from reportlab import rl_config
    from reportlab.pdfgen.canvas import Canvas

    rl_config.useA85 = 0
    font(REGULAR)
    canvas = Canvas(
        str(path), pagesize=PAGE, invariant=1, pageCompression=1, initialFontName=REGULAR
    )
    canvas.setTitle(title)
    canvas.setAuthor("Kabao")
    canvas.setSubject("示例文件，仅供演示")
    for number, page in enumerate(pages, 1):
        for line in (*page.lines, *_furniture(title, number, len(pages))):
            _draw(canvas, line)
        canvas.setStrokeColorRGB(*_LINE)
        canvas.setLineWidth(0.6)
        for rule in page.rules:
            canvas.line(*rule)
        for box in page.boxes:
            canvas.rect(*box)
        canvas.showPage()
    canvas.save()


def _furniture(title: str, number: int, count: int) -> Iterator[Line]:
    size = 9.0
    top, foot = PAGE[1] - 18 * MM, 16 * MM
    yield Line(title, LEFT, top, size, 0, 0, _SOFT)
    sample = "示例，仅供演示"
    yield Line(sample, PAGE[0] - LEFT - width(sample, size), top, size, 0, 0, _SOFT)
    text = f"第 {number} 页，共 {count} 页"
    yield Line(text, (PAGE[0] - width(text, size)) / 2, foot, size, 0, 0, _SOFT)


def _draw(canvas: Any, line: Line) -> None:
    text = canvas.beginText(line.x, line.y)
    text.setFillColorRGB(*line.colour)
    text.setCharSpace(line.spread)
    for part, bold in ((line.text[: line.bold], True), (line.text[line.bold :], False)):
        for name, chunk in runs(part, bold=bold):
            text.setFont(name, line.size)
            text.textOut(chunk)
    canvas.drawText(text)
