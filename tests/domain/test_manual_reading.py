"""Chapters of the manual: their few marks, and what a search finds in them."""

from __future__ import annotations

import pytest

from kabao.domain.manual.model import Grid, Kind, Line, Picture, Run
from kabao.domain.manual.reading import ManualError, fill, inline, places, read
from kabao.domain.manual.searching import passages, search

SOURCE = """# First steps

One line
goes on, [there](people#names).

## Do it {#do}

1. Press `Ctrl+N` (**New**).
2. Save.

| Key | Does |
|---|---|
| `F1` | help |

![A window](window)

    kabao --json

### Small {#small}

- point
"""


def test_chapter_is_read_into_its_parts():
    chapter = read("first", SOURCE)
    kinds = [block.kind if isinstance(block, Line) else type(block) for block in chapter.blocks]
    assert chapter.title == "First steps"
    assert kinds == [
        Kind.BODY, Kind.HEAD_2, Kind.NUMBER, Kind.NUMBER, Grid, Picture, Kind.CODE, Kind.HEAD_3,
        Kind.BULLET,
    ]  # fmt: skip
    assert [line.anchor for line in chapter.headings] == ["do", "small"]
    assert [block.number for block in chapter.blocks[2:4]] == [1, 2]
    assert list(chapter.links()) == ["people#names"]
    assert chapter.blocks[0].text == "One line goes on, there."


def test_chinese_lines_are_joined_without_blanks():
    assert read("a", "# 题\n\n一行\n接着").blocks[0].text == "一行接着"


def test_runs_keep_their_looks():
    assert inline("a **b** `c`") == (
        Run("a "), Run("b", bold=True), Run(" "), Run("c", key=True),
    )  # fmt: skip


def test_places_of_the_catalogue_are_filled():
    source = "**{texts:holders.new}** and {texts:a.b}"
    assert places(source) == ("holders.new", "a.b")
    assert fill(source, str.upper) == "**HOLDERS.NEW** and A.B"


@pytest.mark.parametrize("source", ["no title", "# t\n\n| a | b |\n|---|---|\n| only |"])
def test_what_is_no_chapter_is_refused(source):
    with pytest.raises(ManualError):
        read("bad", source)


def test_titles_come_before_text_and_pinyin_finds_titles():
    book = [read("a", "# 备份\n\n## 恢复 {#back}\n\n从备份恢复"), read("b", "# 别的\n\n没有备份")]
    known = passages(book)

    def sounds(title):
        return {"备份": ("beifen", "bf")}.get(title, ())

    assert [hit.passage.address for hit in search("备份", known, sounds)] == ["a", "a#back", "b"]
    assert [hit.passage.address for hit in search("BEI", known, sounds)] == ["a"]
    assert search("没有这个词", known, sounds) == []
    assert search("  ", known, sounds) == []
