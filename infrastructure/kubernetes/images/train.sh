#!/usr/bin/env bash
# Lets an unpacked image start once and keeps what the JVM learned. Run by images.sh within servers.sh.
#
#   train.sh WORK BASE SERVICE...     WORK/SERVICE/{app,config.json}; writes WORK/SERVICE/aot/app.aot
set -euo pipefail
here=$(dirname "$0")
# shellcheck source=infrastructure/kubernetes/images/layers.sh
. "$here/layers.sh"
# shellcheck source=infrastructure/kubernetes/images/service.sh
. "$here/service.sh"
work=$1 base=$2
shift 2
for service in "$@"; do
  own=$work/$service
  rm -rf "$own/aot"
  mkdir -p "$own/aot" "$own/app/aot"
  flags=() rehearsal=
  if [ "$service" = llm-router ]; then
    # Its cache is worth most when the JVM has seen real calls: with a key, a price, and a provider of each protocol.
    printf 'keys:\n  - {id: rehearsal, owner: rehearsal, sha256: %s, rpm: 1000000, tpm: 1000000000, budget: {usd: 1000, period: day}}\n' \
      "$(printf %s rehearsal | sha256sum | cut -d' ' -f1)" > "$own/aot/keys.yaml"
    flags=(-Dquantumlayer.router.keys.file=/app/aot/keys.yaml)
    for name in rehearsal rehearsal-anthropic; do
      flags+=("-Dquantumlayer.router.providers.$name.base-url=http://127.0.0.1:18089/v1" "-Dquantumlayer.router.providers.$name.models=$name"
              "-Dquantumlayer.router.providers.$name.prices.$name.input=1" "-Dquantumlayer.router.providers.$name.prices.$name.output=1")
    done
    flags+=(-Dquantumlayer.router.providers.rehearsal-anthropic.type=anthropic)
    "$here/rehearsal.py" provider 18089 & rehearsal=$!
  fi
  EXTRA=(--bind "$own/aot" /app/aot) FILTER='^-XX:AOTCache='
  start_service "$base" "$own/app" "$own/config.json" "$own/training.log" -XX:AOTCacheOutput=/app/aot/app.aot "${flags[@]}"
  state=readiness
  if ! await_service readiness 120; then
    # Without Temporal the workflow services are alive and not ready, and have learned most of what there is.
    state=liveness
    await_service liveness 1 || { tail -20 "$own/training.log" >&2; fail "$service did not start; all of it: $own/training.log"; }
  fi
  # What a pod is asked first: its probes, its metrics.
  for _ in $(seq 20); do
    answers readiness || true
    answers liveness || true
    for port in 8080 8083 8085 8086 8090; do
      for path in health ready; do curl -s -m 5 -o /dev/null "http://127.0.0.1:$port/$path" || true; done
    done
  done
  if [ -n "$rehearsal" ]; then
    "$here/rehearsal.py" calls http://127.0.0.1:8080 rehearsal 12 rehearsal
    "$here/rehearsal.py" calls http://127.0.0.1:8080 rehearsal-anthropic 4 rehearsal
    kill "$rehearsal"
    rm "$own/aot/keys.yaml"
  fi
  curl -s -m 10 -o /dev/null http://127.0.0.1:9090/actuator/prometheus || true
  stop_service
  [ -s "$own/aot/app.aot" ] || { tail -20 "$own/training.log" >&2; fail "$service: the JVM wrote no cache; all of it: $own/training.log"; }
  echo "$service: trained up to its $state, $(($(stat -c %s "$own/aot/app.aot") / 1000000)) MB"
done
