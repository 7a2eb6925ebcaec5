#!/bin/sh
# Checks everything, setting up the machine first where needed: sh packaging/test.sh [PYTEST ARGS]
# All steps run even when one fails, so that one run shows everything there is to mend.
# Coverage costs a third more time and decides nothing: sh packaging/test.sh --cov shows it.
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
# shellcheck source=packaging/setup.sh
. "$root/packaging/setup.sh"

set_up test "$root/packaging/requirements-test.lock" "$base_needs $test_needs"
wish_for "$archive_needs"

cd "$root"
PATH=$venv/bin:$PATH
QT_QPA_PLATFORM=offscreen
export PATH QT_QPA_PLATFORM
failed=

# Ledgers wait for the disk at every change; those of the tests live in memory where there is room.
if [ "$(df -Pk /dev/shm 2>/dev/null | awk 'NR == 2 { print $4 }')" -ge 2000000 ] 2>/dev/null; then
    if TMPDIR=$(mktemp -d /dev/shm/kabao-tests.XXXXXX); then
        export TMPDIR
        chmod 755 "$TMPDIR" # some tests look on as another user
        trap 'rm -rf -- "$TMPDIR"' EXIT
    else
        unset TMPDIR
    fi
fi

# step NAME COMMAND...: run one check and remember whether it failed.
step() {
    name=$1
    shift
    say "== $name" "== $name"
    "$@" || failed="$failed $name"
}

step format ruff format --check .
step lint ruff check .
step types mypy --strict
step layers lint-imports
step tests python -m pytest -n 2 --dist loadgroup "$@"

if [ -n "$failed" ]; then
    say "未通过：$failed" "Failed:$failed"
    exit 1
fi
say "全部通过。" "Everything passed."
