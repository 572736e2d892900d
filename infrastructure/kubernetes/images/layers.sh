# shellcheck shell=bash
# Reading image tars as Jib writes them. Sourced by the scripts beside it.

fail() { echo "${0##*/}: $*" >&2; exit 1; }

manifest() { tar -xOf "$1" manifest.json | jq -r "$2"; }
config() { tar -xOf "$1" config.json | jq -r "$2"; }

# TAR base|app|all: files of those layers, one a line. What Jib itself adds is the application, what it found is the base.
layers() {
  local -a files of
  mapfile -t files < <(manifest "$1" '.[0].Layers[]')
  mapfile -t of < <(config "$1" '.history[] | select(.empty_layer != true) | if .author == "Jib" then "app" else "base" end')
  local i
  # A base may have less history than layers, or none at all; Jib's own comes last and is complete.
  local foreign=$((${#files[@]} - $(printf '%s\n' "${of[@]}" | grep -c '^app$')))
  for i in "${!files[@]}"; do
    local kind=app
    [ "$i" -ge "$foreign" ] || kind=base
    [ "$2" != all ] && [ "$2" != "$kind" ] || echo "${files[$i]}"
  done
}

# TAR base|app DIR: those layers as files, with their modification times, by which a JVM knows its cache's jars.
unpack() {
  local layer
  mkdir -p "$3"
  for layer in $(layers "$1" "$2"); do
    tar -xOf "$1" "$layer" | tar -C "$3" -xzf - --no-same-owner --warning=no-unknown-keyword
  done
}

# WORK TAR: the application below WORK/SERVICE/app; prints nothing.
unpack_app() {
  rm -rf "$1"
  unpack "$2" app "$1"
}

# WORK TAR: the base, unpacked once for all images that stand on it; prints its directory.
unpack_base() {
  local base
  base=$1/base-$(layers "$2" base | sha256sum | cut -c1-12)
  if [ ! -e "$base.complete" ]; then
    rm -rf "$base"
    unpack "$2" base "$base"
    mkdir -p "$base/app" "$base/proc" "$base/dev" "$base/tmp"
    touch "$base.complete"
  fi
  echo "$base"
}
