#!/usr/bin/env bash
# Delete what the demo keeps in the data folder, and nothing else there; never under a running demo.
set -euo pipefail
data=$1

shopt -s nullglob
# A database has journals beside it; the demo's key opens nothing but the demo.
files=("$data"/demo.* "$data"/demo-*)
# The socket of commands is the demo's only where a demo is.
if [ ${#files[@]} -gt 0 ] && [ -e "$data/control.sock" ]; then files+=("$data/control.sock"); fi
if [ ${#files[@]} -eq 0 ]; then
    echo "There is no demo data in ./$data."
    exit 0
fi
# Python's flock, as the demo's own: not every system has a flock command. Held until all is gone.
exec python3 - "$data/demo.sqlite.lock" "${files[@]}" <<'PYTHON'
import fcntl, os, shutil, sys

lock, *files = sys.argv[1:]
if os.path.exists(lock):
    held = os.open(lock, os.O_RDWR)
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        sys.exit("The demo is running: stop it first with Ctrl+C, then run make demo-reset again.")
for file in files:
    shutil.rmtree(file) if os.path.isdir(file) and not os.path.islink(file) else os.unlink(file)
    print("Deleted", file)
PYTHON
