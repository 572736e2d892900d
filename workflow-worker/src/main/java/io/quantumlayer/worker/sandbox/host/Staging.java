package io.quantumlayer.worker.sandbox.host;

import io.quantumlayer.worker.sandbox.Confinement;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import org.springframework.util.FileSystemUtils;

/**
 * Gives up what the worker may do before a back end is started.
 *
 * <p>Under root every run becomes a user id of its own, for which alone the kernel counts processes. Such a user does not
 * reach a toolchain in root's home: those are bound, in a mount namespace of the run, to places below a directory that it
 * reaches.
 */
@Component
final class Staging implements DisposableBean {

    private static final String BIND =
            "while [ \"$1\" != -- ]; do mount --bind \"$1\" \"$2\"; shift 2; done; shift; exec \"$@\"";

    private static final int FIRST_UID = 60_600;
    private static final int UIDS = 400;

    private final AtomicInteger nextUid = new AtomicInteger();
    private final Path directory;
    private final Map<Path, Path> staged = new LinkedHashMap<>();

    Staging() {
        try {
            directory = Files.createTempDirectory("quantumlayer-sandbox");
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
            Files.createDirectory(mountPoint());
            Files.createDirectory(nothing());
            for (Map.Entry<String, String> file : contents().entrySet()) {
                Files.writeString(directory.resolve(file.getKey()), file.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Empty directory that a back end may build the inside on; what is mounted there is seen by its run alone. */
    Path mountPoint() {
        return directory.resolve("root");
    }

    /** Empty directory that stands in for one of the host's. */
    Path nothing() {
        return directory.resolve("nothing");
    }

    /** Files that stand in for the host's, by their name in {@code /etc}. */
    Map<String, Path> standIns() {
        Map<String, Path> files = new TreeMap<>();
        contents().keySet().forEach(name -> files.put(name, directory.resolve(name)));
        return files;
    }

    /** Where the user that a run becomes finds a directory. */
    synchronized Path reachable(Path path) {
        if (!CurrentUser.isRoot() || openToOthers(path)) {
            return path;
        }
        return staged.computeIfAbsent(path, this::place);
    }

    /** What a command line starts with so that it has no privilege and dies with the thread that starts it. */
    synchronized List<String> prefix() {
        List<String> line = new ArrayList<>();
        Map<Path, Path> present = new LinkedHashMap<>(staged);
        present.keySet().removeIf(source -> !Files.exists(source));
        if (!present.isEmpty()) {
            line.addAll(List.of("unshare", "--mount", "--propagation", "private", "--", "sh", "-euc", BIND, "sh"));
            present.forEach((source, place) -> line.addAll(List.of(source.toString(), place.toString())));
            line.add("--");
        }
        // Whatever memory the limits do not see: the kernel takes these processes first, never the worker.
        line.addAll(List.of("choom", "-n", "1000", "--", "setpriv", "--no-new-privs", "--pdeathsig", "KILL"));
        if (CurrentUser.isRoot()) {
            int uid = FIRST_UID + Math.floorMod(nextUid.getAndIncrement(), UIDS);
            line.addAll(List.of("--reuid=" + uid, "--regid=" + uid, "--clear-groups"));
            line.addAll(List.of("--bounding-set=-all", "--inh-caps=-all"));
        }
        line.add("--");
        return line;
    }

    @Override
    public void destroy() throws IOException {
        FileSystemUtils.deleteRecursively(directory);
    }

    private Path place(Path source) {
        try {
            Path place = directory.resolve("staged-" + staged.size());
            return Files.isDirectory(source) ? Files.createDirectory(place) : Files.createFile(place);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> contents() {
        String user = Confinement.USER;
        return Map.of(
                "passwd", "sandbox:x:%s:%s::/tmp:/bin/sh%n".formatted(user, user),
                "group", "sandbox:x:%s:%n".formatted(user),
                "hosts", "127.0.0.1 localhost sandbox%n".formatted());
    }

    private static boolean openToOthers(Path path) {
        try {
            for (Path part = path; part != null; part = part.getParent()) {
                if (!Files.getPosixFilePermissions(part).contains(PosixFilePermission.OTHERS_EXECUTE)) {
                    return false;
                }
            }
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
