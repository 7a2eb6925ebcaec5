"""The bill of materials names every locked library once, with its digests."""

import json
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_every_locked_library_is_named_with_its_digests():
    command = [sys.executable, ROOT / "packaging/bill_of_materials.py"]
    made = subprocess.run(command, check=True, capture_output=True, text=True)
    document = json.loads(made.stdout)
    lock = (ROOT / "packaging/requirements.lock").read_text("utf-8")
    pinned = re.findall(r"(?m)^([A-Za-z0-9_.-]+)==([^ ;\\]+)", lock)
    named = [(item["name"], item["version"]) for item in document["components"]]
    assert [(name.lower().replace("_", "-"), version) for name, version in pinned] == named
    assert ("sqlcipher3", "0.6.4") in named
    digests = [digest for item in document["components"] for digest in item["hashes"]]
    assert len(digests) == lock.count("--hash=sha256:")
    assert document["bomFormat"] == "CycloneDX"
