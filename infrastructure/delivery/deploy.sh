#!/usr/bin/env bash
# Applies an overlay to the cluster that KUBECONFIG names, waits, and tries it; what was changed is undone when that fails.
#
#   deploy.sh OVERLAY [--check COMMAND] [--timeout DURATION]
#
#   --check     default: infrastructure/kubernetes/smoke.sh
#   --timeout   how long a Deployment may take to roll out, and a namespace's quota to let it; default: 10m
#
# Undone are the Deployments that this apply gave a new revision; their ConfigMaps of before are still there. What the overlay
# adds, such as a new Service, stays. Deployments that were not there before stay too, to be looked at.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)

fail() { echo "deploy.sh: $*" >&2; exit 1; }
usage() { sed -n '2,10s/^# \{0,1\}//p' "$0"; exit "$1"; }
overlay='' check=$here/../kubernetes/smoke.sh timeout=10m
while [ $# -gt 0 ]; do
  case $1 in
    --check) check=${2:?--check wants a command}; shift ;;
    --timeout) timeout=${2:?--timeout wants a duration}; shift ;;
    -h | --help) usage 0 ;;
    -*) usage 2 >&2 ;;
    *) overlay=$1 ;;
  esac
  shift
done
[ -n "$overlay" ] || usage 2 >&2
for tool in kubectl jq; do command -v "$tool" >/dev/null || fail "$tool is missing: install it first"; done
kubectl version >/dev/null 2>&1 || fail "no cluster answers: set KUBECONFIG"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
kubectl kustomize "$overlay" >"$work/all.yaml"

# The overlay's Deployments, a line each: namespace name revision.
revisions() {
  kubectl get -f "$work/all.yaml" --ignore-not-found -o json | jq -r '
    (if .kind == "List" then .items[] else . end) | select(.kind == "Deployment")
    | [.metadata.namespace, .metadata.name, (.metadata.annotations["deployment.kubernetes.io/revision"] // "0")] | @tsv'
}

roll_out() {
  local namespace name revision
  while read -r namespace name revision; do
    kubectl rollout status "deployment/$name" -n "$namespace" --timeout="$timeout" || return 1
  done < <(revisions)
}

undo() {
  local namespace name revision before
  echo "deploy.sh: $1; undoing" >&2
  while read -r namespace name revision; do
    before=$(awk -v namespace="$namespace" -v name="$name" '$1 == namespace && $2 == name { print $3 }' "$work/before")
    if [ -n "$before" ] && [ "$before" != "$revision" ]; then
      kubectl rollout undo "deployment/$name" -n "$namespace" --to-revision="$before"
    fi
  done < <(revisions)
  roll_out || fail "$1, and undoing it did not help: look at the pods"
  fail "$1; every Deployment is back at the revision it had"
}

revisions >"$work/before"
kubectl apply -f "$work/all.yaml" || undo "not everything could be applied"
roll_out || undo "a Deployment did not get ready within $timeout"
bash -c "$check" || undo "the check failed: $check"
echo "deploy.sh: $overlay runs"
