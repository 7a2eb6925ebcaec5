"""The help of the command line: every command and option in the words of the user's language."""

from __future__ import annotations

import re
from unicodedata import east_asian_width

import click
import pytest

from kabao.cli.main import kabao as program
from kabao.cli.spoken import help_page, option_words, paragraphs
from kabao.texts import Texts, catalogue

CHINESE = re.compile(r"[\u2e80-\uffef]")


def contexts(command: click.Command, parent: click.Context | None = None):
    settings = {"terminal_width": 80, **command.context_settings}
    context = click.Context(command, parent=parent, info_name=command.name, **settings)
    yield context
    if isinstance(command, click.Group):
        for one in command.commands.values():
            yield from contexts(one, context)


PARTS = ("commands.page.", "commands.wrong.")
PAGES = list(contexts(program))


def options(context: click.Context) -> list[click.Option]:
    return [
        item
        for item in context.command.get_params(context)
        if isinstance(item, click.Option) and not item.hidden
    ]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_command_and_no_option_lacks_words_in_its_language(language):
    texts = Texts(language)
    for context in PAGES:
        path = context.command_path.partition(" ")[2]
        told = [*paragraphs(texts, path)]
        told += [option_words(texts, path, option) for option in options(context)]
        for words in told:
            spoken = CHINESE.search(words.replace("张三", "")) is not None
            assert spoken is (language == "zh") or words == "", f"{path}: {words}"


def test_no_words_are_kept_for_what_is_no_option():
    asked = set()
    for context in PAGES:
        path = context.command_path.partition(" ")[2]
        key = f"commands.{path.replace(' ', '.') or 'kabao'}"
        names = {max(option.opts, key=len) for option in options(context)}
        asked |= {f"{key}.{name}" for name in ("says", "more", *names)}
        asked |= {f"commands.common.{name}" for name in names}
    kept = {key for key in catalogue() if key.startswith("commands.")}
    assert {key for key in kept - asked if not key.startswith(PARTS)} == set()


@pytest.mark.parametrize("language", ["zh", "en", "zh_TW"])
def test_every_page_of_help_fits_a_terminal(language):
    for context in PAGES:
        for line in help_page(context, Texts(language)).splitlines():
            cells = sum(2 if east_asian_width(sign) in "WF" else 1 for sign in line)
            assert cells <= 80, line


@pytest.mark.parametrize(
    ("argv", "words"),
    [
        (("holders", "--help"), "用法： kabao holders [选项]"),
        (("--lang", "en", "holders", "--help"), "Usage: kabao holders [OPTIONS]"),
        (("holders", "--help", "--lang=en"), "List holders, numbers starred."),
        (("--lang=zh_TW", "key", "--help"), "台帳的通行碼"),
    ],
)
def test_help_speaks_the_language_that_is_asked_for_wherever_it_stands(kabao, argv, words):
    answer = kabao(*argv)
    assert answer.code == 0
    assert words in answer.out


@pytest.mark.parametrize(
    ("argv", "words"),
    [
        (("holdres",), "没有命令 holdres。是不是 holders？"),
        (("holders", "--colour"), "没有选项 --colour。"),
        (("cases", "--search"), "选项 --search 后面要写内容。"),
        (("holders", "--grade", "x"), "--grade 只能是：well_supported, supported, claimed。"),
        (("cases", "--limit", "0"), "--limit 要写整数，不小于 1。"),
        (("holders", "--review-until", "x"), "--review-until 要写日期"),
        (("verify",), "缺少 "),
        (("--lang", "en", "holders", "--colour"), "There is no option --colour."),
    ],
)
def test_wrong_calls_are_told_in_the_language_of_the_user(kabao, argv, words):
    answer = kabao(*argv)
    assert answer.code == 2
    assert words in answer.err
