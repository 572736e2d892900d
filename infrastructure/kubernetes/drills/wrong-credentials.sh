#!/usr/bin/env bash
# Gives QuantumDrop's new pods a wrong PostgreSQL password: they never turn ready and say why, the old ones go on serving;
# `kubectl rollout undo` ends it.
. "$(dirname "$0")/lib.sh"

if ! kubectl get secret -n quantumlayer postgresql-credentials >/dev/null 2>&1; then
    echo "PostgreSQL of this cluster trusts everybody it can be reached by: create the Secret postgresql-credentials first" >&2
    exit 2
fi
kubectl create secret generic -n quantumlayer drill-wrong-credentials --from-literal=POSTGRES_USER=quantumlayer --from-literal=POSTGRES_PASSWORD=wrong >/dev/null
undone=
back() {
    # A second undo would bring the wrong password back.
    [ -n "$undone" ] || kubectl rollout undo -n quantumlayer deployment/quantumdrop >/dev/null
    kubectl delete secret -n quantumlayer drill-wrong-credentials >/dev/null
    end
}
trap back EXIT
kubectl patch -n quantumlayer deployment/quantumdrop --type=strategic \
    -p '{"spec":{"template":{"spec":{"volumes":[{"name":"secrets","secret":{"secretName":"drill-wrong-credentials"}}]}}}}' >/dev/null
load_everything
if rolled_out quantumdrop 75s 2>/dev/null; then fails "pods with a wrong password turned ready"; else holds "pods with a wrong password do not turn ready"; fi
new=$(kubectl get pods -n quantumlayer -l app=quantumdrop --sort-by=.metadata.creationTimestamp -o jsonpath='{.items[-1:].metadata.name}')
for which in false true; do kubectl logs -n quantumlayer "$new" --previous=$which >>"$work/log" 2>/dev/null || true; done
if grep -q 'password authentication failed' "$work/log"; then
    holds "its log says: password authentication failed"
else
    fails "the log of $new does not say why"
fi
rest
expect_no_failure "meanwhile"
kubectl rollout undo -n quantumlayer deployment/quantumdrop >/dev/null
undone=yes
rolled_out quantumdrop && holds "rollout undo ends it"
verdict
