#!/usr/bin/env bash
# Compiles requirements.lock and requirements-proof.lock from pyproject.toml. Versions already locked stay where
# they still fit; --upgrade takes the newest. Neither file names an index, so any mirror can serve them.
set -euo pipefail
cd "$(dirname "$0")/.."
uv=$(command -v uv || echo .venv/bin/uv)

compile() { # output, then what to compile
    local output=$1
    shift
    "$uv" pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
        --output-file "$output" "$@"
}

compile requirements.lock --all-extras --group dev "$@" pyproject.toml
compile requirements-proof.lock --constraints requirements.lock --group pyproject.toml:proof "$@"

if grep -nE '://|^-| @ ' requirements.lock requirements-proof.lock; then
    echo "lock: a lock file names an address or an absolute path" >&2
    exit 1
fi
