"""Prose with headings, lists, tables, pictures and figures: the sections of material 2.

A text stays the value of its ``long_text`` field, one plain string. A text of paragraphs alone is
stored as it always was, line by line; only one that needs more begins with the line
``<!-- kabao-text 1 -->`` and goes on in a small, strict subset of Markdown. That was chosen over
JSON blocks because every older ledger and package still reads, unchanged to the byte; because an
older program, a reader of the exchange document and any other Markdown tool show something a
person understands; and because the number in the first line lets a later version tell itself.
"""
