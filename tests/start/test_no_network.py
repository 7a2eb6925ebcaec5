"""The program has no network code, and the suite could not use a network if it had."""

from __future__ import annotations

import ast
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

import kabao

_SOURCE = Path(kabao.__file__).parent
_NETWORK = {
    "aiohttp",
    "asyncio",
    "ftplib",
    "http",
    "httpx",
    "imaplib",
    "poplib",
    "requests",
    "smtplib",
    "socket",
    "socketserver",
    "ssl",
    "telnetlib",
    "urllib",
    "urllib3",
    "webbrowser",
    "xmlrpc",
}


def _imported(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_no_module_imports_a_way_out():
    found = [
        f"{path.relative_to(_SOURCE)}: {name}"
        for path in sorted(_SOURCE.rglob("*.py"))
        for name in _imported(ast.parse(path.read_text(encoding="utf-8")))
        if name.split(".")[0] in _NETWORK or name.startswith("PySide6.QtNetwork")
    ]
    assert found == []


@pytest.mark.parametrize("way", ["connect", "connect_ex"])
def test_tests_cannot_reach_a_network(way):
    with (
        socket.socket() as plug,
        pytest.raises(AssertionError, match=r"127\.0\.0\.1"),
    ):
        getattr(plug, way)(("127.0.0.1", 9))


@pytest.mark.parametrize("sockets", ["", "loopback"])
def test_processes_of_tests_cannot_either(sockets):
    """Only this machine is free where a test says so, and nothing else then."""
    code = "import socket; socket.create_connection(('192.0.2.1', 9), 1)"
    environment = {**os.environ, "KABAO_TEST_SOCKETS": sockets}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=False
    )
    assert "PermissionError: the network was used: socket." in done.stderr


def test_tests_cannot_look_up_a_name():
    with pytest.raises(AssertionError, match="look-up"):
        socket.getaddrinfo("localhost", 80)
