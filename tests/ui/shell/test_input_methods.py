"""Desks with fcitx: Qt as it is shipped speaks to it as to ibus, else nobody types Chinese."""

from __future__ import annotations

import pytest

from kabao.ui.shell.input_methods import speak_to_fcitx


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"QT_IM_MODULE": "fcitx"}, {"QT_IM_MODULE": "ibus"}),
        ({"QT_IM_MODULE": "fcitx5"}, {"QT_IM_MODULE": "ibus"}),
        ({"QT_IM_MODULES": "wayland;fcitx;ibus"}, {"QT_IM_MODULES": "wayland;ibus"}),
        ({"XMODIFIERS": "@im=fcitx"}, {"XMODIFIERS": "@im=fcitx", "QT_IM_MODULE": "ibus"}),
        ({"QT_IM_MODULE": "ibus", "XMODIFIERS": "@im=fcitx"}, {}),
        ({"WAYLAND_DISPLAY": "wayland-0", "XMODIFIERS": "@im=fcitx"}, {}),
        ({"QT_IM_MODULE": "compose"}, {}),
        ({}, {}),
    ],
)
def test_whoever_asks_for_fcitx_is_given_ibus(tmp_path, asked, told):
    environment = dict(asked)
    speak_to_fcitx(environment, tmp_path)
    assert environment == (told or asked)


def test_a_qt_that_knows_fcitx_is_left_alone(tmp_path):
    part = tmp_path / "platforminputcontexts" / "libfcitx5platforminputcontextplugin.so"
    part.parent.mkdir()
    part.touch()
    environment = {"QT_IM_MODULE": "fcitx"}
    speak_to_fcitx(environment, tmp_path)
    assert environment == {"QT_IM_MODULE": "fcitx"}
