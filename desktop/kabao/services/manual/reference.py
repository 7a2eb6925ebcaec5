"""Chapters completed from lists that are made by ``packaging/make_help.py``: commands and keys."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from kabao import paths
from kabao.domain.manual.model import Chapter, Grid, Kind, Line, Run
from kabao.services.manual.spoken import in_script, spoken

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kabao.domain.manual.model import Block, Runs
    from kabao.texts import Texts

COMMANDS, KEYS = "command-line", "keyboard"


def completed(chapter: Chapter, texts: Texts) -> Chapter:
    """Return a chapter with the list that belongs behind its words."""
    makers = {COMMANDS: _commands, KEYS: _keys}
    if chapter.key not in makers:
        return chapter
    made = tuple(makers[chapter.key](texts))
    return replace(chapter, blocks=(*chapter.blocks, *made))


def _read(name: str) -> Any:
    return json.loads((paths.resources() / "help" / f"{name}.json").read_text("utf-8"))


def _commands(texts: Texts) -> Iterator[Block]:
    for command in _read("commands"):
        anchor = command["name"].replace(" ", "-")
        yield Line((Run(f"kabao {command['name']}"),), Kind.HEAD_2, anchor)
        for said in command[texts.written]:
            yield Line((Run(in_script(said, texts)),))
        yield Line((Run(spoken(command["usage"], texts), key=True),), Kind.CODE)
        if command["options"]:
            head = (texts("help.option"), texts("help.meaning"))
            yield _table(head, [_row(item["name"], item, texts) for item in command["options"]])


def _row(key: str, said: dict[str, str], texts: Texts) -> tuple[Runs, Runs]:
    return (Run(key, key=True),), (Run(spoken(said, texts)),)


def told_keys(texts: Texts) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the keys of each room and what they do, as the manual tells them."""
    return [
        (spoken(group, texts), [(item["keys"], spoken(item, texts)) for item in group["rows"]])
        for group in _read("keys")
    ]


def _keys(texts: Texts) -> Iterator[Block]:
    for number, (title, told) in enumerate(told_keys(texts)):
        yield Line((Run(title),), Kind.HEAD_2, f"keys-{number}")
        rows = [((Run(keys, key=True),), (Run(words),)) for keys, words in told]
        yield _table((texts("help.key"), texts("help.does")), rows)


def _table(head: tuple[str, str], rows: Sequence[tuple[Runs, Runs]]) -> Grid:
    return Grid((((Run(head[0]),), (Run(head[1]),)), *rows))
