"""The window. PySide6 is imported only here and in app.

PySide6 puts its own import in place of Python's, and reads the source of every module imported
after it to learn whether that wants its ``__feature__`` switches. Nothing here does, and the
reading costs more than many an import (``holidays``: 20 s instead of 0.2 s); so the import that
PySide6 keeps as ``__orig_import__`` is put back before the first module.
"""

import builtins

import PySide6.QtCore  # noqa: F401 (it is what changes the import)

builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
