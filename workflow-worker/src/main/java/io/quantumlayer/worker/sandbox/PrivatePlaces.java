package io.quantumlayer.worker.sandbox;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What must never be seen in a sandbox.
 *
 * @param homes of the user
 * @param closed directories of which nothing may be seen, such as the platform's own
 */
record PrivatePlaces(List<Path> homes, List<Path> closed) {

    private static final List<String> CLOSED = List.of(
            ".ssh",
            ".gnupg",
            ".pki",
            ".aws",
            ".azure",
            ".kube",
            ".docker",
            ".netrc",
            ".git-credentials",
            ".npmrc",
            ".pypirc",
            ".bash_history",
            ".mozilla",
            ".quantumlayer");

    /** Folders in which each program has one of its own, some levels below. */
    private static final List<String> SHARED = List.of(".local", ".config", ".cache");

    private static final int OWN_FOLDER = 3;

    static PrivatePlaces ofThisUser() {
        List<Path> homes = existing(System.getProperty("user.home"), System.getenv("HOME"));
        return new PrivatePlaces(homes, existing(System.getenv("QL_HOME")));
    }

    private static List<Path> existing(@Nullable String... directories) {
        return Stream.of(directories)
                .filter(directory -> directory != null && directory.startsWith("/"))
                .map(directory -> Path.of(directory).normalize())
                .flatMap(path -> Stream.concat(Stream.of(path), ToolchainProgram.real(path).stream()))
                .filter(path -> path.getNameCount() > 0)
                .distinct()
                .toList();
    }

    /** Places to look for from inside. */
    List<Path> all() {
        return Stream.concat(ofHomes(), closed.stream()).toList();
    }

    /** Whether a file or directory, seen as a whole, would show something of these. */
    boolean wouldBeShownBy(Path path) {
        return path.getNameCount() == 0
                || homes.stream().anyMatch(home -> home.startsWith(path) || isShared(home, path))
                || all().stream().anyMatch(place -> place.startsWith(path) || path.startsWith(place));
    }

    private Stream<Path> ofHomes() {
        return homes.stream().flatMap(home -> CLOSED.stream().map(home::resolve));
    }

    /** {@code ~/.local/bin} holds things of everybody, {@code ~/.local/share/uv/python} of one. */
    private static boolean isShared(Path home, Path path) {
        if (!path.startsWith(home) || path.equals(home)) {
            return false;
        }
        Path within = home.relativize(path);
        return SHARED.contains(within.getName(0).toString()) && within.getNameCount() < OWN_FOLDER;
    }
}
