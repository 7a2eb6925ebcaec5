"""Python in a process of its own, for what a module does when it is loaded or the disk is full."""

from __future__ import annotations

import subprocess
import sys


def run_python(script, *given):
    """Run a script with arguments; returns what it printed, raises CalledProcessError."""
    done = subprocess.run(
        [sys.executable, "-c", script, *map(str, given)],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": ":".join(sys.path)},
    )
    return done.stdout
