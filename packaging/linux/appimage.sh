#!/bin/sh
# Makes Kabao-VERSION-x86_64.AppImage: KABAO_APPIMAGE_RUNTIME=FILE sh packaging/linux/appimage.sh [OUT]
# FILE is the type-2 runtime of the AppImage project, which no package registry carries; it is to be
# brought by hand. Needs squashfs-tools besides. See docs/packaging.md, "AppImage".
set -eu
exec "${KABAO_PYTHON:-python3.11}" "$(dirname -- "$0")/pack.py" appimage "$@"
