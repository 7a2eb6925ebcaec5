"""A disk that takes no more, for as long as a block lasts."""

from __future__ import annotations

import resource
from contextlib import contextmanager


@contextmanager
def no_file_beyond(size):
    """Let no file grow beyond a size: the disk says so as it does when it is full."""
    found = {"seen": 0, "at": ""}
    limit = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, limit[1]))
    try:
        yield found
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limit)
