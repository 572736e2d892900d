#!/usr/bin/env bash
# Gives llm-router a model key, then another, then none: each is used without a restart. Other pods cannot mount it.
. "$(dirname "$0")/lib.sh"

secret=llm-provider-credentials
if kubectl get secret -n quantumlayer $secret >/dev/null 2>&1; then
    echo "the Secret $secret is in use on this cluster: this drill would replace it" >&2
    exit 2
fi
back() { kubectl delete secret -n quantumlayer $secret >/dev/null 2>&1 || true; end; }
trap back EXIT
state() { json "$EDGE/api/v1/llm/providers" | jq -r '(.providers // .)[] | select(.name == "groq") | .state'; }
await_state() {
    local begin=$SECONDS
    while [ "$(state)" != "$1" ] && [ $((SECONDS - begin)) -lt 150 ]; do sleep 1; done
    if [ "$(state)" = "$1" ]; then holds "$2 after $((SECONDS - begin)) s"; else fails "$2: still $(state) after $((SECONDS - begin)) s"; fi
}
pod=$(pod_of llm-router)
saw "provider groq is $(state)"
kubectl create secret generic -n quantumlayer $secret --from-literal=groq=gsk-first >/dev/null
await_state on "a first key switches the provider on"
kubectl create secret generic -n quantumlayer $secret --from-literal=groq=gsk-second --dry-run=client -o yaml | kubectl apply -f - >/dev/null 2>&1
begin=$SECONDS
until kubectl logs -n quantumlayer "$pod" | grep -q 'provider groq have changed' || [ $((SECONDS - begin)) -gt 150 ]; do sleep 1; done
if kubectl logs -n quantumlayer "$pod" | grep -q 'provider groq have changed'; then holds "a second key is used after $((SECONDS - begin)) s"; else fails "a second key is not used"; fi
if kubectl logs -n quantumlayer "$pod" | grep -q 'gsk-'; then fails "a key is in the log"; else holds "no key is in the log"; fi
kubectl delete secret -n quantumlayer $secret >/dev/null
await_state off "without the Secret the provider is off"
if [ "$(pod_of llm-router)" = "$pod" ] && [ "$(kubectl get pod -n quantumlayer "$pod" -o jsonpath='{.status.containerStatuses[0].restartCount}')" = 0 ]; then
    holds "the pod is the same, never restarted"
else
    fails "the pod was replaced or restarted"
fi
refusal=$(kubectl patch -n quantumlayer deployment/parser --type=strategic --dry-run=server -o name \
    -p '{"spec":{"template":{"spec":{"containers":[{"name":"parser","env":[{"name":"SPRING_APPLICATION_JSON","value":"{}"}]}]}}}}' 2>&1) || true
if grep -q 'settings have variables of their own' <<<"$refusal"; then holds "SPRING_APPLICATION_JSON is refused"; else fails "SPRING_APPLICATION_JSON passes: $refusal"; fi
refusal=$(kubectl apply --dry-run=server -f - 2>&1 <<'POD' || true
apiVersion: v1
kind: Pod
metadata:
  name: thief
  namespace: quantumlayer
spec:
  serviceAccountName: parser
  securityContext: {runAsNonRoot: true, runAsUser: 10001, seccompProfile: {type: RuntimeDefault}}
  containers:
    - name: thief
      image: quantumlayer/parser:1.0.0
      securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}
  volumes:
    - name: keys
      secret: {secretName: llm-provider-credentials}
POD
)
if grep -q 'parser may not mount this Secret' <<<"$refusal"; then holds "another pod may not mount the model keys"; else fails "another pod may mount the model keys: $refusal"; fi
verdict
