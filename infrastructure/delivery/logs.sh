#!/usr/bin/env bash
# Writes what a failed deployment leaves to look at into a directory: objects, events, logs of every pod.
#
#   logs.sh DIRECTORY
set -uo pipefail
out=${1:?usage: logs.sh DIRECTORY}
mkdir -p "$out"
for namespace in quantumlayer temporal quantumlayer-sandbox; do
  kubectl get all,configmap,networkpolicy,pvc -n "$namespace" -o wide >"$out/$namespace.txt" 2>&1
  kubectl get events -n "$namespace" --sort-by=.lastTimestamp >"$out/$namespace-events.txt" 2>&1
  kubectl describe pods -n "$namespace" >"$out/$namespace-pods.txt" 2>&1
  for pod in $(kubectl get pods -n "$namespace" -o name); do
    kubectl logs -n "$namespace" "$pod" --all-containers --prefix --tail=2000 >"$out/$namespace-${pod#pod/}.log" 2>&1
    kubectl logs -n "$namespace" "$pod" --all-containers --prefix --previous >"$out/$namespace-${pod#pod/}-previous.log" 2>/dev/null ||
      rm -f "$out/$namespace-${pod#pod/}-previous.log"
  done
done
echo "logs.sh: $(find "$out" -type f | wc -l) files in $out"
