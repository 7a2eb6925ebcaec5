"""The pins and the driver that everything stands on."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import PySide6
import pytest
from PySide6.QtCore import QObject

ROOT = Path(__file__).resolve().parents[2]
LOCKS = ("requirements.lock", "requirements-test.lock")


def _locked(name):
    """The pinned packages of a lock file: name -> (version, number of hashes)."""
    entries = re.split(r"\n(?=\S)", (ROOT / "packaging" / name).read_text(encoding="utf-8").strip())
    packages = {}
    for entry in entries:
        found = re.match(r"([a-z0-9._-]+)==([^\s;\\]+)", entry)
        assert found, f"not pinned: {entry[:60]}"
        packages[found[1]] = (found[2], len(re.findall(r"--hash=sha256:[0-9a-f]{64}", entry)))
    return packages


def _name(requirement):
    return re.split(r"[^A-Za-z0-9._-]", requirement)[0].lower().replace("_", "-")


def test_qt_is_the_version_that_keeps_its_references():
    assert PySide6.__version__ == "6.11.3"
    assert _locked("requirements.lock")["pyside6-essentials"][0] == "6.11.3"


def test_void_calls_keep_none_alive():
    # PySide6 6.12.0 on Python 3.11 loses one reference to None per void call, then aborts.
    thing = QObject()
    before = sys.getrefcount(None)
    for _ in range(2000):
        thing.setObjectName("kabao")
    assert sys.getrefcount(None) > before - 1000


def test_sqlite_utils_runs_on_the_cipher_driver():
    proof = (
        "import kabao.storage.driver, sqlite_utils.utils as utils, sqlcipher3;"
        "from sqlite_utils import Database;"
        "assert utils.sqlite3.Connection is sqlcipher3.dbapi2.Connection, utils.sqlite3;"
        "print(Database(sqlcipher3.connect(':memory:')).execute('PRAGMA cipher_version')"
        ".fetchone()[0])"
    )
    done = subprocess.run(
        [sys.executable, "-c", proof], capture_output=True, check=False, text=True, cwd=ROOT
    )
    assert done.returncode == 0, done.stderr
    assert re.match(r"\d+\.\d+", done.stdout)


@pytest.mark.parametrize("name", LOCKS)
def test_locks_hold_versions_and_hashes_only(name):
    text = (ROOT / "packaging" / name).read_text(encoding="utf-8")
    for address in ("://", "--index", "--extra-index", "--find-links", " @ ", "file:", "\n/"):
        assert address not in text
    assert all(hashes > 0 for _, hashes in _locked(name).values())


def test_the_tests_see_what_users_get():
    for_users, for_tests = map(_locked, LOCKS)
    assert for_users.items() <= for_tests.items()


def test_every_direct_dependency_is_locked():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    groups = project["dependency-groups"]
    for_users = [*project["project"]["dependencies"], *groups["build"]]
    for_tests = [
        item for part in ("lint", "test") for item in groups[part] if isinstance(item, str)
    ]
    assert {_name(item) for item in for_users} <= _locked("requirements.lock").keys()
    assert {_name(item) for item in for_tests} <= _locked("requirements-test.lock").keys()
