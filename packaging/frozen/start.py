"""The way in of the frozen program: the program itself, or one of the processes it starts."""

from __future__ import annotations

import sys

import late


def main() -> int:
    """Start what the command line asks for."""
    arguments = sys.argv[1:]
    late.install()
    if any("multiprocessing" in argument for argument in arguments):
        from multiprocessing import freeze_support

        freeze_support()
    from kabao.apart import ASIDE, serve

    if arguments[:1] == [ASIDE]:
        serve()
        return 0
    late.unpack_ahead()
    from kabao.__main__ import main as kabao

    return kabao()


if __name__ == "__main__":
    sys.exit(main())
