"""A chapter as the simple HTML that Qt's text browser shows, in the colours of the look."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from kabao.domain.manual.model import HEADS, Grid, Kind, Line, Picture
from kabao.services.manual.library import picture

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kabao.domain.manual.model import Block, Chapter, Runs
    from kabao.domain.manual.searching import Hit
    from kabao.ui.kit.theme import Theme

CHAPTER = "kabao-help:"
PICTURE = "kabao-picture:"
_TAGS = {Kind.HEAD_2: "h2", Kind.HEAD_3: "h3", Kind.CODE: "pre"}
_LISTS = {Kind.BULLET: "ul", Kind.NUMBER: "ol"}


def chapter_html(chapter: Chapter, language: str, theme: Theme) -> str:
    """Return a whole chapter."""
    parts = [f"<h1>{escape(chapter.title)}</h1>"]
    open_list = ""
    for block in chapter.blocks:
        wanted = _LISTS.get(block.kind, "") if isinstance(block, Line) else ""
        if open_list and wanted != open_list:
            parts.append(f"</{open_list}>")
            open_list = ""
        if wanted and not open_list:
            start = f' start="{block.number}"' if isinstance(block, Line) and block.number else ""
            parts.append(f"<{wanted}{start}>")
            open_list = wanted
        parts += _block(block, language, theme)
    if open_list:
        parts.append(f"</{open_list}>")
    return _page(parts, theme)


def hits_html(heading: str, hits: Iterable[Hit], theme: Theme) -> str:
    """Return what a search found, each title a link."""
    parts = [f"<h1>{escape(heading)}</h1>"]
    for hit in hits:
        passage = hit.passage
        where = "" if passage.title == passage.chapter else f" <i>{escape(passage.chapter)}</i>"
        around = f"<br/>{escape(hit.around)}" if hit.around else ""
        link = f'<a href="{CHAPTER}{passage.address}">{escape(passage.title)}</a>'
        parts.append(f"<p>{link}{where}{around}</p>")
    return _page(parts, theme)


def _page(parts: Iterable[str], theme: Theme) -> str:
    body = "".join(parts)
    theme.meet(body)
    return f"<html><head><style>{_style(theme)}</style></head><body>{body}</body></html>"


def _style(theme: Theme) -> str:
    color, px = theme.color, theme.px
    ground = color.sunken.name()
    ink, second, accent = color.ink.name(), color.ink_2.name(), color.accent.name()
    body, title = theme.font("body").pixelSize(), theme.font("title").pixelSize()
    heading, family = theme.font("heading").pixelSize(), theme.font("body").family()
    return (
        f"body {{ color: {ink}; font-size: {body}px; }}"
        f"h1 {{ font-size: {title}px; margin: {px(8)}px 0 {px(12)}px 0; }}"
        f"h2 {{ font-size: {heading}px; margin: {px(24)}px 0 {px(6)}px 0; }}"
        f"h3 {{ font-size: {body}px; margin: {px(18)}px 0 {px(2)}px 0; }}"
        f"p {{ margin: {px(6)}px 0; line-height: 150%; }}"
        f"li {{ margin: {px(3)}px 0; line-height: 150%; }}"
        f"pre {{ white-space: pre-wrap; background-color: {ground}; margin: {px(4)}px 0; }}"
        f"a {{ color: {accent}; }}"
        f"i {{ color: {second}; font-style: normal; }}"
        f"code {{ color: {ink}; background-color: {ground}; font-family: '{family}'; }}"
        f"th {{ text-align: left; color: {second}; font-weight: normal; }}"
    )


def _block(block: Block, language: str, theme: Theme) -> Iterator[str]:
    if isinstance(block, Grid):
        yield from _grid(block, theme)
    elif isinstance(block, Picture):
        yield from _picture(block, language, theme)
    elif block.kind in _LISTS:
        yield f"<li>{_runs(block.runs)}</li>"
    else:
        tag = _TAGS.get(block.kind, "p")
        name = f'<a name="{block.anchor}"></a>' if block.kind in HEADS else ""
        words = escape(block.text) if block.kind is Kind.CODE else _runs(block.runs)
        yield f"<{tag}>{name}{words}</{tag}>"


def _grid(block: Grid, theme: Theme) -> Iterator[str]:
    line = theme.color.hairline.name()
    yield (
        f'<table width="100%" cellpadding="{theme.px(5)}" cellspacing="0" border="0" '
        f'style="border-collapse: collapse; margin: {theme.px(8)}px 0;">'
    )
    below = f'style="border-bottom: 1px solid {line};"'
    for number, row in enumerate(block.rows):
        tag = "td" if number else "th"
        yield "<tr>" + "".join(f"<{tag} {below}>{_runs(cell)}</{tag}>" for cell in row) + "</tr>"
    yield "</table>"


def _picture(block: Picture, language: str, theme: Theme) -> Iterator[str]:
    look = "dark" if theme.name == "dark" else "light"
    if picture(block.name, language, look) is not None:
        source = f"{PICTURE}{block.name}-{language}-{look}"
        words = escape(block.alt)
        # The distance of lines is a share of the tallest thing in them.
        yield f'<p style="line-height: 100%;"><img src="{source}" alt="{words}"/></p>'
        yield f"<p><i>{words}</i></p>"


def _runs(runs: Runs) -> str:
    said = []
    for run in runs:
        words = escape(run.text).replace("\n", "<br/>")
        if run.key:
            words = f"<code>&nbsp;{words}&nbsp;</code>"
        if run.bold:
            words = f"<b>{words}</b>"
        if run.link:
            words = f'<a href="{CHAPTER}{run.link}">{words}</a>'
        said.append(words)
    return "".join(said)
