package io.quantumlayer.worker.sandbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A program by which a toolchain is found, how it tells of its own directory, and what of that it needs. */
enum ToolchainProgram {
    PYTHON("python3", List.of("-c", "import sys; print(sys.base_prefix)"), "(?<root>/.*)", "lib", "lib64", "include"),
    JAVAC(
            "javac",
            List.of("-J-XshowSettings:properties", "-version"),
            "\\s*java\\.home = (?<root>/.*)",
            "lib",
            "conf",
            "jmods",
            "release"),
    NODE("node", List.of("-p", "process.execPath"), "(?<root>/.*)/bin/node", "lib", "lib64"),
    GO("go", List.of("env", "GOROOT"), "(?<root>/.*)", "lib", "pkg", "src", "VERSION", "go.env");

    private static final int PATIENCE_SECONDS = 20;

    /** What a manager of versions goes by; nothing else of the worker's own is passed on. */
    private static final Pattern PASSED_ON = Pattern.compile(
            "PATH|HOME|USER|LANG|JAVA_HOME|GOROOT|(PYENV|ASDF|MISE|NVM|VOLTA|FNM|SDKMAN|GOENV|NODENV|JENV)_.*");

    private final String command;
    private final List<String> question;
    private final Pattern answer;
    private final List<String> parts;

    ToolchainProgram(String command, List<String> question, String answer, String... parts) {
        this.command = command;
        this.question = question;
        this.answer = Pattern.compile(answer);
        this.parts = List.of(parts);
    }

    String command() {
        return command;
    }

    Path in(Path directory) {
        return directory.resolve(command);
    }

    /**
     * Directories that may be the toolchain's: what the program says, for it may be a shim of a manager of versions, and
     * the one above its own.
     */
    List<Path> roots(Path program) {
        Stream<Path> lying = real(program).map(real -> real.resolve("../..").normalize()).stream();
        return Stream.concat(asked(program).stream(), lying).distinct().toList();
    }

    /** What has to be visible of a root; nothing if the toolchain is not there, or cannot be told from something private. */
    List<Path> parts(Path root, PrivatePlaces hidden) {
        Path program = root.resolve("bin").resolve(command);
        if (!Files.isExecutable(program) || !isWhole(root)) {
            return List.of();
        }
        if (this == NODE && hidden.wouldBeShownBy(root)) {
            // One file, which needs no other.
            return real(program).filter(real -> real.equals(program)).stream().toList();
        }
        List<Path> needed = Stream.concat(Stream.of("bin"), parts.stream())
                .map(root::resolve)
                .filter(Files::exists)
                .toList();
        boolean open = hidden.wouldBeShownBy(root) || needed.stream().anyMatch(hidden::wouldBeShownBy);
        return open ? List.of() : needed;
    }

    /** Whether the standard library is there too. */
    private boolean isWhole(Path root) {
        return switch (this) {
            case GO -> Files.isDirectory(root.resolve("src/runtime"));
            case JAVAC -> Files.exists(root.resolve("lib/modules"));
            case NODE -> true;
            case PYTHON -> hasPythonLibrary(root);
        };
    }

    private static boolean hasPythonLibrary(Path root) {
        Path lib = root.resolve("lib");
        if (!Files.isDirectory(lib)) {
            return false;
        }
        try (DirectoryStream<Path> versions = Files.newDirectoryStream(lib, "python3*")) {
            for (Path version : versions) {
                if (Files.exists(version.resolve("os.py"))) {
                    return true;
                }
            }
            return false;
        } catch (IOException unreadable) {
            return false;
        }
    }

    private Optional<Path> asked(Path program) {
        List<String> line =
                Stream.concat(Stream.of(program.toString()), question.stream()).toList();
        try {
            ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
            Map<String, String> kept = builder.environment().entrySet().stream()
                    .filter(variable -> PASSED_ON.matcher(variable.getKey()).matches())
                    .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
            builder.environment().clear();
            builder.environment().putAll(kept);
            builder.environment().put("GOTOOLCHAIN", "local");
            Process process = builder.directory(Path.of("/").toFile()).start();
            process.getOutputStream().close();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return Optional.empty();
            }
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return said.lines()
                    .map(answer::matcher)
                    .filter(Matcher::matches)
                    .map(match -> Path.of(match.group("root")).normalize())
                    .findFirst()
                    .flatMap(ToolchainProgram::real);
        } catch (IOException notAProgram) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** The path without links; empty for what is not there. */
    static Optional<Path> real(Path path) {
        try {
            return Optional.of(path.toRealPath());
        } catch (IOException gone) {
            return Optional.empty();
        }
    }
}
