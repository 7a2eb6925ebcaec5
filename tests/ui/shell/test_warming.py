"""What is loaded after the first picture comes in pieces, and all of it is there."""

from __future__ import annotations

from importlib.util import find_spec

from kabao.ui.shell import warming


def test_every_tool_named_is_there() -> None:
    names = [step.args[0] for step in warming.tools_of_files()]
    assert [name for name in names if find_spec(name) is None] == []
