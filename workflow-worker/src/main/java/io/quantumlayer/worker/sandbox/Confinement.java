package io.quantumlayer.worker.sandbox;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** What every back end does alike: what is visible inside, which limits hold, how the project gets in. */
@Component
final class Confinement {

    static final String PROJECT = "/project";

    /** What of {@code /etc} compilers need; nothing there names a user, a host or a secret. */
    private static final List<String> ETC = List.of("/etc/alternatives", "/etc/ld.so.cache", "/etc/ssl/openssl.cnf");

    private final SandboxProperties properties;
    private final Toolchains toolchains;

    Confinement(SandboxProperties properties, Toolchains toolchains) {
        this.properties = properties;
        this.toolchains = toolchains;
    }

    SandboxProperties properties() {
        return properties;
    }

    /** Directories and files seen read-only at the same place as outside. */
    List<Path> readOnly() {
        List<Path> visible = new ArrayList<>(List.of(Path.of("/usr")));
        ETC.stream().map(Path::of).filter(Files::exists).forEach(visible::add);
        visible.addAll(javaSettings());
        visible.addAll(properties.readOnly());
        visible.addAll(toolchains.directories());
        return visible;
    }

    /** Directories that have to be there, and open to everybody, before the visible paths can be mounted in them. */
    List<Path> parents() {
        return readOnly().stream()
                .flatMap(path -> Stream.iterate(path.getParent(), parent -> parent.getNameCount() > 0, Path::getParent))
                .distinct()
                .sorted()
                .toList();
    }

    /** Debian keeps the JDK's settings below /etc and links to them. */
    private static List<Path> javaSettings() {
        try (Stream<Path> etc = Files.list(Path.of("/etc"))) {
            return etc.filter(path -> path.getFileName().toString().matches("java-\\d+-openjdk"))
                    .sorted()
                    .toList();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** The only variables that a command sees. */
    Map<String, String> environment(Command command) {
        Map<String, String> environment = new TreeMap<>();
        environment.put("PATH", toolchains.path());
        environment.put("HOME", "/tmp");
        environment.put("TMPDIR", "/tmp");
        environment.put("LANG", "C.UTF-8");
        environment.putAll(command.environment());
        return environment;
    }

    /** Unpacks the project from standard input and runs the shell text, without standard input, under the limits. */
    List<String> entry(Command command) {
        return List.of(
                "prlimit",
                "--nproc=" + properties.processes(),
                "--data=" + properties.memory().toBytes(),
                "--fsize=" + properties.disk().toBytes(),
                "--core=0",
                "--cpu=" + command.timeout().toSeconds() * 4,
                "sh",
                "-c",
                "umask 022 && tar -xf - -C " + PROJECT + " && cd " + PROJECT + " && exec sh -c \"$1\" </dev/null",
                "sh",
                command.shell());
    }

    /** Gives up every privilege and becomes a user of its own, so that the limit on processes counts for it alone. */
    static List<String> unprivileged(int uid) {
        return List.of(
                "setpriv",
                "--reuid=" + uid,
                "--regid=" + uid,
                "--clear-groups",
                "--no-new-privs",
                "--bounding-set=-all",
                "--inh-caps=-all");
    }
}
