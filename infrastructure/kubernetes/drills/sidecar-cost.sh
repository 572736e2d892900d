#!/usr/bin/env bash
# What the sidecars cost, by numbers of one session: memory of each proxy and its service, and the time of a call through the edge
# and of one between two pods with sidecars. Run it with and without a mesh to compare. CALLS: how many of each; default 300
. "$(dirname "$0")/lib.sh"

calls=${CALLS:-300}
percentiles() { sort -n | awk '{ v[NR] = $1 } END { printf "median %.1f ms, 95 %% %.1f ms, most %.1f ms of %d\n", v[int(NR / 2) + 1] * 1000, v[int(NR * 0.95) + 1] * 1000, v[NR] * 1000, NR }'; }

for app in llm-router agent-orchestrator meta-prompt-engine parser quantumdrop workflow-worker workflow-verifier; do
    pod=$(pod_of "$app")
    for container in $(kubectl get pod -n "$(namespace_of "$app")" "$pod" -o json | jq -r '[.spec.initContainers[]?, .spec.containers[]] | .[].name | select(. != "istio-validation")'); do
        # A proxy has no shell; the node says it by its statistics.
        kubectl get --raw "/api/v1/nodes/$(kubectl get pod -n "$(namespace_of "$app")" "$pod" -o jsonpath='{.spec.nodeName}')/proxy/stats/summary" |
            jq -r --arg pod "$pod" --arg container "$container" '.pods[] | select(.podRef.name == $pod) | .containers[] | select(.name == $container)
                | "\($pod) \(.name) \(.memory.workingSetBytes / 1048576 | floor) MiB"'
    done
done
for _ in $(seq "$calls"); do curl -s -o /dev/null -w '%{time_total}\n' "$EDGE/api/v1/parser/languages"; done >"$work/edge"
saw "edge -> gateway -> parser: $(percentiles <"$work/edge")"
# shellcheck disable=SC2016  # expands in the pod
kubectl exec -n temporal "$(pod_of workflow-worker)" -c workflow-worker -- bash -c '
    for _ in $(seq "$0"); do
        begin=$EPOCHREALTIME
        exec 3<>/dev/tcp/parser.quantumlayer.svc.cluster.local/8086
        printf "GET /health HTTP/1.1\r\nHost: parser.quantumlayer.svc.cluster.local:8086\r\nConnection: close\r\n\r\n" >&3
        cat <&3 >/dev/null
        exec 3>&-
        end=$EPOCHREALTIME
        echo "$(( (${end/[.,]/} - ${begin/[.,]/}) ))"
    done' "$calls" | awk '{ print $1 / 1000000 }' >"$work/inside"
saw "worker -> parser, with its name looked up: $(percentiles <"$work/inside")"
verdict
