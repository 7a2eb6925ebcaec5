"""run.sh on a machine that is ready: it starts at once and passes on what it was given."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
KINDS = {"run": {}, "x11": {"DISPLAY": ":7"}, "wayland": {"WAYLAND_DISPLAY": "wayland-0"}}

# Stand-ins note how they were called; the real set-up is what .ci/run itself goes through.
_NOTE = '#!/bin/sh\necho "{name} $*" >>"{calls}"\n'
_PYTHON = (
    '#!/bin/sh\necho "python $*" >>"{calls}"\n'
    'case "$*" in *" venv "*) mkdir -p "$4/bin"; cp "{python}" "$4/bin/python";; '
    '*--editable*) cp "{kabao}" "$(dirname "$0")/kabao";; esac\n'
)


class Machine:
    """A copy of the scripts with a system whose every call is noted."""

    def __init__(self, folder: Path) -> None:
        self.checkout = folder / "check out"
        self.bin = folder / "bin"
        self.calls = folder / "calls"
        shutil.copytree(ROOT / "packaging", self.checkout / "packaging")
        shutil.copy(ROOT / "pyproject.toml", self.checkout)
        self.bin.mkdir()
        self._write("kabao", _NOTE.format(name="kabao", calls=self.calls))
        python = self.bin / "python3"
        self._write(
            "python3",
            _PYTHON.format(calls=self.calls, python=python, kabao=self.bin / "kabao"),
        )
        # Everything is installed, so neither apt-get nor an administrator is needed.
        self._write("python3.11", "#!/bin/sh\nexit 1\n")
        self._write("apt-get", _NOTE.format(name="apt-get", calls=self.calls))
        self.libraries(
            "libGL.so.1 libEGL.so.1 libxkbcommon.so.0 libglib-2.0.so.0 "
            "libfontconfig.so.1 libdbus-1.so.3 libxcb-cursor.so.0 libxcb-icccm.so.4 "
            "libxcb-keysyms.so.1 libxcb-shape.so.0 libxkbcommon-x11.so.0 "
            "libwayland-cursor.so.0 libwayland-egl.so.1"
        )

    def libraries(self, names: str) -> None:
        lines = "\n".join(
            f"echo '\t{name} (libc6,x86-64) => /lib/{name}'" for name in names.split()
        )
        self._write("ldconfig", f"#!/bin/sh\n{lines}\n")

    def user_id(self, number: int) -> None:
        self._write("id", f"#!/bin/sh\necho {number}\n")
        self._write("sudo", "#!/bin/sh\nexit 1\n")

    def run(self, *arguments, **environment):
        self.calls.write_text("", encoding="utf-8")
        plain = {
            name: text
            for name, text in os.environ.items()
            if name not in {"DISPLAY", "WAYLAND_DISPLAY", "LANG", "LC_ALL", "LC_MESSAGES"}
        }
        return subprocess.run(
            ["sh", "packaging/run.sh", *arguments],
            cwd=self.checkout,
            env=plain | {"PATH": f"{self.bin}:/usr/bin:/bin"} | environment,
            check=False,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
        )

    def noted(self):
        return self.calls.read_text(encoding="utf-8").splitlines()

    def _write(self, name: str, text: str) -> None:
        path = self.bin / name
        path.write_text(text, encoding="utf-8")
        path.chmod(0o755)


@pytest.fixture
def machine(tmp_path):
    return Machine(tmp_path)


@pytest.mark.parametrize("kind", KINDS)
def test_the_first_run_installs_by_hash_and_the_second_nothing(machine, kind):
    first = machine.run("--version", **KINDS[kind])
    assert first.returncode == 0, first.stderr
    assert first.stdout == ""  # the set-up speaks on standard error only
    by_hash, editable = [call for call in machine.noted() if "pip install" in call]
    assert "--require-hashes" in by_hash
    assert "requirements.lock" in by_hash
    assert "--no-index --no-deps --no-build-isolation --editable" in editable
    assert machine.noted()[-1] == "kabao --version"

    second = machine.run("--version", **KINDS[kind])
    assert machine.noted() == ["kabao --version"]
    assert second.stderr == ""


@pytest.mark.parametrize("changed", ["pyproject.toml", "packaging/requirements.lock"])
def test_a_changed_lock_or_project_is_installed(machine, changed):
    machine.run("--version")
    with (machine.checkout / changed).open("a", encoding="utf-8") as file:
        file.write("\n# changed\n")
    machine.run("--version")
    assert any("--require-hashes" in call for call in machine.noted())


def test_a_moved_checkout_gets_a_new_environment(machine):
    machine.run("--version")
    machine.checkout = machine.checkout.rename(machine.checkout.with_name("moved"))
    machine.run("--version")
    assert any("venv --clear" in call for call in machine.noted())


def test_arguments_reach_the_program_unchanged(machine):
    machine.run("--lang", "zh", "holders", "--search", "two words")
    assert machine.noted()[-1] == "kabao --lang zh holders --search two words"


@pytest.mark.parametrize("kind", ["x11", "wayland"])
def test_with_a_display_the_window_opens(machine, kind):
    machine.run(**KINDS[kind])
    assert machine.noted()[-1] == "kabao "


@pytest.mark.parametrize(
    ("language", "words"), [("C.UTF-8", "no display"), ("zh_CN.UTF-8", "显示器")]
)
def test_without_a_display_it_says_so_and_makes_the_demo(machine, language, words):
    done = machine.run(LANG=language)
    assert words in done.stderr
    assert machine.noted()[-1] == "kabao demo --out demo"


def test_an_administrator_gets_what_is_missing_installed(machine):
    machine.user_id(0)
    machine.libraries("libEGL.so.1 libxkbcommon.so.0 libglib-2.0.so.0 libfontconfig.so.1")
    assert machine.run("--version").returncode == 0
    installs = [call for call in machine.noted() if call.startswith("apt-get install")]
    (install,) = installs
    assert install.endswith(" libgl1 libdbus-1-3")


def test_anybody_else_is_told_the_exact_command(machine):
    machine.user_id(1000)
    machine.libraries("libEGL.so.1 libxkbcommon.so.0 libglib-2.0.so.0 libfontconfig.so.1")
    done = machine.run("--version")
    assert done.returncode == 5
    assert "apt-get install -y --no-install-recommends libgl1 libdbus-1-3\n" in done.stderr
    assert not any(" install " in call for call in machine.noted())
