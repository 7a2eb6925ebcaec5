"""Libraries that lie packed in an installed program are found, loaded and replaceable."""

import importlib.util
import json
import lzma
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="packed on Linux only")
_START = (
    "import os, sys\n"
    "inner, frozen = sys.argv[1:]\n"
    "sys._MEIPASS = inner\n"
    "sys.path[:0] = [inner, frozen]\n"
    "import late\n"
    "late.install()\n"
)
_TELL = "import only._rl_accel as found\nprint(found.fp_str(1.5), found.__spec__.origin)\n"


@pytest.fixture
def late(monkeypatch):
    """The loader by itself; it is no part of the package."""
    spec = importlib.util.spec_from_file_location(
        "late_loader", ROOT / "packaging" / "frozen" / "late.py"
    )
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def inner(tmp_path):
    """A frozen folder with one small library in it, packed."""
    source = Path(importlib.util.find_spec("_rl_accel").origin)
    package = tmp_path / "inner" / "only"
    package.mkdir(parents=True)
    (package / "__init__.py").touch()
    (package / f"{source.name}.xz").write_bytes(lzma.compress(source.read_bytes(), preset=0))
    note = {f"only/{source.name}": []}
    (tmp_path / "inner" / "late.json").write_text(json.dumps(note), encoding="utf-8")
    return tmp_path / "inner"


def run(inner, script, **more):
    path = os.pathsep.join([str(ROOT / "desktop"), *sys.path])
    return subprocess.run(
        [sys.executable, "-c", _START + script, str(inner), str(ROOT / "packaging/frozen")],
        env={"PYTHONPATH": path, "TMPDIR": str(inner.parent)} | more,
        capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_a_packed_library_is_loaded_from_memory_and_leaves_nothing(inner):
    before = sorted(inner.parent.rglob("*"))
    done = run(inner, _TELL)
    assert done.stdout.startswith("1.5 /proc/self/fd/"), done.stderr
    assert [path for path in sorted(inner.parent.rglob("*")) if "cache" not in str(path)] == before


def test_where_memory_has_no_files_it_is_loaded_from_a_folder_that_goes_with_the_process(inner):
    refuse = "def refuse(name):\n    raise PermissionError(name)\nos.memfd_create = refuse\n"
    done = run(inner, refuse + _TELL)
    assert done.stdout.startswith(f"1.5 {inner.parent}/kabao-libraries-"), done.stderr
    assert list(inner.parent.glob("kabao-libraries-*")) == []


def test_where_nothing_may_be_loaded_it_is_told_in_words(inner):
    forbid = "import ctypes\ndef no(path):\n    raise OSError('noexec')\nctypes.CDLL = no\n"
    ask = (
        "from kabao.domain.errors import EnvironmentProblemError\n"
        "from kabao.texts import Texts\n"
        "try:\n    import only._rl_accel\n"
        "except EnvironmentProblemError as problem:\n"
        "    print(Texts('en')(f'errors.{problem.code}', **problem.params))\n"
    )
    told = run(inner, forbid + ask).stdout
    assert "_rl_accel" in told
    assert "noexec; noexec" in told


def test_a_plain_library_beside_the_packed_one_is_preferred(inner):
    (packed,) = (inner / "only").glob("*.xz")
    packed.with_suffix("").write_bytes(lzma.decompress(packed.read_bytes()))
    packed.write_bytes(b"damaged")
    assert run(inner, _TELL).stdout.startswith(f"1.5 {inner}/only/")


def test_what_opens_its_library_by_a_path_is_given_another(late):
    for name, (written, _place) in late.OPENERS.items():
        file = Path(importlib.util.find_spec(name.partition(".")[0]).origin)
        source = file.with_name(f"{name.rpartition('.')[2]}.py").read_text(encoding="utf-8")
        shortened = "".join(source.partition("# -- Begin header members --")[:1])
        code = late.replaced(compile(shortened, name, "exec"), written, "/proc/self/fd/7")
        assert ("/proc/self/fd/7",) in code.co_consts
        assert (written,) not in code.co_consts
    with pytest.raises(ImportError, match="does not open"):
        late.replaced(compile("a = 1", "nothing", "exec"), "./nowhere", "/")


def test_what_is_packed_tells_which_others_it_needs(monkeypatch, tmp_path):
    monkeypatch.syspath_prepend(str(ROOT / "packaging" / "frozen"))
    packed = importlib.import_module("packed")
    monkeypatch.setattr(packed, "LATE", ("a/*.so", "a.libs/b.so"))
    monkeypatch.setattr(
        packed, "needed", lambda file: {"a.so": ["libc.so.6", "b.so"]}.get(file.name, ["c.so"])
    )
    for name in ("a/a.so", "a.libs/b.so", "c.libs/c.so"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(name.encode() * 99)
    packed.pack(tmp_path)
    noted = json.loads((tmp_path / "late.json").read_text(encoding="utf-8"))
    assert noted == {"a/a.so": ["a.libs/b.so"], "a.libs/b.so": ["c.libs/c.so"]}
    assert lzma.decompress((tmp_path / "a/a.so.xz").read_bytes()) == b"a/a.so" * 99
    assert not (tmp_path / "a/a.so").exists()
    assert (tmp_path / "c.libs/c.so").exists()
