# Shared by the drills: a load on the edge, runs, and one line for each thing seen. Sourced, not run.
# shellcheck shell=bash
set -euo pipefail

EDGE=${EDGE_URL:-http://localhost:30880}
work=$(mktemp -d)
failures=0

for tool in kubectl curl jq; do
    command -v "$tool" >/dev/null || { echo "the drills need $tool: install it first" >&2; exit 2; }
done

end() {
    touch "$work/stop"
    wait
    rm -rf "$work"
}
trap end EXIT

saw() { printf '%(%H:%M:%S)T  %s\n' -1 "$*"; }
holds() { printf '%(%H:%M:%S)T  ok    %s\n' -1 "$*"; }
fails() { printf '%(%H:%M:%S)T  FAIL  %s\n' -1 "$*"; failures=$((failures + 1)); }

verdict() {
    [ "$failures" -eq 0 ] || { echo "$failures failed"; exit 1; }
    echo "all held"
}

json() { curl -s -m 30 -H 'Content-Type: application/json' "$@"; }

# Starts a run of the built-in engine; prints its workflow id.
start_run() {
    json -X POST "$EDGE/api/v1/workflows/generate-extended" \
        -d '{"prompt":"Write an IBAN validator","language":"python","type":"library"}' | jq -re .workflow_id
}

# A problem has a number as its status.
run_state() { json "$EDGE/api/v1/workflows/$1/status" | jq -r '.status | strings // "unknown"' 2>/dev/null || echo unknown; }

# Waits until a run has ended, up to a number of seconds; prints its state.
await_run() {
    local until=$((SECONDS + $2)) state=Running
    while [ $SECONDS -lt $until ]; do
        state=$(run_state "$1")
        case $state in Running | unknown) sleep 1 ;; *) break ;; esac
    done
    echo "$state"
}

expect_completed() {
    local state
    state=$(await_run "$1" "${2:-240}")
    if [ "$state" = Completed ]; then
        holds "run $1 is Completed, verdict $(json "$EDGE/api/v1/workflows/$1/status" | jq -r .verdict)"
    else
        fails "run $1 is $state"
    fi
}

# Calls a path of the edge over and over until the drill ends or rest is called; every status goes to a file.
load() {
    local name=$1
    shift
    (
        while [ ! -e "$work/stop" ] && [ ! -e "$work/rest" ]; do
            # No connection is kept: each request is one that a new client could have made.
            curl -s -m 20 -o /dev/null -w '%{http_code} %{time_total}\n' "$@" >>"$work/load-$name" || true
            sleep 0.05
        done
    ) &
    loads+=($!)
}
loads=()

# One load for every service behind the edge.
load_everything() {
    rm -f "$work"/load-* "$work/rest"
    load api-gateway "$EDGE/health"
    load workflow-api "$EDGE/api/v1/workflows?limit=1"
    load llm-router "$EDGE/v1/models"
    load agent-orchestrator "$EDGE/api/v1/agents"
    load meta-prompt-engine "$EDGE/api/v1/templates"
    load parser "$EDGE/api/v1/parser/languages"
    load quantumdrop "$EDGE/api/v1/runs"
}

# Ends the load; prints how many of each status every service gave.
rest() {
    touch "$work/rest"
    wait "${loads[@]}" || true
    loads=()
    local file
    for file in "$work"/load-*; do
        printf '          %-20s %s, slowest %s s\n' "${file##*/load-}" \
            "$(cut -d' ' -f1 "$file" | sort | uniq -c | awk '{ printf "%s%s x %s", sep, $1, $2; sep = ", " }')" \
            "$(cut -d' ' -f2 "$file" | sort -n | tail -1)"
    done
}

# Holds when every answer of the load was a 200.
expect_no_failure() {
    local bad
    bad=$(cat "$work"/load-* | grep -vc '^200 ' || true)
    if [ "$bad" -eq 0 ]; then holds "$1: no failed request of $(cat "$work"/load-* | wc -l)"; else fails "$1: $bad failed requests of $(cat "$work"/load-* | wc -l)"; fi
}

namespace_of() {
    case $1 in workflow-* | temporal-*) echo temporal ;; *) echo quantumlayer ;; esac
}

rolled_out() { kubectl rollout status -n "$(namespace_of "$1")" "deployment/$1" --timeout="${2:-240s}" >/dev/null; }
pod_of() { kubectl get pods -n "$(namespace_of "$1")" -l "app=$1" --field-selector status.phase=Running -o jsonpath='{.items[0].metadata.name}'; }
