"""What a passphrase costs: unlocking, importing and searching, against a plain ledger in one run.

Also what the seals of the history cost an import. Runs of both kinds take turns; medians are told.
"""

from __future__ import annotations

import random
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from common import asked, ledger_of, line, median

from kabao.domain.holders import Holder, HolderFilter
from kabao.storage import backups
from kabao.storage.chain import Chain
from kabao.storage.keys import LedgerKey, salt_of
from kabao.storage.ledger import Ledger

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

RUNS = 5
ADDED = 50_000
QUERIES = 200


def main() -> None:
    folder, count = asked()
    plain = ledger_of(folder, count)
    with tempfile.TemporaryDirectory(dir=folder) as name:
        made = LedgerKey.fresh("雨后 春笋 42")
        secret = Path(name) / "secret.kabao"
        backups.copy_under(plain, secret, None, made)
        line("a passphrase", f"{count:,} holders", "plain ms", "encrypted ms", "ratio", "")
        _told("making the key of a passphrase", [0.0], _each(lambda: _derive(secret)))
        pairs = [(plain, None), (secret, made)]
        _told("opening", *(_each(lambda at=at: _open(*at)) for at in pairs))
        _told("searching, 2 characters, warm", *_searching(pairs))
        _told(f"importing {ADDED:,} people", *_importing(Path(name)))
        _told("the same without and with seals", *_sealing(Path(name)))


def _told(words: str, plain: list[float], secret: list[float]) -> None:
    one, other = median(plain), median(secret)
    ratio = f"{other / one:.2f}" if one else ""
    line(words, "", f"{one:.1f}", f"{other:.1f}", ratio, "")


def _each(act: Callable[[], object]) -> list[float]:
    return [_timed(act) for _ in range(RUNS)]


def _derive(path: Path) -> None:
    LedgerKey.derived("雨后 春笋 42", salt_of(path))


def _open(path: Path, key: LedgerKey | None) -> None:
    Ledger.open(path, key=key).close()


def _searching(pairs: list[tuple[Path, LedgerKey | None]]) -> list[list[float]]:
    chance = random.Random(3)
    times: list[list[float]] = [[], []]
    with Ledger.open(pairs[0][0]) as one, Ledger.open(pairs[1][0], key=pairs[1][1]) as other:
        ids = one.holders.ids(HolderFilter())
        words = [one.holders.get(chance.choice(ids)).name[-2:] for _ in range(QUERIES)]
        for ledger in (one, other):
            for word in words:
                list(ledger.holders.ids(HolderFilter(search=word)))
        for word in words:
            for kept, ledger in zip(times, (one, other), strict=True):
                wanted = HolderFilter(search=word)
                kept.append(_timed(lambda ledger=ledger: ledger.holders.ids(wanted)[:50]))  # noqa: B023
    return times


def _importing(folder: Path) -> list[list[float]]:
    times: list[list[float]] = [[], []]
    for run in range(RUNS):
        for kept, key in zip(times, (None, LedgerKey(bytes(range(48)))), strict=True):
            path = folder / f"import-{run}-{key is None}.kabao"
            with Ledger.create(path, key=key) as ledger:
                kept.append(_timed(lambda ledger=ledger: _import(ledger)))
            path.unlink()
    return times


def _sealing(folder: Path) -> list[list[float]]:
    times: list[list[float]] = [[], []]
    for run in range(RUNS):
        for kept, sealed in zip(times, (False, True), strict=True):
            path = folder / f"seal-{run}-{sealed}.kabao"
            with Ledger.create(path) as ledger, _seals(sealed=sealed):
                kept.append(_timed(lambda ledger=ledger: _import(ledger)))
            path.unlink()
    return times


@contextmanager
def _seals(*, sealed: bool) -> Iterator[None]:
    whole = Chain.seal
    if not sealed:
        Chain.seal = lambda *_: None
    try:
        yield
    finally:
        Chain.seal = whole


def _import(ledger: Ledger) -> None:
    with ledger.transaction("roster.import", "x"):
        ledger.holders.add_many(
            [
                Holder({"name": f"王小{number % 900}", "doc_no": f"E{number:08d}"})
                for number in range(ADDED)
            ]
        )


def _timed(act: Callable[[], object]) -> float:
    begun = time.perf_counter()
    act()
    return (time.perf_counter() - begun) * 1000


if __name__ == "__main__":
    main()
