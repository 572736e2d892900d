#!/usr/bin/env bash
# Keeps the event stream of a run that waits open through the gateway for ten minutes: it is not cut, and tells of the end.
# DURATION: seconds; default 600
. "$(dirname "$0")/lib.sh"

duration=${DURATION:-600}
verifiers=$(kubectl get hpa -n temporal workflow-verifier -o jsonpath='{.spec.minReplicas}')
back() { kubectl scale -n temporal deployment/workflow-verifier --replicas="$verifiers" >/dev/null; end; }
trap back EXIT
kubectl scale -n temporal deployment/workflow-verifier --replicas=0 >/dev/null
kubectl wait -n temporal --for=delete pod -l app=workflow-verifier --timeout=90s >/dev/null
id=$(start_run)
curl -sN -m $((duration + 600)) "$EDGE/api/v1/workflows/$id/events" >"$work/stream" 2>/dev/null &
stream=$!
begin=$SECONDS
while kill -0 "$stream" 2>/dev/null && [ $((SECONDS - begin)) -lt "$duration" ]; do sleep 1; done
if kill -0 "$stream" 2>/dev/null; then
    holds "the stream is open after $((SECONDS - begin)) s, $(grep -c '^id:' "$work/stream") events"
else
    fails "the stream ended after $((SECONDS - begin)) s"
fi
kubectl scale -n temporal deployment/workflow-verifier --replicas="$verifiers" >/dev/null
expect_completed "$id" 300
wait "$stream" 2>/dev/null || true
if grep -q 'completed\|finished' "$work/stream"; then holds "the stream told of the run's end"; else fails "the stream did not tell of the run's end"; fi
verdict
