"""Spreadsheets: workbooks and delimited text in and out."""

from kabao.exchange.spreadsheets.kinds import SUFFIXES
from kabao.exchange.spreadsheets.mapping_file import read_mapping
from kabao.exchange.spreadsheets.reading import read_sheet
from kabao.exchange.spreadsheets.tables import write_table
from kabao.exchange.spreadsheets.template import TemplateColumn, TemplateWords, write_template

__all__ = [
    "SUFFIXES",
    "TemplateColumn",
    "TemplateWords",
    "read_mapping",
    "read_sheet",
    "write_table",
    "write_template",
]
