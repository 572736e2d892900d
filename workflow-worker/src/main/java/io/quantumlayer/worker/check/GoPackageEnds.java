package io.quantumlayer.worker.check;

import io.quantumlayer.contracts.quantumdrop.DropFile;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

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
        List<DropFile> sources = project.stream()
                .filter(file -> file.path().endsWith(".go"))
                .filter(file -> !IGNORED.matcher(file.path()).find())
                .toList();
        Set<String> tested = sources.stream()
                .filter(GoPackageEnds::isTest)
                .map(file -> folder(file.path()))
                .collect(Collectors.toSet());
        Map<String, String> packages = new TreeMap<>();
        // The end has no constraint itself: it takes its package from a file that always belongs to it, if there is
        // one.
        sources.stream()
                .filter(file -> tested.contains(folder(file.path())))
                .filter(file -> isTest(file) || !isConstrained(file))
                .sorted(Comparator.comparing(GoPackageEnds::isConstrained)
                        .thenComparing(GoPackageEnds::isTest, Comparator.reverseOrder()))
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

    private static boolean isTest(DropFile file) {
        return file.path().endsWith("_test.go");
    }

    /** Whether a build constraint stands where it counts: before the package clause. */
    private static boolean isConstrained(DropFile file) {
        Matcher clause = PACKAGE.matcher(file.content());
        return CONSTRAINT
                .matcher(clause.find() ? file.content().substring(0, clause.start()) : file.content())
                .find();
    }

    private static Optional<String> name(DropFile file) {
        Matcher clause = PACKAGE.matcher(file.content());
        return clause.find() ? Optional.of(clause.group("name")) : Optional.empty();
    }

    private static String folder(String path) {
        return path.substring(0, path.lastIndexOf('/') + 1);
    }
}
