#!/usr/bin/env bash
# Build the vendored stylesheet from npm's nhsuk-frontend with our settings (scripts/nhsuk.scss).
# Needed only to change those settings or to take a newer version: the result is committed.
set -euo pipefail
cd "$(dirname "$0")/.."

version=10.6.1
integrity=sha512-PZorqQZjZx/A26yJoskCL9z0ib6AtkAyF0o4K/RHr8zRrJyXrUOCnMbjy0VNXsGO4tfTNMwqlkwATKs4a0xayw==
sass=1.108.2
out=foothold/web/static/vendor/nhsuk

command -v npm >/dev/null || { echo "Building the stylesheet needs Node.js with npm." >&2; exit 1; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
npm install --prefix "$work" --silent --no-audit --no-fund "nhsuk-frontend@$version" "sass@$sass"

# npm checks the download against the registry's word; this checks it against ours.
grep -qF "\"integrity\": \"$integrity\"" "$work/package-lock.json" || {
    echo "nhsuk-frontend $version is not the package this project knows: its integrity differs." >&2
    exit 1
}

css=$work/nhsuk.min.css
"$work/node_modules/.bin/sass" --load-path="$work/node_modules" --style=compressed \
    --no-source-map scripts/nhsuk.scss "$css"
if grep -qiE 'frutiger|assets\.nhs|@font-face|@import|https?://' "$css"; then
    echo "The stylesheet names a font or a host outside; nothing was changed." >&2
    exit 1
fi

images=$work/node_modules/nhsuk-frontend/dist/nhsuk/assets/images
icons=$(grep -oE 'icons/[a-z0-9-]+\.svg' "$css" | sort -u || true)
rm -rf "$out/icons"
mkdir -p "$out"
cp "$css" "$out/nhsuk.min.css"
for icon in $icons; do
    mkdir -p "$out/icons"
    cp "$images/${icon#icons/}" "$out/icons/"
done
sed -E -i.old "s|^(package: ).*|\1nhsuk-frontend $version (npm)|; s|^(integrity: ).*|\1$integrity|" \
    "$out/VENDORED.txt"
rm "$out/VENDORED.txt.old"
echo "Wrote $out/nhsuk.min.css ($(wc -c <"$out/nhsuk.min.css") bytes) and its icons:" $icons
