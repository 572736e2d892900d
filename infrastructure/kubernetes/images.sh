#!/usr/bin/env bash
# Builds the image of every service as <service>/target/jib-image.tar, without a container daemon, and loads them on request.
#
#   images.sh [--base BASE] [--load] [service...]
#
#   --base BASE   what Jib starts from: registry/name@sha256:... or tar:///path/jre.tar; default: ${image.base} of pom.xml, or $IMAGE_BASE
#   --load        gives each image to a cluster on this machine. IMAGE_LOAD is the command, run with the tar as its last argument;
#                 without it: "kind load image-archive" where kind is, else "ctr -n k8s.io images import" where ctr is
set -euo pipefail
cd "$(dirname "$0")/../.."

fail() { echo "images.sh: $*" >&2; exit 1; }
usage() { sed -n '2,8s/^# \{0,1\}//p' "$0"; exit "$1"; }

all=(api-gateway workflow-api workflow-worker llm-router agent-orchestrator meta-prompt-engine parser quantumdrop)
base=${IMAGE_BASE-} load='' services=()
while [ $# -gt 0 ]; do
  case $1 in
    --base) base=${2:?--base wants a value}; shift ;;
    --load) load=yes ;;
    -h | --help) usage 0 ;;
    -*) usage 2 >&2 ;;
    *) [ -d "$1/src/main" ] || fail "$1 is no service; there are: ${all[*]}"; services+=("$1") ;;
  esac
  shift
done
sandbox=''
[ "${#services[@]}" -gt 0 ] || { services=("${all[@]}"); sandbox=infrastructure/kubernetes/sandbox/build.sh; }

command -v mvn >/dev/null || fail "mvn is missing: install Maven 3.8 or newer (Debian: apt-get install maven)"
command -v jq >/dev/null || fail "jq is missing (Debian: apt-get install jq)"
if [ -n "$load" ] && [ -z "${IMAGE_LOAD-}" ]; then
  if command -v kind >/dev/null; then IMAGE_LOAD='kind load image-archive'
  elif command -v ctr >/dev/null; then IMAGE_LOAD='ctr -n k8s.io images import'
  else fail "--load wants kind or ctr on the PATH, or IMAGE_LOAD='command' that takes a tar"; fi
fi

maven() { mvn --batch-mode --no-transfer-progress -q -Dstyle.color=never -Dmaven.test.skip=true -Dspotless.check.skip=true ${base:+"-Dimage.base=$base"} "$@"; }
maven -pl "$(IFS=,; echo "${services[*]}")" -am package jib:buildTar

size() { # TAR: bytes as a registry stores them (layers compressed), and unpacked
  local layer packed=0 unpacked=0
  for layer in $(tar -xOf "$1" manifest.json | jq -r '.[0].Layers[]'); do
    packed=$((packed + $(tar -xOf "$1" "$layer" | wc -c)))
    unpacked=$((unpacked + $(tar -xOf "$1" "$layer" | gzip -dc | wc -c)))
  done
  echo "$packed $unpacked"
}
printf '%-44s %12s %12s\n' image 'packed MB' 'unpacked MB'
for service in "${services[@]}"; do
  tar=$service/target/jib-image.tar
  read -r packed unpacked < <(size "$tar")
  printf '%-44s %12s %12s\n' "$(tar -xOf "$tar" manifest.json | jq -r '.[0].RepoTags[0]')" $((packed / 1000000)) $((unpacked / 1000000))
done

if [ -n "$load" ]; then
  # Words of the command are separate on purpose.
  # shellcheck disable=SC2086
  for service in "${services[@]}"; do $IMAGE_LOAD "$service/target/jib-image.tar"; done
fi
if [ -n "$sandbox" ] && [ -x "$sandbox" ]; then
  "$sandbox" ${load:+--load}
fi
