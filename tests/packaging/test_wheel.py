"""What is shipped runs by itself: the wheel, in an empty environment, away from the checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path
from zipfile import ZipFile

import pypdf
import pytest

import kabao

ROOT = Path(__file__).resolve().parents[2]

pytestmark = [
    pytest.mark.timeout(600),
    # One worker builds the wheel for all tests of this file.
    pytest.mark.xdist_group("wheel"),
]


def _run(command, **options):
    environment = {name: text for name, text in os.environ.items() if name != "PYTHONPATH"}
    environment |= options.pop("environment", {})
    done = subprocess.run(
        command, check=False, capture_output=True, text=True, env=environment, **options
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("dist")
    _run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder], cwd=ROOT)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    """An empty environment with Kabao from the wheel; dependencies are lent by the running one."""
    folder = tmp_path_factory.mktemp("empty") / "venv"
    venv.create(folder, with_pip=False, symlinks=True)
    binary = folder / "bin" / "python"
    pip = [sys.executable, "-m", "pip", "--python", binary, "install", "--quiet"]
    _run([*pip, "--no-index", "--no-deps", "--disable-pip-version-check", wheel])
    site = Path(
        _run([binary, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]).strip()
    )
    # A path line lends the packages but not the .pth files there, so the checkout stays unseen.
    (site / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return folder


def test_the_wheel_holds_program_and_resources(wheel):
    names = ZipFile(wheel).namelist()
    assert "kabao/__main__.py" in names
    for part in (
        "fonts/NotoSansSC-Regular.ttf",
        "theme/tokens.toml",
        "translations/cli-start.toml",
    ):
        assert f"kabao/resources/{part}" in names
    assert any(name.endswith("licenses/LICENSE") for name in names)
    strangers = {name.split("/")[0] for name in names} - {
        "kabao",
        f"kabao-{kabao.__version__}.dist-info",
    }
    assert strangers == set()


def test_the_program_comes_from_the_wheel(installed, tmp_path):
    where = "import kabao, kabao.paths; print(kabao.__file__); print(kabao.paths.resources())"
    for line in _run([installed / "bin" / "python", "-c", where], cwd=tmp_path).splitlines():
        assert Path(line).is_relative_to(installed)


def test_the_installed_command_knows_its_version(installed, tmp_path):
    assert _run([installed / "bin" / "kabao", "--version"], cwd=tmp_path) == (
        f"{kabao.__version__}\n"
    )


def test_the_installed_command_makes_the_demo(installed, tmp_path):
    out = tmp_path / "demo"
    without_display = {"DISPLAY": "", "WAYLAND_DISPLAY": "", "LANG": "C.UTF-8"}
    _run(
        [installed / "bin" / "kabao", "demo", "--out", out],
        cwd=tmp_path,
        environment=without_display,
    )
    packages = sorted(out.rglob("*.pdf"))
    assert len(packages) == 6
    assert all(len(pypdf.PdfReader(package).pages) > 5 for package in packages)
