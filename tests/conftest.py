"""What holds for every test: no network, no window left open, no surprise in the log."""

from __future__ import annotations

import functools
import gc
import logging
import os
import re
import socket
import sys
from pathlib import Path

import hypothesis
import pytest

from kabao import rulebook
from kabao.services import regions, workspace

# Before any test imports Qt: the suite never needs a screen.
os.environ["QT_QPA_PLATFORM"] = "offscreen"

hypothesis.settings.register_profile(
    "ci",
    derandomize=True,  # a change is judged by itself; look further with --hypothesis-profile=far
    deadline=None,  # a busy machine is not a failure
    print_blob=True,
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.register_profile(
    "far", hypothesis.settings.get_profile("ci"), derandomize=False, max_examples=1000
)
hypothesis.settings.load_profile("ci")

OFTEN = 10
"""So many looks at young objects are worth one at those that stayed, and so on."""


class NetworkUsedError(AssertionError):
    """The program tried to reach a network; it has no business there."""


@pytest.fixture(scope="session", autouse=True)
def no_network():
    """Forbid every way out except the sockets between processes of this machine."""

    def guarded(name):
        original = getattr(socket.socket, name)

        def call(self, *args):
            if self.family == getattr(socket, "AF_UNIX", None):
                return original(self, *args)
            raise NetworkUsedError(f"socket.{name}{args!r}")

        return call

    def forbidden(*args, **_):
        raise NetworkUsedError(f"name look-up {args!r}")

    with pytest.MonkeyPatch.context() as patch:
        for name in ("connect", "connect_ex", "sendto", "sendmsg", "bind", "listen"):
            if hasattr(socket.socket, name):
                patch.setattr(socket.socket, name, guarded(name))
        for name in ("getaddrinfo", "gethostbyname", "gethostbyaddr", "create_connection"):
            patch.setattr(socket, name, forbidden)
        # Processes that tests start are told by the first module they import.
        offline = str(Path(__file__).with_name("fixtures") / "offline")
        known = os.environ.get("PYTHONPATH")
        patch.setenv("PYTHONPATH", f"{offline}{os.pathsep}{known}" if known else offline)
        yield


@pytest.fixture(scope="session", autouse=True)
def one_rulebook():
    """Read the national rulebook once for all workspaces: it never changes, and takes 0.25 s."""
    book = functools.cache(rulebook.load)
    rules_on = functools.cache(lambda day: regions.with_regions(book(), day))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(workspace, "_national", lambda clock: rules_on(clock()))
        yield


@pytest.fixture(scope="session", autouse=True)
def no_garbage_on_other_threads():
    """Let no worker take windows of an earlier test apart: Python looks for them on any thread."""
    gc.set_threshold(0)


@pytest.fixture(autouse=True)
def garbage_between_tests():
    """Look for garbage here instead, as ``kabao.ui.shell.garbage`` does in the program."""
    yield
    _, middle, old = gc.get_count()
    gc.collect(0 if middle < OFTEN else 1 if old < OFTEN else 2)


@pytest.fixture(autouse=True)
def own_config_folder(tmp_path, monkeypatch):
    """Keep preferences and logs of a test in a folder of its own."""
    folder = tmp_path / "config"
    monkeypatch.setenv("KABAO_CONFIG", str(folder))
    return folder


class _Complaints(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.sentences: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.sentences.append(f"{record.levelname} {record.name}: {record.getMessage()}")


@pytest.fixture(autouse=True)
def quiet_log(request):
    """Fail a test that logs a warning or worse without the mark ``expected_log(pattern)``."""
    handler = _Complaints()
    root = logging.getLogger()
    handlers = list(root.handlers)
    root.addHandler(handler)
    yield
    root.removeHandler(handler)
    left = [known for known in root.handlers if known not in handlers]
    for known in left:
        root.removeHandler(known)
    patterns = [mark.args[0] for mark in request.node.iter_markers("expected_log")]
    surprises = [
        sentence
        for sentence in handler.sentences
        if not any(re.search(pattern, sentence) for pattern in patterns)
    ]
    assert not surprises, (
        f"unexpected log records (mark expected_log if they are meant): {surprises}"
    )
    silent = [
        pattern
        for pattern in patterns
        if not any(re.search(pattern, sentence) for sentence in handler.sentences)
    ]
    assert not silent, f"expected log records that never came: {silent}"
    assert not left, f"log handlers left behind: {left}"


@pytest.fixture(autouse=True)
def no_window_left():
    """Fail a test that leaves a window on the screen, and close it for the next one."""
    yield
    widgets = sys.modules.get("PySide6.QtWidgets")
    if widgets is None or widgets.QApplication.instance() is None:
        return
    left = [widget for widget in widgets.QApplication.topLevelWidgets() if widget.isVisible()]
    for widget in left:
        widget.close()
    # No event loop runs between tests, so what was to be deleted later would pile up, and every
    # change of look would style it.
    core = sys.modules["PySide6.QtCore"]
    core.QCoreApplication.sendPostedEvents(None, core.QEvent.Type.DeferredDelete.value)
    assert not left, f"windows left open: {left}"
