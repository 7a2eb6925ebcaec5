"""Many packages at once: plans out to a pool, finished files back, no failure stops the others."""

from __future__ import annotations

import hashlib
import logging
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, wait
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kabao.documents.increments import adds_one_signature
from kabao.documents.reading import PackageFile
from kabao.domain.errors import (
    CancelledError,
    EnvironmentProblemError,
    InputRefusedError,
    KabaoError,
    LedgerLockedError,
)
from kabao.services.bundles import Refusal, bundle, make, processes
from kabao.services.packages import FINAL, finished

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator, Sequence
    from concurrent.futures import Executor, Future
    from pathlib import Path

    from kabao.documents.package import MadePackage
    from kabao.domain.cases import Case
    from kabao.services.packages import ExportOrder, Paper
    from kabao.services.signatures import Signing
    from kabao.services.workspace import Workspace
    from kabao.texts import Texts

ENDING = (EnvironmentProblemError, LedgerLockedError, CancelledError)
"""Errors after which the next case would fail as well."""

_LOG = logging.getLogger(__name__)
_AHEAD = 2
"""Packages under way for each worker: the next one is planned while the others are made."""
_TICK = 0.2
"""Seconds after which a standstill is looked at: has the user had enough?"""


@dataclass(frozen=True, slots=True)
class Wish:
    """Where the packages go and how they are printed."""

    folder: Path
    texts: Texts
    paper: Paper = FINAL
    drafts: bool = False
    """Whether a case with open errors leaves as a draft, named so, instead of being refused."""
    workers: int = 1
    pool: Callable[[int], Executor] = processes
    """Makes a pool for a number of workers; any executor of ``concurrent.futures`` will do."""
    signing: Signing | None = None
    """The key to sign with, which never leaves this process."""


@dataclass(frozen=True, slots=True)
class Written:
    """A package that now stands in the folder; ``kept`` if it stood there before, the same."""

    case: Case
    path: Path
    pages: int
    sha256: str
    kept: bool = False


@dataclass(frozen=True, slots=True)
class Failed:
    """A case whose package could not be written, and why."""

    case: Case
    error: KabaoError


Line = Written | Failed
_Item = tuple["Case", "ExportOrder"]


def export_all(
    workspace: Workspace,
    cases: Sequence[Case],
    wish: Wish,
    cancelled: Callable[[], bool] = lambda: False,
) -> Generator[Line, None, None]:
    """Write the packages of many cases and yield what came of each, as it is ready.

    What is already in the folder and still the same is not written again, so that a batch that
    was stopped goes on where it ended. Closing the iterator stops the work at the next package.
    Raises EnvironmentProblemError where every further package would fail too, such as a full disk.
    """
    batch = _Batch(workspace, wish)
    try:
        yield from batch.run(cases, cancelled)
    finally:
        batch.close()


class _Batch:
    """One batch while it runs."""

    def __init__(self, workspace: Workspace, wish: Wish) -> None:
        self._workspace = workspace
        self._wish = wish
        self._pool = wish.pool(wish.workers)
        self._reader = workspace.ledger.attachments.reader()
        self._under_way: dict[Future[MadePackage | Refusal], _Item] = {}
        self._alone: list[_Item] = []
        """What was under way when a process of the pool died; tried again one by one."""

    def run(self, cases: Sequence[Case], cancelled: Callable[[], bool]) -> Iterator[Line]:
        """Yield what came of each case."""
        waiting = iter(cases)
        more = True
        while more or self._under_way:
            while more and len(self._under_way) < _AHEAD * self._wish.workers:
                case = next(waiting, None)
                more = case is not None and not cancelled()
                if case is not None and more:
                    yield from self._begin(case)
                yield from self._ready(0)
            if cancelled():
                return
            yield from self._ready(_TICK)
        for item in self._alone:
            if not cancelled():
                yield from self._try_alone(item)

    def close(self) -> None:
        """End the pool; what is being made is given up."""
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._reader.close()

    def _begin(self, case: Case) -> Iterator[Line]:
        try:
            order = self._order(case)
            kept = _kept(case, order, signed=self._wish.signing is not None)
            if kept is not None:
                yield kept
                return
            sent = bundle(order.plan, self._reader.data)
        except ENDING:
            raise
        except KabaoError as error:
            yield Failed(case, error)
            return
        try:
            self._under_way[self._pool.submit(make, sent)] = (case, order)
        except BrokenExecutor:
            self._alone.append((case, order))
            self._renew()

    def _order(self, case: Case) -> ExportOrder:
        wish, packages = self._wish, self._workspace.packages
        target = wish.folder / packages.file_name(case)
        try:
            return packages.order(case.id, target, wish.texts, wish.paper)
        except InputRefusedError as error:
            if error.code != "export_only_draft" or not wish.drafts:
                raise
        draft = target.with_stem(f"{target.stem}-draft")
        return packages.order(case.id, draft, wish.texts, replace(wish.paper, draft=True))

    def _ready(self, timeout: float) -> Iterator[Line]:
        done, _ = wait(self._under_way, timeout, FIRST_COMPLETED)
        for future in done:
            item = self._under_way.pop(future)
            try:
                made = future.result()
            except BrokenExecutor:
                self._alone += [item, *self._under_way.values()]
                self._under_way.clear()
                self._renew()
                return
            except Exception:  # noqa: BLE001 (one failure never stops the others)
                _LOG.exception("a worker failed on a package")
                yield Failed(item[0], KabaoError("package_worker_failed", case=item[0].number))
            else:
                yield self._saved(item, made)

    def _renew(self) -> None:
        self._pool.shutdown(wait=False, cancel_futures=True)
        self._pool = self._wish.pool(self._wish.workers)

    def _try_alone(self, item: _Item) -> Iterator[Line]:
        """Make one package with no other under way: if the process dies again, it is this one."""
        case, order = item
        future = self._pool.submit(make, bundle(order.plan, self._reader.data))
        try:
            yield self._saved(item, future.result())
        except BrokenExecutor:
            self._renew()
            yield Failed(case, KabaoError("package_worker_failed", case=case.number))

    def _saved(self, item: _Item, made: MadePackage | Refusal) -> Line:
        case, order = item
        if isinstance(made, Refusal):
            error = made.error()
            if isinstance(error, ENDING):
                raise error
            return Failed(case, error)
        result = finished(made, order, self._wish.signing)
        return Written(case, result.path, result.pages, result.sha256)


def _kept(case: Case, order: ExportOrder, *, signed: bool) -> Written | None:
    """Return the package that stands there if it says what the plan says and is unaltered."""
    target = order.target
    if not target.is_file():
        return None
    try:
        with PackageFile.open(target) as package:
            manifest = package.manifest
            if manifest.content_sha256 != order.plan.digest or not _is_whole(package, signed):
                return None
            digest = hashlib.sha256(package.whole).hexdigest()
    except KabaoError:
        return None
    return Written(case, target, manifest.pages, digest, kept=True)


def _is_whole(package: PackageFile, signed: bool) -> bool:
    """Say whether a file is as it was written, signed or not as it is wanted now."""
    seal = package.seal()
    if not signed or not seal.appended:
        return seal.sound and not seal.appended and not signed
    from kabao.documents.signing import check

    whole = package.whole
    return seal.sound and adds_one_signature(package.raw, whole) and check(whole).sound
