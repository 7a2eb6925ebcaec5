"""National and regional rules, read from the versioned data in resources."""

from kabao.rulebook.national import load

__all__ = ["load"]
