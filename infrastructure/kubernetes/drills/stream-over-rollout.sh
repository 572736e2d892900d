#!/usr/bin/env bash
# Replaces the gateway, then QuantumDrop, while a run waits and its event stream is open: the stream ends or goes on and never
# hangs; who asks again with the last id that was seen gets the rest.
. "$(dirname "$0")/lib.sh"

verifiers=$(kubectl get hpa -n temporal workflow-verifier -o jsonpath='{.spec.minReplicas}')
back() { kubectl scale -n temporal deployment/workflow-verifier --replicas="$verifiers" >/dev/null; end; }
trap back EXIT
kubectl scale -n temporal deployment/workflow-verifier --replicas=0 >/dev/null
kubectl wait -n temporal --for=delete pod -l app=workflow-verifier --timeout=90s >/dev/null
id=$(start_run)
events="$EDGE/api/v1/workflows/$id/events"
sleep 10
for service in api-gateway quantumdrop; do
    curl -sN -m 300 "$events" >"$work/stream" 2>/dev/null &
    stream=$!
    sleep 3
    seen=$(grep -c '^id:' "$work/stream" || true)
    old=$(pod_of "$service")
    kubectl rollout restart -n quantumlayer "deployment/$service" >/dev/null
    rolled_out "$service"
    kubectl wait -n quantumlayer --for=delete "pod/$old" --timeout=90s >/dev/null
    begin=$SECONDS
    # The pod at the other end is gone: the stream has to know that soon.
    while kill -0 "$stream" 2>/dev/null && [ $((SECONDS - begin)) -lt 30 ]; do sleep 1; done
    if kill -0 "$stream" 2>/dev/null; then
        kill "$stream"
        fails "$service: the stream hangs on to a pod that is gone, $seen events"
    else
        holds "$service: the stream ended $((SECONDS - begin)) s after the pod, $seen events"
    fi
    wait "$stream" 2>/dev/null || true
done
last=$(sed -n 's/^id: *//p' "$work/stream" | tail -1)
kubectl scale -n temporal deployment/workflow-verifier --replicas="$verifiers" >/dev/null
timeout 240 curl -sN -H "Last-Event-ID: $last" "$events" >"$work/rest-of-stream" || true
next=$(sed -n 's/^id: *//p' "$work/rest-of-stream" | head -1)
if [ "$next" = $((last + 1)) ]; then holds "asked again after $last, the stream goes on with $next"; else fails "asked again after $last, the stream goes on with ${next:-nothing}"; fi
expect_completed "$id"
verdict
