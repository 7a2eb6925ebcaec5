"""Activation messages read from the clipboard, and the statement for one person."""

from kabao.ui.notices.commands import notice_command, read_notice
from kabao.ui.notices.files import notice_file_command, take_notice_file
from kabao.ui.notices.statements import save_statement

__all__ = [
    "notice_command",
    "notice_file_command",
    "read_notice",
    "save_statement",
    "take_notice_file",
]
