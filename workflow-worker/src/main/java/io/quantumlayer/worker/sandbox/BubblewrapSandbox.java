package io.quantumlayer.worker.sandbox;

import java.util.ArrayList;
import java.util.List;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Bubblewrap: new namespaces of every kind, an empty root, the toolchains read-only. */
@Component
@Order(1)
final class BubblewrapSandbox implements Sandbox {

    private final Confinement confinement;

    BubblewrapSandbox(Confinement confinement) {
        this.confinement = confinement;
    }

    @Override
    public String name() {
        return "bubblewrap";
    }

    @Override
    public List<String> commandLine(Command command, int uid) {
        String disk = Long.toString(confinement.properties().disk().toBytes());
        List<String> line = new ArrayList<>(List.of(
                "bwrap",
                "--unshare-ipc",
                "--unshare-pid",
                "--unshare-net",
                "--unshare-uts",
                "--unshare-cgroup-try",
                "--die-with-parent",
                "--new-session",
                "--clearenv",
                "--hostname",
                "sandbox",
                "--cap-drop",
                "ALL"));
        if (CurrentUser.isRoot()) {
            // Needed to become another user inside; given up by setpriv before anything else runs.
            List.of("CAP_SETUID", "CAP_SETGID", "CAP_SETPCAP").forEach(cap -> line.addAll(List.of("--cap-add", cap)));
        } else {
            line.addAll(List.of("--unshare-user", "--disable-userns"));
        }
        confinement.parents().forEach(path -> line.addAll(List.of("--perms", "0755", "--dir", path.toString())));
        confinement.readOnly().forEach(path -> line.addAll(List.of("--ro-bind", path.toString(), path.toString())));
        line.addAll(List.of("--symlink", "usr/bin", "/bin", "--symlink", "usr/sbin", "/sbin"));
        line.addAll(List.of("--symlink", "usr/lib", "/lib", "--symlink", "usr/lib64", "/lib64"));
        line.addAll(List.of("--proc", "/proc", "--dev", "/dev"));
        line.addAll(List.of("--perms", "1777", "--size", disk, "--tmpfs", "/tmp"));
        line.addAll(List.of("--perms", "1777", "--size", disk, "--tmpfs", Confinement.PROJECT));
        if (command.cache() != null) {
            line.addAll(List.of(
                    command.writableCache() ? "--bind" : "--ro-bind",
                    command.cache().toString(),
                    "/cache"));
        }
        confinement.environment(command).forEach((name, value) -> line.addAll(List.of("--setenv", name, value)));
        line.add("--");
        if (CurrentUser.isRoot()) {
            line.addAll(Confinement.unprivileged(uid));
        }
        line.addAll(confinement.entry(command));
        return line;
    }
}
