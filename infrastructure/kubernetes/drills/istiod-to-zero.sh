#!/usr/bin/env bash
# Takes istiod away under load: what runs goes on, with the last configuration; a pod that begins waits until istiod is back.
. "$(dirname "$0")/lib.sh"

back() { kubectl scale -n istio-system deployment/istiod --replicas=1 >/dev/null; end; }
trap back EXIT
kubectl scale -n istio-system deployment/istiod --replicas=0 >/dev/null
kubectl wait -n istio-system --for=delete pod -l app=istiod --timeout=60s >/dev/null
load_everything
id=$(start_run)
expect_completed "$id"
kubectl rollout restart -n quantumlayer deployment/parser >/dev/null
if rolled_out parser 40s 2>/dev/null; then fails "a pod became ready without istiod"; else holds "a new pod waits for istiod, the old one serves on"; fi
kubectl scale -n istio-system deployment/istiod --replicas=1 >/dev/null
begin=$SECONDS
if rolled_out parser; then holds "with istiod the pod is ready after $((SECONDS - begin)) s"; else fails "the pod does not become ready"; fi
rest
expect_no_failure "an outage of istiod"
verdict
