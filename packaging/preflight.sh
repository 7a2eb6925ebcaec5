#!/bin/sh
# Checks packages with Apache PDFBox Preflight: sh packaging/preflight.sh PACKAGE.pdf...
# The validator of Debian's archive knows PDF/A-1b only, so it is given a twin of each package
# without enclosed files: the same pages, fonts, colours, information and XMP. What only PDF/A-3u
# asks for is looked at by tests/documents/archival_checker.py. Whoever has veraPDF checks the
# package itself: verapdf --flavour 3u PACKAGE.pdf
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
# shellcheck source=packaging/setup.sh
. "$root/packaging/setup.sh"

set_up test "$root/packaging/requirements-test.lock" "$base_needs $test_needs"
wish_for "$archive_needs"
if [ -n "$(missing_packages "$archive_needs")" ]; then
    stop "没有安装校验器。" "The validator is not installed."
fi
PYTHONPATH=$root/tests:$root/desktop
export PYTHONPATH
exec "$venv/bin/python" -m documents.archival_twin "$@"
