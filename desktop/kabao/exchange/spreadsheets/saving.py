"""Files that appear under their name whole or not at all."""

from __future__ import annotations

import os
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from kabao.domain.errors import EnvironmentProblemError, InputRefusedError
from kabao.remains import clear_remains, hidden_file

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def saved_whole(target: Path, *, tidy: bool = True) -> Iterator[Path]:
    """Give a path to write to; what stands there becomes the target once the block ends well.

    What a kill left in the folder goes first, unless ``tidy`` is off: for one of many files.
    """
    if not target.parent.is_dir():
        raise InputRefusedError("folder_missing", name=target.parent.name)
    if tidy:
        clear_remains(target.parent)
    try:
        handle, name = hidden_file(target.parent, target.suffix)
        os.close(handle)
    except OSError as error:
        raise EnvironmentProblemError("roster_not_written", name=target.name) from error
    beside = Path(name)
    try:
        yield beside
        with beside.open("rb+") as file:
            os.fsync(file.fileno())
        beside.replace(target)
    except Exception as error:
        # The writer of workbooks wraps what the disk reports.
        if not any(isinstance(item, OSError) for item in (error, *error.args)):
            raise
        raise EnvironmentProblemError("roster_not_written", name=target.name) from error
    finally:
        with suppress(OSError):
            beside.unlink()
