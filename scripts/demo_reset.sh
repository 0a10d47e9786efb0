#!/usr/bin/env bash
# Delete what the demo keeps in the data folder, and nothing else there.
set -euo pipefail
data=$1

shopt -s nullglob
# A database has journals beside it; the demo's key opens nothing but the demo.
files=("$data"/demo.* "$data"/demo-*)
if [ ${#files[@]} -eq 0 ]; then
    echo "There is no demo data in ./$data."
    exit 0
fi
rm -rf -- "${files[@]}"
printf 'Deleted %s\n' "${files[@]}"
