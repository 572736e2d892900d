#!/usr/bin/env bash
# Kills the verifier while one of its Jobs runs: the run completes, and of the Job nothing is left.
. "$(dirname "$0")/lib.sh"

id=$(start_run)
until=$((SECONDS + 120))
job=
while [ -z "$job" ] && [ $SECONDS -lt $until ]; do
    job=$(kubectl get pods -n quantumlayer-sandbox --field-selector status.phase=Running -o jsonpath='{.items[0].metadata.name}' 2>/dev/null) || sleep 0.2
done
if [ -z "$job" ]; then
    fails "no Job was seen"
    verdict
fi
verifier=$(pod_of workflow-verifier)
kubectl delete pod -n temporal "$verifier" --grace-period=0 --force >/dev/null 2>&1
begin=$SECONDS
saw "$verifier was killed while $job ran"
while kubectl get pod -n quantumlayer-sandbox "$job" -o jsonpath='{.status.phase}' 2>/dev/null | grep -q Running && [ $((SECONDS - begin)) -lt 120 ]; do sleep 0.5; done
if kubectl get pod -n quantumlayer-sandbox "$job" -o jsonpath='{.status.phase}' 2>/dev/null | grep -q Running; then
    fails "$job still runs after $((SECONDS - begin)) s"
else
    holds "$job has ended after $((SECONDS - begin)) s"
fi
expect_completed "$id" 400
sleep 75
left=$(kubectl get jobs,pods -n quantumlayer-sandbox -o name | wc -l)
if [ "$left" -eq 0 ]; then holds "no Job and no pod is left"; else fails "$left objects are left: $(kubectl get jobs,pods -n quantumlayer-sandbox -o name | head -3 | tr '\n' ' ')"; fi
verdict
