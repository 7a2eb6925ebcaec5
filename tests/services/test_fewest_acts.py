"""The fewest acts that show a fault of rough use are found by leaving others out."""

from __future__ import annotations

import pytest

from endurance.rough_shortest import fewest

ACTS = list(range(400))


@pytest.mark.parametrize("needed", [{7}, {3, 399}, {0, 17, 18, 250}])
def test_only_what_is_needed_stays(needed):
    runs = []

    def shows(acts):
        runs.append(acts)
        return needed <= set(acts)

    assert fewest(ACTS, shows, runs=300) == sorted(needed)
    assert len(runs) < 120


def test_no_more_runs_than_they_are_worth():
    runs = []
    kept = fewest(ACTS, lambda acts: bool(runs.append(acts)), runs=5)
    assert (kept, len(runs)) == (ACTS, 5)
