"""Signing a package from the window: asked for by the menu, the key opened in a dialog."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLineEdit

from documents.test_package_signature import PASSPHRASE, SIGNER, make_key
from kabao.services.verifying import verify_package
from kabao.ui.cases.paper.signing import SigningDialog


@pytest.fixture
def dialog(desk, tmp_path):
    path = tmp_path / "key.p12"
    path.write_bytes(make_key())
    desk.answers.choose_open = lambda _title, _patterns=(): path
    dialog = SigningDialog(desk.context, None)
    dialog._choose()
    return dialog


def switch(page):
    actions = page.header.export.menu().actions()
    return next(item for item in actions if item.text() == "导出时加电子签名")


def test_a_wrong_passphrase_is_told_and_forgotten(dialog):
    assert dialog.passphrase.echoMode() is QLineEdit.EchoMode.Password
    dialog.passphrase.setText("wrong")
    dialog.sign()
    assert [notice.label.text() for notice in dialog.notices.notices()] == ["sign_key_refused"]
    assert (dialog.passphrase.text(), dialog.signing) == ("", None)


def test_the_package_is_signed_with_the_key_that_was_opened(
    dialog, person, desk, tmp_path, monkeypatch
):
    dialog.passphrase.setText(PASSPHRASE)
    dialog.visible_box.setChecked(True)
    dialog.sign()
    assert dialog.signing.visible
    assert PASSPHRASE not in repr(dialog.signing)
    asked = []
    monkeypatch.setattr(
        "kabao.ui.cases.workspace.exporting.ask_signing",
        lambda *_: asked.append(1) or (dialog.signing if len(asked) > 1 else None),
    )
    desk.answers.target = tmp_path / "signed.pdf"
    switch(person).trigger()
    person.export()
    assert not desk.answers.target.exists()
    person.export()
    assert verify_package(desk.answers.target, desk.workspace.rulebook).signer == SIGNER
    desk.answers.choose_open = lambda _title, _patterns=(): desk.answers.target
    desk.room._files.verify()
    assert SIGNER in person.notices.notices()[-1].label.text()
    switch(person).trigger()
    person.export()
    assert len(asked) == 2
    assert verify_package(desk.answers.target, desk.workspace.rulebook).signer == ""
