#!/usr/bin/env bash
# Resolve pyproject.toml into the two requirement files, with hashes, for every platform.
# uv is used because it is fast and writes neither a registry's address nor a local path.
set -euo pipefail
cd "$(dirname "$0")/.."

uv=$(command -v uv || true)
if [ -z "$uv" ]; then
    uv=.venv/bin/uv
    [ -x "$uv" ] || .venv/bin/python -m pip install --quiet --disable-pip-version-check uv
fi

compile() {
    "$uv" pip compile pyproject.toml --group build --quiet --universal --python-version 3.11 \
        --generate-hashes --no-header --no-annotate "$@"
}
compile --output-file requirements.txt "$@"
# The same versions at run time and in tests.
compile --group dev --constraint requirements.txt --output-file requirements-dev.txt "$@"

if grep -nE '://|^ *-(-index|-extra|-find|f|i|e)' requirements.txt requirements-dev.txt; then
    echo "The lines above name an address or a path; a lock must not." >&2
    exit 1
fi
echo "Wrote requirements.txt and requirements-dev.txt"
