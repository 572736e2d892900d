#!/usr/bin/env bash
# Runs a command in a network of its own in which PostgreSQL (127.0.0.1:5432) and, where its CLI is, Temporal (127.0.0.1:7233)
# answer, both empty, and ends everything with it. TEMPORAL: the CLI, default: temporal on the PATH.
#
#   servers.sh WORK COMMAND...
set -euo pipefail
# shellcheck source=infrastructure/kubernetes/images/layers.sh
. "$(dirname "$0")/layers.sh"
work=$(realpath "${1:?usage: servers.sh WORK COMMAND...}")

if [ -z "${BESIDE_SERVERS-}" ]; then
  command -v bwrap >/dev/null || fail "bwrap is missing (Debian: apt-get install bubblewrap)"
  command -v curl >/dev/null || fail "curl is missing (Debian: apt-get install curl)"
  if [ ! -x "$work/postgresql/bin/postgres" ]; then
    # The same programs as the tests' and ql's.
    version=$(sed -n 's:.*<embedded-postgres-binaries.version>\(.*\)</.*:\1:p' "$(dirname "$0")/../../../pom.xml")
    case $(uname -m) in x86_64) arch=amd64 ;; aarch64) arch=arm64v8 ;; *) fail "no embedded PostgreSQL for $(uname -m)" ;; esac
    jar=embedded-postgres-binaries-linux-$arch-$version.jar
    mvn --batch-mode -q dependency:copy "-Dartifact=io.zonky.test.postgres:embedded-postgres-binaries-linux-$arch:$version" "-DoutputDirectory=$work" >/dev/null
    mkdir -p "$work/postgresql"
    python3 -c 'import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); sys.stdout.buffer.write(z.read(next(n for n in z.namelist() if n.endswith(".txz"))))' "$work/$jar" |
      tar -C "$work/postgresql" -xJf -
  fi
  temporal=${TEMPORAL:-$(command -v temporal || true)}
  [ -n "$temporal" ] || echo "no temporal on the PATH: the workflow services learn less" >&2
  # PostgreSQL wants its user to have a name, and not to be root.
  printf '%s\n' root:x:0:0::/root:/bin/sh service:x:10001:10001::/nonexistent:/bin/false >"$work/passwd"
  # A user and a network of its own; --unshare-pid ends whatever is left when the command has ended.
  exec bwrap --dev-bind / / --unshare-net --unshare-pid --proc /proc --unshare-user --uid 10001 --gid 10001 \
    --ro-bind "$work/passwd" /etc/passwd --die-with-parent --setenv BESIDE_SERVERS yes --setenv TEMPORAL "$temporal" -- "$(realpath "$0")" "$@"
fi

shift
data=$work/servers
rm -rf "$data"
mkdir "$data"
echo quantumlayer >"$data/password"
"$work/postgresql/bin/initdb" -D "$data/postgresql" -U quantumlayer -A scram-sha-256 --pwfile "$data/password" --no-sync >"$data/log" 2>&1 || { cat "$data/log" >&2; exit 1; }
"$work/postgresql/bin/postgres" -D "$data/postgresql" -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off >"$data/log" 2>&1 &
[ -z "$TEMPORAL" ] || HOME=$data "$TEMPORAL" server start-dev --headless --namespace quantumlayer --log-level error >"$data/temporal.log" 2>&1 &
for port in 5432 ${TEMPORAL:+7233}; do
  for _ in $(seq 600); do
    (: <"/dev/tcp/127.0.0.1/$port") 2>/dev/null && continue 2
    sleep 0.1
  done
  cat "$data"/*log >&2
  fail "nothing answers on port $port"
done
"$@"
