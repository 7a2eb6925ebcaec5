"""No number and no password reaches the log, however it is put in."""

from __future__ import annotations

import logging
import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kabao import logs

log = logging.getLogger("kabao.some.room")

# Neighbours that may stand around a number: letters, Chinese, marks, line ends; no further digits.
around = st.text(st.characters(exclude_categories=["Nd", "Cs"]), max_size=30)
numbers = st.one_of(
    st.from_regex(r"[0-9]{15,19}", fullmatch=True),
    st.from_regex(r"[0-9]{17}[Xx]", fullmatch=True),
    st.from_regex(r"[A-Z]{3}[0-9]{12}", fullmatch=True),
)
secrets = st.from_regex(r"[!-~]{3,20}[0-9][!-~]{0,20}", fullmatch=True)
words = st.sampled_from(["密码", "口令", "PIN", "pin", "password", "Password", "passphrase", "pwd"])


def _refuse(*problem):
    raise AssertionError(problem)


def _written(write):
    with logs.recording(_refuse) as path:
        write()
    return path.read_text(encoding="utf-8")


@given(around, numbers, around)
@example("", "110000199001010013", "")
@example("持卡人", "11000019900101001X", "已激活")
def test_numbers_are_starred(before, number, after):
    masked = logs.mask(f"{before}{number}{after}")
    assert number not in masked
    assert number[3:-4] not in masked
    assert "***" in masked  # a word like "passphrase" beside it takes the whole run


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("110000199001010013", "110***********0013"),
        ("110000900101001", "110********1001"),
        ("6222 0200 0000 0000 123", "622************0123"),
        ("card 6222-0200-0000-0000", "card 622*********0000"),
        ("ledger 2026-11-22 13:29:00 case KB-2026-0007", None),
        ("12345678901234", None),
        ("1.234 s, 4096 rows", None),
    ],
)
def test_known_texts(text, masked):
    assert logs.mask(text) == (masked or text)


@given(words, st.sampled_from(["：", ": ", "=", " = ", "是", "为", " is ", '": "']), secrets)
def test_what_follows_a_secret_word_is_removed(word, sign, secret):
    masked = logs.mask(f"开卡 {word}{sign}{secret}")
    assert secret not in masked
    assert masked.startswith("开卡")


@given(words, st.sampled_from(["", " ", " 设置好了 ", " was typed "]), secrets)
def test_what_stands_near_a_secret_word_is_removed(word, between, secret):
    assert secret not in logs.mask(f"{word}{between} {secret}")
    assert secret not in logs.mask(f"{secret} {between}{word}")


def test_a_passphrase_with_blanks_goes_to_the_end_of_its_line():
    assert logs.mask("passphrase: correct horse, battery\nnext") == "passphrase: ***\nnext"


@pytest.mark.parametrize(
    "text",
    [
        "evidence password_set recorded for card 12",
        "pinned 3 packages, spinning up 4096 workers",
        "密码已设置",
    ],
)
def test_plain_sentences_stay(text):
    assert logs.mask(text) == text


@given(st.text())
def test_masking_twice_changes_nothing_more(text):
    assert logs.mask(logs.mask(text)) == logs.mask(text)


def test_parameters_are_masked_in_the_file():
    def write():
        log.info("holder %s", "110000199001010013")
        log.info("PIN: %s", "secret7")

    written = _written(write)
    assert "holder 110***********0013" in written
    assert "secret7" not in written
    assert re.search(r"INFO kabao\.some\.room: holder", written)


@pytest.mark.expected_log("ERROR kabao.some.room: failed")
def test_tracebacks_and_stacks_are_masked():
    def fail():
        number = "110000" + "199001010013"
        try:
            int(f"no number {number}")
        except ValueError:
            log.exception("failed", stack_info=True)

    written = _written(fail)
    assert "invalid literal for int() with base 10: ***" in written
    assert "110000199001010013" not in written
    assert "Stack (most recent call last)" in written


@pytest.mark.expected_log("ERROR kabao.some.room: it failed")
def test_a_traceback_tells_of_the_program_and_of_nobody():
    told = "holder 王小雨 '张·三' E01234567:\n  \"John Smith\" 欧阳\n  F76543210 in 3 rows"

    def fail():
        try:
            {}["doc_no"]
        except KeyError as cause:
            raise ValueError(told) from cause

    def write():
        try:
            fail()
        except ValueError:
            log.exception("it failed")

    text = _written(write)
    for somebody in ("张", "John", "E01234567", "欧阳", "F76543210", "holder 王"):
        assert somebody not in text
    for kept in ("KeyError: 'doc_no'", "ValueError: holder ***", "in 3 rows", "in fail", __file__):
        assert kept in text


def test_every_attached_handler_is_masked(capsys):
    handler = logging.StreamHandler()
    logs.attach(handler)
    try:
        with logs.recording(_refuse):
            log.info("110000199001010013")
    finally:
        logging.getLogger().removeHandler(handler)
    assert "110***********0013" in capsys.readouterr().err


def test_the_file_is_private_and_rotates(own_config_folder):
    def write():
        for number in range(600):
            log.info("%d %s", number, "x" * 2000)

    _written(write)
    files = sorted(own_config_folder.iterdir())
    assert [file.name for file in files] == ["kabao.log", "kabao.log.1"]
    assert all(file.stat().st_mode & 0o077 == 0 for file in files)
    assert all(file.stat().st_size <= 1_000_000 for file in files)


def test_nothing_said_means_no_file(own_config_folder):
    with logs.recording(_refuse):
        pass
    assert not own_config_folder.exists()


def test_a_log_that_cannot_be_written_is_told_once(own_config_folder):
    own_config_folder.write_text("a file where the folder should be", encoding="utf-8")
    told = []
    with logs.recording(lambda path, problem: told.append((path.name, problem))):
        log.info("one")
        log.info("two")
    ((name, problem),) = told
    assert name == "kabao.log"
    assert isinstance(problem, OSError)


def test_the_log_is_left_as_it_was_found():
    root = logging.getLogger()
    before = root.level, list(root.handlers)
    with logs.recording(_refuse):
        assert root.level == logging.INFO
    assert (root.level, list(root.handlers)) == before
