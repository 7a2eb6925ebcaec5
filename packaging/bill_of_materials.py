"""Print the bill of materials of what users get (CycloneDX 1.5, JSON), from the lock file alone."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
_PIN = re.compile(r"^([A-Za-z0-9_.-]+)==([^ ;\\]+)")
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


def bill(lock: str, version: str) -> dict[str, Any]:
    """Return the document for a lock file and the version of the program."""
    components: list[dict[str, Any]] = []
    for line in lock.splitlines():
        pin = _PIN.match(line)
        if pin:
            name = re.sub(r"[-_.]+", "-", pin[1]).lower()
            purl = f"pkg:pypi/{name}@{pin[2]}"
            found = {"type": "library", "bom-ref": purl, "name": name, "version": pin[2]}
            components.append({**found, "purl": purl, "hashes": []})
        elif components and (digest := _HASH.search(line)):
            components[-1]["hashes"].append({"alg": "SHA-256", "content": digest[1]})
    program = {"type": "application", "bom-ref": "kabao", "name": "kabao", "version": version}
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {"component": program},
        "components": components,
    }


def main() -> None:
    """Print the document."""
    source = (ROOT / "desktop/kabao/__init__.py").read_text("utf-8")
    found = re.search(r'__version__ = "([^"]+)"', source)
    assert found is not None
    lock = (ROOT / "packaging/requirements.lock").read_text("utf-8")
    json.dump(bill(lock, found[1]), sys.stdout, indent=2)
    sys.stdout.write("\n")


if __name__ == "__main__":
    main()
