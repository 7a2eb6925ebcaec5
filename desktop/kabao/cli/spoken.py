"""Commands that tell their help in the language of the user, by the words of the catalogue.

No command carries a sentence for people: ``commands.<command>.says`` tells what it does, ``more``
what else there is to know, ``commands.<command>.--option`` what an option is for. What several
commands share stands under ``commands.common``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from unicodedata import east_asian_width

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from kabao.texts import Texts

_PIECES = re.compile(r"\s+|\||(?:[\u2e80-\uffef]|[^\s|\u2e80-\uffef]+\|?)[，。；：、）”]*")
_NAMES = 28
"""Names of options longer than this have a line to themselves."""
_KINDS = {"INTEGER": "number", "PATH": "path", "FILE": "path", "DAY": "day"}
"""What click calls the kinds of values, and the key of our word; any other is a text."""


class SpokenCommand(click.Command):
    """A command whose help stands in the catalogue."""

    def get_help(self, ctx: click.Context) -> str:
        """Return the help page in the language of the session."""
        from kabao.cli.session import Session

        return help_page(ctx, ctx.ensure_object(Session).texts)


class SpokenGroup(SpokenCommand, click.Group):
    """A group of such commands."""

    command_class = SpokenCommand
    group_class = type


def command(name: str) -> Callable[[Callable[..., Any]], SpokenCommand]:
    """Make a command of a function."""
    return click.command(name, cls=SpokenCommand)


def group(name: str, **attributes: Any) -> Callable[[Callable[..., Any]], SpokenGroup]:
    """Make a group of commands of a function."""
    return click.group(name, cls=SpokenGroup, **attributes)


def key_of(path: str) -> str:
    """Return the key of a command by its names after ``kabao``; the program's own for none."""
    return f"commands.{path.replace(' ', '.') or 'kabao'}"


def paragraphs(texts: Texts, path: str) -> list[str]:
    """Return what a command does, and what else there is to know of it."""
    key = key_of(path)
    more = [texts(f"{key}.more")] if texts.has(f"{key}.more") else []
    return [texts(f"{key}.says"), *more]


def option_words(texts: Texts, path: str, option: click.Option) -> str:
    """Return what an option is for; raises KeyError where the catalogue does not say."""
    name = max(option.opts, key=len)
    own = f"{key_of(path)}.{name}"
    return texts(own if texts.has(own) else f"commands.common.{name}")


def help_page(context: click.Context, texts: Texts) -> str:
    """Return usage, sentences, options and commands, laid out for the width of the terminal."""
    width = context.make_formatter().width
    path = context.command_path.partition(" ")[2]
    usage = usage_words(context, texts)
    lines = _hung(f"{texts('commands.page.usage')} {context.command_path} {usage}", width)
    for paragraph in paragraphs(texts, path):
        lines += ["", *(f"  {line}" for line in _wrapped(paragraph, width - 2))]
    rows = list(_option_rows(context, path, texts))
    lines += ["", texts("commands.page.options"), *_table(rows, width)]
    if isinstance(context.command, click.Group):
        told = [
            (name, paragraphs(texts, f"{path} {name}".strip())[0])
            for name in sorted(context.command.commands)
        ]
        lines += ["", texts("commands.page.commands"), *_table(told, width)]
    return "\n".join(lines)


def usage_words(context: click.Context, texts: Texts) -> str:
    """Return what stands behind the name of a command in its usage."""
    pieces = " ".join(context.command.collect_usage_pieces(context))
    for written, word in (
        ("[COMMAND [ARGS]...]", "any_command"),
        ("COMMAND [ARGS]...", "command"),
        ("[OPTIONS]", "anything"),
    ):
        pieces = pieces.replace(written, texts(f"commands.page.{word}"))
    return pieces


def _option_rows(context: click.Context, path: str, texts: Texts) -> Iterator[tuple[str, str]]:
    for option in context.command.get_params(context):
        if not isinstance(option, click.Option) or option.hidden:
            continue
        names = ", ".join((*option.opts, *option.secondary_opts))
        words = option_words(texts, path, option)
        if option.required:
            words = texts("commands.page.required", words=words)
        yield f"{names} {_value(context, option, texts)}".strip(), words


def _value(context: click.Context, option: click.Option, texts: Texts) -> str:
    """Return what stands behind an option: its choices, or a word for the kind of value."""
    if option.is_flag:
        return ""
    if isinstance(option.type, click.Choice):
        return option.make_metavar(context)
    kind = (option.metavar or option.make_metavar(context)).split(" ")[0]
    return texts(f"commands.page.{_KINDS.get(kind, 'text')}")


def _table(rows: Sequence[tuple[str, str]], width: int) -> list[str]:
    """Lay out two columns; a long name has a line, or more, to itself."""
    widths = [_cells(name) for name, _ in rows if _cells(name) <= _NAMES]
    left = max(widths, default=_NAMES) + 4
    lines: list[str] = []
    for name, words in rows:
        told = _wrapped(words, width - left)
        if _cells(name) + 4 > left:
            lines += _hung(f"  {name}", width)
            lines += [" " * left + line for line in told]
            continue
        lines.append(f"  {name}{' ' * (left - 2 - _cells(name))}{told[0]}")
        lines += [" " * left + line for line in told[1:]]
    return lines


def _hung(text: str, width: int) -> list[str]:
    """Break a text into lines of which all but the first are indented."""
    first, *rest = _wrapped(text.strip(), width - 4)
    start = " " * (len(text) - len(text.lstrip()))
    return [f"{start}{first}", *(f"    {line}" for line in rest)]


def _wrapped(text: str, width: int) -> list[str]:
    """Break a text into lines: Latin between words, Chinese anywhere but before a mark."""
    lines = [""]
    for piece in _PIECES.findall(text):
        if lines[-1] and _cells(lines[-1] + piece.rstrip()) > width:
            lines.append("")
        lines[-1] += piece if lines[-1] else piece.lstrip()
    return [line.rstrip() for line in lines]


def _cells(text: str) -> int:
    """Return how many cells of a terminal a text takes."""
    return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in text)
