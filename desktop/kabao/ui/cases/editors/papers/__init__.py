"""Editors of papers to bring and of periods."""
