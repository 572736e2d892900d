#!/usr/bin/env bash
# Writes the digests of released images into the one lock file of the images, which the production overlay uses.
#
#   lock-images.sh FILE      a line for each image, as push.sh prints it: quantumlayer/parser=ghcr.io/acme/parser@sha256:…
set -euo pipefail
cd "$(dirname "$0")/../.."

fail() { echo "lock-images.sh: $*" >&2; exit 1; }
list=${1:?usage: lock-images.sh FILE}
lock=infrastructure/kubernetes/components/released-images/kustomization.yaml

names=(agent-orchestrator api-gateway llm-router meta-prompt-engine parser quantumdrop sandbox workflow-api workflow-worker)
declare -A released
while IFS= read -r line; do
  [ -n "$line" ] || continue
  [[ $line =~ ^quantumlayer/([a-z-]+)=([^@[:space:]]+)@(sha256:[0-9a-f]{64})$ ]] || fail "no line of push.sh: $line"
  [[ " ${names[*]} " = *" ${BASH_REMATCH[1]} "* ]] || fail "there is no image quantumlayer/${BASH_REMATCH[1]}"
  location=${BASH_REMATCH[2]}
  # A port belongs to the name, a tag does not.
  [[ ${location##*/} != *:* ]] || location=${location%:*}
  released[${BASH_REMATCH[1]}]="$location ${BASH_REMATCH[3]}"
done <"$list"
for name in "${names[@]}"; do
  [ -n "${released[$name]-}" ] || fail "$list has no quantumlayer/$name"
done

new=$(mktemp)
trap 'rm -f "$new"' EXIT
{
  sed '/^images:/,$d' "$lock"
  echo 'images:'
  for name in "${names[@]}"; do
    [ "$name" != sandbox ] || continue
    read -r location digest <<<"${released[$name]}"
    printf '  - name: quantumlayer/%s\n    newName: %s\n    digest: %s\n' "$name" "$location" "$digest"
  done
  read -r location digest <<<"${released[sandbox]}"
  sed -n '/^patches:/,$p' "$lock" | sed "s|value: .*|value: $location@$digest|"
} >"$new"
cat "$new" >"$lock"
echo "lock-images.sh: ${#names[@]} images locked in $lock"
