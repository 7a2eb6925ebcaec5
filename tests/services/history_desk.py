"""What the tests of undo share: a file, opening again, and what a refusal says."""

from __future__ import annotations

import pytest

from kabao.domain.cases import Attachment
from kabao.domain.errors import InputRefusedError
from kabao.services.workspace import Workspace

FILE = Attachment(5, "measures", "管理办法", "办法.pdf", "application/pdf", "", 0, 3)


def reopened(workspace):
    workspace.close()
    return Workspace.open(workspace.ledger.path, workspace.rulebook, workspace.clock)


def refused(action, *args):
    with pytest.raises(InputRefusedError) as caught:
        action(*args)
    return caught.value
