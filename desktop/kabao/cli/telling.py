"""What the commands say of themselves, for the manual: usage by click, words by the catalogue."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from kabao.cli.spoken import option_words, paragraphs, usage_words
from kabao.texts import Texts, Written

if TYPE_CHECKING:
    from collections.abc import Iterator

_WIDTH = 1000
_WRITTEN: tuple[Written, ...] = ("zh", "en")


def tell(group: click.Group) -> list[dict[str, Any]]:
    """Return every command below a group in the order of its list."""
    return list(_commands(group, ""))


def _commands(group: click.Group, before: str) -> Iterator[dict[str, Any]]:
    for name, command in group.commands.items():
        path = f"{before}{name}"
        yield _told(path, command)
        if isinstance(command, click.Group):
            yield from _commands(command, f"{path} ")


def _told(path: str, command: click.Command) -> dict[str, Any]:
    context = click.Context(command, info_name=f"kabao {path}", max_content_width=_WIDTH)
    options = [_option(path, item) for item in command.params if isinstance(item, click.Option)]
    return {
        "name": path,
        "zh": paragraphs(Texts("zh"), path),
        "en": paragraphs(Texts("en"), path),
        "usage": {one: f"kabao {path} {usage_words(context, Texts(one))}" for one in _WRITTEN},
        "options": [item for item in options if item is not None],
    }


def _option(path: str, option: click.Option) -> dict[str, str] | None:
    """Return an option of a command's own; those of every command are told once in the text."""
    if option.hidden or option.name in {"ledger", "lang", "as_json", "debug"}:
        return None
    names = ", ".join((*option.opts, *option.secondary_opts))
    if isinstance(option.type, click.Choice):
        names = f"{names} {' | '.join(str(item) for item in option.type.choices)}"
    chinese, english = (option_words(Texts(one), path, option) for one in _WRITTEN)
    return {"name": names, "zh": chinese, "en": english}
