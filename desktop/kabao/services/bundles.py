"""What leaves for another process when packages are made side by side, and what comes back.

A bundle holds the frozen plan and the bytes of its files, so whoever makes the package needs
neither the ledger nor its key.
"""

from __future__ import annotations

from concurrent.futures import Executor, Future
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kabao.documents.enclosures import plan_attachments
from kabao.documents.package import MadePackage, make_package
from kabao.domain.errors import EnvironmentProblemError, InputRefusedError, KabaoError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from kabao.documents.plan import PackagePlan
    from kabao.domain.findings import Finding


_MOST = 8
_WORTH = 8
"""Packages from which on starting processes pays."""
_PATIENCE = 10
"""Seconds to wait for a scheduler."""


@dataclass(frozen=True, slots=True)
class Bundle:
    """A plan with the bytes of every file that it names, by SHA-256."""

    plan: PackagePlan
    files: Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Refusal:
    """A known error as plain values, which another process can send."""

    kind: type[KabaoError]
    code: str
    findings: tuple[Finding, ...]
    params: Mapping[str, str | int]

    def error(self) -> KabaoError:
        """Return the error again."""
        return self.kind(self.code, self.findings, **self.params)


def bundle(plan: PackagePlan, data_of: Callable[[str], bytes]) -> Bundle:
    """Gather what a plan needs; each file once."""
    digests = dict.fromkeys(item.sha256 for item in plan_attachments(plan))
    return Bundle(plan, {sha256: data_of(sha256) for sha256 in digests})


def make(sent: Bundle) -> MadePackage | Refusal:
    """Make the package of a bundle; the work that is spread over processes."""
    try:
        return make_package(sent.plan, attachment_data=sent.files.__getitem__)
    except KabaoError as error:
        return Refusal(type(error), error.code, error.findings, dict(error.params))


class Here(Executor):
    """Does the work at once in this process: the pool of one."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Do it and return what came of it."""
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:  # noqa: BLE001 (told by the future, as every executor does)
            future.set_exception(error)
        return future


def processes(workers: int) -> Executor:
    """Return a pool of processes on this machine; of one worker, this process itself."""
    if workers < 2:
        return Here()
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    # A forked copy of a process with windows and threads may stand still for ever.
    return ProcessPoolExecutor(
        workers, mp_context=get_context("spawn"), initializer=_leave_interrupts
    )


def sensible_workers(packages: int) -> int:
    """Return how many processes are worth their start for a number of packages."""
    import os

    return min(os.cpu_count() or 1, _MOST) if packages >= _WORTH else 1


def cluster(address: str) -> Callable[[int], Executor]:
    """Return what makes the pool of a dask cluster, as ``dask://HOST:PORT`` names it.

    Raises InputRefusedError ``executor_unknown`` for another kind of address, and
    ``cluster_extra_missing`` where dask.distributed is not installed.
    """
    kind, _, place = address.partition("://")
    if kind != "dask" or not place:
        raise InputRefusedError("executor_unknown", address=address)
    try:
        import distributed  # noqa: F401 (asked for before any case is planned)
    except ImportError as error:
        raise InputRefusedError("cluster_extra_missing") from error
    return lambda _workers: _Cluster(place)


class _Cluster(Executor):
    """The workers of a dask scheduler as an executor that closes its own connection."""

    def __init__(self, place: str) -> None:
        from distributed import Client

        connect: Any = Client
        try:
            self._client = connect(f"tcp://{place}", timeout=_PATIENCE)
        except (OSError, TimeoutError) as error:
            raise EnvironmentProblemError("cluster_unreachable", address=place) from error
        self._pool: Executor = self._client.get_executor(pure=False)

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Send the work to a worker."""
        return self._pool.submit(fn, *args, **kwargs)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Take leave of the scheduler; what was not asked to be kept is given up."""
        self._pool.shutdown(wait=wait and not cancel_futures)
        self._client.close()


def _leave_interrupts() -> None:
    """Let the process that asked for the work decide what Ctrl+C ends."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
