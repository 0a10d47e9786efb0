#!/usr/bin/env bash
# Put one locked requirement file, and this checkout, into .venv. Called by make.
set -euo pipefail
cd "$(dirname "$0")/.."
requirements=$1
python=${PYTHON:-}

new_enough() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

stop() {
    echo "$1" >&2
    exit 1
}

if ! new_enough .venv/bin/python; then
    if [ -z "$python" ]; then
        for name in python3 python3.13 python3.12 python3.11; do
            if new_enough "$name"; then python=$name && break; fi
        done
    fi
    if [ -z "$python" ]; then
        stop "Foothold needs Python 3.11 or newer. On Debian or Ubuntu: sudo apt install python3 python3-venv"
    fi
    new_enough "$python" || stop "Foothold needs Python 3.11 or newer; $python is older or missing."
    "$python" -c 'import ensurepip, venv' 2>/dev/null ||
        stop "Python's venv is missing. On Debian or Ubuntu: sudo apt install python3-venv"
    rm -rf .venv
    "$python" -m venv .venv || stop "A virtual environment could not be made in .venv."
fi

echo "Installing $requirements into .venv (under a minute, once) ..."
pip() {
    .venv/bin/python -m pip "$@" --quiet --disable-pip-version-check --no-input
}
pip install --require-hashes --requirement "$requirements"
# Everything this needs is locked above, so nothing is looked up here.
pip install --no-deps --no-build-isolation --no-index --editable .
