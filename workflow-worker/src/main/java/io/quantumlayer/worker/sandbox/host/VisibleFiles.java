package io.quantumlayer.worker.sandbox.host;

import io.quantumlayer.worker.sandbox.SandboxProperties;
import io.quantumlayer.worker.sandbox.Toolchains;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** What of the host is seen inside: the system, its toolchains, and stand-ins for what names a user or a host. */
@Component
final class VisibleFiles {

    /** What of {@code /etc} compilers need; nothing there names a user, a host or a secret. */
    private static final List<String> ETC = List.of("/etc/alternatives", "/etc/ld.so.cache", "/etc/ssl/openssl.cnf");

    private final SandboxProperties properties;
    private final Toolchains toolchains;
    private final Staging staging;

    VisibleFiles(SandboxProperties properties, Toolchains toolchains, Staging staging) {
        this.properties = properties;
        this.toolchains = toolchains;
        this.staging = staging;
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
}
