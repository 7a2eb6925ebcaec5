"""A real ledger on disk for every test, and ways to try things in other processes."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from kabao.domain.activation import (
    ActivationStatus,
    CardState,
    Financial,
    Grade,
    Light,
    Reason,
    SignalLight,
)
from kabao.domain.cards import Card
from kabao.domain.cases import ApplicantKind, Attachment, Case, CaseKind
from kabao.domain.employers import Employer
from kabao.domain.errors import KabaoError
from kabao.domain.evidence import Evidence, EvidenceKind, Signal
from kabao.domain.holders import Holder
from kabao.storage.ledger import Ledger
from kabao.texts import Texts

DESKTOP = Path(__file__).parents[2] / "desktop"
NOBODY = 65534


@pytest.fixture
def path(tmp_path):
    return tmp_path / "台账 #1?.kabao"


@pytest.fixture
def ledger(path):
    with Ledger.create(path) as opened:
        yield opened


@pytest.fixture
def closed(path):
    """A path with a ledger that holds one person, closed again."""
    with Ledger.create(path) as opened:
        opened.holders.add(Holder({"name": "王小雨", "doc_no": "110000199001010013"}))
    return path


@pytest.fixture
def refused():
    """Run something that must be refused in words; returns the error."""

    def run(action, *args, **kwargs):
        with pytest.raises(KabaoError) as caught:
            action(*args, **kwargs)
        error = caught.value
        for language in ("zh", "en"):
            assert Texts(language)(f"errors.{error.code}", **error.params)
        return error

    return run


@pytest.fixture
def python():
    """Start another Python that knows the package; its arguments follow the code."""

    def start(code, *args):
        return subprocess.Popen(
            [sys.executable, "-c", code, *map(str, args)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": str(DESKTOP)},
        )

    return start


@pytest.fixture
def as_nobody():
    """Run a function in a process that file modes bind (they do not bind root)."""

    def run(action):
        reading, writing = os.pipe()
        child = os.fork()
        if not child:
            try:
                if os.geteuid() == 0:
                    os.setgid(NOBODY)
                    os.setuid(NOBODY)
                os.write(writing, str(action()).encode())
            except BaseException as error:  # noqa: BLE001 (said by the parent)
                os.write(writing, repr(error).encode())
            finally:
                os._exit(0)
        os.close(writing)
        with os.fdopen(reading, "rb") as pipe:
            said = pipe.read().decode()
        os.waitpid(child, 0)
        return said

    return run


@pytest.fixture
def open_folder():
    """A folder outside the private one of pytest, so that another user can look into it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder
        folder.chmod(0o755)


@pytest.fixture
def add_card(ledger):
    """Add a holder with one card, by name and numbers; returns the card."""

    def add(name="王小雨", doc_no="110000199001010013", number="A12345678", employer=None):
        holder = ledger.holders.add(Holder({"name": name, "doc_no": doc_no}, employer_id=employer))
        return ledger.cards.add(Card(holder.id, {"card_number": number}))

    return add


@pytest.fixture
def employer(ledger):
    return ledger.employers.add(
        Employer({"name": "云泽精工有限公司", "uscc": "91110000600037341L"})
    )


@pytest.fixture
def new_case():
    def make(**changes):
        return Case(CaseKind.ISSUANCE, ApplicantKind.PERSON, "一人的申请", **changes)

    return make


@pytest.fixture
def new_file():
    def make(**changes):
        given = {
            "material": 5,
            "slot": "measures",
            "title": "管理办法",
            "file_name": "办法.pdf",
            "media_type": "application/pdf",
            "sha256": "",
            "size": 0,
            "pages": 3,
        }
        return Attachment(**{**given, **changes})

    return make


@pytest.fixture
def observed():
    def make(card_id, **changes):
        given = {
            "card_id": card_id,
            "kind": EvidenceKind.PASSWORD_SET,
            "observed_on": dt.date(2026, 3, 18),
        }
        return Evidence(**{**given, **changes})

    return make


@pytest.fixture
def status():
    def make(state=CardState.ACTIVE, grade=Grade.SUPPORTED, review_on=None):
        return ActivationStatus(
            state,
            grade if state is CardState.ACTIVE else None,
            Financial.ON,
            {
                Signal.PASSWORD_SET: SignalLight(Light.STRONG, dt.date(2026, 3, 18)),
                Signal.NOTICE_RECEIVED: SignalLight(),
            },
            (Reason("active_by", {"signal": "password_set", "days": 3}), Reason("no_block")),
            review_on,
        )

    return make
