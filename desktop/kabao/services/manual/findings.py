"""Chapters of findings: the sentence of each code, an example, and what to do about it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from kabao import paths, plain_toml
from kabao.domain.manual.model import Chapter, Kind, Line, Run
from kabao.services.manual.spoken import spoken

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kabao.domain.manual.model import Block
    from kabao.texts import Texts

_PREFIX = "findings-"


def _source() -> str:
    return (paths.resources() / "help" / "findings.toml").read_text("utf-8")


@cache
def _data() -> Mapping[str, Any]:
    return plain_toml.loads(_source())


@cache
def _groups() -> Mapping[str, Any]:
    """Read what stands before the many examples: the contents of the manual want no more."""
    groups: Mapping[str, Any] = plain_toml.loads(_source().partition("\n[examples.")[0])["groups"]
    return groups


def groups() -> tuple[str, ...]:
    """Return the groups that codes are explained in, in their order."""
    return tuple(_groups())


def chapter_key(group: str) -> str:
    """Return the key of the chapter of a group."""
    return f"{_PREFIX}{group}"


def group_of(key: str) -> str:
    """Return the group that a chapter explains; empty for a chapter of another kind."""
    group = key.removeprefix(_PREFIX)
    return group if key.startswith(_PREFIX) and group in _groups() else ""


@cache
def _places() -> Mapping[str, str]:
    return {
        code: f"{chapter_key(group)}#{code}"
        for group in groups()
        for code in _data()["examples"][group]
    }


def codes() -> tuple[str, ...]:
    """Return every code that is explained."""
    return tuple(_places())


def address(code: str) -> str:
    """Return where a code is explained; the chapter about checking for one that is not."""
    return _places().get(code, "checking")


def title(group: str, texts: Texts) -> str:
    """Return the title of the chapter of one group."""
    return spoken(_groups()[group], texts)


def chapter(group: str, texts: Texts) -> Chapter:
    """Return the chapter of one group."""
    samples = _values(_data()["samples"], texts)
    blocks: list[Block] = [Line((Run(texts("help.findings_note")),))]
    for code, example in _data()["examples"][group].items():
        values = {**samples, **_values(example.get("with", {}), texts)}
        blocks += _explained(code, example, values, texts)
    return Chapter(chapter_key(group), title(group, texts), tuple(blocks))


def _explained(
    code: str, example: Mapping[str, Any], values: Mapping[str, str], texts: Texts
) -> Iterator[Block]:
    sentence = _shown(f"findings.{code}.text", values, texts)
    remedy = _shown(f"findings.{code}.remedy", values, texts)
    yield Line((Run(sentence),), Kind.HEAD_3, code)
    yield _told(texts("help.remedy"), remedy)
    yield _told(texts("help.example"), spoken(example, texts))
    yield Line((Run(texts("help.code")), Run(" "), Run(code, key=True)))


def _shown(key: str, values: Mapping[str, str], texts: Texts) -> str:
    """Fill a sentence with its samples; bare where one is wanting, so that help never fails."""
    try:
        return texts(key, **values)
    except KeyError:
        return texts(key)


def _told(label: str, text: str) -> Line:
    return Line((Run(label, bold=True), Run(" "), Run(text)))


def _values(told: Mapping[str, Any], texts: Texts) -> dict[str, str]:
    """Return what a sentence is shown with."""
    return {
        name: spoken(value, texts) if isinstance(value, dict) else str(value)
        for name, value in told.items()
    }
