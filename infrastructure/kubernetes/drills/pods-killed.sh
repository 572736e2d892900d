#!/usr/bin/env bash
# Kills a pod of each kind without notice in the middle of a run: the run completes, the pod comes back.
. "$(dirname "$0")/lib.sh"

for app in parser meta-prompt-engine agent-orchestrator llm-router quantumdrop workflow-worker workflow-verifier workflow-api api-gateway temporal-frontend postgresql; do
    id=$(start_run) || { fails "$app: no run could be started"; continue; }
    sleep 1
    kubectl delete pod -n "$(namespace_of "$app")" "$(pod_of "$app")" --grace-period=0 --force >/dev/null 2>&1
    begin=$SECONDS
    if rolled_out "$app"; then holds "$app is back after $((SECONDS - begin)) s"; else fails "$app is not back"; fi
    expect_completed "$id"
done
verdict
