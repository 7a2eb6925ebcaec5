"""Many packages at once: same bytes, failures apart, stopped and gone on with, workers that die."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from concurrent.futures import Executor, Future
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import pytest

from kabao.domain.cases import ApplicantKind
from kabao.domain.errors import EnvironmentProblemError, InputRefusedError
from kabao.services.batches import Failed, Wish, Written, export_all
from kabao.services.bundles import Here, cluster, make, processes
from kabao.services.packages import DRAFT, FINAL
from kabao.services.workspace import Workspace
from kabao.texts import Texts
from services.people_at_hand import TODAY

TEXTS = Texts("zh")


@pytest.fixture(scope="module")
def desk(tmp_path_factory, rulebook):
    """Four small cases, each with open errors, and one that never may leave."""
    path = tmp_path_factory.mktemp("batch") / "batch.kabao"
    with Workspace.create(path, rulebook, clock=lambda: TODAY) as workspace:
        for number in range(4):
            workspace.cases.create(ApplicantKind.DEPARTMENT, f"第 {number} 件")
        yield workspace


def wish(folder, **more):
    return Wish(folder, TEXTS, **{"paper": DRAFT, **more})


def run(desk, asked, **more):
    return list(export_all(desk, desk.cases.all(), asked, **more))


def test_a_pool_of_processes_gives_the_bytes_of_single_exports(desk, tmp_path):
    lines = run(desk, wish(tmp_path, workers=2, pool=processes))
    assert {line.case.number for line in lines} == {case.number for case in desk.cases.all()}
    for case in desk.cases.all()[:2]:
        name = desk.packages.file_name(case)
        alone = tmp_path / "alone" / name
        alone.parent.mkdir(exist_ok=True)
        desk.packages.write(desk.packages.order(case.id, alone, TEXTS, DRAFT))
        assert (tmp_path / name).read_bytes() == alone.read_bytes()


def test_a_failure_is_told_with_its_findings_and_stops_nothing(desk, tmp_path, monkeypatch):
    lines = run(desk, wish(tmp_path, paper=FINAL))
    assert {line.error.code for line in lines} == {"export_only_draft"}
    assert all(line.error.findings for line in lines)
    bad = desk.cases.all()[1]
    real = desk.packages.order

    def order(case_id, target, texts, paper):
        planned = real(case_id, target, texts, paper)
        if case_id != bad.id:
            return planned
        from dataclasses import replace

        return replace(planned, plan=replace(planned.plan, applicant="\U000f0000"))

    monkeypatch.setattr(desk.packages, "order", order)
    lines = run(desk, wish(tmp_path, workers=2, pool=lambda _: Here()))
    (failed,) = [line for line in lines if isinstance(line, Failed)]
    assert (failed.case.id, failed.error.code) == (bad.id, "character_not_covered")
    assert len([line for line in lines if isinstance(line, Written)]) == 3


def test_cases_with_errors_leave_as_drafts_where_that_was_asked_for(desk, tmp_path):
    lines = run(desk, wish(tmp_path, paper=FINAL, drafts=True))
    assert all(line.path.stem.endswith("-draft") for line in lines)
    assert len(lines) == 4


def test_a_stopped_batch_goes_on_where_it_ended(desk, tmp_path):
    seen = []
    batch = export_all(desk, desk.cases.all(), wish(tmp_path), lambda: len(seen) >= 2)
    for line in batch:
        seen.append(line)  # noqa: PERF402 (the batch asks how many have been seen)
    assert len(seen) < 4
    assert len(list(tmp_path.iterdir())) == len(seen)
    first = seen[0].path
    second = seen[1].path
    stamp = first.stat().st_mtime_ns
    second.write_bytes(second.read_bytes()[:-1] + b"\0")
    lines = {line.path: line for line in run(desk, wish(tmp_path))}
    assert lines[first].kept
    assert first.stat().st_mtime_ns == stamp
    assert lines[first].sha256 == seen[0].sha256
    assert not lines[second].kept
    assert lines[second].sha256 == seen[1].sha256
    assert sum(line.kept for line in lines.values()) == len(seen) - 1
    # Another wording of the same case is another package.
    case = desk.cases.get(seen[0].case.id)
    other = run(desk, wish(tmp_path, paper=DRAFT.__class__("en", draft=True)))
    assert not next(line for line in other if line.case.id == case.id).kept


def test_a_full_disk_ends_the_batch(desk, tmp_path, monkeypatch):
    def full(_handle):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("kabao.documents.saving.os.fsync", full)
    with pytest.raises(EnvironmentProblemError) as caught:
        run(desk, wish(tmp_path))
    assert caught.value.code == "package_disk_full"
    assert list(tmp_path.iterdir()) == []


class Dying(Executor):
    """A pool whose process dies whenever it meets one title."""

    def __init__(self, deadly, died):
        self._deadly, self._died = deadly, died

    def submit(self, fn, /, *args, **kwargs):
        future: Future = Future()
        if args[0].plan.title.main == self._deadly:
            self._died.append(self._deadly)
            future.set_exception(BrokenProcessPool("died"))
        else:
            future.set_result(make(*args))
        return future


def test_a_process_that_dies_takes_only_its_own_package_with_it(desk, tmp_path):
    died = []
    lines = run(desk, wish(tmp_path, workers=2, pool=lambda _: Dying("第 2 件", died)))
    (failed,) = [line for line in lines if isinstance(line, Failed)]
    assert (failed.case.title, failed.error.code) == ("第 2 件", "package_worker_failed")
    assert len(lines) == 4
    assert len(died) == 2


def test_a_dask_cluster_of_two_workers_gives_the_same_bytes(desk, tmp_path, rulebook):
    own, spread, ledger = tmp_path / "own", tmp_path / "spread", tmp_path / "cluster.kabao"
    own.mkdir()
    spread.mkdir()
    with Workspace.create(ledger, rulebook, clock=lambda: TODAY) as workspace:
        for number in range(3):
            workspace.cases.create(ApplicantKind.DEPARTMENT, f"第 {number} 件")
        run(workspace, wish(own))
    script = Path(__file__).with_name("export_by_dask.py")
    done = subprocess.run(
        [sys.executable, str(script), str(ledger), str(spread)],
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
        env={**os.environ, "KABAO_TEST_SOCKETS": "loopback"},
    )
    assert done.returncode == 0, done.stderr
    for path in own.iterdir():
        assert (spread / path.name).read_bytes() == path.read_bytes()


@pytest.mark.parametrize(
    ("address", "code"), [("ray://here", "executor_unknown"), ("dask://", "executor_unknown")]
)
def test_an_executor_that_is_not_known_is_refused(address, code):
    with pytest.raises(InputRefusedError) as caught:
        cluster(address)
    assert caught.value.code == code


def test_without_the_extra_a_sentence_names_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(InputRefusedError) as caught:
        cluster("dask://127.0.0.1:8786")
    assert caught.value.code == "cluster_extra_missing"


def test_a_bundle_needs_no_ledger(desk, tmp_path):
    """What is sent holds the plan and the files: the ledger may be closed meanwhile."""
    import pickle

    from kabao.services.bundles import bundle

    case = desk.cases.all()[0]
    order = desk.packages.order(case.id, tmp_path / "x.pdf", TEXTS, DRAFT)
    sent = pickle.dumps(bundle(order.plan, {}.__getitem__))
    assert b"batch.kabao" not in sent
    assert make(pickle.loads(sent)).data.startswith(b"%PDF")
