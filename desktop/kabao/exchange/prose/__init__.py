"""Texts of other programs: Word documents and Markdown in, Markdown out."""
