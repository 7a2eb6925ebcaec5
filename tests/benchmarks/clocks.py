"""Ten thousand clocks of law counted anew, against a frame budget of 50 ms.

python tests/benchmarks/clocks.py [COUNT]

Times are of the processor, since other work may run meanwhile. The first run counts every start
day; the others find it counted, as when one date was changed.
"""

from __future__ import annotations

import datetime as dt
import statistics
import sys
import time

from common import line

TODAY = dt.date(2026, 11, 22)
RUNS = 9


def main() -> None:
    """Count the clocks of so many people at work, first anew and then again."""
    from kabao import rulebook
    from kabao.domain.clocks import Counter, clocks_of
    from kabao.rulebook.schedules import read_schedule

    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    rules, calendar = rulebook.load().deadlines.of("holder"), read_schedule()
    first = dt.date(2025, 1, 1)
    people = [
        {"work_started_on": (first + dt.timedelta(days=number % 680)).isoformat()}
        for number in range(count)
    ]

    def once(counter: Counter) -> float:
        began = time.process_time()
        found = sum(
            1
            for number, values in enumerate(people)
            for _ in clocks_of(number, "", values, rules, counter, TODAY)
        )
        assert found == count
        return (time.process_time() - began) * 1000

    counter = Counter(calendar)
    anew = once(counter)
    again = statistics.median(once(counter) for _ in range(RUNS))
    line(f"{count:,} clocks", "counted anew", f"{anew:.0f} ms", "")
    line(f"{count:,} clocks", "counted again, the median", f"{again:.0f} ms", "")


if __name__ == "__main__":
    main()
