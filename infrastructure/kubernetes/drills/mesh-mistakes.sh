#!/usr/bin/env bash
# Makes the mistakes of MeshTests.Mutation in the running mesh, one after the other: says what the caller sees and which response flag
# its sidecar logs, and compares it with what the model of the manifests says. Afterwards everything is as the overlay mesh has it.
#
#   mesh-mistakes.sh [MISTAKE...]
. "$(dirname "$0")/lib.sh"

here=$(cd "$(dirname "$0")" && pwd)
"$here/../../delivery/renders.sh" --print mesh >"$work/mesh.yaml"
restore() { kubectl apply -f "$work/mesh.yaml" >/dev/null 2>&1; }
back() { restore; end; }
trap back EXIT

# What an app is answered: the status, and the body's first words. By HTTP, out of the app's own container.
asked() { # APP HOST PORT [PATH]
    # shellcheck disable=SC2016  # expands in the pod
    kubectl exec -n "$(namespace_of "$1")" "$(pod_of "$1")" -c "$1" -- timeout 9 bash -c '
        exec 3<>"/dev/tcp/$0/$1" && printf "GET %s HTTP/1.1\r\nHost: %s:%s\r\nConnection: close\r\n\r\n" "$2" "$0" "$1" >&3
        IFS= read -r line <&3 || line="HTTP/1.1 reset"
        while IFS= read -r header <&3 && [ "${header%%[!a-zA-Z]*}" ]; do :; done
        echo "${line#HTTP/1.1 }" "$(head -c 80 <&3 | head -1)"' "$2" "$3" "${4:-/health}" 2>/dev/null | tr -d '\r' || echo "no answer"
}
flag() { # APP: status, response flag and details of the last call in the log of its pods' sidecars, which write it once a second
    sleep 1.5
    kubectl logs -n "$(namespace_of "$1")" -l "app=$1" -c istio-proxy --tail=40 2>/dev/null | grep -E '^\[' | sort | tail -1 |
        sed -E 's/^\[[^]]*\] "[^"]*" ([0-9]+) ([^ ]+) ([^ ]+) .*/\1 \2 \3/'
}
drop=quantumdrop.quantumlayer.svc.cluster.local

# Tries until it looks as expected, for 60 s at most: configuration travels, and open connections are drained.
try() { # NAME PATTERN COMMAND...
    local name=$1 pattern=$2 seen='' until=$((SECONDS + 60))
    shift 2
    while [ $SECONDS -lt $until ]; do
        seen=$("$@")
        if grep -qE "$pattern" <<<"$seen"; then break; fi
        sleep 2
    done
    if grep -qE "$pattern" <<<"$seen"; then holds "$name: $seen"; else fails "$name: $seen, and not $pattern"; fi
}
worker() { echo "$(asked workflow-worker $drop 8090) | sidecar: $(flag workflow-worker)"; }
edge() { echo "$(curl -s -m 20 -o /dev/null -w '%{http_code}' "$EDGE/api/v1/runs?limit=1") | quantumdrop's sidecar: $(flag quantumdrop)"; }
well() { try "as it was" '^200' worker; try "as it was, at the edge" '^200' edge; }

mistake() {
    case $1 in
        selector-of-no-pod)
            kubectl patch service -n quantumlayer quantumdrop -p '{"spec":{"selector":{"app":"quantum-drop"}}}' >/dev/null
            try "$1" '^503.*no healthy upstream.*UH' worker ;;
        subset-of-no-pod)
            kubectl patch destinationrule -n quantumlayer quantumdrop --type merge -p '{"spec":{"subsets":[{"name":"v1","labels":{"version":"v1"}}]}}' >/dev/null
            kubectl patch virtualservice -n quantumlayer quantumdrop --type json -p '[{"op":"add","path":"/spec/http/1/route/0/destination/subset","value":"v1"}]' >/dev/null
            try "$1" '^503.*no healthy upstream.*UH' worker ;;
        subset-that-is-not-defined)
            kubectl patch virtualservice -n quantumlayer quantumdrop --type json -p '[{"op":"add","path":"/spec/http/1/route/0/destination/subset","value":"v2"}]' >/dev/null
            try "$1" '^503.*NC' worker ;;
        name-for-another-host)
            kubectl delete service -n quantumlayer quantumdrop >/dev/null
            kubectl create service externalname quantumdrop -n quantumlayer --external-name drops.example.org --tcp 8090:8090 >/dev/null
            try "$1" '^(50[23]|reset)' worker
            kubectl delete service -n quantumlayer quantumdrop >/dev/null ;;
        headless)
            kubectl get service -n quantumlayer quantumdrop -o json | jq 'del(.metadata.resourceVersion, .metadata.uid, .spec.clusterIPs) | .spec.clusterIP = "None"' >"$work/headless"
            kubectl delete service -n quantumlayer quantumdrop >/dev/null
            kubectl create -f "$work/headless" >/dev/null
            saw "$1: $(worker)"
            kubectl delete service -n quantumlayer quantumdrop >/dev/null ;;
        port-renamed)
            kubectl patch service -n quantumlayer quantumdrop --type json -p '[{"op":"replace","path":"/spec/ports/0/targetPort","value":"web"}]' >/dev/null
            try "$1" '^503.*no healthy upstream.*UH' worker ;;
        port-without-protocol)
            kubectl patch service -n quantumlayer quantumdrop --type json -p '[{"op":"replace","path":"/spec/ports/0/appProtocol","value":"tcp"}]' >/dev/null
            try "$1" '^(40[13]|50[0-9])' edge ;;
        strict-on-a-port-of-the-edge)
            kubectl patch peerauthentication -n quantumlayer quantumdrop --type json -p '[{"op":"replace","path":"/spec/portLevelMtls/8090/mode","value":"STRICT"}]' >/dev/null
            try "$1" '^50[23]' edge ;;
        principal-misspelt)
            kubectl patch authorizationpolicy -n quantumlayer quantumdrop --type json -p '[{"op":"replace","path":"/spec/rules/0/from/0/source/principals","value":["cluster.local/ns/temporal/sa/worker"]}]' >/dev/null
            try "$1" '^403.*RBAC' worker ;;
        issuer-misspelt)
            kubectl patch requestauthentication -n quantumlayer quantumdrop --type json -p '[{"op":"replace","path":"/spec/jwtRules/0/issuer","value":"quantumlayer"}]' >/dev/null
            try "$1" '^401' edge ;;
        audience-of-another)
            kubectl patch requestauthentication -n quantumlayer quantumdrop --type json -p '[{"op":"replace","path":"/spec/jwtRules/0/audiences","value":["parser"]}]' >/dev/null
            try "$1" '^403' edge ;;
        namespace-out-of-scope)
            kubectl patch sidecar.networking.istio.io -n temporal default --type json -p '[{"op":"replace","path":"/spec/egress/0/hosts","value":["./*","istio-system/*"]}]' >/dev/null
            try "$1" '^(502|reset)' worker ;;
        no-arrow)
            kubectl patch networkpolicy -n quantumlayer quantumdrop --type json -p '[{"op":"remove","path":"/spec/ingress/0/from/2"}]' >/dev/null
            kubectl exec -n temporal "$(pod_of workflow-worker)" -c workflow-worker -- true
            try "$1" '^503.*UF' worker ;;
        no-way-to-istiod)
            kubectl patch networkpolicy -n temporal mesh --type json -p '[{"op":"replace","path":"/spec/egress/0/ports/0/port","value":15010}]' >/dev/null
            kubectl rollout restart -n temporal deployment/workflow-worker >/dev/null
            if rolled_out workflow-worker 45s 2>/dev/null; then fails "$1: a pod became ready"; else
                holds "$1: $(kubectl get pods -n temporal -l app=workflow-worker --no-headers | awk '{print $2, $3}' | paste -sd' ')"; fi
            restore; rolled_out workflow-worker ;;
        no-names)
            for policy in mesh workflow-worker; do
                kubectl get networkpolicy -n temporal $policy -o json | sed 's/"kube-dns"/"dns"/' | kubectl apply -f - >/dev/null 2>&1
            done
            kubectl rollout restart -n temporal deployment/workflow-worker >/dev/null
            if rolled_out workflow-worker 45s 2>/dev/null; then fails "$1: a pod became ready"; else
                holds "$1: $(kubectl get pods -n temporal -l app=workflow-worker --no-headers | awk '{print $2, $3}' | paste -sd' ')"; fi
            restore; rolled_out workflow-worker ;;
        namespace-without-label)
            kubectl label namespace temporal istio-injection=disabled --overwrite >/dev/null
            kubectl rollout restart -n temporal deployment/workflow-worker >/dev/null; rolled_out workflow-worker
            try "$1" '^403.*RBAC' asked workflow-worker $drop 8090
            restore; kubectl rollout restart -n temporal deployment/workflow-worker >/dev/null; rolled_out workflow-worker ;;
        sidecar-refused-by-label)
            kubectl patch deployment -n quantumlayer agent-orchestrator -p '{"spec":{"template":{"metadata":{"labels":{"sidecar.istio.io/inject":"false"}}}}}' >/dev/null; rolled_out agent-orchestrator
            try "$1" '^403.*RBAC' asked agent-orchestrator llm-router.quantumlayer.svc.cluster.local 8080
            kubectl patch deployment -n quantumlayer agent-orchestrator --type json -p '[{"op":"remove","path":"/spec/template/metadata/labels/sidecar.istio.io~1inject"}]' >/dev/null; rolled_out agent-orchestrator ;;
        *) echo "no such mistake: $1" >&2; exit 2 ;;
    esac
    restore
    well
}

[ $# -gt 0 ] || set -- selector-of-no-pod subset-of-no-pod subset-that-is-not-defined name-for-another-host headless port-renamed \
    port-without-protocol strict-on-a-port-of-the-edge principal-misspelt issuer-misspelt audience-of-another namespace-out-of-scope no-arrow \
    no-way-to-istiod no-names namespace-without-label sidecar-refused-by-label
well
for name in "$@"; do mistake "$name"; done
verdict
