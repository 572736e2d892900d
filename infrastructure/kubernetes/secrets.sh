#!/usr/bin/env bash
# Makes the Secrets that are not there yet, with values of its own; what exists stays. Namespaces too, so that it can run first.
#
#   secrets.sh                       postgresql-credentials, the key pairs of the gateway and of the worker
#   secrets.sh --api-key NAME        also api-gateway-keys with one key, which is printed once and kept nowhere
set -euo pipefail

for tool in kubectl openssl; do
    command -v "$tool" >/dev/null || { echo "secrets.sh needs $tool: install it first" >&2; exit 2; }
done
case ${1:-} in
    '') caller= ;;
    --api-key) caller=${2:?usage: secrets.sh --api-key NAME} ;;
    *) echo "usage: secrets.sh [--api-key NAME]" >&2; exit 2 ;;
esac

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

exists() { kubectl get "$1" -n "$2" "$3" >/dev/null 2>&1; }

for namespace in quantumlayer temporal; do
    kubectl get namespace $namespace >/dev/null 2>&1 || kubectl create namespace $namespace --save-config
done

# The password travels by file, so that it stands in no process list.
if exists secret quantumlayer postgresql-credentials; then
    echo "secret/postgresql-credentials is there"
else
    openssl rand -base64 24 | tr -d '\n' >"$work/password"
    kubectl create secret generic postgresql-credentials -n quantumlayer \
        --from-literal=POSTGRES_USER=quantumlayer --from-file=POSTGRES_PASSWORD="$work/password"
fi

# The pair of NAME: its private half out of a Secret that is there, or a new one, in $work/NAME.
pair() { # NAME NAMESPACE SECRET
    mkdir "$work/$1"
    if exists secret "$2" "$3"; then
        echo "secret/$3 is there"
        kubectl get secret -n "$2" "$3" -o jsonpath='{.data.private\.pem}' | base64 -d >"$work/$1/private.pem"
    else
        openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$work/$1/private.pem" 2>/dev/null
    fi
    openssl pkey -in "$work/$1/private.pem" -pubout -out "$work/$1/public.pem"
}

pair gateway quantumlayer quantumlayer-identity
exists secret quantumlayer quantumlayer-identity ||
    kubectl create secret generic quantumlayer-identity -n quantumlayer --from-file="$work/gateway/private.pem"
pair worker temporal quantumlayer-worker-key
exists secret temporal quantumlayer-worker-key ||
    kubectl create secret generic quantumlayer-worker-key -n temporal \
        --from-file="$work/worker/private.pem" --from-file="$work/worker/public.pem"
for namespace in quantumlayer temporal; do
    kubectl create configmap quantumlayer-identity-public -n $namespace --from-file="$work/gateway/public.pem" \
        --from-file=worker.pem="$work/worker/public.pem" --dry-run=client -o yaml |
        kubectl apply -f - --server-side
done

if [ -n "$caller" ]; then
    if exists secret quantumlayer api-gateway-keys; then
        echo "secret/api-gateway-keys is there: add lines to it as docs/reference/gateway.md says" >&2
        exit 1
    fi
    key=ql-$(openssl rand -hex 24)
    printf '%s:%s\n' "$caller" "$(printf %s "$key" | openssl dgst -sha256 -r | cut -d' ' -f1)" >"$work/keys"
    kubectl create secret generic api-gateway-keys -n quantumlayer --from-file="$work/keys"
    echo "key of $caller, shown this once: $key"
fi
