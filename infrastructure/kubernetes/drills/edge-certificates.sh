#!/usr/bin/env bash
# Signs certificates of the mesh for the edge with the authority that istiod has made for itself, for a day: the Secrets
# edge-mesh-certificate of the component edge-mtls. With an argument, another identity than the edge's, which has to be refused.
#
#   edge-certificates.sh [SPIFFE-ID]
set -euo pipefail
for tool in kubectl openssl; do
    command -v "$tool" >/dev/null || { echo "edge-certificates.sh needs $tool: install it first" >&2; exit 2; }
done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
of_istiod() { kubectl get secret -n istio-system istio-ca-secret -o jsonpath="{.data.$1}" | base64 -d; }
of_istiod 'ca-cert\.pem' >"$work/ca.crt"
of_istiod 'ca-key\.pem' >"$work/ca.key"
[ -s "$work/ca.key" ] || { echo "istiod has no authority of its own here: see docs/how-to/mesh.md for cert-manager" >&2; exit 1; }
for edge in quantumlayer:api-gateway temporal:workflow-api; do
    namespace=${edge%:*}
    id=${1:-spiffe://cluster.local/ns/$namespace/sa/${edge#*:}}
    openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$work/tls.key" 2>/dev/null
    openssl req -new -key "$work/tls.key" -subj "/O=quantumlayer" -out "$work/request"
    openssl x509 -req -in "$work/request" -CA "$work/ca.crt" -CAkey "$work/ca.key" -CAcreateserial -days 1 -out "$work/tls.crt" 2>/dev/null \
        -extfile <(printf 'subjectAltName=critical,URI:%s\nkeyUsage=critical,digitalSignature\nextendedKeyUsage=clientAuth,serverAuth\n' "$id")
    kubectl create secret generic edge-mesh-certificate -n "$namespace" --from-file="$work/tls.crt" --from-file="$work/tls.key" \
        --from-file="$work/ca.crt" --dry-run=client -o yaml | kubectl apply -f -
    echo "$namespace: $id"
done
