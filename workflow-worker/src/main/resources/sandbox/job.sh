# Runs inside a Job's pod, beside its first process, which only waits: proves that the network is closed, hands the
# project on standard input to the command, and ends every process when the command or the connection has ended.
# Arguments: bytes of the project's archive, cache of the image or empty, variables of the command, command.
size=$1 cache=$2
shift 2
# The first process goes on waiting.
: >/dev/shm/.entered
# Some container runtimes close standard input as soon as an output is closed: the error output is kept.
exec 3<&0 4>&2 </dev/null 2>&1

# The network policy may take hold later than the pod starts. Exit code 75 is a refusal.
server=${KUBERNETES_SERVICE_HOST:-} port=${KUBERNETES_SERVICE_PORT:-443} attempts=0
[ -n "$server" ] || { echo "the pod does not know the API server's address, so that nothing proves its network closed"; exit 75; }
while timeout 0.5 bash -c "exec 4<>/dev/tcp/$server/$port" 2>/dev/null; do
    attempts=$((attempts + 1))
    if [ "$attempts" = 20 ]; then
        echo "the network is open: a pod reaches the API server at $server:$port; apply the NetworkPolicy of sandbox.yaml, and check that the cluster's network enforces such"
        exit 75
    fi
    sleep 0.25
done

[ -z "$cache" ] || ln -s "$cache" /tmp/cache

events=/dev/null
for file in /sys/fs/cgroup/memory.events /sys/fs/cgroup/memory/memory.oom_control; do
    [ ! -r "$file" ] || events=$file
done

# Where the kernel takes one process alone for lack of memory, the others follow.
starved() {
    local key value
    while read -r key value; do
        [ "$key $value" = "oom_kill 0" ] || [ "$key" != oom_kill ] || return 0
    done <"$events"
    return 1
}

# Nothing follows the archive: what can still be read is the end of the connection.
guard() {
    head -c "$size" <&3
    exec >/dev/null
    while :; do
        read -r -n 1 -t 0.25 -u 3
        [ $? -gt 128 ] || break
        ! starved || break
    done
    kill -TERM 1
}

env -i "PATH=$PATH" "$@" < <(guard 2>/dev/null) 3<&- 4>&-
code=$?
kill -KILL -1
exit "$code"
