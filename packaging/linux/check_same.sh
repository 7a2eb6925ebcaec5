#!/bin/sh
# Builds twice and compares every byte: sh packaging/linux/check_same.sh [WORKFOLDER]
# The second time: another path, another day (by faketime, where it is installed), another time zone,
# language, umask and hash seed. The commit is the same, and so must be folder, .deb and archive.
# KABAO_XZ=0 packs lightly, which proves as much and takes minutes less.
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd)
work=${1:-$root/build/same}
python=${KABAO_PYTHON:-python3.11}
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git -C "$root" log -1 --format=%ct)}
KABAO_XZ=${KABAO_XZ:-0}
export SOURCE_DATE_EPOCH KABAO_XZ
first=$work/a
second=$work/another/much/longer/way/b

# lay_out FOLDER: the source as it stands, without what was built from it.
lay_out() {
    rm -rf "$1"
    mkdir -p "$1"
    (cd "$root" && tar c --exclude=./.venv --exclude=./.git --exclude=./build --exclude='*.pyc' \
        --exclude='.*_cache' .) | tar x -C "$1"
}

# all FOLDER: the package and the archive of one frozen folder, and the sums of everything.
all() {
    "$python" "$1/packaging/linux/pack.py" deb "$1/build"
    KABAO_FROZEN_STANDS=1 "$python" "$1/packaging/linux/pack.py" portable "$1/build"
    (cd "$1/build" && find frozen/kabao ./*.deb ./*.tar.xz -type f -exec sha256sum {} + |
        LC_ALL=C sort -k 2) >"$1.sums"
}

lay_out "$first"
(umask 022 && TZ=Asia/Shanghai PYTHONHASHSEED=1 LANG=C.UTF-8 all "$first")
lay_out "$second"
# What is fetched wants the true day: a certificate of today is not valid on the other.
"$python" "$second/packaging/frozen/build.py" "$second/build/frozen" --environment
export FAKETIME='@2031-05-06 07:08:09' FAKETIME_DONT_FAKE_MONOTONIC=1
if command -v faketime >/dev/null 2>&1; then
    later=$(find /usr/lib -name libfaketimeMT.so.1 | head -n 1)
fi
(umask 077 && TZ=America/Lima PYTHONHASHSEED=77 LANG=POSIX LD_PRELOAD=${later:-} all "$second")
if cmp "$first.sums" "$second.sums"; then
    echo "The same: $(wc -l <"$first.sums") files, the package and the archive among them."
else
    diff "$first.sums" "$second.sums" || :
    exit 1
fi
