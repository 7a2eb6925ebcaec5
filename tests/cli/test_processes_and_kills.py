"""Real processes: killed in the middle, two at once, full disks, closed pipes, poor consoles."""

from __future__ import annotations

import ctypes
import json
import os
import resource
import signal
import subprocess
import sys

import pytest

from cli.conftest import one_sentence
from kabao.domain.holders import Holder
from kabao.services.workspace import Workspace
from services.people_at_hand import EXAMPLE, HOLDER, TODAY

MODULE = ("-m", "kabao")

TYPING = """
import sys
from pathlib import Path
from kabao.services.workspace import Workspace
workspace = Workspace.open(Path(sys.argv[1]))
for n in range(1_000_000):
    workspace.holders.keep_draft(0, {"name": "安" * (n % 50), "remark": str(n)})
    print(n, flush=True)
"""
SAVING = """
import json, sys
from pathlib import Path
from kabao.services.workspace import Workspace
workspace = Workspace.open(Path(sys.argv[1]))
values = json.loads(sys.argv[2])
holder = workspace.holders.save(0, values).record
for n in range(1_000_000):
    workspace.holders.save(holder.id, values | {"remark": str(n)})
    print(n, flush=True)
"""
HALF_AN_IMPORT = """
import sys, time
from pathlib import Path
from kabao.domain.holders import Holder
from kabao.services.workspace import Workspace
ledger = Workspace.open(Path(sys.argv[1])).ledger
with ledger.transaction("exchange.import"):
    for n in range(2000):
        ledger.holders.add(Holder({"name": str(n)}))
    print("half", flush=True)
    time.sleep(60)
"""
BROKEN = """
import sys
from kabao.__main__ import main
from kabao.services.register import Register
Register.lines = lambda *_: 1 / 0
sys.exit(main(sys.argv[1:]))
"""


def kill(running):
    running.send_signal(signal.SIGKILL)
    running.wait(timeout=30)
    assert running.returncode == -signal.SIGKILL


def read_numbers(running, count):
    """Read acknowledgements while more are made; the last ones still come after the kill."""
    for _ in range(count):
        running.stdout.readline()
    kill(running)
    rest = running.stdout.read().split("\n")[:-1]
    return int(rest[-1]) if rest else count - 1


def open_ledger(path):
    return Workspace.open(path, clock=lambda: TODAY)


@pytest.mark.parametrize("count", [1, 40, 200])
def test_a_kill_in_the_middle_of_typing_loses_nothing_told_to_be_kept(process, filled, count):
    with process(filled, command=("-c", TYPING)) as running:
        last = read_numbers(running, count)

    with open_ledger(filled) as workspace:
        draft = workspace.holders.draft().values
        assert int(draft["remark"]) in (last, last + 1)
        assert len(draft["name"]) == int(draft["remark"]) % 50
        assert workspace.holders.count() == 1
        assert workspace.statuses.differing() == ()


def test_a_kill_between_two_savings_keeps_the_last_one_told(process, filled):
    values = json.dumps(HOLDER | {"doc_no": "11000019900101003X", "name": "任海棠"})
    with process(filled, values, command=("-c", SAVING)) as running:
        last = read_numbers(running, 60)

    with open_ledger(filled) as workspace:
        holder = workspace.ledger.holders.by_number("11000019900101003X")
        assert int(holder.text("remark")) in (last, last + 1)
        # One entry for each step: the import, the adding, and every saving.
        assert len(workspace.ledger.history.latest(10_000)) == int(holder.text("remark")) + 3


def test_a_kill_in_the_middle_of_an_import_leaves_nothing_of_it(process, filled):
    with process(filled, command=("-c", HALF_AN_IMPORT)) as running:
        assert running.stdout.readline() == "half\n"
        kill(running)

    with open_ledger(filled) as workspace:
        assert workspace.holders.count() == 1
        assert workspace.exchange.load(EXAMPLE).unchanged == 7


def test_a_second_process_is_told_who_has_the_ledger(finished, filled):
    with open_ledger(filled):
        answer = finished("--lang", "zh", "--ledger", filled, "import", EXAMPLE)
        listed = finished("--json", "--ledger", filled, "holders")

    assert answer.code == 4
    assert one_sentence(answer)
    assert str(os.getpid()) in answer.err
    assert len(listed.document["holders"]) == 1


def limited(size):
    def limit():
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    return limit


def test_a_full_disk_refuses_an_import_and_leaves_the_ledger_whole(finished, filled, spoilt):
    before = filled.read_bytes()

    def more_people(plain):
        plain["cases"] = []
        plain["holders"] = [
            {"id": f"person-{n}", "fields": HOLDER | foreign(n)} for n in range(400)
        ]

    path = spoilt(more_people)
    answer = finished(
        "--lang", "zh", "--ledger", filled, "import", path,
        preexec_fn=limited(len(before) + 8192),
    )  # fmt: skip

    assert answer.code == 5, answer
    assert one_sentence(answer)
    assert "没有写入" in answer.err
    with open_ledger(filled) as workspace:
        assert workspace.holders.count() == 1
        assert workspace.exchange.load(EXAMPLE).unchanged == 7
        assert workspace.exchange.load(path).added == 400


def foreign(number):
    return {
        "doc_type": "prc_passport",
        "doc_no": f"E{number:08d}",
        "ssn": "E00000000000000000",
        "remark": "长" * 400,
    }


def test_a_full_disk_refuses_a_package_and_leaves_no_half_of_it(finished, filled, tmp_path):
    out = tmp_path / "out"

    answer = finished(
        "--lang", "zh", "--ledger", filled, "export", "--all", "--draft", "--out", out,
        preexec_fn=limited(100_000),
    )  # fmt: skip

    assert answer.code == 5, answer
    assert one_sentence(answer)
    assert list(out.iterdir()) == []


def test_a_full_disk_refuses_a_new_ledger(finished, tmp_path):
    answer = finished(
        "--lang", "zh", "new", tmp_path / "a.kabao", "--no-encrypt", preexec_fn=limited(8192)
    )

    assert answer.code == 5, answer
    assert one_sentence(answer)
    assert not (tmp_path / "a.kabao").exists()


def without_privileges():
    """Take from root the right to write where nobody may, for the program to be started."""
    if os.geteuid() == 0:
        prctl = ctypes.CDLL(None, use_errno=True).prctl
        drop_from_bounding_set, dac_override, dac_read_search = 24, 1, 2
        for capability in (dac_override, dac_read_search):
            if prctl(drop_from_bounding_set, capability, 0, 0, 0) != 0:
                raise OSError(ctypes.get_errno(), "prctl")


@pytest.fixture
def read_only_folder(filled):
    filled.parent.chmod(0o555)
    yield filled.parent
    filled.parent.chmod(0o755)


def test_a_read_only_folder_can_be_read_and_is_not_written(
    finished, filled, own_config_folder, read_only_folder, tmp_path_factory
):
    config = {"KABAO_CONFIG": str(tmp_path_factory.mktemp("config"))}

    def call(*argv):
        return finished(
            "--lang", "zh", "--ledger", filled, *argv, preexec_fn=without_privileges, env=config
        )

    listed = call("--json", "holders")
    assert listed.code == 0, listed.err
    assert len(listed.document["holders"]) == 1
    for argv in (
        ["import", EXAMPLE],
        ["new", read_only_folder / "b.kabao", "--no-encrypt"],
        ["export", "--all", "--draft", "--out", read_only_folder],
        ["export", "--all", "--draft", "--out", read_only_folder / "deeper"],
        ["demo", "--out", read_only_folder],
    ):
        answer = call(*argv)
        assert answer.code == 5, (argv, answer)
        assert one_sentence(answer), answer.err
    assert not (read_only_folder / "b.kabao").exists()


def test_a_ledger_that_may_not_be_read(finished, filled):
    filled.chmod(0o000)

    answer = finished("--lang", "zh", "--ledger", filled, "holders", preexec_fn=without_privileges)

    assert answer.code == 5, answer
    assert one_sentence(answer)


@pytest.fixture
def many(ledger):
    """A ledger whose list is longer than any pipe holds."""
    with open_ledger(ledger) as workspace, workspace.ledger.transaction("exchange.import"):
        for n in range(3000):
            workspace.ledger.holders.add(Holder({"name": f"人员{n:05d}" * 5}))
    return ledger


@pytest.mark.parametrize("options", [(), ("--json",)], ids=["words", "json"])
def test_a_reader_who_has_seen_enough(process, many, options):
    with process("--ledger", many, *options, "holders", command=MODULE) as running:
        first = running.stdout.read(10)
        running.stdout.close()
        err = running.stderr.read()

    assert len(first) == 10
    assert (running.returncode, err) == (0, "")


def test_check_keeps_its_exit_code_without_a_reader(process, filled):
    reader, writer = os.pipe()
    os.close(reader)
    with process("--ledger", filled, "check", stdout=writer) as running:
        os.close(writer)
        err = running.stderr.read()

    assert (running.returncode, err) == (1, "")


def test_an_output_that_is_full(finished, filled):
    with open("/dev/full", "w", encoding="utf-8") as full:  # noqa: PTH123 (a device)
        answer = finished("--lang", "zh", "--ledger", filled, "holders", stdout=full)

    assert answer.code == 5
    assert one_sentence(answer)


@pytest.mark.parametrize("encoding", ["ascii", "gbk", "utf-8"])
def test_a_console_that_lacks_characters(finished, filled, encoding):
    with open_ledger(filled) as workspace:
        workspace.ledger.holders.add(Holder({"name": "王𠮷䶮"}))
    env = {"PYTHONUTF8": "0", "PYTHONIOENCODING": encoding}

    with_words = finished("--ledger", filled, "--lang", "en", "holders", env=env, errors="replace")
    document = finished("--ledger", filled, "--json", "holders", env=env).document

    assert with_words.code == 0
    assert {holder["name"] for holder in document["holders"]} == {"安思源", "王𠮷䶮"}


def test_without_any_stream(filled):
    """A desktop entry has neither output nor errors."""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    command = f"exec {sys.executable} -m kabao --ledger {filled} --json holders >&- 2>&-"
    done = subprocess.run(["sh", "-c", command], env=environment, check=False, timeout=60)

    assert done.returncode == 0


def test_the_module_answers(finished):
    from kabao import __version__

    assert finished("--version", command=MODULE).out == f"{__version__}\n"
    answer = finished("--lang", "zh", "holders", command=MODULE)
    assert answer.code == 3
    assert one_sentence(answer)


def test_a_defect_leaves_its_traceback_in_the_log(finished, filled, own_config_folder):
    answer = finished("--ledger", filled, "--lang", "en", "holders", command=("-c", BROKEN))

    log = own_config_folder / "kabao.log"
    assert answer.code == 5
    assert one_sentence(answer)
    assert str(log) in answer.err
    assert "ZeroDivisionError" in log.read_text(encoding="utf-8")
