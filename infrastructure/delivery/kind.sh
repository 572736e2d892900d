#!/usr/bin/env bash
# Starts a cluster in a container and gives it the images that images.sh built. Needs Docker.
set -euo pipefail
cd "$(dirname "$0")/../.."

command -v kind >/dev/null || { echo "kind.sh: kind is missing: infrastructure/delivery/tools.sh DIRECTORY kind" >&2; exit 1; }
docker info >/dev/null 2>&1 || { echo "kind.sh: no Docker answers" >&2; exit 1; }
tars=(*/target/jib-image.tar infrastructure/kubernetes/target/sandbox-image.tar)
for tar in "${tars[@]}"; do
  [ -f "$tar" ] || { echo "kind.sh: $tar is missing: infrastructure/kubernetes/images.sh" >&2; exit 1; }
done

kind create cluster --config infrastructure/delivery/kind.yaml --wait 2m
for tar in "${tars[@]}"; do
  kind load image-archive --name quantumlayer "$tar"
done
kubectl --context kind-quantumlayer get nodes -o wide
