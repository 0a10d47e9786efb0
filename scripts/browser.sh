#!/usr/bin/env bash
# Make sure that Chromium is there for the browser tests; say so in one line when it cannot be.
set -euo pipefail

command -v chromium >/dev/null && exit 0

give_up() {
    if [ "${CI:-}" = true ]; then
        echo "Chromium is missing ($1), and CI must not skip the browser tests." >&2
        exit 1
    fi
    echo "Browser tests will be skipped: Chromium is missing and $1."
    exit 0
}

command -v apt-get >/dev/null || give_up "there is no apt-get to install it with"
as_root=()
if [ "$(id -u)" -ne 0 ]; then
    sudo -n true 2>/dev/null || give_up "sudo asks for a password (sudo apt install chromium fonts-liberation)"
    as_root=(sudo -n)
fi

apt() {
    # `+` keeps an empty list from counting as unset in old bash.
    ${as_root[@]+"${as_root[@]}"} env DEBIAN_FRONTEND=noninteractive apt-get -qq "$@" >/dev/null
}
echo "Installing Chromium for the browser tests (once) ..."
apt update && apt install -y --no-install-recommends chromium fonts-liberation ||
    give_up "apt-get could not install it"
