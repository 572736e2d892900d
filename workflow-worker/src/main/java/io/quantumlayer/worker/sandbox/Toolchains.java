package io.quantumlayer.worker.sandbox;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Where compilers and interpreters lie: in the usual places, and where the host's PATH has what those lack. */
@Component
final class Toolchains {

    private static final List<String> USUAL =
            List.of("/usr/local/go/bin", "/usr/local/bin", "/usr/bin", "/usr/lib/go/bin");
    private static final List<String> PROGRAMS = List.of("python3", "javac", "node", "go");

    private final List<Path> elsewhere;

    Toolchains() {
        this.elsewhere = PROGRAMS.stream()
                .filter(program ->
                        USUAL.stream().noneMatch(directory -> Files.isExecutable(Path.of(directory, program))))
                .flatMap(program -> onPath(program).stream())
                .distinct()
                .toList();
    }

    /** Directories outside {@code /usr} that have to be visible. */
    List<Path> directories() {
        return elsewhere.stream().filter(home -> !home.startsWith("/usr")).toList();
    }

    /** Search path of commands. */
    String path() {
        List<String> all = new ArrayList<>(USUAL);
        elsewhere.forEach(home -> all.add(home.resolve("bin").toString()));
        all.add(System.getProperty("java.home") + "/bin");
        all.add("/bin");
        return String.join(":", all);
    }

    private static Optional<Path> onPath(String program) {
        String path = System.getenv().getOrDefault("PATH", "");
        return Stream.of(path.split(File.pathSeparator))
                .map(directory -> Path.of(directory, program))
                .filter(Files::isExecutable)
                .map(Toolchains::home)
                .findFirst();
    }

    private static Path home(Path program) {
        try {
            // <home>/bin/<program>
            return program.toRealPath().resolve("../..").normalize();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
