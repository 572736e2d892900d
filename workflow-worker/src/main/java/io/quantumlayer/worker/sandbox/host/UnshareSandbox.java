package io.quantumlayer.worker.sandbox.host;

import io.quantumlayer.worker.sandbox.Command;
import io.quantumlayer.worker.sandbox.Confinement;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/** The programs of util-linux, which every Debian has: the same namespaces, and a root built by a short script. */
@Component
@Order(2)
final class UnshareSandbox extends HostSandbox {

    private final Confinement confinement;
    private final VisibleFiles visible;
    private final Staging staging;
    private final String script;

    UnshareSandbox(Confinement confinement, VisibleFiles visible, Staging staging) {
        super(confinement, staging);
        this.confinement = confinement;
        this.visible = visible;
        this.staging = staging;
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
    List<String> commandLine(Command command, @Nullable Path cache) {
        List<String> line = new ArrayList<>(List.of("unshare", "--user", "--map-root-user", "--mount", "--pid"));
        line.addAll(List.of("--fork", "--kill-child", "--net", "--ipc", "--uts", "--cgroup", "--"));
        line.addAll(List.of("sh", "-c", script, "sandbox", staging.mountPoint().toString()));
        line.add(Long.toString(confinement.properties().disk().toBytes()));
        line.add(cache == null ? "" : cache.toString());
        line.add(command.writableCache() ? "rw" : "ro");
        visible.readOnly().forEach((inside, outside) -> line.addAll(List.of(inside.toString(), outside.toString())));
        line.add("--");
        // The second user namespace belongs to the first, whose limit of one lets no third come into being.
        line.addAll(List.of("unshare", "--user", "--map-user=" + Confinement.USER, "--map-group=" + Confinement.USER));
        line.addAll(List.of("--keep-caps", "--", "setsid", "setpriv", "--no-new-privs", "--pdeathsig", "KILL"));
        line.addAll(List.of("--bounding-set=-all", "--inh-caps=-all", "--ambient-caps=-all", "--", "env", "-i"));
        confinement.environment(command).forEach((name, value) -> line.add(name + "=" + value));
        line.addAll(confinement.entry(command));
        return line;
    }
}
