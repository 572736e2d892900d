package io.quantumlayer.testsupport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What migrations must keep, so that the release before still works on the schema: what is released does not change, what is
 * new only adds. A migration that takes something away begins with {@code -- contract: } and the release that stopped
 * using it.
 */
public final class MigrationRules {

    private static final Pattern CONTRACT = Pattern.compile("-- contract: \\S.*");

    private static final List<Predicate<String>> EXPANDING = List.of(
            Pattern.compile("create (table|index|view|sequence|type|extension|schema|function) .*")
                    .asMatchPredicate(),
            Pattern.compile("(insert into|update|comment on|grant) .*").asMatchPredicate(),
            MigrationRules::addsAColumn);

    private MigrationRules() {}

    /**
     * Checks the migrations of the module in whose directory the test runs, against the test resource
     * {@code db/released.sha256}.
     *
     * @throws AssertionError naming every migration that breaks a rule
     */
    public static void verify() {
        List<String> broken = broken(
                Path.of("src", "main", "resources", "db", "migration"),
                Path.of("src", "test", "resources", "db", "released.sha256"));
        if (!broken.isEmpty()) {
            throw new AssertionError(String.join(System.lineSeparator(), broken));
        }
    }

    static List<String> broken(Path migrations, Path list) {
        Map<String, String> released = released(list);
        List<String> broken = new ArrayList<>();
        try (Stream<Path> files = Files.list(migrations)) {
            for (Path file : files.sorted().toList()) {
                String sha256 = released.remove(file.getFileName().toString());
                if (sha256 == null) {
                    broken.addAll(takenAway(file));
                } else if (!sha256.equals(sha256(file))) {
                    broken.add(file.getFileName() + " is released and must not change: write a new migration");
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        released.keySet().forEach(gone -> broken.add(gone + " is released and must stay"));
        return broken;
    }

    private static List<String> takenAway(Path file) throws IOException {
        String text = Files.readString(file);
        if (CONTRACT.matcher(text.lines().findFirst().orElse("")).matches()) {
            return List.of();
        }
        return statements(text)
                .filter(statement -> EXPANDING.stream().noneMatch(rule -> rule.test(statement)))
                .map(statement ->
                        "%s: the release before may not survive '%s'. Only add, or begin the file with '-- contract: <release that stopped using it>'"
                                .formatted(file.getFileName(), statement))
                .toList();
    }

    private static boolean addsAColumn(String statement) {
        return statement.startsWith("alter table ")
                && Pattern.compile(
                                "alter table (if exists )?[\\w.\"]+ add (column )?(if not exists )?(?!constraint|primary|unique|check|foreign)[\\w\"]+ .*")
                        .matcher(statement)
                        .matches()
                && !Pattern.compile(", *(drop|alter|rename|add (constraint|primary|unique|check|foreign)) ")
                        .matcher(statement)
                        .find()
                && Stream.of(statement.split(", *add ")).allMatch(MigrationRules::oldRowsFit);
    }

    private static boolean oldRowsFit(String column) {
        return !column.contains(" unique") && (!column.contains(" not null") || column.contains(" default "));
    }

    private static Stream<String> statements(String text) {
        String code = text.lines().map(line -> line.replaceFirst("--.*", "")).collect(Collectors.joining(" "));
        return Stream.of(code.split(";"))
                .map(statement -> statement.strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT))
                .filter(statement -> !statement.isEmpty());
    }

    private static Map<String, String> released(Path list) {
        try (Stream<String> lines = Files.lines(list)) {
            return lines.map(line -> line.split(" +", 2))
                    .collect(Collectors.toMap(
                            parts -> Path.of(parts[1]).getFileName().toString(),
                            parts -> parts[0],
                            (first, second) -> second,
                            LinkedHashMap::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sha256(Path file) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(Files.readString(file).getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
