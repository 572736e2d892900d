#!/usr/bin/env bash
# Starts unpacked images with and without their cache by turns and prints what it takes until they are ready: medians. A cache that
# the JVM does not take fails the start (AOTMode=on), and so this script. Run by images.sh within servers.sh.
#
#   start-up.sh ROUNDS WORK BASE SERVICE...
set -euo pipefail
here=$(dirname "$0")
# shellcheck source=infrastructure/kubernetes/images/layers.sh
. "$here/layers.sh"
# shellcheck source=infrastructure/kubernetes/images/service.sh
. "$here/service.sh"
rounds=$1 work=$2 base=$3
shift 3
results=$(mktemp)
tick=$(getconf CLK_TCK)
for _ in $(seq "$rounds"); do
  for service in "$@"; do
    for way in with without; do
      own=$work/$service log=$work/$service/start-$way.log
      # Without the flag the JVM still has the shared archive of its own classes.
      FILTER='^-XX:AOTCache=' flags=(-XX:MaxRAM=768m) EXTRA=()
      [ $way = without ] || { FILTER='' flags+=(-XX:AOTMode=on); }
      begin=$(date +%s%N)
      start_service "$base" "$own/app" "$own/config.json" "$log" "${flags[@]}"
      await_service readiness 120 || await_service liveness 1 || { tail -20 "$log" >&2; fail "$service does not start $way its cache; all of it: $log"; }
      end=$(date +%s%N)
      read -r user system < <(cut -d' ' -f14,15 "/proc/$java/stat")
      rss=$(awk '/^VmRSS/ { print int($2 / 1024) }' "/proc/$java/status")
      stop_service
      echo "$service $way $(((end - begin) / 1000000)) $(((user + system) * 1000 / tick)) $rss" >>"$results"
    done
  done
done
median() { awk -v s="$1" -v w="$2" -v c="$3" '$1 == s && $2 == w { print $c }' "$results" | sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }
echo
echo "Until ready, medians of $rounds rounds; CPU is the JVM's own; memory is its resident set with a limit of 768 MiB."
echo
echo '| service | without | with cache | less | CPU without | with | MiB without | with |'
echo '|---|---|---|---|---|---|---|---|'
for service in "$@"; do
  awk -v s="$service" -v a="$(median "$service" without 3)" -v b="$(median "$service" with 3)" -v c="$(median "$service" without 4)" -v d="$(median "$service" with 4)" \
    -v e="$(median "$service" without 5)" -v f="$(median "$service" with 5)" \
    'BEGIN { printf "| %s | %.2f s | %.2f s | %d %% | %.1f s | %.1f s | %d | %d |\n", s, a / 1000, b / 1000, (a - b) * 100 / a, c / 1000, d / 1000, e, f }'
done
rm "$results"
