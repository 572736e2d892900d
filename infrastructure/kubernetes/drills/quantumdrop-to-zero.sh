#!/usr/bin/env bash
# Takes every pod of QuantumDrop away in the middle of a run and brings one back: the run waits, then completes; meanwhile the
# edge says 503 with Retry-After, never "no healthy upstream".
. "$(dirname "$0")/lib.sh"

hpa=$(kubectl get hpa -n quantumlayer quantumdrop -o jsonpath='{.spec.minReplicas}')
id=$(start_run)
kubectl scale -n quantumlayer deployment/quantumdrop --replicas=0 >/dev/null
kubectl wait -n quantumlayer --for=delete pod -l app=quantumdrop --timeout=90s >/dev/null
saw "no pod of quantumdrop is left; the autoscaler rests at zero"
second=$(start_run)
sleep 10
answer=$(curl -s -i -m 30 "$EDGE/api/v1/runs")
if grep -q '^HTTP/1.1 503' <<<"$answer" && grep -qi '^retry-after' <<<"$answer"; then
    holds "the edge says $(head -1 <<<"$answer" | tr -d '\r') with Retry-After"
else
    fails "the edge says $(head -1 <<<"$answer")"
fi
state=$(run_state "$second")
if [ "$state" = Running ]; then holds "the run that began without a store waits"; else fails "the run that began without a store is $state"; fi
kubectl scale -n quantumlayer deployment/quantumdrop --replicas="$hpa" >/dev/null
begin=$SECONDS
rolled_out quantumdrop && saw "quantumdrop is ready after $((SECONDS - begin)) s"
expect_completed "$id"
expect_completed "$second"
verdict
