"""Fixtures of the paper."""

from __future__ import annotations

import pytest

from documents.synthetic_cases import Files, make_case_order
from kabao.documents.plans import build_plan
from kabao.rulebook import load


@pytest.fixture(scope="session")
def rulebook():
    return load()


@pytest.fixture
def files():
    return Files()


@pytest.fixture
def make_order(rulebook, files):
    """Return a function that makes the input of a package."""
    return lambda *args, **options: make_case_order(rulebook, files, *args, **options)


@pytest.fixture
def make_plan(make_order):
    """Return a function that makes the plan of a package."""
    return lambda *args, **options: build_plan(make_order(*args, **options))
