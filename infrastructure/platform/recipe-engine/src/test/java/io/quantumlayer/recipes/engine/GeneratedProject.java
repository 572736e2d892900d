package io.quantumlayer.recipes.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A generated project on disk that is built and tested with the real toolchain of its language. */
final class GeneratedProject {

    private static final Map<String, String> TEST_LINE = Map.of(
            "python", "(?m)^(test_\\w+) \\(.*\\.\\.\\. ok$",
            "java", "(?m)^ok \\d+ - (\\w+)$",
            "javascript", "(?m)^ok \\d+ - (.+)$",
            "go", "(?m)^--- PASS: (\\w+) \\(");

    private final Path folder;
    private final String language;

    private GeneratedProject(Path folder, String language) {
        this.folder = folder;
        this.language = language;
    }

    static GeneratedProject write(Path folder, String language, Map<String, String> files) throws IOException {
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path path = folder.resolve(file.getKey()).normalize();
            assertThat(path).startsWithRaw(folder);
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
        return new GeneratedProject(folder, language);
    }

    void build() {
        switch (language) {
            case "python" -> run(List.of("python3", "-m", "compileall", "-q", "."));
            case "java" -> run(javac("src/main/java", "build/classes", null, List.of("-Xlint:all", "-Werror")));
            case "javascript" -> files("", ".js").forEach(file -> run(List.of("node", "--check", file)));
            case "go" -> {
                run(List.of("go", "build", "./..."));
                run(List.of("go", "vet", "./..."));
                assertThat(run(List.of("gofmt", "-l", ".")))
                        .as("files that gofmt would change")
                        .isBlank();
            }
            default -> throw new IllegalArgumentException(language);
        }
    }

    /** Names of the tests that ran and passed. */
    List<String> test() {
        String report = switch (language) {
            case "python" -> run(List.of("python3", "-m", "unittest", "discover", "-s", "tests", "-t", ".", "-v"));
            case "java" -> javaTests();
            case "javascript" -> run(List.of("node", "--test", "--test-reporter=tap"));
            case "go" -> run(List.of("go", "test", "-v", "./..."));
            default -> throw new IllegalArgumentException(language);
        };
        return Pattern.compile(TEST_LINE.get(language))
                .matcher(report)
                .results()
                .map((MatchResult line) -> line.group(1))
                .toList();
    }

    private String javaTests() {
        run(javac("src/test/java", "build/test-classes", "build/classes", List.of()));
        StringBuilder report = new StringBuilder();
        for (String file : files("src/test/java", "Test.java")) {
            String type = file.replaceFirst("^src/test/java/", "")
                    .replaceFirst("\\.java$", "")
                    .replace('/', '.');
            report.append(run(List.of("java", "-cp", "build/classes:build/test-classes", type)));
        }
        return report.toString();
    }

    private List<String> javac(String sources, String target, String classPath, List<String> options) {
        List<String> command = new ArrayList<>(List.of("javac", "--release", "17", "-d", target));
        if (classPath != null) {
            command.addAll(List.of("-cp", classPath));
        }
        command.addAll(options);
        command.addAll(files(sources, ".java"));
        return command;
    }

    private List<String> files(String below, String ending) {
        try (Stream<Path> paths = Files.walk(folder.resolve(below))) {
            return paths.filter(path -> path.toString().endsWith(ending))
                    .map(path -> folder.relativize(path).toString())
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private String run(List<String> command) {
        try {
            Path output = Files.createTempFile("recipe", ".log");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            builder.environment().putAll(Map.of("GOTOOLCHAIN", "local", "GOPROXY", "off", "GOFLAGS", "-mod=mod"));
            builder.environment().remove("JAVA_TOOL_OPTIONS");
            Process process = builder.start();
            boolean ended = process.waitFor(120, TimeUnit.SECONDS);
            if (!ended) {
                process.destroyForcibly();
            }
            String text = Files.readString(output);
            Files.delete(output);
            assertThat(ended).as("%s ended within 120 s:%n%s", command, text).isTrue();
            assertThat(process.exitValue())
                    .as("%s in %s:%n%s", command, folder, text)
                    .isZero();
            return text;
        } catch (IOException missing) {
            throw new UncheckedIOException("The toolchain of " + language + " is missing", missing);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
