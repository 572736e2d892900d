package io.quantumlayer.worker.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/** The programs of util-linux, which every Debian has: the same namespaces, and a root built by a short script. */
@Component
@Order(2)
final class UnshareSandbox implements Sandbox {

    private final Confinement confinement;
    private final String script;

    UnshareSandbox(Confinement confinement) {
        this.confinement = confinement;
        try (InputStream text = new ClassPathResource("sandbox/unshare.sh").getInputStream()) {
            this.script = new String(text.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String name() {
        return "unshare";
    }

    @Override
    public List<String> commandLine(Command command, int uid) {
        List<String> line = new ArrayList<>(List.of(
                "setpriv", "--pdeathsig", "KILL", "unshare", "--mount", "--pid", "--fork", "--kill-child", "--net"));
        line.addAll(List.of("--ipc", "--uts", "--cgroup"));
        if (!CurrentUser.isRoot()) {
            line.addAll(List.of("--user", "--map-root-user"));
        }
        line.addAll(List.of("sh", "-c", script, "sandbox"));
        line.add(Long.toString(confinement.properties().disk().toBytes()));
        line.add(command.cache() == null ? "" : command.cache().toString());
        line.add(command.writableCache() ? "rw" : "ro");
        confinement.readOnly().forEach(path -> line.add(path.toString()));
        line.add("--");
        line.addAll(List.of("env", "-i"));
        confinement.environment(command).forEach((name, value) -> line.add(name + "=" + value));
        line.addAll(
                CurrentUser.isRoot()
                        ? Confinement.unprivileged(uid)
                        : List.of("setpriv", "--no-new-privs", "--bounding-set=-all", "--inh-caps=-all"));
        line.addAll(confinement.entry(command));
        return line;
    }
}
