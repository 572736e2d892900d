#!/usr/bin/env bash
# Checks that every image of the lock file was signed by the release workflow of a repository, from a tag.
#
#   verify-images.sh OWNER/REPOSITORY
set -euo pipefail
cd "$(dirname "$0")/../.."

fail() { echo "verify-images.sh: $*" >&2; exit 1; }
repository=${1:?usage: verify-images.sh OWNER/REPOSITORY}
lock=infrastructure/kubernetes/components/released-images/kustomization.yaml
if grep -n 'newTag:' "$lock" >&2; then fail "these images have no digest: nothing was released into $lock"; fi
mapfile -t images < <(awk '$1 == "newName:" { name = $2 } $1 == "digest:" { print name "@" $2 } $1 == "value:" { print $2 }' "$lock")
[ "${#images[@]}" -eq 9 ] || fail "$lock has ${#images[@]} images, not 9"
command -v cosign >/dev/null || fail "cosign is missing: https://docs.sigstore.dev/cosign/system_config/installation"
for image in "${images[@]}"; do
  cosign verify "$image" --output text >/dev/null \
    --certificate-oidc-issuer https://token.actions.githubusercontent.com \
    --certificate-identity-regexp "^https://github.com/${repository//./[.]}/[.]github/workflows/release[.]yaml@refs/tags/v" ||
    fail "$image: no signature by a release of $repository could be verified"
  echo "$image is signed by a release of $repository"
done
