#!/usr/bin/env bash
# Tries the platform on the cluster that KUBECONFIG names: one line for each check, exit code 1 if any fails.
#
#   smoke.sh             health, a run from prompt to zip, pods, calls that must be refused
#   smoke.sh --network   every pair of pods: what the NetworkPolicies allow has to pass, everything else to be refused
#
# EDGE_URL   address of the edge; default: NodePort 30880 of this machine, else of a node
# QL_API_KEY key for a gateway in the mode api-key
# PATIENCE   seconds for a run to complete; default 300
set -euo pipefail

NAMESPACES=(quantumlayer temporal)
PATIENCE=${PATIENCE:-300}
failures=0

for tool in kubectl curl jq unzip; do
    command -v "$tool" >/dev/null || { echo "smoke.sh needs $tool: install it first" >&2; exit 2; }
done
kubectl version >/dev/null 2>&1 || { echo "no cluster answers: set KUBECONFIG" >&2; exit 2; }

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

ok() { printf 'ok    %s\n' "$*"; }
failed() { printf 'FAIL  %s\n' "$*"; failures=$((failures + 1)); }

finish() {
    [ "$failures" -eq 0 ] || { echo "$failures failed"; exit 1; }
    echo "all passed"
    exit 0
}

# Running pods of the product, one line each: namespace app pod address.
pods() {
    local namespace
    for namespace in "${NAMESPACES[@]}"; do
        kubectl get pods -n "$namespace" -l app --field-selector status.phase=Running -o json
    done | jq -r '.items[] | select(.metadata.deletionTimestamp == null)
        | [.metadata.namespace, .metadata.labels.app, .metadata.name, .status.podIP] | @tsv' | sort -u -k1,2
}

# What the policies allow, both ends asked, one line each: caller callee port, as namespace/app.
arrows() {
    kubectl get networkpolicy -A -o json | jq -r '
        def apps($selector): [$selector.matchLabels.app // empty] + [$selector.matchExpressions[]? | select(.key == "app") | .values[]];
        def peers($own): (.namespaceSelector.matchLabels["kubernetes.io/metadata.name"] // $own) as $ns
            | apps(.podSelector // {})[] | "\($ns)/\(.)";
        [.items[] | .metadata.namespace as $ns | .spec as $spec
            | apps($spec.podSelector)[] | "\($ns)/\(.)" as $self
            | { out: [$spec.egress[]? | .ports as $ports | .to[]? | peers($ns) as $peer | $ports[]? | "\($self) \($peer) \(.port)"],
                in: [$spec.ingress[]? | .ports as $ports | (if .from then .from[] | peers($ns) else "*" end) as $peer
                    | $ports[]? | "\($peer) \($self) \(.port)"] }]
        | ([.[].in[]] | unique) as $in
        | [.[].out[]] | unique[] | . as $arrow | split(" ") as [$from, $to, $port]
        | select($in | index([$arrow]) or index(["* \($to) \($port)"]))'
}

# Tries connections out of one pod, all at once: reads "name address port", prints "name port open|closed".
knock() {
    local namespace=$1 pod=$2
    # shellcheck disable=SC2016  # expands in the pod
    kubectl exec -i -n "$namespace" "$pod" -- bash -c '
        while read -r name address port; do
            { if timeout 3 bash -c "exec 3<>/dev/tcp/$address/$port" 2>/dev/null; then state=open; else state=closed; fi
              echo "$name $port $state"; } &
        done
        wait'
}

network() {
    arrows | sort -u >"$work/allowed"
    pods >"$work/pods"
    # Each app's own ports, as its containers name them.
    for namespace in "${NAMESPACES[@]}"; do
        kubectl get pods -n "$namespace" -l app -o json
    done | jq -r '.items[] | .metadata as $m | .spec.containers[0].ports[]? | "\($m.namespace)/\($m.labels.app) \(.containerPort)"' | sort -u >"$work/ports"
    printf '%-34s %-34s %-6s %-8s %s\n' caller callee port allowed seen
    while read -r namespace app pod _ <&3; do
        caller=$namespace/$app
        while read -r other_namespace other_app _ address; do
            [ "$other_namespace/$other_app" != "$caller" ] || continue
            awk -v callee="$other_namespace/$other_app" -v address="$address" '$1 == callee { print callee, address, $2 }' "$work/ports"
        done <"$work/pods" >"$work/targets"
        if ! knock "$namespace" "$pod" <"$work/targets" >"$work/seen" 2>"$work/error"; then
            printf '%-34s has no shell to call from: not tried\n' "$caller"
            continue
        fi
        while read -r callee port state; do
            if grep -qxF "$caller $callee $port" "$work/allowed"; then allowed=yes; want=open; else allowed=no; want=closed; fi
            printf '%-34s %-34s %-6s %-8s %s\n' "$caller" "$callee" "$port" "$allowed" "$state"
            [ "$state" = "$want" ] || failed "$caller -> $callee:$port is $state"
        done < <(sort "$work/seen")
    done 3<"$work/pods"
    finish
}

edge() {
    if [ -n "${EDGE_URL:-}" ]; then
        echo "$EDGE_URL"
    elif curl -sf -m 5 http://localhost:30880/health >/dev/null; then
        echo http://localhost:30880
    else
        echo "http://$(kubectl get nodes -o jsonpath='{.items[0].status.addresses[?(@.type=="InternalIP")].address}'):30880"
    fi
}

# Calls the edge; the body lands in $work/body, the status in $status. By the name that the gateway has within the cluster:
# in mode open it refuses an address of a node that nobody has added to its QL_ALLOWED_HOSTS.
call() {
    local path=$1
    shift
    status=$(curl -s -m 60 -o "$work/body" -w '%{http_code}' ${host:+-H "Host: $host"} ${QL_API_KEY:+-H "X-API-Key: $QL_API_KEY"} "$@" "$url$path") || status=none
}

expect() {
    local what=$1 wanted=$2
    if [ "$status" = "$wanted" ]; then ok "$what: $status"; else failed "$what: $status instead of $wanted: $(head -c 300 "$work/body" 2>/dev/null)"; fi
}

refused() {
    local namespace=$1 app=$2 host=$3 port=$4 pod
    pod=$(pods | awk -v app="$app" '$2 == app { print $3; exit }')
    if [ -z "$pod" ]; then
        failed "$app has no running pod"
    elif ! state=$(echo "$host $host $port" | knock "$namespace" "$pod" 2>"$work/error"); then
        failed "$app cannot be called from: $(head -1 "$work/error")"
    elif [ "${state##* }" = closed ]; then
        ok "$app -> $host:$port is refused"
    else
        failed "$app -> $host:$port passes"
    fi
}

run() {
    call /api/v1/workflows/generate-extended -X POST -H 'Content-Type: application/json' \
        -d '{"prompt":"Create a Python function","language":"python","type":"function","generate_tests":true,"requirements":{"project_name":"TestProject"}}'
    expect "POST /api/v1/workflows/generate-extended" 202
    [ "$status" = 202 ] || return 0
    local id state=Running until=$((SECONDS + PATIENCE)) drop files
    id=$(jq -r .workflow_id "$work/body")
    while [ "$state" = Running ] && [ $SECONDS -lt $until ]; do
        sleep 2
        call "/api/v1/workflows/$id/status"
        state=$(jq -r '.status // "unknown"' "$work/body" 2>/dev/null || echo unreadable)
    done
    if [ "$state" = Completed ]; then
        ok "$id is Completed, verdict $(jq -r .verdict "$work/body"), $(jq -r .progress.completed_stages "$work/body") stages"
    else
        failed "$id is $state after $PATIENCE s at most: $(head -c 300 "$work/body")"
        return 0
    fi
    drop=$(jq -r '[.progress.stages[].drop | select(.)][0]' "$work/body")
    call "/api/v1/drops/$drop"
    expect "GET /api/v1/drops/$drop" 200
    call "/api/v1/workflows/$id/download"
    expect "GET /api/v1/workflows/$id/download" 200
    if files=$(unzip -Z1 "$work/body" 2>"$work/error"); then
        ok "the zip has $(wc -l <<<"$files") files"
    else
        failed "the zip cannot be read: $(head -1 "$work/error")"
    fi
}

ready() {
    local namespace
    for namespace in "${NAMESPACES[@]}"; do
        while read -r name have want deleted; do
            [ "$deleted" = null ] || continue
            if [ "$have" = "$want" ] && [ "$want" -gt 0 ]; then ok "pod $namespace/$name $have/$want"; else failed "pod $namespace/$name $have/$want"; fi
        done < <(kubectl get pods -n "$namespace" -l app -o json | jq -r '.items[] | select(.status.phase != "Succeeded")
            | "\(.metadata.name) \([.status.containerStatuses[]? | select(.ready)] | length) \(.spec.containers | length) \(.metadata.deletionTimestamp)"')
    done
}

case ${1:-} in
    '') ;;
    --network) network ;;
    *) sed -n '2,/^set /s/^# \{0,1\}//p' "$0" | sed '$d' >&2; exit 2 ;;
esac

url=$(edge)
host=
case $url in http://[0-9]*:30880) host=api-gateway.quantumlayer.svc.cluster.local ;; esac
echo "edge  $url"
call /health
expect "GET /health" 200
call /ready
expect "GET /ready" 200
call /api/v1/status
if [ "$(jq -r '[.services[] | select(. != "healthy")] | length' "$work/body" 2>/dev/null)" = 0 ]; then
    ok "every service is healthy behind the edge"
else
    failed "services behind the edge: $(head -c 300 "$work/body")"
fi
call /api/v1/workflows/generate-extended -X POST -H 'Content-Type: application/json' -d '{"language":"python"}'
expect "a request without prompt" 400
call /no/such/path
expect "a path without route" 404
run
ready
refused quantumlayer api-gateway postgresql.quantumlayer.svc.cluster.local 5432
refused quantumlayer llm-router quantumdrop.quantumlayer.svc.cluster.local 8090
refused quantumlayer parser llm-router.quantumlayer.svc.cluster.local 8080
refused temporal workflow-verifier llm-router.quantumlayer.svc.cluster.local 8080
finish
