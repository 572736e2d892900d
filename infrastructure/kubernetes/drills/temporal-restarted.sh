#!/usr/bin/env bash
# Restarts Temporal in the middle of a run: workflow-api stays alive and says not ready, the run completes.
. "$(dirname "$0")/lib.sh"

id=$(start_run)
restarts=$(kubectl get pods -n temporal -l 'app in (workflow-api,workflow-worker,workflow-verifier)' -o jsonpath='{.items[*].status.containerStatuses[0].restartCount}')
kubectl scale -n temporal deployment/temporal-frontend --replicas=0 >/dev/null
kubectl wait -n temporal --for=delete pod -l app=temporal-frontend --timeout=60s >/dev/null
sleep 15
answer=$(curl -s -i -m 30 "$EDGE/api/v1/workflows")
if grep -q '^HTTP/1.1 503' <<<"$answer"; then holds "without Temporal the edge says $(head -1 <<<"$answer" | tr -d '\r')"; else fails "without Temporal the edge says $(head -1 <<<"$answer")"; fi
# Whoever asks the pod itself is told the setting to look at.
why=$(kubectl exec -n temporal "$(pod_of workflow-api)" -- bash -c 'exec 3<>/dev/tcp/127.0.0.1/8080; printf "GET /ready HTTP/1.0\r\n\r\n" >&3; cat <&3' | tail -1)
if grep -q TEMPORAL_ADDRESS <<<"$why"; then holds "/ready of workflow-api: $why"; else fails "/ready of workflow-api: $why"; fi
kubectl scale -n temporal deployment/temporal-frontend --replicas=1 >/dev/null
rolled_out temporal-frontend
expect_completed "$id"
rolled_out workflow-api && holds "workflow-api is ready again"
after=$(kubectl get pods -n temporal -l 'app in (workflow-api,workflow-worker,workflow-verifier)' -o jsonpath='{.items[*].status.containerStatuses[0].restartCount}')
if [ "$restarts" = "$after" ]; then holds "no pod was restarted for it"; else fails "pods were restarted: $restarts, then $after"; fi
verdict
