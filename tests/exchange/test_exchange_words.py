"""Every code of the exchange and of the preflight has its words."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import kabao
from kabao import paths
from kabao.texts import catalogue

SOURCE = Path(kabao.__file__).parent
CODE = re.compile(r'"((?:exchange|case)_[a-z0-9_]+)"')


def codes(*folders):
    files = [path for folder in folders for path in sorted((SOURCE / folder).rglob("*.py"))]
    return {code for path in files for code in CODE.findall(path.read_text(encoding="utf-8"))}


def worded():
    return {
        *(key.split(".")[1] for key in catalogue() if key.startswith("errors.")),
        *(key.split(".")[1] for key in catalogue() if key.startswith("findings.")),
    }


def test_every_code_has_words():
    used = codes("exchange", "domain/preflight") | CODE_IN_DOMAIN

    assert used
    assert used - worded() == set()


def test_no_words_without_a_code():
    used = codes("exchange", "domain", "services")
    folder = paths.resources() / "translations"
    names = ("findings-exchange", "errors-exchange", "findings-preflight")
    ours = {
        code
        for name in names
        for code in tomllib.loads((folder / f"{name}.toml").read_text(encoding="utf-8"))
    }

    assert ours - used == set()


CODE_IN_DOMAIN = set(CODE.findall((SOURCE / "domain/exchange.py").read_text(encoding="utf-8")))
