"""The national rulebook, loaded once, and a copy of its folder to break."""

from __future__ import annotations

import shutil

import pytest

from kabao import paths, rulebook


@pytest.fixture(scope="session")
def national():
    return rulebook.load()


@pytest.fixture
def rule_folder(tmp_path):
    """A copy of the national rule files that a test may change."""
    return shutil.copytree(paths.resources() / "rules" / "national", tmp_path / "rules")
