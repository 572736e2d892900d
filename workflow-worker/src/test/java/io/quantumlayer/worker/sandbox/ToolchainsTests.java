package io.quantumlayer.worker.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Layouts of a machine below a temporary directory, {@code ~} being its {@code home/me}. */
class ToolchainsTests {

    @TempDir
    Path machine;

    private Path home;

    @BeforeEach
    void populate() throws IOException {
        machine = machine.toRealPath();
        home = Files.createDirectories(machine.resolve("home/me"));
        for (String name :
                List.of(".ssh/id", ".config/app/token", ".local/share/keyrings/login", "src/mine", "lib/mine")) {
            Files.createDirectories(home.resolve(name).getParent());
            Files.writeString(home.resolve(name), "secret");
        }
    }

    /** Program, its root, a link or shim on the PATH or none, and what becomes visible of the root; nothing is refused. */
    static Stream<Arguments> layouts() {
        return Stream.of(
                arguments("node", "~", null, List.of("bin/node")),
                arguments("node", "~/.local", null, List.of("bin/node")),
                arguments("node", "/opt/node", null, List.of("bin", "lib")),
                arguments("node", "~/.nvm/versions/node/v20", null, List.of("bin", "lib")),
                arguments("node", "~/.volta/tools/image/node/20", "shim ~/.volta/bin/node", List.of("bin", "lib")),
                arguments(
                        "node",
                        "~/.local/share/mise/installs/node/20",
                        "shim ~/.local/bin/node",
                        List.of("bin", "lib")),
                arguments("node", "~/.local/share/fnm/node/20", "link ~/.local/bin/node", List.of("bin", "lib")),
                arguments("go", "/tools/go", "link /tools/bin/go", List.of("bin", "lib", "pkg", "src", "VERSION")),
                arguments("go", "/tools/go", "link ~/.local/bin/go", List.of("bin", "lib", "pkg", "src", "VERSION")),
                arguments("go", "/sdk/go", "shim /tools/go", List.of("bin", "lib", "pkg", "src", "VERSION")),
                arguments("go", "~/go", null, List.of("bin", "lib", "pkg", "src", "VERSION")),
                arguments(
                        "go",
                        "~/.asdf/installs/golang/1.25/go",
                        "shim ~/.asdf/shims/go",
                        List.of("bin", "lib", "pkg", "src", "VERSION")),
                arguments("go", "~", null, List.of()),
                arguments("go", "~/.local", null, List.of()),
                arguments("go", "~/.ssh/deep/down/go", null, List.of()),
                arguments("python3", "~/.pyenv/versions/3.12", "shim ~/.pyenv/shims/python3", List.of("bin", "lib")),
                arguments(
                        "python3", "~/.local/share/uv/python/3.13", "link ~/.local/bin/python3", List.of("bin", "lib")),
                arguments("python3", "~", null, List.of()),
                arguments("python3", "~/.local", null, List.of()),
                arguments("javac", "~/.sdkman/candidates/java/25", null, List.of("bin", "lib")),
                arguments("javac", "~", null, List.of()));
    }

    @ParameterizedTest
    @MethodSource("layouts")
    void onlyTheToolchainIsSeen(String program, String where, String entry, List<String> visible) throws IOException {
        Path root = place(where);
        Path installed = install(program, root);
        Path directory = installed.getParent();
        if (entry != null) {
            Path at = place(entry.substring("link ".length()));
            Files.createDirectories(at.getParent());
            if (entry.startsWith("link")) {
                Files.createSymbolicLink(at, installed);
            } else {
                script(at, "exec '%s' \"$@\"\n".formatted(installed));
            }
            directory = at.getParent();
        }

        Toolchains toolchains = new Toolchains(List.of(), directory.toString(), hidden());

        assertThat(toolchains.directories())
                .containsExactlyInAnyOrderElementsOf(
                        visible.stream().map(root::resolve).toList());
        if (visible.isEmpty()) {
            assertThat(toolchains.problem(program))
                    .hasValueSatisfying(
                            problem -> assertThat(problem).contains(program, "quantumlayer.sandbox.read-only"));
            assertThat(toolchains.path()).doesNotContain(root.toString());
        } else {
            assertThat(toolchains.problem(program)).isEmpty();
            assertThat(toolchains.path().split(":"))
                    .contains(root.resolve("bin").toString());
        }
    }

    @Test
    void programThatDoesNotAnswerIsLookedForWhereItLies() throws IOException {
        Path root = machine.resolve("opt/node");
        script(root.resolve("bin/node"), "exit 1\n");

        assertThat(new Toolchains(List.of(), root.resolve("bin").toString(), hidden()).directories())
                .containsExactly(root.resolve("bin"));
    }

    @Test
    void usualPlaceThatIsALinkIntoAHomeIsNoToolchainOfTheSystem() throws IOException {
        Path usual = Files.createDirectories(machine.resolve("local/bin"));
        Path root = home.resolve(".nvm/v20");
        Files.createSymbolicLink(usual.resolve("node"), install("node", root));

        assertThat(new Toolchains(List.of(usual), "", hidden()).directories())
                .containsExactly(root.resolve("bin"), root.resolve("lib"));
    }

    @Test
    void whatWouldShowSomethingPrivateIsKnown() {
        for (String path : List.of(
                "/",
                "/home",
                "~",
                "~/.ssh",
                "~/.ssh/keys",
                "~/.local",
                "~/.local/bin",
                "~/.local/share",
                "~/.config/app",
                "/ql",
                "/ql/data")) {
            assertThat(hidden().wouldBeShownBy(place(path))).as(path).isTrue();
        }
        for (String path : List.of("/opt/node", "~/go", "~/.nvm", "~/.local/share/uv/python", "/usr")) {
            assertThat(hidden().wouldBeShownBy(place(path))).as(path).isFalse();
        }
    }

    private PrivatePlaces hidden() {
        return new PrivatePlaces(List.of(home), List.of(machine.resolve("ql")));
    }

    private Path place(String path) {
        return path.startsWith("~")
                ? home.resolve(path.substring(1).replaceFirst("^/", "")).normalize()
                : path.equals("/") ? Path.of("/") : machine.resolve(path.substring(1));
    }

    private static Path install(String program, Path root) throws IOException {
        Path installed = root.resolve("bin").resolve(program);
        String answer = switch (program) {
            case "node" -> installed.toString();
            case "javac" -> "    java.home = " + root;
            default -> root.toString();
        };
        script(installed, "echo '%s'\n".formatted(answer));
        Files.createDirectories(root.resolve("lib"));
        for (String file : files(program)) {
            Files.createDirectories(root.resolve(file).getParent());
            Files.writeString(root.resolve(file), "");
        }
        return installed;
    }

    private static List<String> files(String program) {
        return switch (program) {
            case "go" -> List.of("src/runtime/proc.go", "pkg/tool/compile", "VERSION");
            case "javac" -> List.of("lib/modules");
            case "python3" -> List.of("lib/python3.13/os.py");
            default -> List.of();
        };
    }

    private static void script(Path path, String text) throws IOException {
        Files.createDirectories(path.getParent());
        Files.writeString(path, "#!/bin/sh\n" + text);
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
