#!/usr/bin/env bash
# Replaces the pods of every service, one service after the other, while all of them are called through the edge and a run's
# event stream is open: no request may fail, the stream has to end or go on.
. "$(dirname "$0")/lib.sh"

services=("${@:-parser meta-prompt-engine agent-orchestrator llm-router quantumdrop workflow-verifier workflow-worker workflow-api api-gateway}")
# shellcheck disable=SC2206  # one name for each word
services=(${services[*]})
for service in "${services[@]}"; do
    id=$(start_run)
    load_everything
    timeout 400 curl -sN "$EDGE/api/v1/workflows/$id/events" >"$work/stream" &
    stream=$!
    begin=$SECONDS
    kubectl rollout restart -n "$(namespace_of "$service")" "deployment/$service" >/dev/null
    if rolled_out "$service"; then saw "$service rolled in $((SECONDS - begin)) s"; else fails "$service did not roll"; fi
    # The old pod drains for up to 45 s after the new one is ready.
    kubectl wait -n "$(namespace_of "$service")" --for=delete pod -l "app=$service" --field-selector=status.phase!=Running --timeout=5s >/dev/null 2>&1 || true
    sleep 15
    rest
    expect_no_failure "$service"
    expect_completed "$id"
    if kill -0 "$stream" 2>/dev/null; then
        kill "$stream"
        saw "the event stream is still open, $(grep -c '^event' "$work/stream") events"
    else
        saw "the event stream has ended, $(grep -c '^event' "$work/stream") events"
    fi
    if grep -q 'run\.\|completed\|finished' "$work/stream"; then holds "$service: the stream told of the run"; else fails "$service: the stream is empty"; fi
done
verdict
