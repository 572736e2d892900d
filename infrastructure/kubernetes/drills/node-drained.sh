#!/usr/bin/env bash
# Drains a node: every eviction is allowed within the time limit, no budget holds it up. On a single node the pods then wait
# for it to come back, which they do without help.
. "$(dirname "$0")/lib.sh"

node=$(kubectl get pods -n quantumlayer -l app=api-gateway -o jsonpath='{.items[0].spec.nodeName}')
back() { kubectl uncordon "$node" >/dev/null; end; }
trap back EXIT
begin=$SECONDS
if kubectl drain "$node" --pod-selector=app --ignore-daemonsets --delete-emptydir-data --timeout=180s >"$work/drain" 2>&1; then
    holds "$(grep -c ' evicted' "$work/drain") pods were evicted in $((SECONDS - begin)) s"
else
    fails "the drain did not end: $(tail -3 "$work/drain")"
fi
kubectl uncordon "$node" >/dev/null
begin=$SECONDS
for namespace in quantumlayer temporal; do
    for deployment in $(kubectl get deployments -n "$namespace" -o name); do
        kubectl rollout status -n "$namespace" "$deployment" --timeout=300s >/dev/null || fails "$deployment is not back"
    done
done
holds "everything is ready $((SECONDS - begin)) s after the node"
expect_completed "$(start_run)"
verdict
