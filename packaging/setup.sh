# shellcheck shell=sh
# Everything a machine needs before Kabao can start; sourced by run.sh and test.sh, which set $root.
#
# What is found in place is left alone, and once a set-up has succeeded a stamp inside .venv lets
# every later start pass without asking apt or pip anything. All messages go to standard error, so
# that standard output belongs to the program.

: "${root:?packaging/setup.sh is sourced by run.sh and test.sh}"
venv=$root/.venv

# The file or command that proves a Debian package is there, and the package's name; the scripts
# choose among these lists.
# shellcheck disable=SC2034
base_needs='libGL.so.1=libgl1 libEGL.so.1=libegl1 libxkbcommon.so.0=libxkbcommon0
    libglib-2.0.so.0=libglib2.0-0 libfontconfig.so.1=libfontconfig1 libdbus-1.so.3=libdbus-1-3'
# shellcheck disable=SC2034
x11_needs='libxcb-cursor.so.0=libxcb-cursor0 libxcb-icccm.so.4=libxcb-icccm4
    libxcb-keysyms.so.1=libxcb-keysyms1 libxcb-shape.so.0=libxcb-shape0
    libxkbcommon-x11.so.0=libxkbcommon-x11-0'
# shellcheck disable=SC2034
wayland_needs='libwayland-cursor.so.0=libwayland-cursor0 libwayland-egl.so.1=libwayland-egl1'
# shellcheck disable=SC2034
test_needs='pdftotext=poppler-utils qpdf=qpdf'
# Apache PDFBox Preflight, an independent validator of PDF/A-1b; about 60 MB with its Java.
# shellcheck disable=SC2034
archive_needs='/usr/share/java/preflight.jar=libpdfbox2-java
    /usr/share/java/commons-io.jar=libcommons-io-java
    /usr/share/java/commons-logging.jar=libcommons-logging-java
    /usr/share/java/jaxb-api.jar=libjaxb-api-java
    /usr/share/java/javax.activation.jar=libactivation-java java=default-jre-headless'

# say CHINESE ENGLISH: one line in the language of the terminal.
say() {
    case ${LC_ALL:-${LC_MESSAGES:-${LANG:-}}} in
        zh*) printf '%s\n' "$1" >&2 ;;
        *) printf '%s\n' "$2" >&2 ;;
    esac
}

# stop CHINESE ENGLISH: the machine lacks something; 5 is the program's own code for that.
stop() {
    say "$1" "$2"
    exit 5
}

# set_up KIND LOCK NEEDS: make the machine ready for run, x11, wayland or test.
set_up() {
    stamp=$venv/kabao-$1.stamp
    wanted="$(digest "$3") $root"
    if is_ready "$stamp" "$wanted"; then
        return 0
    fi
    one_at_a_time
    # Whoever waited for another set-up to end finds the work done.
    if is_ready "$stamp" "$wanted"; then
        return 0
    fi
    found=$(cat "$stamp" 2>/dev/null || :)
    rm -f "$stamp"
    say "正在准备运行环境（只需一次）……" "Setting up what Kabao needs (once only)..."
    install_libraries "$3"
    make_environment "$found"
    install_packages "$2"
    printf '%s\n' "$wanted" >"$stamp"
}

# digest NEEDS: changes whenever a set-up would come out differently.
digest() {
    { printf '%s\n' "$1" && cat "$root/packaging/requirements.lock" \
        "$root/packaging/requirements-test.lock" "$root/pyproject.toml"; } | sha256sum | cut -d ' ' -f 1
}

is_ready() {
    [ -x "$venv/bin/python" ] && [ -x "$venv/bin/kabao" ] && [ -f "$1" ] && [ "$(cat "$1")" = "$2" ]
}

# Two set-ups at a time would write over each other; the lock ends with this process.
one_at_a_time() {
    if command -v flock >/dev/null 2>&1; then
        exec 9<"$root/packaging/setup.sh"
        flock 9
    fi
}

# install_libraries NEEDS: bring in missing system packages, or say exactly which command does.
install_libraries() {
    missing=$(missing_packages "$1")
    if [ ! -x "$venv/bin/python" ] && [ -z "$(find_python)" ]; then
        missing="python3 python3-venv $missing"
    fi
    missing=$(printf '%s' "$missing" | tr '\n' ' ' | sed 's/ *$//')
    if [ -z "$missing" ]; then
        return 0
    fi
    line="apt-get install -y --no-install-recommends $missing"
    if ! command -v apt-get >/dev/null 2>&1; then
        stop "缺少系统库。请安装与这些 Debian 软件包相当的软件包，再运行一次：$missing" \
            "System libraries are missing. Install what corresponds to these Debian packages, then run this again: $missing"
    fi
    if [ "$(id -u)" = 0 ]; then
        as_root=
    elif command -v sudo >/dev/null 2>&1 && { [ -t 0 ] || sudo -n true 2>/dev/null; }; then
        as_root=sudo
    else
        stop "缺少系统软件包。请以管理员身份运行下面的命令，再运行一次：
    $line" "System packages are missing. Run this as an administrator, then run this script again:
    $line"
    fi
    say "正在安装系统软件包：$missing" "Installing system packages: $missing"
    # An unreachable extra source must not stop what Debian's own lists can deliver.
    $as_root apt-get update -qq >/dev/null || :
    # shellcheck disable=SC2086  # a list of package names is meant to be split
    $as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -qq --no-install-recommends $missing </dev/null >/dev/null || stop \
        "系统软件包安装失败。请以管理员身份运行：
    $line" "System packages could not be installed. Run this as an administrator:
    $line"
}

# wish_for NEEDS: bring in what makes the checks stronger; where it cannot be had, they run without.
wish_for() {
    wished=$(missing_packages "$1")
    if [ -z "$wished" ]; then
        return 0
    fi
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
        say "正在安装 PDF/A 校验器：$wished" "Installing a validator of PDF/A: $wished"
        # Only the way here may take too long; an unpacking that is broken off leaves a mess.
        # shellcheck disable=SC2086  # a list of package names is meant to be split
        if timeout 180 apt-get install -y -qq --no-install-recommends --download-only $wished \
            </dev/null >/dev/null 2>&1; then
            DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
                --no-download $wished </dev/null >/dev/null 2>&1 || :
        fi
    fi
    if [ -n "$(missing_packages "$1")" ]; then
        say "没有 PDF/A 校验器，只用自带检查。可安装：$wished" \
            "There is no validator of PDF/A; our own checks alone are run. To install it: $wished"
    fi
}

# missing_packages NEEDS: the names of packages whose proof is not found.
missing_packages() {
    libraries=$( (ldconfig -p || /sbin/ldconfig -p) 2>/dev/null || :)
    for need in $1; do
        proof=${need%%=*}
        case $proof in
            *.so.*) case $libraries in *"$proof "*) continue ;; esac ;;
            /*) if [ -e "$proof" ]; then continue; fi ;;
            *) if command -v "$proof" >/dev/null 2>&1; then continue; fi ;;
        esac
        printf '%s ' "${need#*=}"
    done
}

# find_python: the first interpreter that is new enough and can make virtual environments.
find_python() {
    for candidate in ${KABAO_PYTHON:+"$KABAO_PYTHON"} python3.11 python3 python3.12 python3.13; do
        if "$candidate" -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' \
            >/dev/null 2>&1; then
            printf '%s\n' "$candidate"
            return 0
        fi
    done
}

# make_environment FOUND: make .venv, anew if the folder was moved since the stamp FOUND was written.
make_environment() {
    case $1 in
        "" | *" $root") if "$venv/bin/python" -m pip --version >/dev/null 2>&1; then return 0; fi ;;
    esac
    python=$(find_python)
    if [ -z "$python" ]; then
        stop "需要 Python 3.11 或更高版本（含 venv 模块）。请安装后再运行一次。" \
            "Python 3.11 or newer with its venv module is needed. Install it, then run this again."
    fi
    "$python" -m venv --clear "$venv" >&2 || stop \
        "无法建立虚拟环境：$venv。请检查该文件夹是否可写、磁盘是否已满。" \
        "The virtual environment $venv could not be made. Check that the folder can be written to and the disk is not full."
}

# install_packages LOCK: exactly the locked packages, each checked by its hash, then Kabao itself.
install_packages() {
    say "正在安装锁定版本的依赖……" "Installing the locked dependencies..."
    pip_install --require-hashes --only-binary :all: -r "$1" || stop \
        "依赖安装失败。第一次运行需要能访问 Python 软件包源；请检查网络后再运行一次。" \
        "The dependencies could not be installed. The first run needs access to a Python package index; check the network, then run this again."
    pip_install --no-index --no-deps --no-build-isolation --editable "$root" || stop \
        "无法把 Kabao 装入 $venv。请删除该文件夹后再运行一次。" \
        "Kabao could not be installed into $venv. Delete that folder, then run this again."
}

pip_install() {
    PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_ROOT_USER_ACTION=ignore \
        "$venv/bin/python" -m pip install --quiet --no-input "$@" >&2
}
