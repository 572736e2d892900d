#!/usr/bin/env bash
# Rolls the gateway out with an image that does not exist: the old pods go on serving, `kubectl rollout undo` ends it.
. "$(dirname "$0")/lib.sh"

back() { kubectl rollout undo -n quantumlayer deployment/api-gateway >/dev/null 2>&1 || true; end; }
load_everything
kubectl set image -n quantumlayer deployment/api-gateway api-gateway=quantumlayer/api-gateway:does-not-exist >/dev/null
trap back EXIT
if rolled_out api-gateway 30s 2>/dev/null; then fails "an image that does not exist was rolled out"; else holds "the rollout does not go on"; fi
kubectl get pods -n quantumlayer -l app=api-gateway -o json >"$work/pods"
reason=$(jq -r '[.items[].status.containerStatuses[0].state.waiting.reason | select(.)][0]' "$work/pods")
case $reason in ErrImagePull | ImagePullBackOff) holds "the new pod says $reason" ;; *) fails "the new pod says $reason" ;; esac
kubectl rollout undo -n quantumlayer deployment/api-gateway >/dev/null
trap end EXIT
rolled_out api-gateway && holds "rollout undo ends it"
rest
expect_no_failure "all the time"
verdict
