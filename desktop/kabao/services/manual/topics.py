"""Which chapter explains a place of the window: by room, module, field or finding."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from kabao import plain_toml
from kabao.services.manual.findings import address
from kabao.services.manual.library import HOME, folder

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

FINDING = "finding:"
"""What leads the code where a place asks for a finding to be explained."""


@cache
def _topics() -> Mapping[str, Any]:
    return plain_toml.load(folder() / "topics.toml")


def of_field(name: str) -> str:
    """Return the chapter of a field; empty where none is about it."""
    found: str = _topics()["fields"].get(name, "")
    return found


def of_module(module: str) -> str:
    """Return the chapter of a module of the window by its longest known head; empty for none."""
    modules: Mapping[str, str] = _topics()["modules"]
    parts = module.removeprefix("kabao.ui.").split(".")
    for length in range(len(parts), 0, -1):
        found = modules.get("/".join(parts[:length]))
        if found is not None:
            return found
    return ""


def all_topics() -> dict[str, str]:
    """Return every place that leads to a chapter."""
    return {**_topics()["modules"], **_topics()["fields"]}


def resolved(asked: Sequence[str]) -> str:
    """Return the first place that says something; ``finding:`` leads to its code."""
    first = next((item for item in asked if item), HOME)
    if first.startswith(FINDING):
        return address(first.removeprefix(FINDING))
    return first
