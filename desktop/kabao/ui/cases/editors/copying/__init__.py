"""Copying a form from an earlier case."""
