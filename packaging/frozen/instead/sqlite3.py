"""What sqlite-utils finds under Python's own name for SQLite: SQLCipher, the only one there is.

It asks for the name in an annotation; Python's module would bring a second SQLite along.
"""

from sqlcipher3 import *  # noqa: F403
