package io.quantumlayer.worker.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** What every back end does alike: what is visible inside, which limits hold, how the project gets in. */
@Component
final class Confinement {

    static final String PROJECT = "/project";

    /** The user inside, which is nobody outside. */
    static final String USER = "1000";

    /** First line of the output of a command that got inside; without it the sandbox itself has failed. */
    static final String INSIDE = "\u0002inside";

    /** Exit code of a sandbox that refuses to begin a command; its output says why. */
    static final int REFUSED = 75;

    /** What of {@code /etc} compilers need; nothing there names a user, a host or a secret. */
    private static final List<String> ETC = List.of("/etc/alternatives", "/etc/ld.so.cache", "/etc/ssl/openssl.cnf");

    private final SandboxProperties properties;
    private final Toolchains toolchains;
    private final Staging staging;

    Confinement(SandboxProperties properties, Toolchains toolchains, Staging staging) {
        this.properties = properties;
        this.toolchains = toolchains;
        this.staging = staging;
    }

    SandboxProperties properties() {
        return properties;
    }

    /** Empty directory that a back end may build the inside on. */
    Path mountPoint() {
        return staging.mountPoint();
    }

    /** Directories and files seen read-only, by their place inside; the value is where they lie outside. */
    Map<Path, Path> readOnly() {
        Map<Path, Path> visible = new LinkedHashMap<>();
        visible.put(Path.of("/usr"), Path.of("/usr"));
        ETC.stream().map(Path::of).filter(Files::exists).forEach(path -> visible.put(path, path));
        javaSettings().forEach(path -> visible.put(path, path));
        staging.standIns().forEach((name, file) -> visible.put(Path.of("/etc", name), file));
        Stream.concat(properties.readOnly().stream(), toolchains.directories().stream())
                .forEach(path -> visible.put(path, staging.reachable(path)));
        HostPackages.below(toolchains.directories()).forEach(path -> visible.put(path, staging.nothing()));
        return visible;
    }

    /** Directories that have to be there, and open to everybody, before the visible paths can be mounted in them. */
    List<Path> parents() {
        return readOnly().keySet().stream()
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
        } catch (IOException e) {
            throw new UncheckedIOException(e);
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
                "echo \"$2\" && umask 022 && tar -xf - -C " + PROJECT + " && cd " + PROJECT
                        + " && exec sh -c \"$1\" </dev/null",
                "sh",
                command.shell(),
                INSIDE);
    }
}
