"""The manual: chapters of headings, paragraphs, lists, tables and pictures, read and searched."""
