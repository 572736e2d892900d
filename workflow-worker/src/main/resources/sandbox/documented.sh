# Runs a command of a README, $1, to its end. One that goes on and listens is a server: it is asked for / and stopped, and any
# HTTP status counts as its success. The network is the sandbox's own, so that whoever listens belongs to the command.
setsid sh -c "$1" &
command=$!

# 0A is the state of a socket that listens, see proc_net_tcp of the kernel's documentation.
ports() {
    for table in /proc/net/tcp /proc/net/tcp6; do
        [ ! -r "$table" ] || while read -r _ address _ state _; do
            [ "$state" != 0A ] || echo $((0x${address##*:}))
        done < "$table"
    done
}

ask() {
    timeout 5 bash -c 'exec 3<>"/dev/tcp/$0/$1" &&
        printf "GET / HTTP/1.1\r\nHost: localhost:%s\r\nConnection: close\r\n\r\n" "$1" >&3 && head -n 1 <&3' "$1" "$2" 2> /dev/null
}

listened=0 asked=0
while kill -0 "$command" 2> /dev/null; do
    open=$(ports)
    if [ -n "$open" ]; then listened=$((listened + 1)); else listened=0; fi
    if [ "$listened" -ge 10 ]; then
        for port in $open; do
            for host in 127.0.0.1 ::1; do
                status=$(ask "$host" "$port" | tr -d '\r')
                case $status in
                HTTP/*)
                    kill -KILL -- "-$command" 2> /dev/null
                    echo "It listens on port $port, answered GET / with '$status', and was stopped."
                    exit 0
                    ;;
                esac
            done
        done
        asked=$((asked + 1))
        if [ "$asked" = 5 ]; then
            kill -KILL -- "-$command" 2> /dev/null
            echo "It listens on port $(echo $open), did not answer GET /, and was stopped."
            exit 1
        fi
    fi
    sleep 0.2
done
wait "$command"
