#!/usr/bin/env bash
# Checks the workflows with actionlint, that their actions are pinned by commit, and every shell script with shellcheck.
set -euo pipefail
cd "$(dirname "$0")/../.."

for tool in actionlint shellcheck; do
  command -v "$tool" >/dev/null || { echo "lint.sh: $tool is missing: infrastructure/delivery/tools.sh DIRECTORY $tool" >&2; exit 1; }
done
actionlint
if grep -rnE '^[ -]*uses: +[^.]' .github/workflows | grep -vE '@[0-9a-f]{40} # v[0-9.]+$' >&2; then
  echo "lint.sh: pin these actions by the commit of a release, with its version in a comment" >&2
  exit 1
fi
mapfile -t scripts < <(git ls-files -co --exclude-standard | while read -r file; do
  if [ -f "$file" ] && head -c 40 "$file" | head -n 1 | grep -qaE '^#!.*\b(ba)?sh\b'; then echo "$file"; fi
done)
shellcheck --external-sources --source-path=SCRIPTDIR "${scripts[@]}"
echo "lint.sh: workflows and ${#scripts[@]} scripts are clean"
