# shellcheck shell=bash
# One service as its unpacked image runs it. Sourced by the scripts beside it, within servers.sh.

# BASE APP CONFIG LOG JVM-FLAG...: starts the image's own command, read-only but for /tmp, with these flags before all others.
# Sets bwrap and java, the processes. FILTER, a regular expression, leaves flags of the image out; EXTRA are more arguments of bwrap.
start_service() {
  local base=$1 app=$2 config=$3 log=$4 each
  shift 4
  local -a environment=() command=()
  while read -r each; do environment+=(--setenv "${each%%=*}" "${each#*=}"); done < <(jq -r '.config.Env[]?' "$config")
  mapfile -t command < <(jq -r --arg filter "${FILTER:-^$}" '.config.Entrypoint[] | select(test($filter) | not)' "$config")
  # As in the manifests, but for addresses.
  bwrap --ro-bind "$base" / --ro-bind "$app" /app --proc /proc --dev /dev --tmpfs /tmp "${EXTRA[@]}" --clearenv "${environment[@]}" \
    --setenv POSTGRES_URL jdbc:postgresql://127.0.0.1:5432/postgres --setenv POSTGRES_USER quantumlayer --setenv POSTGRES_PASSWORD quantumlayer \
    --setenv TEMPORAL_ADDRESS 127.0.0.1:7233 --setenv QL_LOG_FORMAT ecs \
    --setenv QUANTUMLAYER_WORKER_ROLES generator --setenv QUANTUMLAYER_SANDBOX_BACKENDS "" \
    -- "${command[0]}" "$@" "${command[@]:1}" >"$log" 2>&1 &
  bwrap=$!
  java=
}

answers() { curl -sf -m 5 -o /dev/null "http://127.0.0.1:9090/actuator/health/$1"; }

# STATE SECONDS: waits until the service is that, polling 20 times a second; fails when it ended or time is over.
await_service() {
  local i
  for ((i = 0; i < $2 * 20; i++)); do
    [ -n "$java" ] || java=$(pgrep -P "$bwrap" || true)
    if answers "$1"; then return 0; fi
    kill -0 "$bwrap" 2>/dev/null || return 1
    sleep 0.05
  done
  return 1
}

# The JVM writes its cache when it ends, so this may take a while.
stop_service() {
  [ -z "$java" ] || kill -TERM "$java" 2>/dev/null || true
  wait "$bwrap" || true
}
