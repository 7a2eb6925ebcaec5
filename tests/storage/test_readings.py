"""The shipped readings are those of the library they were taken from."""

import runpy
from pathlib import Path

from kabao import paths

ROOT = Path(__file__).parents[2]


def test_the_shipped_readings_are_those_of_the_library():
    made = runpy.run_path(str(ROOT / "packaging" / "make_readings.py"))
    shipped = (paths.resources() / "names" / "readings.txt").read_text(encoding="utf-8")
    assert shipped == made["told"]()
