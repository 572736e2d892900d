#!/usr/bin/env bash
# Runs the integration tests of a released version on the schemas that this checkout's migrations make: what happens while
# an upgrade rolls out, and after it was undone.
#
#   old-on-new.sh [TAG]     TAG: the release to test; default: the newest tag v* before this commit
set -euo pipefail
cd "$(dirname "$0")/../.."

fail() { echo "old-on-new.sh: $*" >&2; exit 1; }
command -v git >/dev/null || fail "git is missing (Debian: apt-get install git)"
command -v mvn >/dev/null || fail "mvn is missing: install Maven 3.8 or newer (Debian: apt-get install maven)"

tag=${1:-$(git describe --tags --abbrev=0 --match 'v*' HEAD^ 2>/dev/null || true)}
if [ -z "$tag" ]; then
  echo "old-on-new.sh: nothing was released before this commit: there is no older code to run"
  exit 0
fi
old=$(mktemp -d)
trap 'git worktree remove --force "$old/release" 2>/dev/null; rm -rf "$old"' EXIT
git worktree add --quiet --detach "$old/release" "$tag" || fail "there is no release $tag; fetch the tags (git fetch --tags)"

services=()
for migrations in */src/main/resources/db/migration; do
  service=${migrations%%/*}
  if [ -d "$old/release/$migrations" ]; then services+=("$service"); fi
done
echo "old-on-new.sh: ${services[*]} of $tag on the migrations of $(git describe --always --dirty)"
new=$PWD
cd "$old/release"
mvn --batch-mode --no-transfer-progress -Dspotless.check.skip=true -Dnewer.release="$new" \
  -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false -Dit.test='*IT' -Dfailsafe.failIfNoSpecifiedTests=false \
  -pl "$(IFS=,; echo "${services[*]}")" -am verify
echo "old-on-new.sh: $tag works on the new schemas"
