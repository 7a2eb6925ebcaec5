"""The short name of a content: stable over order and processes, another for other content."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType

import pytest

from kabao.domain.fingerprints import fingerprint


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


@dataclass(frozen=True)
class Rule:
    days: int
    colours: frozenset[Colour]
    by: object


RULE = Rule(3, frozenset({Colour.RED, Colour.BLUE}), MappingProxyType({"a": (1, 2), "b": None}))


@pytest.mark.parametrize(
    "other",
    [
        replace(RULE, days=4),
        replace(RULE, colours=frozenset({Colour.RED})),
        replace(RULE, by={"a": (2, 1), "b": None}),
        replace(RULE, by={"a": (1, 2), "b": ""}),
        replace(RULE, by={"a": (1, 2)}),
    ],
)
def test_other_content_has_another_name(other):
    assert fingerprint(other) != fingerprint(RULE)


def test_order_does_not_count():
    assert fingerprint(replace(RULE, by={"b": None, "a": [1, 2]})) == fingerprint(RULE)


def test_every_process_finds_the_same():
    code = "from kabao.domain.fingerprints import fingerprint as f; print(f(frozenset('abcdef')))"
    found = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
            timeout=60,
        ).stdout.strip()
        for seed in "12"
    }
    assert found == {fingerprint(frozenset("abcdef"))}
