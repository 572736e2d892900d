#!/usr/bin/env bash
# Exhausts the quota of the sandbox: a run completes as partial and names the reason; with room again it is complete.
. "$(dirname "$0")/lib.sh"

back() { kubectl delete resourcequota -n quantumlayer-sandbox drill >/dev/null 2>&1 || true; end; }
trap back EXIT
kubectl create quota drill -n quantumlayer-sandbox --hard=pods=0 >/dev/null
id=$(start_run)
state=$(await_run "$id" 600)
json "$EDGE/api/v1/workflows/$id/status" >"$work/status"
json "$EDGE/api/v1/workflows/$id/result" >"$work/result"
if [ "$state" = Completed ] && [ "$(jq -r .verdict "$work/status")" = partial ]; then holds "run $id is Completed, verdict partial"; else fails "run $id is $state, verdict $(jq -r .verdict "$work/status")"; fi
reason=$(jq -r '[.reasons[] | select(contains("quota"))][0] // empty' "$work/result")
if [ -n "$reason" ]; then holds "the reason: $reason"; else fails "no reason names the quota: $(jq -c .reasons "$work/result")"; fi
kubectl delete resourcequota -n quantumlayer-sandbox drill >/dev/null
id=$(start_run)
expect_completed "$id" 400
if [ "$(json "$EDGE/api/v1/workflows/$id/status" | jq -r .verdict)" = complete ]; then holds "with room again the verdict is complete"; else fails "with room again the verdict is not complete"; fi
verdict
