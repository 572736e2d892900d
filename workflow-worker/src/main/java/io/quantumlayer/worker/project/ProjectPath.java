package io.quantumlayer.worker.project;

import java.util.Arrays;
import java.util.Set;

/** Checks paths of generated files before anything is written or stored. */
public final class ProjectPath {

    private static final Set<String> RESERVED = Set.of(".git", ".quantumlayer");
    private static final int LONGEST = 240;

    private ProjectPath() {}

    /**
     * The path in its plain form, without leading {@code ./}.
     *
     * @throws UnsafePathException if it is absolute, leaves the project or names a reserved folder
     */
    public static String checked(String path) {
        String plain = path.startsWith("./") ? path.substring(2) : path;
        String[] segments = plain.split("/", -1);
        boolean unsafe = plain.isBlank()
                || plain.length() > LONGEST
                || plain.contains("\\")
                || plain.contains(":")
                || plain.chars().anyMatch(Character::isISOControl)
                || RESERVED.contains(segments[0])
                || Arrays.stream(segments).anyMatch(part -> part.isEmpty() || part.equals(".") || part.equals(".."));
        if (unsafe) {
            throw new UnsafePathException(path);
        }
        return plain;
    }
}
