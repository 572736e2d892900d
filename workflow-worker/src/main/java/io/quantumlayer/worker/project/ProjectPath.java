package io.quantumlayer.worker.project;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Checks paths of generated files before anything is written or stored; each has to work on every file system. */
public final class ProjectPath {

    private static final int LONGEST = 240;

    /** Names that Windows keeps for devices, with any extension: learn.microsoft.com, "Naming Files, Paths, and Namespaces". */
    private static final Pattern DEVICE = Pattern.compile("(?i)(con|prn|aux|nul|com[1-9¹²³]|lpt[1-9¹²³])(\\..*)?");

    private ProjectPath() {}

    /**
     * The path in its plain form, without leading {@code ./}.
     *
     * @throws UnsafePathException if it is absolute, leaves the project, names a reserved folder or cannot be written
     *     everywhere
     */
    public static String checked(String path) {
        String plain = path.startsWith("./") ? path.substring(2) : path;
        problem(plain).ifPresent(problem -> {
            throw new UnsafePathException(path, problem);
        });
        return plain;
    }

    private static Optional<String> problem(String plain) {
        List<String> parts = Arrays.asList(plain.split("/", -1));
        if (plain.isBlank()) {
            return Optional.of("it is empty");
        }
        if (plain.length() > LONGEST) {
            return Optional.of("it is longer than %d characters".formatted(LONGEST));
        }
        if (plain.chars().anyMatch(Character::isISOControl)) {
            return Optional.of("it has a control character");
        }
        if (plain.contains("\\")) {
            return Optional.of("it has a backslash");
        }
        if (plain.startsWith("/")) {
            return Optional.of("it is absolute");
        }
        if (plain.contains(":")) {
            return Optional.of("it has a colon, as a drive has");
        }
        if (any(parts, part -> part.isEmpty() || part.equals(".") || part.equals(".."))) {
            return Optional.of("a part of it is empty, '.' or '..'");
        }
        if (any(parts, ".git"::equalsIgnoreCase) || parts.getFirst().equalsIgnoreCase(".quantumlayer")) {
            return Optional.of(".git and .quantumlayer are not the project's to write");
        }
        if (any(parts, part -> part.endsWith(".") || part.endsWith(" ") || part.startsWith(" "))) {
            return Optional.of("a part of it ends with a dot, or begins or ends with a blank");
        }
        if (any(parts, part -> DEVICE.matcher(part).matches())) {
            return Optional.of("a part of it is the name of a device on Windows");
        }
        return Optional.empty();
    }

    /**
     * Whether two files cannot both be there on some file system: macOS and Windows do not tell letters apart by case, macOS
     * not by how they are composed, and nowhere is a file a folder too.
     */
    public static boolean collide(String first, String second) {
        List<String> one = parts(first);
        List<String> other = parts(second);
        for (int i = 0; i < Math.min(one.size(), other.size()); i++) {
            if (!one.get(i).equals(other.get(i))) {
                return folded(one.get(i)).equals(folded(other.get(i)));
            }
        }
        return true;
    }

    private static List<String> parts(String path) {
        return Arrays.asList((path.startsWith("./") ? path.substring(2) : path).split("/", -1));
    }

    private static String folded(String part) {
        String upper = Normalizer.normalize(part, Normalizer.Form.NFC).toUpperCase(Locale.ROOT);
        return Normalizer.normalize(upper.toLowerCase(Locale.ROOT), Normalizer.Form.NFC);
    }

    private static boolean any(List<String> parts, Predicate<String> unsafe) {
        return parts.stream().anyMatch(unsafe);
    }
}
