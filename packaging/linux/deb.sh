#!/bin/sh
# Makes kabao_VERSION_amd64.deb under build/ (or the folder named): sh packaging/linux/deb.sh [OUT]
# Needs Debian's python3.11-dev, python3.11-venv, gcc, libssl-dev, binutils and dpkg:
# docs/packaging.md.
set -eu
exec "${KABAO_PYTHON:-python3.11}" "$(dirname -- "$0")/pack.py" deb "$@"
