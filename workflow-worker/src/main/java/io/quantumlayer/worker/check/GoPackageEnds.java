package io.quantumlayer.worker.check;

import io.quantumlayer.contracts.quantumdrop.DropFile;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A test for each Go package that has some: {@code go test} believes what a package prints, and one that ends itself has
 * ended well. A package that ran to its end has run this test too, whose name it could not know.
 */
final class GoPackageEnds {

    private static final Pattern PACKAGE = Pattern.compile("(?m)^package\\s+(?<name>[\\p{L}_][\\p{L}\\p{N}_]*)");
    private static final Pattern CONSTRAINT = Pattern.compile("(?m)^//(go:build|\\s*\\+build)\\b");
    /** What {@code go test ./...} passes by. */
    private static final Pattern IGNORED = Pattern.compile("(^|/)(testdata|vendor|[._][^/]*)(/|$)");

    private GoPackageEnds() {}

    static String test(String token) {
        return "TestEnd" + token;
    }

    static List<DropFile> of(List<DropFile> project, String token) {
        Map<String, String> packages = new TreeMap<>();
        project.stream()
                .filter(file -> file.path().endsWith("_test.go"))
                .filter(file -> !IGNORED.matcher(file.path()).find())
                .filter(file -> !CONSTRAINT.matcher(file.content()).find())
                .forEach(file -> name(file).ifPresent(name -> packages.putIfAbsent(folder(file.path()), name)));
        return packages.entrySet().stream()
                .map(entry -> new DropFile(
                        // go test runs the tests of a package by the names of their files.
                        entry.getKey() + "zz_end_" + token + "_test.go", """
                        package %s

                        import "testing"

                        func %s(*testing.T) {}
                        """.formatted(entry.getValue(), test(token))))
                .toList();
    }

    private static Optional<String> name(DropFile file) {
        Matcher clause = PACKAGE.matcher(file.content());
        return clause.find() ? Optional.of(clause.group("name")) : Optional.empty();
    }

    private static String folder(String path) {
        return path.substring(0, path.lastIndexOf('/') + 1);
    }
}
