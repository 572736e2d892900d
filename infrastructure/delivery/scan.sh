#!/usr/bin/env bash
# Looks for known vulnerabilities in what the images hold, by the bills of materials that images.sh leaves, and in the sandbox's
# image; fails on those of a severity that have a fix.
#
#   scan.sh [SEVERITY]      default: high
set -euo pipefail
cd "$(dirname "$0")/../.."
severity=${1:-high}

command -v grype >/dev/null || { echo "scan.sh: grype is missing: infrastructure/delivery/tools.sh DIRECTORY grype" >&2; exit 1; }
grype db update --quiet || { echo "scan.sh: grype's list of vulnerabilities cannot be fetched" >&2; exit 1; }
export GRYPE_DB_AUTO_UPDATE=false

found=0 scanned=0
for sbom in */target/image/app/sbom/application.cdx.json; do
  [ -f "$sbom" ] || { echo "scan.sh: no bill of materials here; build the images first: infrastructure/kubernetes/images.sh" >&2; exit 1; }
  echo "== ${sbom%%/*}"
  grype --quiet --only-fixed --fail-on "$severity" "sbom:$sbom" || found=1
  scanned=$((scanned + 1))
done
sandbox=infrastructure/kubernetes/target/sandbox-image.tar
if [ -f "$sandbox" ]; then
  echo "== sandbox"
  # Compilers and interpreters that run strangers' code without a network: what is found is shown, and is no reason to stop.
  grype --quiet --only-fixed "docker-archive:$sandbox"
fi
images=(*/target/jib-image.tar)
[ "$scanned" -eq "${#images[@]}" ] || { echo "scan.sh: ${#images[@]} images, but $scanned bills of materials" >&2; exit 1; }
echo "scan.sh: $scanned services scanned"
exit "$found"
