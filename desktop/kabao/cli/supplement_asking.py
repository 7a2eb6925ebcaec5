"""What a bureau asks for, named in the call itself or answered on the terminal."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING

import click

from kabao.domain.errors import InputRefusedError
from kabao.domain.supplements import LONGEST, Request

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kabao.cli.session import Session
    from kabao.domain.fields import FormSpec
    from kabao.services.supplements import ReadPackage

_PLACE = re.compile(r"(?P<material>\d{1,3})(?:\.(?P<field>[A-Za-z_]\w*)(?:\.(?P<row>\d{1,5}))?)?")


def named(asks: Sequence[str]) -> tuple[Request, ...]:
    """Read ``PLACE=TEXT``; raises InputRefusedError for a place that is none, or without words."""
    return tuple(_named(ask) for ask in asks)


def _named(ask: str) -> Request:
    place, _, words = ask.partition("=")
    found = _PLACE.fullmatch(place.strip() or "0")
    if found is None:
        raise InputRefusedError("supplement_place", place=place.strip()[:60])
    if not words.strip():
        raise InputRefusedError("supplement_no_words", place=place.strip()[:60])
    row = int(found["row"] or 0) - 1
    return Request(words.strip()[:LONGEST], int(found["material"]), found["field"] or "", row)


def asked_here(session: Session, package: ReadPackage) -> tuple[Request, ...]:
    """Ask on the terminal until nothing more is wanted.

    Raises InputRefusedError ``supplement_nothing`` where nobody can be asked or nothing was.
    """
    requests: list[Request] = []
    if sys.stdin.isatty():
        session.tell(session.texts("supplements.here.intro", case=package.case))
        for number, form in enumerate(package.forms, start=1):
            session.tell(f"  {number}. {form.title.to(session.texts.language)}")
        while (request := _ask(session, package, len(requests) + 1)) is not None:
            requests.append(request)
    if not requests:
        raise InputRefusedError("supplement_nothing")
    return tuple(requests)


def _ask(session: Session, package: ReadPackage, count: int) -> Request | None:
    texts = session.texts
    words = _prompt(texts("supplements.here.text", number=count))
    if not words.strip():
        return None
    material = _choice(texts("supplements.here.material"), len(package.forms))
    field = _field(session, package.forms[material - 1]) if material else ""
    return Request(words.strip()[:LONGEST], material, field)


def _field(session: Session, form: FormSpec) -> str:
    texts = session.texts
    for number, spec in enumerate(form.fields, start=1):
        session.tell(f"  {number}. {spec.label.to(texts.language)}")
    chosen = _choice(texts("supplements.here.field"), len(form.fields))
    return form.fields[chosen - 1].name if chosen else ""


def _choice(question: str, most: int) -> int:
    answer: int = click.prompt(
        question, default=0, show_default=False, type=click.IntRange(0, most), err=True
    )
    return answer


def _prompt(question: str) -> str:
    answer: str = click.prompt(question, default="", show_default=False, err=True)
    return answer
