#!/bin/sh
# Starts Kabao from a checkout, setting up the machine first where needed: sh packaging/run.sh [ARGS]
# With a display and no arguments the window opens; arguments go to the command line program.
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
# shellcheck source=packaging/setup.sh
. "$root/packaging/setup.sh"

if [ -n "${WAYLAND_DISPLAY:-}" ]; then
    set_up wayland "$root/packaging/requirements.lock" "$base_needs $x11_needs $wayland_needs"
elif [ -n "${DISPLAY:-}" ]; then
    set_up x11 "$root/packaging/requirements.lock" "$base_needs $x11_needs"
else
    set_up run "$root/packaging/requirements.lock" "$base_needs"
fi

if [ $# -eq 0 ] && [ -z "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
    say "没有可用的显示器，因此不打开窗口，改为生成示例申请材料：kabao demo --out demo" \
        "There is no display, so no window is opened; making the sample packages instead: kabao demo --out demo"
    set -- demo --out demo
fi
exec "$venv/bin/kabao" "$@"
