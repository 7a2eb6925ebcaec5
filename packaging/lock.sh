#!/bin/sh
# Writes the lock files anew from pyproject.toml: sh packaging/lock.sh [--upgrade]
# Needs uv on the PATH (or named in $UV). The files hold versions and hashes only, never an address,
# so that every machine fetches from the package index it is set up for.
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
cd "$root"

# lock FILE OPTIONS...: resolve for every platform and Python from 3.11 on.
lock() {
    file=$1
    shift
    "${UV:-uv}" pip compile pyproject.toml --no-config --quiet --universal --python-version 3.11 \
        --generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links \
        --output-file "packaging/$file" "$@" >/dev/null
}

lock requirements.lock --group build "$@"
# The tests must see what users get: the first file binds the second.
lock requirements-test.lock --group dev --constraint packaging/requirements.lock "$@"
lock requirements-frozen.lock --group frozen --constraint packaging/requirements.lock "$@"
