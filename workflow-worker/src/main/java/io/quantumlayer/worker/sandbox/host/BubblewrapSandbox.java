package io.quantumlayer.worker.sandbox.host;

import io.quantumlayer.worker.sandbox.Command;
import io.quantumlayer.worker.sandbox.Confinement;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Bubblewrap: new namespaces of every kind, an empty root, the toolchains read-only. */
@Component
@Order(1)
final class BubblewrapSandbox extends HostSandbox {

    private final Confinement confinement;
    private final VisibleFiles visible;

    BubblewrapSandbox(Confinement confinement, VisibleFiles visible, Staging staging) {
        super(confinement, staging);
        this.confinement = confinement;
        this.visible = visible;
    }

    @Override
    public String name() {
        return "bubblewrap";
    }

    @Override
    List<String> commandLine(Command command, @Nullable Path cache) {
        String disk = Long.toString(confinement.properties().disk().toBytes());
        List<String> line = new ArrayList<>(List.of(
                "bwrap",
                "--unshare-all",
                "--unshare-user",
                "--disable-userns",
                "--die-with-parent",
                "--new-session",
                "--clearenv",
                "--cap-drop",
                "ALL",
                "--uid",
                Confinement.USER,
                "--gid",
                Confinement.USER,
                "--hostname",
                "sandbox"));
        visible.parents().forEach(path -> line.addAll(List.of("--perms", "0755", "--dir", path.toString())));
        line.addAll(List.of("--proc", "/proc", "--dev", "/dev"));
        for (String scratch : List.of("/tmp", "/dev/shm", Confinement.PROJECT)) {
            line.addAll(List.of("--perms", "1777", "--size", disk, "--tmpfs", scratch));
        }
        visible.readOnly()
                .forEach((inside, outside) -> line.addAll(List.of("--ro-bind", outside.toString(), inside.toString())));
        line.addAll(List.of("--symlink", "usr/bin", "/bin", "--symlink", "usr/sbin", "/sbin"));
        line.addAll(List.of("--symlink", "usr/lib", "/lib", "--symlink", "usr/lib64", "/lib64"));
        if (cache != null) {
            line.addAll(List.of(command.writableCache() ? "--bind" : "--ro-bind", cache.toString(), "/cache"));
        }
        // Both are memory without a limit of their own for as long as they can be written to.
        line.addAll(List.of("--remount-ro", "/dev", "--remount-ro", "/"));
        confinement.environment(command).forEach((name, value) -> line.addAll(List.of("--setenv", name, value)));
        line.add("--");
        line.addAll(confinement.entry(command));
        return line;
    }
}
