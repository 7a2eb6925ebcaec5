from __future__ import annotations

import pytest

from kabao.domain.preflight.secrecy import has_identity_number, looks_like_key


@pytest.mark.parametrize(
    "text",
    [
        "0123456789ABCDEF",
        "主密钥 0123456789abcdef0123456789abcdef。",
        "A0 B1 C2 D3 E4 F5 06 17",
        "A0:B1:C2:D3:E4:F5:06:17",
        "0" * 63 + "A",
    ],
)
def test_keys_are_recognised(text):
    assert looks_like_key(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "示例型号 SJJ1310",
        "91110000600037341L",
        "911100006000373410",
        "6222020000000000000",
        "0123456789012345",
        "ABCDEFABCDEFABCD",
        "110000D1560000050123456789ABCDEF",
        "7378312E73682EC9E7BBE1B1A3D5CF",
        "0123456789ABCDE",
        "G0123456789ABCDEF",
    ],
)
def test_other_numbers_are_no_keys(text):
    assert not looks_like_key(text)


@pytest.mark.parametrize(
    ("text", "there"),
    [
        ("张三110000199001010013。", True),
        ("110000199001010013", True),
        ("110000199001010014", False),
        ("110***********0013", False),
        ("订单 2026112200000000011", False),
    ],
)
def test_identity_numbers_are_recognised_by_their_check_digit(text, there):
    assert has_identity_number(text) is there
