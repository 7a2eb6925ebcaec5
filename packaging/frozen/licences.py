"""Write the licences of everything in the frozen folder: ``licences/LICENCES.txt``.

Three sources: the texts that every distribution brings along, the parts named in ``shipped.toml``,
and the copyright files of the Debian packages whose libraries travel along. A distribution without
a text, or a library that nobody answers for, stops the build.
"""

from __future__ import annotations

import fnmatch
import json
import re
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
BUILDERS = frozenset(
    {
        *("altgraph", "hatchling", "packaging", "pathspec", "pip", "pluggy", "pyinstaller"),
        *("pyinstaller-hooks-contrib", "setuptools", "tomlkit", "trove-classifiers", "wheel"),
        *("macholib", "pefile", "pywin32-ctypes"),
        *("charset-normalizer", "lxml"),
    }
)
"""Distributions that build the program, or that it does without, and that do not travel along."""
_TEXT = re.compile(r"(licen[cs]e|copying|notice|authors)", re.IGNORECASE)
_RULE = "=" * 100


@dataclass(frozen=True, slots=True)
class Work:
    """Something shipped: what it is, its licence in short, and the texts."""

    name: str
    licence: str
    texts: tuple[str, ...]


def write(program: Path, python: Path) -> None:
    """Write the file into a frozen folder, from the environment it was made of."""
    works = [*parts(_site(python)), *distributions(_site(python)), *_of_system(program)]
    unanswered = strangers(program)
    if unanswered:
        raise SystemExit(f"no licence is known for: {', '.join(unanswered)}")
    folder = program / "licences"
    folder.mkdir(exist_ok=True)
    (folder / "LICENCES.txt").write_text(told(works), "utf-8", newline="\n")


def distributions(site: Path) -> list[Work]:
    """Return every Python distribution that travels along, with its licence texts."""
    found = []
    for folder in sorted(site.glob("*.dist-info")):
        about = (folder / "METADATA").read_text("utf-8", errors="replace")
        name = plain(re.findall(r"^Name: (.+)$", about, re.MULTILINE)[0])
        if name in BUILDERS:
            continue
        version = re.findall(r"^Version: (.+)$", about, re.MULTILINE)[0]
        texts = _texts(folder) or _lent(name)
        if not texts:
            raise SystemExit(f"{name} has no licence text")
        found.append(Work(f"{name} {version}", _licence(about), texts))
    return found


def plain(name: str) -> str:
    """Return the name of a distribution as the index spells it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def parts(site: Path) -> list[Work]:
    """Return what ``shipped.toml`` names, with its texts."""
    by_name = {plain(folder.name.split("-")[0]): folder for folder in site.glob("*.dist-info")}
    found = []
    for part in shipped():
        files = [HERE / "texts" / name for name in part.get("texts", ())]
        files += [ROOT / part["own"]] if "own" in part else []
        texts = tuple(_read(file) for file in files)
        if "of" in part:
            texts += _texts(by_name[part["of"]])
        found.append(Work(part["name"], part["licence"], texts))
    return found


def shipped() -> list[dict[str, object]]:
    """Return the parts of ``shipped.toml`` that are shipped on this system."""
    parts = tomllib.loads((HERE / "shipped.toml").read_text("utf-8"))["part"]
    return [part for part in parts if sys.platform in part.get("on", [sys.platform])]


def strangers(program: Path) -> list[str]:
    """Return the libraries of a frozen folder that no part and no Debian package answers for."""
    patterns = [pattern for part in shipped() for pattern in part["files"]]
    unknown = []
    for library in libraries(program):
        place = library.relative_to(program / "_internal").as_posix()
        known = any(fnmatch.fnmatch(place, pattern) for pattern in patterns)
        if not known and ("/" in place or not _package(library.name)):
            unknown.append(place)
    return unknown


def libraries(program: Path) -> list[Path]:
    """Return every shared library of a frozen folder."""
    endings = re.compile(r"\.(so(\.[0-9.]+)?|pyd|dll|dylib)$", re.IGNORECASE)
    inner = program / "_internal"
    return sorted(path for path in inner.rglob("*") if endings.search(path.name))


def told(works: list[Work]) -> str:
    """Return the whole file: an index, then every text once."""
    numbers: dict[str, int] = {}
    index = ["What Kabao is made of, and the licences of its parts. 卡包所含各部分及其许可。", ""]
    for work in works:
        marks = [numbers.setdefault(text.strip(), len(numbers) + 1) for text in work.texts]
        index.append(f"- {work.name}: {work.licence} [{', '.join(map(str, marks))}]")
    bodies = (f"{_RULE}\n[{number}]\n\n{text}\n" for text, number in numbers.items())
    return "\n".join(index) + "\n\n" + "\n".join(bodies)


def _of_system(program: Path) -> list[Work]:
    """Return the Debian packages whose libraries lie beside the program's own."""
    if sys.platform != "linux":
        return []
    found: dict[str, Work] = {}
    for library in libraries(program):
        package = _package(library.name) if library.parent.name == "_internal" else ""
        if package and package not in found:
            text = _read(Path("/usr/share/doc") / package / "copyright")
            found[package] = Work(
                f"{library.name} (of Debian's {package})", "see the text", (text,)
            )
    return [found[name] for name in sorted(found)]


def _package(library: str) -> str:
    """Return the Debian package of a system library by its name; empty elsewhere."""
    if sys.platform != "linux":
        return ""
    asked = ["dpkg-query", "--search", f"*/{library}"]
    done = subprocess.run(asked, check=False, capture_output=True, text=True)  # noqa: S603
    return min((line.partition(":")[0] for line in done.stdout.splitlines()), default="")


def _texts(folder: Path) -> tuple[str, ...]:
    """Return the licence texts of a distribution, and the list of crates compiled into it."""
    files = {
        path
        for path in folder.rglob("*")
        if path.is_file() and ("licenses" in path.parts or _TEXT.search(path.name))
    }
    texts = [_read(path) for path in sorted(files)]
    for path in sorted(folder.glob("sboms/*.json")):
        crates = json.loads(path.read_text("utf-8")).get("components", ())
        texts.append("Compiled in:\n" + "\n".join(sorted({_crate(crate) for crate in crates})))
    return tuple(text for text in texts if text.strip())


def _crate(crate: dict[str, object]) -> str:
    licences = json.dumps(crate.get("licenses", []))
    names = re.findall(r'"(?:expression|id|name)": "([^"]+)"', licences)
    return (
        f"- {crate.get('name')} {crate.get('version', '')}: {' '.join(names) or 'see its source'}"
    )


def _lent(name: str) -> tuple[str, ...]:
    """Return the texts of a distribution that brings none."""
    own = HERE / "texts" / f"{name}.txt"
    if own.is_file():
        return (_read(own),)
    of_qt = name in ("pyside6-essentials", "shiboken6")
    names = ("Qt.txt", "LGPL-3.0.txt", "GPL-3.0.txt") if of_qt else ()
    return tuple(_read(HERE / "texts" / name) for name in names)


def _licence(about: str) -> str:
    given = re.findall(r"^License(?:-Expression)?: (.+)$", about, re.MULTILINE)
    classed = re.findall(r"^Classifier: License :: (?:OSI Approved :: )?(.+)$", about, re.MULTILINE)
    return (given or classed or ["see the text"])[0][:100]


def _read(path: Path) -> str:
    return path.read_text("utf-8", errors="replace").replace("\r\n", "\n")


def _site(python: Path) -> Path:
    asked = [str(python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]
    done = subprocess.run(asked, check=True, capture_output=True, text=True)  # noqa: S603
    return Path(done.stdout.strip())
