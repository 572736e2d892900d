package io.quantumlayer.worker.sandbox.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Where packages lie that somebody has installed for an interpreter of the host, beside its own library. Inside they are
 * empty: a project that needs one would work here and nowhere else.
 *
 * <p>Python's places are those of <a href="https://docs.python.org/3/library/site.html">site</a> and of Debian's
 * <a href="https://wiki.debian.org/Python">dist-packages</a>; Node's the last of its
 * <a href="https://nodejs.org/api/modules.html#loading-from-the-global-folders">global folders</a>. Those that variables
 * or a home name are not there: neither is passed on.
 */
final class HostPackages {

    private static final List<Path> LIBRARIES =
            List.of(Path.of("/usr/lib"), Path.of("/usr/lib64"), Path.of("/usr/local/lib"), Path.of("/usr/local/lib64"));

    private static final List<String> OF_PYTHON = List.of("dist-packages", "site-packages");

    private HostPackages() {}

    /**
     * Directories to hide.
     *
     * @param toolchains what is seen of toolchains outside of {@code /usr}
     */
    static List<Path> below(Collection<Path> toolchains) {
        List<Path> libraries = new ArrayList<>(LIBRARIES);
        libraries.addAll(toolchains);
        List<Path> found = new ArrayList<>();
        for (Path library : libraries) {
            // /usr/lib64 may be a link to a library that was looked at already.
            if (Files.isDirectory(library) && !Files.isSymbolicLink(library)) {
                ofPython(library, found);
                add(library.resolve("node"), found);
            }
        }
        return found;
    }

    private static void ofPython(Path library, List<Path> found) {
        try (DirectoryStream<Path> versions = Files.newDirectoryStream(library, "python3*")) {
            for (Path version : versions) {
                OF_PYTHON.forEach(packages -> add(version.resolve(packages), found));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void add(Path directory, List<Path> found) {
        if (Files.isDirectory(directory) && !Files.isSymbolicLink(directory)) {
            found.add(directory);
        }
    }
}
