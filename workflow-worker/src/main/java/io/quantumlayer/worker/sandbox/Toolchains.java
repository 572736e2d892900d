package io.quantumlayer.worker.sandbox;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** Where compilers and interpreters lie: in the usual places, and where the host's PATH has what those lack. */
@Component
public final class Toolchains {

    private static final Logger LOG = LoggerFactory.getLogger(Toolchains.class);

    private static final Path SYSTEM = Path.of("/usr");
    private static final List<Path> USUAL = Stream.of(
                    "/usr/local/go/bin", "/usr/local/bin", "/usr/bin", "/usr/lib/go/bin")
            .map(Path::of)
            .toList();

    private final List<Path> usual;
    private final List<Path> elsewhere = new ArrayList<>();
    private final List<Path> bin = new ArrayList<>();
    private final Map<String, String> problems = new TreeMap<>();

    @Autowired
    Toolchains() {
        this(USUAL, System.getenv().getOrDefault("PATH", ""), PrivatePlaces.ofThisUser());
    }

    Toolchains(List<Path> usual, String path, PrivatePlaces hidden) {
        this.usual = usual;
        for (ToolchainProgram program : ToolchainProgram.values()) {
            if (usual.stream().noneMatch(directory -> isSystems(program.in(directory)))) {
                look(program, path, hidden);
            }
        }
    }

    /** A link into a home is dangling inside. */
    private static boolean isSystems(Path program) {
        return Files.isExecutable(program)
                && ToolchainProgram.real(program)
                        .filter(real -> real.startsWith(SYSTEM))
                        .isPresent();
    }

    private void look(ToolchainProgram program, String path, PrivatePlaces hidden) {
        Stream.concat(
                        usual.stream(),
                        Stream.of(path.split(File.pathSeparator))
                                .filter(part -> !part.isEmpty())
                                .map(Path::of))
                .map(program::in)
                .filter(Files::isExecutable)
                .findFirst()
                .ifPresent(found -> take(program, found, hidden));
    }

    private void take(ToolchainProgram program, Path found, PrivatePlaces hidden) {
        List<Path> roots = program.roots(found);
        for (Path root : roots) {
            List<Path> parts = program.parts(root, hidden);
            if (!parts.isEmpty()) {
                parts.stream()
                        .filter(part -> !part.startsWith(SYSTEM) && !elsewhere.contains(part))
                        .forEach(elsewhere::add);
                bin.add(root.resolve("bin"));
                return;
            }
        }
        String problem =
                ("%s is at %s, and no folder that holds it alone can be told from the rest of the home; install it in a folder"
                                + " of its own, or name what it needs in quantumlayer.sandbox.read-only")
                        .formatted(program.command(), found);
        LOG.warn("A toolchain is not used: {}", problem);
        problems.put(program.command(), problem);
    }

    /** Files and directories outside {@code /usr} that have to be visible. */
    public List<Path> directories() {
        return List.copyOf(elsewhere);
    }

    /** Why a program that is there is not seen inside, or nothing. */
    public Optional<String> problem(String program) {
        return Optional.ofNullable(problems.get(program));
    }

    /** Search path of commands. */
    String path() {
        Map<String, Boolean> all = new LinkedHashMap<>();
        usual.forEach(directory -> all.put(directory.toString(), true));
        bin.forEach(directory -> all.put(directory.toString(), true));
        all.put(System.getProperty("java.home") + "/bin", true);
        all.put("/bin", true);
        return String.join(":", all.keySet());
    }
}
