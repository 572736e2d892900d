# Runs inside new namespaces: builds an empty root with the given paths read-only, enters it, runs the rest.
# Arguments: mount point, disk size in bytes, cache directory or empty, ro or rw,
# pairs of a path inside and its place outside, --, command.
set -eu
root=$1 disk=$2 cache=$3 mode=$4
shift 4

# A bind mount brings the mounts below it along, and each has options that may not be loosened.
seal() {
    while read -r _ _ _ _ point options _; do
        case $point in
        "$1" | "$1"/*)
            case ,$options, in
            *,noexec,*) mount -o "remount,bind,$2,nosuid,nodev,noexec" "$point" ;;
            *) mount -o "remount,bind,$2,nosuid,nodev" "$point" ;;
            esac
            ;;
        esac
    done < /proc/self/mountinfo
}

scratch() {
    mkdir -p "$1"
    mount -t tmpfs -o "mode=1777,nosuid,nodev,nr_inodes=200000,size=$disk" sandbox "$1"
}

mount --make-rprivate /
mount -t tmpfs -o mode=0755,nosuid,nodev,size=16m sandbox "$root"
mkdir "$root/proc" "$root/dev" "$root/old"
for device in null zero full random urandom; do
    : > "$root/dev/$device"
    mount --bind "/dev/$device" "$root/dev/$device"
done
ln -s /proc/self/fd "$root/dev/fd"
ln -s /proc/self/fd/0 "$root/dev/stdin"
ln -s /proc/self/fd/1 "$root/dev/stdout"
ln -s /proc/self/fd/2 "$root/dev/stderr"
scratch "$root/dev/shm"
scratch "$root/tmp"
scratch "$root/project"
while [ "$1" != "--" ]; do
    if [ -d "$2" ]; then
        mkdir -p "$root$1"
    else
        mkdir -p "$root$(dirname "$1")"
        : > "$root$1"
    fi
    mount --rbind "$2" "$root$1"
    seal "$root$1" ro
    shift 2
done
shift
for name in bin sbin lib lib64; do
    [ ! -e "/usr/$name" ] || ln -s "usr/$name" "$root/$name"
done
if [ -n "$cache" ]; then
    mkdir "$root/cache"
    mount --bind "$cache" "$root/cache"
    seal "$root/cache" "$mode"
fi
mount -t proc -o nosuid,nodev,noexec proc "$root/proc"
hostname sandbox

# Tests of servers talk to themselves. perl-base is part of every Debian, iproute2 is not.
ip link set lo up 2> /dev/null || perl -e '
    socket(my $socket, 2, 2, 0) or die "socket: $!";
    my $request = pack("a16 s x14", "lo", 0x41);
    ioctl($socket, 0x8914, $request) or die "loopback: $!";'

cd "$root"
pivot_root . old
cd /
umount -l /old
rmdir /old
mount -o remount,bind,ro,nosuid,nodev /
echo 1 > /proc/sys/user/max_user_namespaces
exec "$@"
