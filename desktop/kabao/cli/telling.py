"""What the commands say of themselves, for the manual: names, help and options by click."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Iterator

_HALVES = re.compile(r"(.*?[\u2e80-\uffef].*?)\s*/\s+(.*)", re.DOTALL)
_WIDTH = 1000


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
    first, *rest = (command.help or "").split("\n\n")
    chinese, english = halves(" ".join(first.split()))
    more = [" ".join(paragraph.split()) for paragraph in rest]
    pieces = " ".join(command.collect_usage_pieces(context))
    options = [_option(item) for item in command.params if isinstance(item, click.Option)]
    return {
        "name": path,
        "zh": [chinese, *(halves(item)[0] for item in more)],
        "en": [english, *(halves(item)[1] for item in more)],
        "usage": f"kabao {path} {pieces}".strip(),
        "options": [item for item in options if item is not None],
    }


def _option(option: click.Option) -> dict[str, str] | None:
    """Return an option of a command's own; those of every command are told once in the text."""
    if option.hidden or option.name in {"ledger", "lang", "as_json", "debug"}:
        return None
    names = ", ".join((*option.opts, *option.secondary_opts))
    if isinstance(option.type, click.Choice):
        names = f"{names} {'|'.join(str(item) for item in option.type.choices)}"
    chinese, english = halves(option.help or "")
    return {"name": names, "zh": chinese, "en": english}


def halves(text: str) -> tuple[str, str]:
    """Return the Chinese and the English half of ``中文 / English``; the whole twice if one."""
    found = _HALVES.fullmatch(text)
    return (found[1].strip(), found[2].strip()) if found else (text, text)
