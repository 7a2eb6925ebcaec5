"""What the first page asks for loads neither what checks cases nor what draws packages."""

from __future__ import annotations

import subprocess
import sys

from kabao.domain.cases import ApplicantKind

_PROOF = """
import sys
from pathlib import Path
from kabao.services.workspace import Workspace
from kabao.services.first_steps import first_steps
with Workspace.open(Path(sys.argv[1])) as workspace:
    workspace.overview.counts()
    assert first_steps(workspace) == ()
heavy = {"kabao.services.cases", "kabao.domain.preflight", "kabao.documents", "reportlab"}
sys.exit(", ".join(sorted(heavy & set(sys.modules))) or 0)
"""


def test_the_first_page_of_a_ledger_with_cases_loads_little(workspace, holder):
    for title in ("甲", "乙"):
        workspace.cases.create(ApplicantKind.PERSON, title, holder_ids=(holder.id,))
    path = workspace.ledger.path
    workspace.close()
    command = [sys.executable, "-c", _PROOF, str(path)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_how_names_sound_is_loaded_beside_the_window_before_the_first_is_saved():
    proof = (
        "import sys; from kabao.app import Ledgers; from kabao.storage.pinyin import readings;"
        "Ledgers().warm_up(); sys.exit(readings.cache_info().currsize != 1)"
    )
    done = subprocess.run(
        [sys.executable, "-c", proof], check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
