#!/usr/bin/env bash
# Prints the images' base with the digest that its registry has for it now, for IMAGE_BASE.
#
#   base-image.sh [IMAGE]      default: image.base of pom.xml
set -euo pipefail
cd "$(dirname "$0")/../.."
fail() { echo "base-image.sh: $*" >&2; exit 1; }
image=${1:-$(sed -n 's|.*<image.base>\(.*\)</image.base>.*|\1|p' pom.xml)}
command -v crane >/dev/null || fail "crane is missing: infrastructure/delivery/tools.sh DIRECTORY crane"
digest=$(crane digest ${INSECURE:+--insecure} "$image") || fail "no registry has $image"
echo "${image%:*}@$digest"
