"""The same package as PDF/A-1b, which is all that the validator in Debian's archive knows.

The first version of PDF/A knows no enclosed files and no object streams, so those are taken off;
pages, fonts, colours, information and XMP stay what they are.
"""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pikepdf

JARS = Path("/usr/share/java")
NEEDED = ("preflight", "pdfbox2", "xmpbox", "fontbox2", "commons-logging", "commons-io", "jaxb-api")


def twin(path):
    """Return the bytes of a package as PDF/A-1b."""
    with pikepdf.open(path) as document:
        del document.Root["/AF"]
        del document.Root["/Names"]
        packet = document.Root.Metadata.read_bytes()
        packet = re.sub(rb"(<pdfaid:part>)3", rb"\g<1>1", packet)
        packet = re.sub(rb"(<pdfaid:conformance>)[UB]", rb"\g<1>B", packet)
        document.Root.Metadata.write(packet)
        buffer = io.BytesIO()
        document.save(
            buffer,
            force_version="1.4",
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            stream_decode_level=pikepdf.StreamDecodeLevel.none,
            deterministic_id=True,
            fix_metadata_version=False,
        )
    return buffer.getvalue()


def class_path():
    """Return the jars of Apache PDFBox Preflight, empty where they are not installed."""
    jars = [JARS / f"{name}.jar" for name in NEEDED]
    if shutil.which("java") is None or not all(jar.is_file() for jar in jars):
        return ""
    return ":".join(map(str, [*jars, *sorted(JARS.glob("*activation*.jar"))]))


def preflight(path):
    """Return what Apache PDFBox Preflight finds in a file, empty for a valid one."""
    command = ["java", "-cp", class_path(), "org.apache.pdfbox.preflight.Validator_A1b", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=100)
    told = [line for line in done.stdout.splitlines() if line.strip()]
    return "" if any("is a valid PDF/A-1b file" in line for line in told) else "\n".join(told)


def main(paths):
    """Check packages named on the command line; returns how many are not valid."""
    bad = 0
    for path in map(Path, paths):
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(folder) / path.name
            copy.write_bytes(twin(path))
            told = preflight(copy)
        print(f"{path}: {told or 'valid as PDF/A-1b twin'}")
        bad += bool(told)
    return bad


if __name__ == "__main__":
    sys.exit(min(1, main(sys.argv[1:])))
