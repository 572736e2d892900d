#!/usr/bin/env bash
# Lists the SHA-256 of our jars as they were tested, for images.sh --tested.
#
#   jars.sh FILE
set -euo pipefail
cd "$(dirname "$0")/../.."
out=${1:?usage: jars.sh FILE}

# Beside the runnable jar of a service, Spring Boot keeps the one with its own classes, which the image holds.
shopt -s nullglob
jars=(*/target/*.jar */target/*.jar.original infrastructure/platform/*/target/*.jar)
[ "${#jars[@]}" -gt 0 ] || { echo "jars.sh: no jars here; build first: mvn verify" >&2; exit 1; }
mkdir -p "$(dirname "$out")"
sha256sum "${jars[@]}" >"$out"
echo "jars.sh: ${#jars[@]} jars in $out"
