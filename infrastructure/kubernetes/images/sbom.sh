#!/usr/bin/env bash
# Compares the bill of materials in an unpacked image with the jars that lie in it: by name and SHA-256, both ways.
#
#   sbom.sh APP [TESTED]
#
# APP is the image's folder /app. TESTED is the output of sha256sum over the jars that were tested: the image's own jars must be among them.
set -euo pipefail
# shellcheck source=infrastructure/kubernetes/images/layers.sh
. "$(dirname "$0")/layers.sh"
app=${1:?usage: sbom.sh APP [TESTED]} tested=${2-}
sbom=$app/sbom/application.cdx.json
[ -s "$sbom" ] || fail "no bill of materials: $sbom is missing or empty"

# Jib calls a jar as Maven does: name-version[-classifier].jar; the classifier stands in the package URL only.
listed() {
  jq -r '.components[]
    | (.purl | capture("[?&]classifier=(?<c>[^&]+)").c // "") as $classifier
    | (.hashes[] | select(.alg == "SHA-256").content) + "  " + .name + "-" + .version + (if $classifier == "" then "" else "-" + $classifier end) + ".jar"' "$sbom" | LC_ALL=C sort
}
present() { (cd "$app/libs" && sha256sum -- *.jar) | LC_ALL=C sort; }

diff <(listed) <(present) >&2 || fail "the bill of materials (<) is not what lies in $app/libs (>)"
own=$(jq -r '.metadata.component | .name + "-" + .version + ".original.jar"' "$sbom")
[ "$(ls "$app/classpath")" = "$own" ] || fail "$app/classpath holds $(ls "$app/classpath"), the bill of materials describes $own"

if [ -n "$tested" ]; then
  for jar in "$app/classpath/$own" $(jq -r --arg d "$app/libs/" '.components[] | select(.group == "io.quantumlayer") | $d + .name + "-" + .version + ".jar"' "$sbom"); do
    grep -q "^$(sha256sum "$jar" | cut -d' ' -f1) " "$tested" || fail "$jar was not tested: its digest is not in $tested"
  done
fi
echo "$(listed | wc -l) libraries, all listed"
