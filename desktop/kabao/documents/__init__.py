"""The package on paper: plans, pages, fonts and merging.

The only room that knows reportlab and pikepdf.
"""
