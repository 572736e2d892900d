#!/usr/bin/env bash
# Pushes an image's tar to a registry and prints the line for lock-images.sh: what the manifests call it, and where it is.
#
#   push.sh REGISTRY IMAGE      push.sh ghcr.io/acme/quantumlayer parser
#
# IMAGE: a service, or sandbox. Logged in before: crane auth login. INSECURE=1 for a registry without TLS.
set -euo pipefail
cd "$(dirname "$0")/../.."

fail() { echo "push.sh: $*" >&2; exit 1; }
registry=${1:?usage: push.sh REGISTRY IMAGE} image=${2:?usage: push.sh REGISTRY IMAGE}
tar=$image/target/jib-image.tar
[ "$image" != sandbox ] || tar=infrastructure/kubernetes/target/sandbox-image.tar
[ -f "$tar" ] || fail "$tar is missing: infrastructure/kubernetes/images.sh"
for tool in crane jq; do command -v "$tool" >/dev/null || fail "$tool is missing: infrastructure/delivery/tools.sh DIRECTORY crane, Debian: apt-get install jq"; done

tag=$(tar -xOf "$tar" manifest.json | jq -r '.[0].RepoTags[0] | split(":")[-1]')
pushed=$(crane push ${INSECURE:+--insecure} "$tar" "$registry/$image:$tag" | tail -n 1)
[[ $pushed =~ ^([^@]+)@(sha256:[0-9a-f]{64})$ ]] || fail "crane answered no digest: $pushed"
# For the steps of a workflow that sign and attest.
[ -z "${GITHUB_OUTPUT-}" ] || printf 'name=%s\ndigest=%s\n' "${BASH_REMATCH[1]}" "${BASH_REMATCH[2]}" >>"$GITHUB_OUTPUT"
echo "quantumlayer/$image=$pushed"
