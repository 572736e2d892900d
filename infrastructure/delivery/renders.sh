#!/usr/bin/env bash
# Renders the overlays, and what each component changes about one, into infrastructure/kubernetes/renders: a change of the
# manifests shows in review as what the cluster will see.
#
#   renders.sh                                      writes them anew
#   renders.sh --check                              fails when they are not what the manifests render to now
#   renders.sh --print OVERLAY [COMPONENT...]       prints one in full
#
# Exit code 69: there is nothing to render with.
set -euo pipefail
cd "$(dirname "$0")/../kubernetes"

if command -v kubectl >/dev/null; then build=(kubectl kustomize)
elif command -v kustomize >/dev/null; then build=(kustomize build)
else
  echo "renders.sh: install kubectl 1.34 or newer, or kustomize 5.7" >&2
  exit 69
fi
work=$(mktemp -d -p .)
trap 'rm -rf "$work"' EXIT

rendered() { # OVERLAY COMPONENT...
  local overlay=$1 component
  shift
  {
    printf 'resources:\n  - ../overlays/%s\n' "$overlay"
    [ $# -eq 0 ] || printf 'components:\n'
    for component in "$@"; do printf '  - ../components/%s\n' "$component"; done
  } >"$work/kustomization.yaml"
  "${build[@]}" "$work"
}

if [ "${1-}" = --print ]; then
  shift
  rendered "${@:?--print wants an overlay}"
  exit
fi

difference() { # NAME OVERLAY COMPONENT...
  local name=$1 overlay=$2
  shift 2
  rendered "$overlay" "$@" >"$work/$name.yaml"
  diff -U 2 --label "$overlay" --label "$name" "$work/out/$overlay.yaml" "$work/$name.yaml" >"$work/out/$name.diff" || [ $? -eq 1 ]
  [ -s "$work/out/$name.diff" ] || { echo "renders.sh: $* changes nothing about $overlay" >&2; exit 1; }
}

mkdir "$work/out"
for overlay in local mesh production; do
  rendered "$overlay" >"$work/out/$overlay.yaml"
done
difference local+deny-by-default local deny-by-default
difference local+keda local keda
difference local+router-keys-postgresql local router-keys-postgresql
difference mesh+edge-mtls mesh edge-mtls
for component in istio tls gateway-api ingress no-nodeport keda worker-versioning external-secrets router-keys router-keys-postgresql; do
  difference "production+$component" production "$component"
done
for component in keda worker-versioning; do
  difference "production+$component+temporal-mtls" production "$component" temporal-mtls
done
difference production+istio+own-servers production istio istio-postgresql istio-temporal
difference production+postgresql-tls production postgresql-tls
difference production+no-nodeport+external-secrets production no-nodeport external-secrets

if [ "${1-}" = --check ]; then
  diff -ru renders "$work/out" >&2 || { echo "renders.sh: the renders are not those of the manifests: infrastructure/delivery/renders.sh writes them" >&2; exit 1; }
  echo "renders.sh: $(find renders -type f | wc -l) renders are as they were reviewed"
else
  rm -rf renders
  mv "$work/out" renders
  wc -l renders/*
fi
