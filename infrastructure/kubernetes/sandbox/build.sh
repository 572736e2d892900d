#!/usr/bin/env bash
# Builds the image of the sandbox's Jobs and writes it to a tar.
#
#   build.sh OUT.tar
#
# BASE=debian:13-slim       image it is built on, with apt; TOOLCHAINS: its packages, where the base brings some of them
# IMAGE=quantumlayer/sandbox:1.0.0
# Uses docker where its daemon answers, else buildah, which needs none: as root, apt-get install buildah.
set -euo pipefail
out=$(realpath -m "${1:?usage: build.sh OUT.tar}")
image=${IMAGE:-quantumlayer/sandbox:1.0.0}
here=$(cd "$(dirname "$0")" && pwd)

context=$(mktemp -d)
trap 'rm -rf "$context"' EXIT
cp "$here/Dockerfile" "$here/fill-caches.py" "$context"
cp -r "$here/../../../workflow-worker/src/main/resources/languages" "$context"

arguments=()
[ -z "${BASE:-}" ] || arguments+=(--build-arg "BASE=$BASE")
[ -z "${TOOLCHAINS:-}" ] || arguments+=(--build-arg "TOOLCHAINS=$TOOLCHAINS")

mkdir -p "$(dirname "$out")"
rm -f "$out"
if docker info >/dev/null 2>&1; then
  docker build "${arguments[@]}" -t "$image" "$context"
  docker save -o "$out" "$image"
elif command -v buildah >/dev/null; then
  buildah --storage-driver vfs bud --isolation chroot "${arguments[@]}" -t "$image" "$context"
  buildah --storage-driver vfs push "$image" "docker-archive:$out:$image"
else
  echo "neither a docker daemon nor buildah is here; on Debian: apt-get install buildah" >&2
  exit 1
fi
echo "$image: $(du -m "$out" | cut -f1) MB in $out"
