# Runs inside new namespaces: builds an empty root with the given paths read-only, enters it, runs the rest.
# Arguments: disk size in bytes, cache directory or empty, ro or rw, read-only paths, --, command.
set -eu
disk=$1 cache=$2 mode=$3
shift 3
mount --make-rprivate /
root=/tmp
mount -t tmpfs -o mode=0755,size=16m sandbox "$root"
while [ "$1" != "--" ]; do
    if [ -d "$1" ]; then
        mkdir -p "$root$1"
    else
        mkdir -p "$root$(dirname "$1")"
        : > "$root$1"
    fi
    mount --rbind "$1" "$root$1"
    mount -o remount,bind,ro,nosuid "$root$1"
    shift
done
shift
for name in bin sbin lib lib64; do
    [ ! -e "/usr/$name" ] || ln -s "usr/$name" "$root/$name"
done
mkdir "$root/proc" "$root/dev" "$root/tmp" "$root/project" "$root/old"
for device in null zero full random urandom; do
    : > "$root/dev/$device"
    mount --bind "/dev/$device" "$root/dev/$device"
done
ln -s /proc/self/fd "$root/dev/fd"
mount -t tmpfs -o "mode=1777,nosuid,nodev,size=$disk" sandbox "$root/tmp"
mount -t tmpfs -o "mode=1777,nosuid,nodev,size=$disk" sandbox "$root/project"
if [ -n "$cache" ]; then
    mkdir "$root/cache"
    mount --bind "$cache" "$root/cache"
    mount -o "remount,bind,$mode,nosuid,nodev" "$root/cache"
fi
mount -t proc -o nosuid,nodev,noexec proc "$root/proc"
hostname sandbox
cd "$root"
pivot_root . old
umount -l /old
rmdir /old
mount -o remount,ro,nosuid /
cd /
exec "$@"
