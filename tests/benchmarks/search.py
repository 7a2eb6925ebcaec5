"""Search as you type, from the key to the ids in order and the first lines, against one frame."""

from __future__ import annotations

import random
import time
from typing import TYPE_CHECKING

from common import FRAME_MS, asked, ledger_of, line, median, percentile

from kabao.domain.holders import HolderFilter
from kabao.storage.ledger import Ledger
from kabao.storage.pinyin import Pinyin

if TYPE_CHECKING:
    from collections.abc import Callable

QUERIES = 300
LINES = 40


def main() -> None:
    folder, count = asked()
    path = ledger_of(folder, count)
    with Ledger.open(path) as ledger:
        first = _timed(lambda: ledger.holders.rows(ledger.holders.ids(HolderFilter())[:LINES]))
        rest = _timed(lambda: ledger.holders.ids(HolderFilter())[-1])
        ids = ledger.holders.ids(HolderFilter())
        ledger.holders.ids(HolderFilter(search="王"))  # the places by id are laid out once
        people = [ledger.holders.get(ids[place]) for place in _places(len(ids))]
        line("search", f"{count:,} holders", "p50 ms", "p99 ms", "p99 / frame", "p99 of work alone")
        line("everybody by name, first time: first lines", "", f"{first:.0f}", "", "")
        line("... the rest, beside the window's thread", "", f"{rest:.0f}", "", "")
        line("counts by state", "", f"{_timed(ledger.holders.counts_by_state):.1f}", "", "")
        for name, cut in _cuts().items():
            both = [_search(ledger, cut(holder)) for holder in people]
            times, work = ([pair[at] for pair in both] for at in (0, 1))
            p99, p99_work = percentile(times, 0.99), percentile(work, 0.99)
            share = f"{p99 / FRAME_MS:.2f}"
            line(name, "", f"{median(times):.1f}", f"{p99:.1f}", share, f"{p99_work:.1f}")
        scans = [_scan(ledger, holder.name[-2:]) for holder in people[:20]]
        line("for comparison: LIKE over all names", "", f"{median(scans):.0f}", "", "")


def _places(count: int) -> list[int]:
    chance = random.Random(5)
    return [chance.randrange(count) for _ in range(QUERIES)]


def _cuts() -> dict[str, Callable]:
    pinyin = Pinyin()
    chance = random.Random(11)

    def part(length: int) -> Callable:
        def cut(holder):
            start = chance.randrange(max(1, len(holder.name) - length + 1))
            return holder.name[start : start + length]

        return cut

    return {
        "a surname": lambda holder: holder.name[:1],
        "1 character of a name": part(1),
        "2 characters": part(2),
        "3 characters": part(3),
        "pinyin, 2 letters": lambda holder: pinyin.sound(holder.name).full[:2],
        "pinyin, 3 letters": lambda holder: pinyin.sound(holder.name).full[:3],
        "pinyin, 6 letters": lambda holder: pinyin.sound(holder.name).full[:6],
        "initials": lambda holder: pinyin.sound(holder.name).initials,
        "last four of the number": lambda holder: holder.doc_no[-4:],
        "first 14 of the number": lambda holder: holder.doc_no[:14],
        "name and employer's place": lambda holder: f"{holder.name} 青禾",
    }


def _search(ledger: Ledger, text: str) -> tuple[float, float]:
    """Return milliseconds by the clock, and those this thread itself was at work."""
    begun = time.thread_time()

    def look():
        ids = ledger.holders.ids(HolderFilter(search=text))
        return ledger.holders.rows(ids[:LINES])

    return _timed(look), (time.thread_time() - begun) * 1000


def _scan(ledger: Ledger, text: str) -> float:
    sql = "SELECT id FROM holders WHERE name LIKE ? ORDER BY name, id"
    return _timed(lambda: ledger._session.rows(sql, (f"%{text}%",)))


def _timed(action: Callable) -> float:
    begun = time.perf_counter()
    action()
    return (time.perf_counter() - begun) * 1000


if __name__ == "__main__":
    main()
