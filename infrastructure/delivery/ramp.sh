#!/usr/bin/env bash
# Moves new runs to a build of the worker in steps, and takes the ramp back when a check fails.
#
#   ramp.sh DEPLOYMENT BUILD [--steps "10 50"] [--pause SECONDS] [--check COMMAND]
#
#   DEPLOYMENT, BUILD   TEMPORAL_DEPLOYMENT_NAME and TEMPORAL_WORKER_BUILD_ID of workers that poll already
#   --steps             percentages of new runs, before all of them; default "10 50"
#   --pause             how long each step is watched; default 600
#   --check             run after each step in addition, such as infrastructure/kubernetes/smoke.sh
#
# Runs that began on the old build stay there (pinned). TEMPORAL_ADDRESS and TEMPORAL_NAMESPACE say where the server is.
# Not with Temporal's worker controller, which does the same by itself.
set -euo pipefail

fail() { echo "ramp.sh: $*" >&2; exit 1; }
usage() { sed -n '2,12s/^# \{0,1\}//p' "$0"; exit "$1"; }

names=() steps='10 50' pause=600 check=''
while [ $# -gt 0 ]; do
  case $1 in
    --steps) steps=${2?--steps wants percentages}; shift ;;
    --pause) pause=${2:?--pause wants seconds}; shift ;;
    --check) check=${2:?--check wants a command}; shift ;;
    -h | --help) usage 0 ;;
    -*) usage 2 >&2 ;;
    *) names+=("$1") ;;
  esac
  shift
done
[ "${#names[@]}" -eq 2 ] || usage 2 >&2
deployment=${names[0]} build=${names[1]}
command -v temporal >/dev/null || fail "temporal is missing: the Temporal CLI 1.5 or newer (https://docs.temporal.io/cli)"
export TEMPORAL_NAMESPACE=${TEMPORAL_NAMESPACE:-quantumlayer}

version=(--deployment-name "$deployment" --build-id "$build")
back() {
  temporal worker deployment set-ramping-version "${version[@]}" --delete --yes
  fail "$1; new runs start on the build that was current before, runs of $build stay there until they end"
}

# A build whose workflow code cannot go on shows as runs with a reported problem.
healthy() {
  local stuck
  stuck=$(temporal workflow count \
    --query "TemporalWorkerDeploymentVersion = '$deployment:$build' AND ExecutionStatus = 'Running' AND TemporalReportedProblems IS NOT NULL" |
    sed -n 's/^Total: *//p') || back "the runs of $build cannot be counted"
  [ "$stuck" = 0 ] || back "$stuck runs of $build report a problem"
  [ -z "$check" ] || bash -c "$check" || back "the check failed: $check"
}

for percentage in $steps; do
  temporal worker deployment set-ramping-version "${version[@]}" --percentage "$percentage" --yes
  echo "ramp.sh: $percentage % of new runs start on $build"
  sleep "$pause"
  healthy
done
temporal worker deployment set-current-version "${version[@]}" --yes
echo "ramp.sh: all new runs start on $build"
