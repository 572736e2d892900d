#!/usr/bin/env bash
# Installs the SDKs that SdkMatrixIT runs, Claude Code and Codex, in the versions of requirements.txt and package.json.
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
sdks="${QL_SDKS:-${XDG_CACHE_HOME:-$HOME/.cache}/quantumlayer/sdk}"

pins="$(cat "$here/requirements.txt" "$here/package.json" "$here/install.sh" | sha256sum | cut -d' ' -f1) $(python3 -V) node $(node -v)"
if [ -f "$sdks/installed" ] && [ "$(cat "$sdks/installed")" = "$pins" ]; then
    exit 0
fi

# Beside the old ones, and put in their place as a whole: neither pip nor npm takes away what another version left.
mkdir -p "$sdks"
new="$(mktemp -d "$sdks/new.XXXXXX")"
trap 'rm -rf "$new"' EXIT
mkdir "$new/python" "$new/node"
python3 -m pip install --quiet --disable-pip-version-check --no-warn-conflicts --root-user-action=ignore --target "$new/python" -r "$here/requirements.txt"
cp "$here/package.json" "$new/node/"
npm install --silent --no-package-lock --no-audit --no-fund --prefix "$new/node"
rm -rf "$sdks/installed" "$sdks/python" "$sdks/node"
mv "$new/python" "$new/node" "$sdks/"
printf '%s\n' "$pins" >"$sdks/installed"
