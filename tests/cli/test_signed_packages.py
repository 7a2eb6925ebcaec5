"""``kabao export --sign``: the key asked for, never told; the signature found by ``verify``."""

from __future__ import annotations

import sys

import pytest

from documents.test_package_signature import PASSPHRASE, SIGNER, make_key


@pytest.fixture
def key_file(tmp_path):
    path = tmp_path / "key.p12"
    path.write_bytes(make_key())
    return path


@pytest.fixture
def export(kabao, filled, tmp_path, key_file):
    def call(*more):
        out = tmp_path / "out"
        return kabao("--ledger", filled, "export", "--all", "--draft", "--out", out, *more)

    return call


def test_a_package_is_signed_and_its_signer_named(
    kabao, export, key_file, monkeypatch, fits, tmp_path
):
    monkeypatch.setenv("KABAO_SIGN_PASSPHRASE", PASSPHRASE)
    assert export("--sign", key_file, "--visible").code == 0
    path = next((tmp_path / "out").glob("*.pdf"))
    before = path.read_bytes()
    answer = kabao("--json", "verify", path)
    assert answer.code == 0
    fits("verify", answer.document)
    assert answer.document["signer"] == SIGNER
    assert "没有核对证书是否可信" in kabao("verify", path).out
    # Signed already and the same: not signed anew. Wanted without a signature: written anew.
    assert export("--sign", key_file, "--visible").code == 0
    assert path.read_bytes() == before
    assert export().code == 0
    assert before.startswith(path.read_bytes())
    path.write_bytes(before + b"\n")
    assert kabao("verify", path).code == 1


def test_a_wrong_passphrase_is_told_and_kept_nowhere(export, key_file, monkeypatch, tmp_path):
    monkeypatch.setenv("KABAO_SIGN_PASSPHRASE", "no secret to be told")
    answer = export("--sign", key_file)
    assert (answer.code, answer.err.count("\n")) == (3, 1)
    assert "no secret" not in answer.err
    assert not list(tmp_path.rglob("*.pdf"))
    for path in tmp_path.rglob("*"):
        assert not path.is_file() or b"no secret to be told" not in path.read_bytes()


def test_without_terminal_or_extra_a_sentence_says_what_to_do(export, key_file, monkeypatch):
    assert "KABAO_SIGN_PASSPHRASE" in export("--sign", key_file).err
    monkeypatch.setenv("KABAO_SIGN_PASSPHRASE", PASSPHRASE)
    assert export("--sign", key_file.with_name("none.p12")).code == 5
    monkeypatch.delitem(sys.modules, "kabao.documents.signing", raising=False)
    monkeypatch.setitem(sys.modules, "pyhanko.pdf_utils.content", None)
    assert "kabao[sign]" in export("--sign", key_file).err
