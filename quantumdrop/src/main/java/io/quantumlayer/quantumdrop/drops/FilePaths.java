package io.quantumlayer.quantumdrop.drops;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Which paths a file of a drop may have: those that stay inside any folder they are unpacked into. */
public final class FilePaths {

    private static final int LONGEST_PATH = 1024;
    private static final int LONGEST_SEGMENT = 255;

    private FilePaths() {}

    /** What is wrong with a path; empty when nothing is. */
    static Optional<String> problem(String path) {
        if (path.isBlank()) {
            return Optional.of("must not be blank");
        }
        if (path.codePoints().anyMatch(FilePaths::isUnwritable)) {
            return Optional.of("must not contain control characters");
        }
        if (path.indexOf('\\') >= 0) {
            return Optional.of("must use / between folders, never \\");
        }
        if (path.startsWith("/") || path.matches("[A-Za-z]:.*")) {
            return Optional.of("must be relative");
        }
        if (path.getBytes(StandardCharsets.UTF_8).length > LONGEST_PATH) {
            return Optional.of("must not be longer than %d bytes".formatted(LONGEST_PATH));
        }
        for (String segment : path.split("/", -1)) {
            Optional<String> problem = segmentProblem(segment);
            if (problem.isPresent()) {
                return problem;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> segmentProblem(String segment) {
        if (segment.isBlank()) {
            return Optional.of("must not have an empty segment");
        }
        if (segment.equals(".") || segment.equals("..")) {
            return Optional.of("must not have the segment '%s'".formatted(segment));
        }
        if (segment.equalsIgnoreCase(".git")) {
            return Optional.of("must not lead into .git");
        }
        if (segment.getBytes(StandardCharsets.UTF_8).length > LONGEST_SEGMENT) {
            return Optional.of("must not have a segment longer than %d bytes".formatted(LONGEST_SEGMENT));
        }
        return Optional.empty();
    }

    /** Folders that lead to a file, the outermost first. */
    public static List<String> folders(String path) {
        List<String> folders = new ArrayList<>();
        for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
            folders.add(path.substring(0, slash));
        }
        return folders;
    }

    /** Paths that are a folder of another one. */
    static Set<String> alsoFolders(Collection<String> paths) {
        Set<String> found = new TreeSet<>();
        for (String path : paths) {
            found.addAll(folders(path));
        }
        found.retainAll(Set.copyOf(paths));
        return found;
    }

    private static boolean isUnwritable(int codePoint) {
        return Character.isISOControl(codePoint) || Character.getType(codePoint) == Character.SURROGATE;
    }
}
