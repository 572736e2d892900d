#!/usr/bin/env bash
# Builds what is not built or out of date, then runs the ql command of infrastructure/local.
set -euo pipefail
root="$(cd "$(dirname "$(readlink -f "$0")")" && pwd)"
local="$root/infrastructure/local/target"
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

jars=()
for service in api-gateway workflow-api workflow-worker llm-router agent-orchestrator meta-prompt-engine parser quantumdrop; do
    jars+=("$root/$service/target/$service-1.0.0.jar")
done
out_of_date() {
    local jar
    for jar in "${jars[@]}" "$local/local-1.0.0.jar" "$local/built"; do [ -e "$jar" ] || return 0; done
    case "${1:-}" in
        up | generate) [ -n "$(find "$root/pom.xml" "$root"/*/pom.xml "$root"/*/src/main "$root"/infrastructure/local/{pom.xml,src/main} \
            "$root"/infrastructure/platform/*/{pom.xml,src/main} -newer "$local/built" -print -quit)" ] ;;
        *) return 1 ;;
    esac
}
if out_of_date "$@"; then
    command -v mvn >/dev/null || { say "Maven is missing and the platform is not built; install it: apt-get install maven"; exit 4; }
    mkdir -p "$root/target"
    if command -v flock >/dev/null; then exec 9>"$root/target/.build.lock"; flock 9; fi
fi
if out_of_date "$@"; then
    touch "$root/target/.build-start"
    if ! JAVA_HOME="$home" mvn -B -f "$root/pom.xml" -DskipTests -Dspotless.check.skip=true package 2>&1 | tee "$root/target/build.log" |
        sed -un 's/^\[INFO\] Building \([^ ]*\) .*\[\([0-9]*\)\/\([0-9]*\)\]$/Building \1 (\2 of \3)/p' >&2; then
        grep -m 20 ERROR "$root/target/build.log" >&2 || true
        say "the build failed; all of its output is in $root/target/build.log"
        exit 4
    fi
    touch -r "$root/target/.build-start" "$local/built" && rm -f "$local/ql.aot"
fi
exec 9>&-

java=("$home/bin/java" -XX:+UseSerialGC -XX:TieredStopAtLevel=1)
if [ ! -e "$local/ql.aot" ]; then
    "${java[@]}" -Xlog:disable -XX:AOTCacheOutput="$local/ql.aot" -jar "$local/local-1.0.0.jar" status >/dev/null 2>&1 || true
fi
exec "${java[@]}" -Xlog:disable -XX:AOTCache="$local/ql.aot" -Dql.cache="$local/ql.aot" -Dql.repository="$root" -jar "$local/local-1.0.0.jar" "$@"
