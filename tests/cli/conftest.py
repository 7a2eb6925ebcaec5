"""Commands run in this process on a fixed day, or as a process of their own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import jsonschema
import pytest

from kabao import paths
from kabao.cli.main import run
from kabao.rulebook import load
from kabao.services.demo import make_sample_ledger
from kabao.services.workspace import Workspace
from services.people_at_hand import EXAMPLE, TODAY

ON_THE_DAY = (
    "-c",
    (
        "import datetime, sys; from kabao.cli.main import run; today = datetime.date"
        f"{TODAY.year, TODAY.month, TODAY.day}; sys.exit(run(sys.argv[1:], lambda: today))"
    ),
)
"""A process whose clock stands on the day of the tests."""

SOURCE = Path(__file__).parents[2] / "desktop"


@dataclass(frozen=True)
class Answer:
    """What a command printed and how it ended."""

    code: int
    out: str
    err: str

    @property
    def document(self):
        """The JSON document on standard output."""
        return json.loads(self.out)


@pytest.fixture(scope="session")
def rulebook():
    return load()


@pytest.fixture(autouse=True)
def rules_read_once(rulebook, monkeypatch):
    """Save every command in this process the reading of the same rule files."""
    monkeypatch.setattr("kabao.rulebook.load", lambda: rulebook)


@pytest.fixture
def kabao(capsys):
    """Return a function that runs a command in Chinese."""

    def call(*argv, lang="zh"):
        capsys.readouterr()
        code = run(["--lang", lang, *map(str, argv)], lambda: TODAY)
        captured = capsys.readouterr()
        return Answer(code, captured.out, captured.err)

    return call


@pytest.fixture
def process(own_config_folder):
    """Return a function that starts a command as a process."""
    environment = {
        **os.environ,
        "PYTHONPATH": str(SOURCE),
        "KABAO_CONFIG": str(own_config_folder),
        "PYTHONUTF8": "1",
    }
    environment.pop("KABAO_LEDGER", None)

    def start(*argv, command=ON_THE_DAY, env=(), **options):
        return subprocess.Popen(
            [sys.executable, *command, *map(str, argv)],
            env={**environment, **dict(env)},
            stdout=options.pop("stdout", subprocess.PIPE),
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            **options,
        )

    return start


@pytest.fixture
def finished(process):
    """Return a function that runs a command as a process to its end."""

    def wait(*argv, **options):
        with process(*argv, **options) as running:
            out, err = running.communicate(timeout=60)
        return Answer(running.returncode, out or "", err)

    return wait


@pytest.fixture
def ledger(tmp_path):
    """An empty ledger."""
    path = tmp_path / "desk.kabao"
    Workspace.create(path).close()
    return path


@pytest.fixture
def filled(ledger):
    """A ledger with the people and the case of the README's example."""
    with Workspace.open(ledger, clock=lambda: TODAY) as workspace:
        workspace.exchange.load(EXAMPLE)
    return ledger


@pytest.fixture
def sampled(tmp_path):
    """The shipped sample: three cases, ready to be handed in."""
    path = tmp_path / "sample.kabao"
    make_sample_ledger(path, clock=lambda: TODAY).close()
    return path


@pytest.fixture
def fits():
    """Return a function that checks a document against the schema of a command."""

    def check(command, document):
        path = paths.resources() / "schemas" / f"cli-{command}.json"
        schema = json.loads(path.read_text(encoding="utf-8"))
        jsonschema.Draft202012Validator(schema).validate(document)

    return check


@pytest.fixture
def spoilt(tmp_path):
    """Return a function that writes a changed example into a file."""

    def write(change, name="spoilt.json"):
        plain = json.loads(EXAMPLE.read_text(encoding="utf-8"))
        change(plain)
        path = tmp_path / name
        path.write_text(json.dumps(plain, ensure_ascii=False), encoding="utf-8")
        return path

    return write


def one_sentence(answer):
    """Say whether an error is told in one sentence, without a traceback or a full number."""
    lines = answer.err.splitlines()
    return (
        len([line for line in lines if not line.startswith("  ")]) == 1
        and "Traceback" not in answer.err
        and "110000199001010013" not in answer.err
    )
