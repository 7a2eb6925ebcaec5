#!/bin/sh
# Makes the folder to carry about, kabao-VERSION-linux-x86_64.tar.xz: sh packaging/linux/portable.sh [OUT]
# Unpacked anywhere it keeps its settings in settings/ beside the program, and nothing elsewhere.
set -eu
exec "${KABAO_PYTHON:-python3.11}" "$(dirname -- "$0")/pack.py" portable "$@"
