"""A call that click does not understand, told in the user's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
from click import exceptions

if TYPE_CHECKING:
    from kabao.texts import Texts


def problem_words(error: click.ClickException, texts: Texts) -> str:
    """Return what is wrong with a call; what click alone knows stays in its own words."""
    if isinstance(error, exceptions.NoSuchOption):
        problem = texts("commands.wrong.no_option", name=error.option_name)
        return _near(problem, error.possibilities, texts)
    if isinstance(error, exceptions.NoSuchCommand):
        problem = texts("commands.wrong.no_command", name=error.command_name)
        return _near(problem, error.possibilities, texts)
    if isinstance(error, exceptions.BadOptionUsage):
        return texts("commands.wrong.no_value", name=error.option_name)
    if isinstance(error, click.BadParameter):
        return _bad_value(error, texts)
    return error.format_message()


def _near(problem: str, known: list[str] | None, texts: Texts) -> str:
    if not known:
        return problem
    return texts("commands.wrong.near", problem=problem, near=", ".join(known))


def _bad_value(error: click.BadParameter, texts: Texts) -> str:
    parameter = error.param
    if parameter is None:
        return error.format_message()
    name = _name(parameter, error.ctx)
    if isinstance(error, click.MissingParameter):
        return texts("commands.wrong.missing", name=name)
    kind = parameter.type
    if isinstance(kind, click.Choice):
        choices = ", ".join(str(choice) for choice in kind.choices)
        return texts("commands.wrong.not_chosen", name=name, choices=choices)
    if isinstance(kind, click.IntRange) and kind.min is not None:
        return texts("commands.wrong.not_number", name=name, least=kind.min)
    if isinstance(kind, click.DateTime):
        return texts("commands.wrong.not_day", name=name)
    return error.format_message()


def _name(parameter: click.Parameter, context: click.Context | None) -> str:
    """Return the name that stands in the usage."""
    if isinstance(parameter, click.Option) or context is None:
        return ", ".join(parameter.opts)
    return parameter.make_metavar(context)
