#!/usr/bin/env bash
# Tries the platform on the cluster that KUBECONFIG names: one line for each check, exit code 1 if any fails.
#
#   smoke.sh             health, a run from prompt to zip, pods, calls that must be refused
#   smoke.sh --network   every pair of pods: what the NetworkPolicies allow has to pass, everything else to be refused
#   smoke.sh --mesh      every cell of docs/reference/mesh-matrix.md, by HTTP: a proxy accepts every connection, so only an answer tells
#
# EDGE_URL   address of the edge; default: NodePort 30880 of this machine, else of a node; https where plaintext is sent there
# QL_API_KEY key for a gateway in the mode api-key
# PATIENCE   seconds for a run to complete; default 300
set -euo pipefail

NAMESPACES=(quantumlayer temporal)
PATIENCE=${PATIENCE:-300}
here=$(cd "$(dirname "$0")" && pwd)
failures=0
skipped=0

for tool in kubectl curl jq unzip; do
    command -v "$tool" >/dev/null || { echo "smoke.sh needs $tool: install it first" >&2; exit 2; }
done
kubectl version >/dev/null 2>&1 || { echo "no cluster answers: set KUBECONFIG" >&2; exit 2; }

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

ok() { printf 'ok    %s\n' "$*"; }
failed() { printf 'FAIL  %s\n' "$*"; failures=$((failures + 1)); }
# What there is nothing to try with is neither right nor wrong.
skip() { printf 'skip  %s\n' "$*"; skipped=$((skipped + 1)); }

finish() {
    [ "$failures" -eq 0 ] || { echo "$failures failed"; exit 1; }
    echo "all passed$([ "$skipped" -eq 0 ] || echo ", $skipped not tried")"
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

# Whether a pod has a sidecar, which accepts every connection in the place of whom it is for.
has_sidecar() { # NAMESPACE POD
    kubectl get pod -n "$1" "$2" -o json | jq -e '[.spec.containers[], .spec.initContainers[]?] | any(.name == "istio-proxy")' >/dev/null
}

# Asks http://HOST:PORT/health out of one pod, all at once: reads "name host port", prints "name port word", where the word is one of
# the matrix: open, 401, 403, reset, dropped, unknown, UH, NC, "no name" of a host that no name server knows, or the answer's first line. A header file may hold the identity.
ask() { # NAMESPACE POD [TOKEN]
    local namespace=$1 pod=$2
    # shellcheck disable=SC2016  # expands in the pod
    kubectl exec -i -n "$namespace" "$pod" -c "$(container_of "$pod")" -- env TOKEN="${3-}" bash -c '
        try() {
            local host=$1 port=$2 line code body
            case $host in *[!0-9.]*) ! command -v getent >/dev/null || getent hosts "$host" >/dev/null || { echo "no name"; return; } ;; esac
            exec 3<>"/dev/tcp/$host/$port" || exit 9
            printf "GET /health HTTP/1.1\r\nHost: %s:%s\r\nConnection: close\r\n" "$host" "$port" >&3
            [ -z "$TOKEN" ] || printf "X-QL-Identity: %s\r\n" "$TOKEN" >&3
            printf "\r\n" >&3
            IFS= read -r line <&3 || { echo reset; return; }
            code=${line#* }; code=${code%% *}
            body=$(cat <&3)
            case $code$body in
                *"no healthy upstream"*) echo UH ;;
                503*"connection_timeout"* | 503*"connection timeout"* | 503*"delayed_connect"* | 503*"connect_timeout"*) echo dropped ;;
                503*"upstream connect error"*) echo "no TLS" ;;
                502*) echo unknown ;;
                401* | 403*) echo "$code" ;;
                2* | 404* | 421*) echo open ;;
                *) echo "answer $code" ;;
            esac
        }
        export -f try
        while read -r name host port; do
            {
                word=$(timeout 8 bash -c "try $host $port" 2>/dev/null); code=$?
                case $code in 0) ;; 124) word=dropped ;; 9) word=dropped ;; *) word=${word:-reset} ;; esac
                echo "$name $port ${word:-reset}"
            } &
        done
        wait'
}
# A Deployment's name, which is that of its first container, out of its pod's.
container_of() { local owner=${1%-*}; echo "${owner%-*}"; }

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
        secured http://localhost:30880
    else
        secured "http://$(kubectl get nodes -o jsonpath='{.items[0].status.addresses[?(@.type=="InternalIP")].address}'):30880"
    fi
}

# The address that a gateway with a certificate of its own sends plaintext to.
secured() {
    local sent
    sent=$(curl -s -m 5 -o /dev/null -w '%{redirect_url}' "$1/health") || true
    case $sent in https://*) echo "${sent%/health}" ;; *) echo "$1" ;; esac
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
    local namespace=$1 app=$2 host=$3 port=$4 pod address
    pod=$(pods | awk -v app="$app" '$2 == app { print $3; exit }')
    # By the address: some may not ask for names, and that a name is not known proves nothing.
    address=$(address_of "$host")
    if [ -z "$pod" ]; then
        failed "$app has no running pod"
    elif [ -z "$address" ]; then
        skip "$app -> $host:$port: there is no such Service here"
    elif ! state=$(echo "$host $address $port" | knock "$namespace" "$pod" 2>"$work/error"); then
        failed "$app cannot be called from: $(head -1 "$work/error")"
    elif [ "${state##* }" = closed ]; then
        ok "$app -> $host:$port is refused"
    elif has_sidecar "$namespace" "$pod" && [ "$(echo "$host $address $port" | ask "$namespace" "$pod" 2>/dev/null | cut -d' ' -f3-)" != open ]; then
        ok "$app -> $host:$port has no answer, by its sidecar"
    else
        failed "$app -> $host:$port passes"
    fi
}

address_of() { # SERVICE.NAMESPACE.svc...
    local name=${1#*.}
    kubectl get service -n "${name%%.*}" "${1%%.*}" -o jsonpath='{.spec.clusterIP}' 2>/dev/null || true
}

# What must pass, so that a refusal is one: the same knock where it is allowed.
passes() {
    local namespace=$1 app=$2 host=$3 port=$4 pod address
    pod=$(pods | awk -v app="$app" '$2 == app { print $3; exit }')
    address=$(address_of "$host")
    if [ -z "$address" ]; then
        failed "$app -> $host:$port: there is no such Service"
        return
    fi
    state=$(echo "$host $address $port" | knock "$namespace" "$pod" 2>"$work/error") || true
    if [ "${state##* }" = open ]; then ok "$app -> $host:$port passes"; else failed "$app -> $host:$port is ${state##* }"; fi
}

# Each cell of the matrix in the documents, tried: columns call, rows are called.
mesh() {
    local file=$here/../../docs/reference/mesh-matrix.md token want seen column row host i
    local -a callers cells
    pods >"$work/pods"
    kubectl get service -A -o json | jq -r '.items[] | .metadata.name as $name | .spec.ports[] | "\($name):\(.port)"' >"$work/services"
    IFS='|' read -ra callers < <(grep '^| to ' "$file" | tr -d ' ' | sed 's/^|to|//; s/|$//')
    token=$(identity)
    for i in "${!callers[@]}"; do
        column=${callers[$i]}
        read -r namespace _ pod _ < <(awk -v app="$column" '$2 == app' "$work/pods") || { failed "$column has no running pod"; continue; }
        : >"$work/targets"
        while IFS='|' read -ra cells; do
            row=$(tr -d ' ' <<<"${cells[1]}")
            want=$(sed 's/^ *//; s/ *$//' <<<"${cells[$((i + 2))]}")
            [ -n "$want" ] || continue
            host=$(awk -v app="${row%:*}" '$2 == app { print app "." $1 ".svc.cluster.local"; exit }' "$work/pods")
            echo "$row" "${host:-nobody}" "${row#*:}" "$want"
        done < <(grep -E '^\| [a-z-]+:[0-9]+ ' "$file") >"$work/cells"
        # A port that no Service has is called at its pod.
        while read -r row host port want; do
            grep -qxF "$row" "$work/services" || host=$(awk -v app="${row%:*}" '$2 == app { print $4; exit }' "$work/pods")
            echo "$row" "${host:-nobody}" "$port"
        done <"$work/cells" >"$work/targets"
        case $column in api-gateway | workflow-api) identity=$token ;; *) identity= ;; esac
        if ! ask "$namespace" "$pod" "$identity" <"$work/targets" >"$work/seen" 2>"$work/error"; then
            printf '%-20s has no shell to call from: not tried\n' "$column"
            continue
        fi
        while read -r row host port want; do
            seen=$(awk -v row="$row" -v port="$port" '$1 == row && $2 == port { $1 = $2 = ""; print substr($0, 3); exit }' "$work/seen")
            case $want/$port/$seen in
                # A sidecar that knows nobody there closes the connection.
                unknown/*/reset) seen=unknown ;;
                # No HTTP there: whoever says anything at all is there.
                open/5432/reset | open/7233/*) [ "$seen" = dropped ] || seen=open ;;
            esac
            [ "$host" != nobody ] || seen="no running pod"
            printf '%-20s %-26s %-14s %s\n' "$column" "$row" "$want" "$seen"
            [ "$seen" = "$want" ] || failed "$column -> $row is $seen and not $want"
        done <"$work/cells"
    done
    finish
}

# A token of the gateway for every service, as it makes them, signed here with its own key: openssl's signature as RFC 7515 wants it.
identity() {
    local key header claims input
    key=$(kubectl get secret -n quantumlayer quantumlayer-identity -o jsonpath='{.data.private\.pem}' | base64 -d)
    header=$(printf '{"alg":"ES256"}' | base64url)
    claims=$(jq -nc --argjson now "$(date +%s)" '{iss: "quantumlayer-gateway", sub: "smoke", iat: $now, exp: ($now + 900),
        aud: ["workflow-api", "llm-router", "agent-orchestrator", "meta-prompt-engine", "parser", "quantumdrop"]}' | tr -d '\n' | base64url)
    input=$header.$claims
    # The two numbers of 32 bytes out of the DER that openssl writes.
    printf '%s.%s' "$input" "$(printf %s "$input" | openssl dgst -sha256 -sign <(printf '%s\n' "$key") |
        openssl asn1parse -inform DER | sed -n 's/.*INTEGER *://p' | while read -r number; do
            printf '%064s' "$number" | tr ' ' 0 | tail -c 64
        done | xxd -r -p | base64url)"
}
base64url() { base64 -w0 | tr '+/' '-_' | tr -d '='; }

run() {
    call /api/v1/workflows/generate-extended -X POST -H 'Content-Type: application/json' \
        -d '{"prompt":"Write an IBAN validator","language":"python","type":"library","generate_tests":true,"requirements":{"project_name":"TestProject"}}'
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
        ok "$id is Completed, $(jq -r .progress.completed_stages "$work/body") stages"
        # A prompt that names behaviour ends as complete when its code was built and its tests have run, and not otherwise.
        if [ "$(jq -r .verdict "$work/body")" = complete ]; then
            ok "it was built and tested: verdict complete"
        else
            failed "verdict $(jq -r .verdict "$work/body"): nothing was built, or no test has run; workflow-verifier's log has the cause"
        fi
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
    --mesh) mesh ;;
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
passes quantumlayer api-gateway quantumdrop.quantumlayer.svc.cluster.local 8090
refused quantumlayer api-gateway postgresql.quantumlayer.svc.cluster.local 5432
refused quantumlayer llm-router quantumdrop.quantumlayer.svc.cluster.local 8090
refused quantumlayer parser llm-router.quantumlayer.svc.cluster.local 8080
refused temporal workflow-verifier llm-router.quantumlayer.svc.cluster.local 8080
finish
