#!/usr/bin/env bash
# Builds the images of all services as <service>/target/jib-image.tar, and of the sandbox's Jobs as
# infrastructure/kubernetes/target/sandbox-image.tar, without a container daemon, and loads them on request.
#
#   images.sh [option...] [service... | sandbox]
#
#   --base BASE           what the services' images stand on: registry/name@sha256:... or tar:///path/jre.tar
#                         default: $IMAGE_BASE, or else image.base of pom.xml
#   --plain               quickly, for development: no JDK cache, no bill of materials
#   --tested FILE         fail unless the images hold the very jars whose sha256sum lines FILE has
#   --start-up ROUNDS     start each service so many times with and without its cache and print medians; 0: not at all; default: 1
#   --check-reproducible  build everything once more from a copy of the sources, elsewhere, and compare each layer
#   --load                give each image to a cluster on this machine. IMAGE_LOAD is the command, run with the tar as its last
#                         argument; without it: "kind load image-archive" where kind is, else "ctr -n k8s.io images import"
#
# MAVEN_ARGUMENTS are passed on: -Dimage.source=URL -Dimage.revision=COMMIT -Dimage.licenses=SPDX in a release, --offline with --plain.
set -euo pipefail
cd "$(dirname "$0")/../.."
parts=infrastructure/kubernetes/images
# shellcheck source=infrastructure/kubernetes/images/layers.sh
. "$parts/layers.sh"

usage() { sed -n '2,/^set/s/^# \{0,1\}//p' "$0"; exit "$1"; }

all=(api-gateway workflow-api workflow-worker llm-router agent-orchestrator meta-prompt-engine parser quantumdrop)
base=${IMAGE_BASE-} plain='' tested='' rounds=1 reproducible='' load='' services=() sandbox=''
while [ $# -gt 0 ]; do
  case $1 in
    --base) base=${2:?--base wants a value}; shift ;;
    --plain) plain=yes ;;
    --tested) tested=$(realpath "${2:?--tested wants a file}"); shift ;;
    --start-up) rounds=${2:?--start-up wants a number}; shift ;;
    --check-reproducible) reproducible=yes ;;
    --load) load=yes ;;
    -h | --help) usage 0 ;;
    -*) usage 2 >&2 ;;
    sandbox) sandbox=yes ;;
    *) [ -f "$1/src/main/resources/application.yaml" ] || fail "$1 is no service; there are: ${all[*]} sandbox"; services+=("$1") ;;
  esac
  shift
done
[ "${#services[@]}" -gt 0 ] || [ -n "$sandbox" ] || { services=("${all[@]}"); sandbox=yes; }
[ -z "$plain" ] || [ -z "$tested$reproducible" ] || fail "--plain images are not for --tested or --check-reproducible"

command -v mvn >/dev/null || fail "mvn is missing: install Maven 3.8 or newer (Debian: apt-get install maven)"
command -v jq >/dev/null || fail "jq is missing (Debian: apt-get install jq)"
[ -n "$plain" ] || command -v bwrap >/dev/null || fail "bwrap, which the caches are trained in, is missing (Debian: apt-get install bubblewrap); or build with --plain"
if [ -n "$load" ] && [ -z "${IMAGE_LOAD-}" ]; then
  if command -v kind >/dev/null; then IMAGE_LOAD='kind load image-archive'
  elif command -v ctr >/dev/null; then IMAGE_LOAD='ctr -n k8s.io images import'
  else fail "--load wants kind or ctr on the PATH, or IMAGE_LOAD='command' that takes a tar"; fi
fi

modules=$(IFS=,; echo "${services[*]}")
build() { # PROPERTY...
  # Words of the arguments are separate on purpose.
  # shellcheck disable=SC2086
  mvn --batch-mode --no-transfer-progress -q -Dstyle.color=never -Dmaven.test.skip=true -Dspotless.check.skip=true \
    ${base:+"-Dimage.base=$base"} ${MAVEN_ARGUMENTS-} "$@" -pl "$modules" -am package jib:buildTar
}
tar_of() { echo "${2:-.}/$1/target/jib-image.tar"; }
step() { echo "$(date +%T) $*"; }

sizes() { # TAR: MB as a registry stores it (layers compressed), MB unpacked
  local layer packed=0 unpacked=0
  for layer in $(layers "$1" all); do
    packed=$((packed + $(tar -xOf "$1" "$layer" | wc -c)))
    unpacked=$((unpacked + $(tar -xOf "$1" "$layer" | gzip -dc | wc -c)))
  done
  echo $((packed / 1000000)) $((unpacked / 1000000))
}

work=infrastructure/kubernetes/target/images
if [ "${#services[@]}" -gt 0 ]; then
  mkdir -p "$work"
  if [ -n "$plain" ]; then
    step "images, plain"
    for service in "${services[@]}"; do rm -rf "$service/target/image"; mkdir -p "$service/target/image"; done
    build -Dimage.sbom.skip=true
  else
    step "images without cache"
    build -Dimage.sbom.skip=false
    for service in "${services[@]}"; do
      own=$work/$service
      rm -rf "$own"
      unpack "$(tar_of "$service")" app "$own"
      config "$(tar_of "$service")" . >"$own/config.json"
      config "$(tar_of "$service")" '.rootfs.diff_ids[]' >"$own/layers"
      root=$(unpack_base "$work" "$(tar_of "$service")")
      listed=$("$parts/sbom.sh" "$own/app" ${tested:+"$tested"})
      echo "$service: $listed"
    done
    step "training"
    "$parts/servers.sh" "$work" "$parts/train.sh" "$work" "$root" "${services[@]}"
    step "images with cache"
    for service in "${services[@]}"; do
      mkdir -p "$service/target/image-aot"
      mv "$work/$service/aot/app.aot" "$service/target/image-aot/app.aot"
    done
    build -Dimage.sbom.skip=true -Dimage.aot=yes
    for service in "${services[@]}"; do
      own=$work/$service
      # All layers as trained on, and the cache.
      diff "$own/layers" <(config "$(tar_of "$service")" '.rootfs.diff_ids[]' | head -n -1) >&2 || fail "$service: the layers below the cache changed; build again"
      rm -rf "${own:?}/app"
      unpack "$(tar_of "$service")" app "$own"
      config "$(tar_of "$service")" . >"$own/config.json"
    done
    if [ "$rounds" -gt 0 ]; then
      step "starts with and without cache"
      "$parts/servers.sh" "$work" "$parts/start-up.sh" "$rounds" "$work" "$root" "${services[@]}"
    fi
  fi
  echo
  echo '| image | packed | unpacked |'
  echo '|---|---|---|'
  for service in "${services[@]}"; do
    read -r packed unpacked < <(sizes "$(tar_of "$service")")
    echo "| $(manifest "$(tar_of "$service")" '.[0].RepoTags[0]') | $packed MB | $unpacked MB |"
  done
  echo
fi

if [ -n "$reproducible" ] && [ "${#services[@]}" -gt 0 ]; then
  step "the same once more, elsewhere"
  copy=$(mktemp -d)
  trap 'rm -rf "$copy"' EXIT
  git ls-files -z --cached --others --exclude-standard | while IFS= read -r -d '' file; do [ ! -e "$file" ] || printf '%s\0' "$file"; done |
    tar --null -T - -cf - | tar -C "$copy" -xf -
  (cd "$copy" && build -Dimage.sbom.skip=false)
  for service in "${services[@]}"; do
    echo "$service"
    config "$(tar_of "$service" "$copy")" '.rootfs.diff_ids[]' >"$copy/layers"
    paste "$work/$service/layers" "$copy/layers" | awk '{ print ($1 == $2 ? "  same     " : "  differs  ") $1 ($1 == $2 ? "" : " " $2) }'
    echo "  cache    $(config "$(tar_of "$service")" '.rootfs.diff_ids[-1]')"
    cmp -s "$work/$service/layers" "$copy/layers" || fail "$service: its layers are not reproducible"
    # The configuration too, but for what the cache adds to it.
    diff <(config "$(tar_of "$service" "$copy")" 'del(.rootfs, .history)') \
      <(config "$(tar_of "$service")" 'del(.rootfs, .history) | .config.Entrypoint -= ["-XX:AOTCache=/app/aot/app.aot"]') >&2 || fail "$service: its configuration is not reproducible"
  done
fi

if [ -n "$sandbox" ] && [ -x infrastructure/kubernetes/sandbox/build.sh ]; then
  step "the sandbox's image"
  infrastructure/kubernetes/sandbox/build.sh infrastructure/kubernetes/target/sandbox-image.tar
fi

if [ -n "$load" ]; then
  step "loading"
  tars=()
  for service in "${services[@]}"; do tars+=("$(tar_of "$service")"); done
  [ -z "$sandbox" ] || [ ! -e infrastructure/kubernetes/target/sandbox-image.tar ] || tars+=(infrastructure/kubernetes/target/sandbox-image.tar)
  for tar in "${tars[@]}"; do
    # shellcheck disable=SC2086
    $IMAGE_LOAD "$tar"
  done
fi
