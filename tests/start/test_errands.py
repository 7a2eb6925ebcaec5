"""Readers of foreign files in a process that is kept: they may refuse, crash, hang or lie."""

from __future__ import annotations

import datetime as dt
import os
import pickle
import time
from types import MappingProxyType

import pytest

from kabao import apart, errands
from kabao.domain.errors import CancelledError, InputRefusedError
from kabao.domain.findings import Finding, Level, Place


@pytest.fixture
def work(tmp_path, monkeypatch):
    """Give the name of a module whose functions another process can do."""
    (tmp_path / "errand_work.py").write_text(
        "import os, time, pickle, datetime\n"
        "from types import MappingProxyType\n"
        "from kabao.domain.errors import InputRefusedError\n"
        "from kabao.domain.findings import Finding, Level, Place\n"
        "def who(): return os.getpid()\n"
        "def same(*values): return values\n"
        "def refuse():\n"
        "    raise InputRefusedError('x', (Finding(Level.ERROR, 'y', Place('z')),), name='n')\n"
        "def die(): os.abort()\n"
        "def hang(): time.sleep(60)\n"
        "def fill(): return len(b'x' * (8 << 30))\n"
        "def trip(): return [][1]\n"
        "class Trap:\n"
        "    def __reduce__(self): return os.system, ('exit 7',)\n"
        "def lie(): return Trap()\n",
        encoding="utf-8",
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    errands.leave()
    yield "errand_work"
    errands.leave()


def code_of(*call, **more):
    with pytest.raises(InputRefusedError) as caught:
        errands.run(*call, **more)
    return caught.value.code, caught.value.params.get("name")


def test_one_process_answers_call_after_call_with_plain_values(work):
    first = errands.run(f"{work}:who")
    assert first != os.getpid()
    assert errands.run(f"{work}:who") == first
    told = (Finding(Level.INFO, "a"), dt.date(2026, 1, 2), MappingProxyType({"b": (1, None)}))
    assert errands.run(f"{work}:same", *told) == told


def test_a_refusal_comes_back_with_its_findings(work):
    with pytest.raises(InputRefusedError) as caught:
        errands.run(f"{work}:refuse")
    assert (caught.value.code, caught.value.params) == ("x", {"name": "n"})
    assert caught.value.findings == (Finding(Level.ERROR, "y", Place("z")),)


@pytest.mark.expected_log("MemoryError in fill|IndexError in trip")
def test_what_befalls_a_reader_is_told_in_words_and_the_next_call_is_answered(work):
    gave_up = ("import_gave_up", "a.xlsx")
    assert code_of(f"{work}:die", name="a.xlsx") == gave_up
    assert code_of(f"{work}:fill", name="a.xlsx") == gave_up
    assert code_of(f"{work}:trip", name="a.xlsx") == gave_up
    assert code_of(f"{work}:hang", name="a.xlsx", seconds=0.2) == ("import_too_slow", "a.xlsx")
    assert errands.run(f"{work}:same", 1) == (1,)


def test_a_reader_is_stopped_when_the_user_says_so(work):
    until = time.monotonic() + 0.2
    with pytest.raises(CancelledError):
        errands.run(f"{work}:hang", cancelled=lambda: time.monotonic() > until)


def test_an_answer_that_would_run_something_is_not_taken(work):
    assert code_of(f"{work}:lie", name="b")[0] == "import_gave_up"
    with pytest.raises(apart.EndedError):
        errands._read(pickle.dumps(((0, os.system), 0)))


def test_a_reader_is_kept_beside_a_large_program(work):
    errands.leave()
    large = bytearray(errands.HEAVY + (100 << 20))
    large[::4096] = b"x" * len(large[::4096])
    first = errands.run(f"{work}:who")
    del large
    assert errands.run(f"{work}:who") == first
