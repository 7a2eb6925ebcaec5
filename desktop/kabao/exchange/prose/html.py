"""From HTML, as Word readers, Markdown readers and clipboards give it, to the parts of a text.

Only what a text can hold is taken; scripts, frames and remote things are never looked at, and
whatever is left out is noted.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

from kabao.domain.prose.cleaning import clean, invisible
from kabao.domain.prose.model import (
    DEEPEST,
    HEADS,
    Figure,
    Grid,
    Kind,
    Passage,
    Picture,
    Span,
    has_content,
    tidy,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from kabao.domain.prose.model import Block, Inline, Inlines, Text
    from kabao.exchange.prose.foreign import Foreign

_FIGURE = re.compile(r"\{\{([A-Za-z0-9_.]{1,80})\}\}")
_BLANKS = re.compile(r"[ \t\n\r\f]+")
_SOFT = re.compile("(?<=[\u2e80-\U0003ffff])[ \t]*\n[ \t]*(?=[\u2e80-\U0003ffff])")
"""A line end between Chinese characters, which is no blank."""
_HEAD = re.compile(r"h([1-6])")
_BLOCKS = frozenset(
    {
        "p", "div", "section", "article", "header", "footer", "main", "aside", "address", "dl",
        "dt", "dd", "figure", "figcaption", "blockquote", "pre", "hr", "center", "form",
        "fieldset", "details", "summary", "body", "html",
    }
)  # fmt: skip
_LISTS = frozenset({"ul", "ol", "menu"})
_CELLS = frozenset({"td", "th", "tr"})
_SKIPPED = {
    "script": "script", "style": "", "head": "", "title": "", "template": "script",
    "iframe": "embedded", "object": "embedded", "svg": "embedded", "math": "formula",
    "video": "embedded", "audio": "embedded", "canvas": "embedded", "noscript": "script",
    "button": "embedded", "select": "embedded", "textarea": "embedded",
}  # fmt: skip
_STYLES = {
    "em": "italic", "i": "italic", "u": "format", "s": "format", "del": "format",
    "sub": "format", "sup": "format", "code": "code", "kbd": "code", "mark": "format",
}  # fmt: skip
_BOLD = frozenset({"strong", "b"})
_EMPTY = frozenset({"br", "img", "hr", "input", "meta", "link", "wbr", "col", "source", "embed"})
_MOST_COLUMNS = 30
_MOST_ROWS = 2_000


class HtmlReader(HTMLParser):
    """Feeds on HTML; ``parts`` are the parts of the text so far."""

    def __init__(
        self, foreign: Foreign, picture: Callable[[str, str, str], Picture | None]
    ) -> None:
        super().__init__(convert_charrefs=True)
        self._foreign = foreign
        self._picture = picture
        self._parts: list[Block] = []
        self._inlines: list[Inline] = []
        self._open: list[str] = []
        self._skipped = 0
        self._kind = Kind.BODY
        self._lists: list[Kind] = []
        self._item = False
        self._bold = 0
        self._tables: list[_Table] = []

    def text(self) -> Text:
        """Return what was read."""
        self._close_passage()
        while self._tables:
            self._end_table()
        return tuple(part for part in self._parts if has_content(part))

    def parse_marked_section(self, i: int, report: Any = 1) -> int:
        """Pass over a section such as ``<![if gte mso 9]>``, also one of a kind nobody knows."""
        try:
            return super().parse_marked_section(i, report)
        except AssertionError:  # so the library says that it does not know the kind
            return self.parse_bogus_comment(i)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin an element."""
        told = {name: value or "" for name, value in attrs}
        if any(name.startswith("on") for name in told):
            self._foreign.note("script")
        if tag not in _EMPTY:
            self._open.append(tag)
            self._foreign.deeper(len(self._open))
        if tag in _SKIPPED and not self._skipped and _SKIPPED[tag]:
            self._foreign.note(_SKIPPED[tag])
        if tag in _SKIPPED or self._skipped:
            self._skipped += tag not in _EMPTY
            return
        self._begin(tag, told)

    def handle_endtag(self, tag: str) -> None:
        """End an element, and whatever was left open inside it."""
        if tag not in self._open:
            return
        while self._open:
            last = self._open.pop()
            if self._skipped:
                self._skipped -= 1
            else:
                self._end(last)
            if last == tag:
                return

    def handle_data(self, data: str) -> None:
        """Take words; figures among them are figures again."""
        if self._skipped:
            return
        kept = data if "pre" in self._open else _BLANKS.sub(" ", _SOFT.sub("", data))
        lost = invisible(kept)
        if lost:
            self._foreign.note("invisible", count=lost)
        kept = clean(kept)
        self._foreign.measure(kept)
        if not self._inlines:
            kept = kept.lstrip(" \n")
        at = 0
        for found in _FIGURE.finditer(kept):
            self._add(Span(kept[at : found.start()], self._bold > 0))
            self._add(Figure(found[1], self._bold > 0))
            at = found.end()
        self._add(Span(kept[at:], self._bold > 0))

    def _add(self, item: Inline) -> None:
        if isinstance(item, Figure) or item.text:
            self._inlines.append(item)

    def _begin(self, tag: str, told: dict[str, str]) -> None:
        if tag in _BOLD:
            self._bold += 1
        elif tag in _STYLES:
            self._foreign.note(_STYLES[tag])
        elif tag == "br":
            self._inlines.append(Span("\n", self._bold > 0))
        elif tag == "img":
            self._image(told)
        elif tag == "a" and told.get("href") and not told["href"].startswith("#"):
            self._foreign.note("link", told["href"][:80])
        elif tag in ("embed", "input"):
            self._foreign.note("embedded")
        else:
            self._begin_block(tag, told)

    def _begin_block(self, tag: str, told: dict[str, str]) -> None:
        head = _HEAD.fullmatch(tag)
        if tag in _CELLS or tag == "table":
            self._begin_table(tag, told)
            return
        if not (head or tag in _LISTS or tag in _BLOCKS or tag == "li"):
            return
        self._close_passage()
        if head:
            level = int(head[1])
            self._kind = HEADS[min(level, len(HEADS)) - 1]
            if level > len(HEADS):
                self._foreign.note("deep_head")
        elif tag in _LISTS:
            self._lists.append(Kind.NUMBER if tag == "ol" else Kind.BULLET)
            if len(self._lists) == DEEPEST + 2:
                self._foreign.note("deep_list")
        elif tag in ("hr", "blockquote"):
            self._foreign.note("rule" if tag == "hr" else "quote")
        self._item = self._item or tag == "li"

    def _begin_table(self, tag: str, told: dict[str, str]) -> None:
        if tag == "table":
            self._close_passage()
            if self._tables:
                self._foreign.note("table_in_table")
            self._tables.append(_Table())
        elif self._tables:
            self._close_cell()
            if tag == "tr":
                self._tables[-1].rows.append([])
            else:
                self._tables[-1].begin_cell(_span(told.get("colspan")))
                if _span(told.get("colspan")) > 1 or _span(told.get("rowspan")) > 1:
                    self._foreign.note("merged_cells")

    def _end(self, tag: str) -> None:
        if tag in _BOLD:
            self._bold = max(0, self._bold - 1)
        elif tag in _CELLS:
            self._close_cell()
        elif tag == "table":
            self._end_table()
        elif tag in _BLOCKS:
            self._close_passage()
        elif tag in _LISTS or tag == "li" or _HEAD.fullmatch(tag):
            self._close_passage()
            self._end_kind(tag)

    def _end_kind(self, tag: str) -> None:
        if tag == "li":
            self._item = False
        elif tag in _LISTS:
            self._lists = self._lists[:-1]
        else:
            self._kind = Kind.BODY

    def _close_passage(self) -> None:
        if self._tables:
            # Paragraphs of a cell become its lines.
            if self._inlines:
                self._inlines.append(Span("\n"))
            return
        inlines = _trimmed(self._inlines)
        self._inlines = []
        if not inlines:
            return
        if self._kind in HEADS:
            self._parts.append(Passage(tuple(_plain(it) for it in inlines), self._kind))
        elif self._lists and self._item:
            depth = min(DEEPEST, len(self._lists) - 1)
            self._parts.append(Passage(inlines, self._lists[-1], depth))
            self._item = False
        else:
            self._parts.append(Passage(inlines))

    def _close_cell(self) -> None:
        table = self._tables[-1] if self._tables else None
        if table is not None and table.in_cell:
            if any(it.bold for it in self._inlines) and len(table.rows) > 1:
                self._foreign.note("bold_in_table")
            table.end_cell(_trimmed([_plain(it) for it in self._inlines]))
            self._inlines = []

    def _end_table(self) -> None:
        self._close_cell()
        table = self._tables.pop()
        grid = table.grid()
        if self._tables:
            # Inside another table its words stay, cell by cell.
            for row in grid.rows if grid else ():
                for cell in row:
                    self._inlines += [*cell, Span(" ")]
                self._inlines.append(Span("\n"))
            return
        self._inlines = []
        if grid is None:
            return
        if table.was_cut:
            self._foreign.note("table_too_large")
        self._parts.append(grid)

    def _image(self, told: dict[str, str]) -> None:
        picture = self._picture(told.get("src", ""), told.get("alt", ""), told.get("title", ""))
        if picture is None:
            return
        if self._tables:
            self._foreign.note("picture_in_table")
            self._foreign.files.pop(picture.sha256, None)
            return
        kind, item = self._kind, self._item
        self._close_passage()
        self._parts.append(picture)
        self._kind, self._item = kind, item


class _Table:
    """A table while it is read; it is cut where no page could hold it."""

    def __init__(self) -> None:
        self.rows: list[list[Inlines]] = []
        self.in_cell = False
        self.was_cut = False
        self._breadth = 1

    def begin_cell(self, breadth: int) -> None:
        if not self.rows:
            self.rows.append([])
        self.in_cell, self._breadth = True, breadth

    def end_cell(self, inlines: Inlines) -> None:
        self.rows[-1] += [inlines, *[()] * (self._breadth - 1)]
        self.in_cell = False

    def grid(self) -> Grid | None:
        rows = [row for row in self.rows if row]
        breadth = min(_MOST_COLUMNS, max(map(len, rows), default=0))
        self.was_cut = len(rows) > _MOST_ROWS or any(len(row) > breadth for row in rows)
        if not breadth:
            return None
        filled = [(row + [()] * breadth)[:breadth] for row in rows[:_MOST_ROWS]]
        return Grid(tuple(tuple(row) for row in filled))


def _span(told: str | None) -> int:
    text = (told or "1").strip()
    return min(_MOST_COLUMNS, max(1, int(text))) if text.isascii() and text.isdigit() else 1


def _plain(item: Inline) -> Inline:
    return Span(item.text) if isinstance(item, Span) else Figure(item.name)


def _trimmed(inlines: list[Inline]) -> Inlines:
    found = list(tidy(inlines))
    while found and isinstance(found[-1], Span) and not found[-1].text.strip(" \n"):
        found.pop()
    if found and isinstance(found[-1], Span):
        found[-1] = Span(found[-1].text.rstrip(" \n"), found[-1].bold)
    if found and isinstance(found[0], Span):
        found[0] = Span(found[0].text.lstrip(" \n"), found[0].bold)
    return tidy(found)
