#!/usr/bin/env bash
# Builds what is not built or out of date, then runs the ql command of infrastructure/local.
set -euo pipefail
root="$(cd "$(dirname "$(readlink -f "$0")")" && pwd)"
local="$root/infrastructure/local/target"
# Java reads and writes the names of files by the locale: one without UTF-8, or none, loses those beyond ASCII.
case "${LC_ALL:-${LC_CTYPE:-${LANG:-}}}" in
    *[Uu][Tt][Ff]8* | *[Uu][Tt][Ff]-8*) ;;
    *) export LC_ALL=C.UTF-8 ;;
esac
say() { echo "ql: $*" >&2; }

# The release file tells a JDK's version without starting it.
for home in "${JAVA_HOME:-}" /usr/lib/jvm/* /Library/Java/JavaVirtualMachines/*/Contents/Home \
    "$(dirname "$(dirname "$(readlink -f "$(command -v java || echo /none/bin/java)")")")" none; do
    version="$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$home/release" 2>/dev/null || true)"
    [ -x "$home/bin/javac" ] && [ "${version:-0}" -ge 25 ] && break
done
if [ "$home" = none ]; then
    say "no JDK 25 or newer in JAVA_HOME, below /usr/lib/jvm or on the PATH; install one, such as https://adoptium.net"
    exit 4
fi

services=(api-gateway workflow-api workflow-worker llm-router agent-orchestrator meta-prompt-engine parser quantumdrop)
out_of_date() {
    local service
    for service in "${services[@]}"; do [ -e "$root/$service/target/$service-1.0.0.jar" ] || return 0; done
    [ -e "$local/local-1.0.0.jar" ] && [ -e "$local/built" ] || return 0
    case "${1:-}" in
        up | generate | retry) [ -n "$(find "$root/pom.xml" "$root"/*/pom.xml "$root"/*/src/main "$root"/infrastructure/local/{pom.xml,src/main} \
            "$root"/infrastructure/platform/*/{pom.xml,src/main} -newer "$local/built" -print -quit)" ] ;;
        *) return 1 ;;
    esac
}
# Without the checks of 'mvn verify', and only what runs.
build() {
    JAVA_HOME="$home" MAVEN_OPTS="${MAVEN_OPTS:--XX:+UseSerialGC -XX:TieredStopAtLevel=1}" mvn -B -T1C -f "$root/pom.xml" -Dunchecked \
        -pl "infrastructure/local$(printf ',%s' "${services[@]}")" -am package 2>&1
}
# What Maven does, kept in the log; what is done and what is left, for who waits: one line, redrawn on a terminal.
show_build() {
    local line files=0 module='' shown=''
    while IFS= read -r line; do
        printf '%s\n' "$line" >&8
        if [[ "$line" =~ ^"[INFO] Building "([^ ]+)\ .*\[([0-9]+)/([0-9]+)\]$ ]]; then
            module="Building ${BASH_REMATCH[1]} (${BASH_REMATCH[2]} of ${BASH_REMATCH[3]})"
        elif [[ "$line" == *"Downloaded from "* ]] && ((++files % 100 == 0)); then
            :
        else
            continue
        fi
        shown="$module$( ((files < 100)) || echo ", $((files / 100 * 100)) files fetched"), $SECONDS s"
        if [ -t 2 ]; then printf '\r\033[K%s' "$shown" >&2; else echo "$shown" >&2; fi
    done
    if [ -t 2 ]; then printf '\r\033[K' >&2; fi
}
if out_of_date "$@"; then
    command -v mvn >/dev/null || { say "Maven is missing and the platform is not built; install it: apt-get install maven"; exit 4; }
    mkdir -p "$root/target"
    if command -v flock >/dev/null; then exec 9>"$root/target/.build.lock"; flock 9; fi
fi
if out_of_date "$@"; then
    touch "$root/target/.build-start"
    say "building the platform, once per change of its source; then it is started"
    if ! build | show_build 8>"$root/target/build.log"; then
        grep -m 20 ERROR "$root/target/build.log" >&2 || true
        say "the build failed; all of its output is in $root/target/build.log"
        exit 4
    fi
    touch -r "$root/target/.build-start" "$local/built"
    say "built in $SECONDS s"
fi
exec 9>&-

# The supervisor trains this cache with those of the services, when nothing runs. It belongs to one JDK and one jar, and so
# does the reason for which it was given up.
jar="$local/local-1.0.0.jar"
cache="$local/ql-$(cksum <"$home/release" | cut -d ' ' -f 1).aot"
options=()
for file in "$cache" "$cache.given-up"; do [ "$file" -nt "$jar" ] || rm -f "$file"; done
if [ -e "$cache" ]; then options=(-XX:AOTCache="$cache"); fi
# ql keeps no log of its own: what its libraries would log goes nowhere, and SLF4J need not say so.
exec "$home/bin/java" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xlog:disable ${options[@]+"${options[@]}"} \
    -Dslf4j.internal.verbosity=ERROR -Dql.cache="$cache" -Dql.repository="$root" -jar "$jar" "$@"
