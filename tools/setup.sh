#!/usr/bin/env bash
# Makes .venv as requirements.lock says and installs the project into it, editable. `make setup` calls it when
# the lock or pyproject.toml changed. Needs Python 3.11 with its venv module, or uv; fetches that module by apt
# where it may. PYTHON names another interpreter.
set -euo pipefail
cd "$(dirname "$0")/.."

PYTHON=${PYTHON:-python3}
VENV=.venv

say() { printf 'setup: %s\n' "$*" >&2; }
stop() { say "$@"; exit 1; }

# Debian and Ubuntu split ensurepip off into python3-venv; without it `python3 -m venv` fails half-way.
get_venv_module() {
    "$PYTHON" -c 'import ensurepip, venv' 2>/dev/null && return
    local package=python3-venv
    case ${PYTHON##*/} in python3.*) package=${PYTHON##*/}-venv ;; esac
    command -v apt-get >/dev/null || stop "this Python has no venv module; install it, then run make again"
    local root=()
    if [ "$(id -u)" -ne 0 ]; then
        sudo -n true 2>/dev/null || stop "one package is missing; type: sudo apt-get install -y $package"
        root=(sudo -n)
    fi
    say "installing $package by apt"
    "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get update -q >/dev/null
    "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$package" >/dev/null
}

command -v "$PYTHON" >/dev/null || stop "no $PYTHON here; install Python 3.11 or newer"
"$PYTHON" -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
    || stop "$("$PYTHON" --version) is too old; Python 3.11 or newer is needed (make PYTHON=python3.12)"

# An environment is made anew when its interpreter is gone (Python upgraded) or the folder was copied or moved:
# its programs name the folder they were made in. The Makefile notes that folder in the stamp.
made_in=$(cat "$VENV/.setup-done" 2>/dev/null || pwd -P)
if [ "$made_in" != "$(pwd -P)" ] || ! "$VENV/bin/python" -c '' 2>/dev/null; then
    rm -rf "$VENV"
    if command -v uv >/dev/null; then
        uv venv --quiet --python "$PYTHON" "$VENV"
    else
        get_venv_module
        "$PYTHON" -m venv "$VENV"
    fi
fi

# uv is three times as fast as pip. Without it, and where it cannot be had, pip does the same from the same lock.
uv=$(command -v uv || true)
if [ -z "$uv" ]; then
    "$VENV/bin/python" -c 'import uv' 2>/dev/null \
        || "$VENV/bin/python" -m pip install --quiet --disable-pip-version-check uv \
        || say "uv could not be installed; going on with pip"
    [ ! -x "$VENV/bin/uv" ] || uv=$VENV/bin/uv
fi

# uv does not read pip's settings; whoever set a mirror for pip means it for this too.
if [ -n "$uv" ] && [ -z "${UV_DEFAULT_INDEX:-}${UV_INDEX_URL:-}" ]; then
    mirror=${PIP_INDEX_URL:-$("$VENV/bin/python" -m pip config get global.index-url 2>/dev/null || true)}
    [ -z "$mirror" ] || export UV_DEFAULT_INDEX=$mirror
fi

with_uv() { "$uv" pip install --quiet --python "$VENV/bin/python" "$@"; }
with_pip() { "$VENV/bin/python" -m pip install --quiet --disable-pip-version-check "$@"; }

say "installing what requirements.lock pins"
if [ -n "$uv" ] && with_uv --compile-bytecode --require-hashes -r requirements.lock; then
    with_uv --no-deps --no-build-isolation -e .
else
    "$VENV/bin/python" -m pip --version >/dev/null 2>&1 || "$VENV/bin/python" -m ensurepip --default-pip >/dev/null
    with_pip --require-hashes -r requirements.lock
    with_pip --no-deps --no-build-isolation -e .
fi
say "ready: $VENV/bin/reportgen"
