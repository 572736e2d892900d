#!/usr/bin/env bash
# Takes over what the next release is compared with: the API document of each service, which its tests wrote, and the digests of
# the migrations that are released now.
set -euo pipefail
cd "$(dirname "$0")/../.."

documents=0
for document in */target/openapi.json; do
  [ -f "$document" ] || { echo "contracts.sh: no API documents here; build first: mvn verify" >&2; exit 1; }
  cp "$document" "docs/reference/openapi/${document%%/*}.json"
  documents=$((documents + 1))
done
for migrations in */src/main/resources/db/migration; do
  (cd "$migrations" && sha256sum -- *.sql) >"${migrations%%/*}/src/test/resources/db/released.sha256"
done
expected=$(find docs/reference/openapi -name '*.json' | wc -l)
[ "$documents" -eq "$expected" ] || { echo "contracts.sh: $documents of $expected services wrote an API document" >&2; exit 1; }
echo "contracts.sh: $documents API documents"
git status --short -- docs/reference/openapi '*/src/test/resources/db/released.sha256'
