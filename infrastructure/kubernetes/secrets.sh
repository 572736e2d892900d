#!/usr/bin/env bash
# Makes the Secrets that are not there yet, with values of its own; what exists stays. Namespaces too, so that it can run first.
#
#   secrets.sh                       postgresql-credentials, the key pairs of the gateway and of the worker
#   secrets.sh --api-key NAME        also api-gateway-keys with one key, which is printed once and kept nowhere
#   secrets.sh --rotate STEP         replaces the gateway's key pair in three steps, and no call is refused on the way:
#                                      publish  the next public key stands beside the one in use
#                                      sign     the gateway signs with the next private key
#                                      drop     the public key before is taken away
#                                    each prints what to wait for before the next
set -euo pipefail

for tool in kubectl openssl jq; do
    command -v "$tool" >/dev/null || { echo "secrets.sh needs $tool: install it first" >&2; exit 2; }
done
usage="usage: secrets.sh [--api-key NAME | --rotate publish|sign|drop]"
caller='' step=''
case ${1:-} in
    '') ;;
    --api-key) caller=${2:?$usage} ;;
    --rotate) step=${2:?$usage} ;;
    *) echo "$usage" >&2; exit 2 ;;
esac

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

exists() { kubectl get "$1" -n "$2" "$3" >/dev/null 2>&1; }

# A value of the Secret quantumlayer-identity; empty if there is none.
identity() { kubectl get secret -n quantumlayer quantumlayer-identity -o jsonpath="{.data.$1\\.pem}" | base64 -d; }

# Writes public.pem of the ConfigMaps that services check identities with; worker.pem in them stays.
publish() { # FILE
    local namespace
    for namespace in quantumlayer temporal; do
        kubectl patch configmap quantumlayer-identity-public -n $namespace --type merge \
            --patch "$(jq -n --rawfile keys "$1" '{data: {"public.pem": $keys}}')"
    done
}

rotate() {
    exists secret quantumlayer quantumlayer-identity || { echo "there is no key to replace: secrets.sh makes one" >&2; exit 1; }
    identity private | openssl pkey -pubout -out "$work/current.pub"
    identity next >"$work/next"
    case $1 in
        publish)
            [ -s "$work/next" ] || openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$work/next" 2>/dev/null
            kubectl patch secret quantumlayer-identity -n quantumlayer --type merge \
                --patch "$(jq -n --rawfile key "$work/next" '{stringData: {"next.pem": $key}}')"
            openssl pkey -in "$work/next" -pubout | cat "$work/current.pub" - >"$work/both"
            publish "$work/both"
            echo "next: --rotate sign, in three minutes, when every pod has the new public key; in a mesh in twenty-five, when istiod has asked the gateway for it" ;;
        sign)
            [ -s "$work/next" ] || { echo "there is no next key: --rotate publish comes first" >&2; exit 1; }
            kubectl patch secret quantumlayer-identity -n quantumlayer --type merge \
                --patch "$(jq -n --rawfile key "$work/next" '{stringData: {"private.pem": $key}, data: {"next.pem": null}}')"
            echo "next: --rotate drop, in thirty-five minutes, when the last token of the key before has ended" ;;
        drop)
            [ ! -s "$work/next" ] || { echo "the next key does not sign yet: --rotate sign comes first" >&2; exit 1; }
            publish "$work/current.pub"
            echo "done: the gateway's new key is the only one" ;;
        *) echo "$usage" >&2; exit 2 ;;
    esac
}

if [ -n "$step" ]; then
    rotate "$step"
    exit
fi

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
pair worker temporal quantumlayer-worker-key
# The public halves first: the gateway signs with a key only once it stands there. A public key that is there stays, so that
# what the one before has signed is accepted until it ends.
for namespace in quantumlayer temporal; do
    exists configmap $namespace quantumlayer-identity-public || kubectl create configmap quantumlayer-identity-public -n $namespace
    for half in gateway:public worker:worker; do
        file=${half#*:}.pem
        kubectl get configmap quantumlayer-identity-public -n $namespace -o json | jq -r --arg file "$file" '.data[$file] // empty' >"$work/known"
        grep -qxF "$(sed -n 2p "$work/${half%:*}/public.pem")" "$work/known" && continue
        kubectl patch configmap quantumlayer-identity-public -n $namespace --type merge \
            --patch "$(cat "$work/known" "$work/${half%:*}/public.pem" | jq -Rs --arg file "$file" '{data: {($file): .}}')"
    done
done
# A gateway that runs already signs as soon as it has the key; by then every service has to know its public half.
if ! exists secret quantumlayer quantumlayer-identity && kubectl get pods -n quantumlayer -l app=api-gateway \
    --field-selector status.phase=Running -o name 2>/dev/null | grep -q .; then
    echo "the platform runs already: the gateway gets its key in two minutes, when every service has the public half"
    sleep 120
fi
exists secret quantumlayer quantumlayer-identity ||
    kubectl create secret generic quantumlayer-identity -n quantumlayer --from-file="$work/gateway/private.pem"
exists secret temporal quantumlayer-worker-key ||
    kubectl create secret generic quantumlayer-worker-key -n temporal \
        --from-file="$work/worker/private.pem" --from-file="$work/worker/public.pem"

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
