#!/usr/bin/env bash
# Prepares a hosted machine: Ubuntu's AppArmor keeps the sandbox's namespaces from users without privileges.
set -euo pipefail
setting=/proc/sys/kernel/apparmor_restrict_unprivileged_userns
if [ -e "$setting" ] && [ "$(cat "$setting")" != 0 ]; then
  sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0
fi
command -v bwrap >/dev/null || { sudo apt-get update -q && sudo apt-get install -y -q --no-install-recommends bubblewrap; }
bwrap --unshare-all --ro-bind / / true
echo "hosted.sh: bubblewrap works"
