#!/usr/bin/env bash
# Replays the runs that were recorded on a real server on this commit's workflow code: what runs now survives the release.
set -euo pipefail
cd "$(dirname "$0")/../.."
command -v mvn >/dev/null || { echo "replay.sh: mvn is missing: install Maven 3.8 or newer (Debian: apt-get install maven)" >&2; exit 1; }
mvn --batch-mode --no-transfer-progress -Dspotless.check.skip=true -Dtest=ReplayTests -Dsurefire.failIfNoSpecifiedTests=false \
  -pl workflow-worker -am test
ran=$(sed -n 's/.*<testsuite .* tests="\([0-9]*\)".*/\1/p' workflow-worker/target/surefire-reports/TEST-*.ReplayTests.xml)
[ "${ran:-0}" -gt 0 ] || { echo "replay.sh: no recorded run was replayed" >&2; exit 1; }
echo "replay.sh: $ran recorded runs replay"
