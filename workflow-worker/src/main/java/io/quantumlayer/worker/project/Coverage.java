package io.quantumlayer.worker.project;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quantumlayer.contracts.project.Requirements.Requirement;
import io.quantumlayer.contracts.project.TestSuite.CoveringTest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Which requirements are shown by tests that ran and passed.
 *
 * @param covered names of the passed tests, by requirement id
 * @param uncovered requirements without a passed test, or with a failed one
 */
public record Coverage(
        @JsonProperty("covered") Map<String, List<String>> covered,
        @JsonProperty("uncovered") List<String> uncovered) {

    /**
     * Compares what tests claim to cover with what they did.
     *
     * @param passed whether a test passed, by its normalised name; a test that did not run is absent
     */
    public static Coverage of(List<Requirement> requirements, List<CoveringTest> tests, Map<String, Boolean> passed) {
        Map<String, List<String>> covered = new LinkedHashMap<>();
        List<String> uncovered = new ArrayList<>();
        for (Requirement requirement : requirements) {
            List<CoveringTest> claiming = tests.stream()
                    .filter(test -> test.covers().contains(requirement.id()))
                    .toList();
            boolean failed =
                    claiming.stream().anyMatch(test -> Boolean.FALSE.equals(passed.get(normalised(test.name()))));
            List<String> shown = claiming.stream()
                    .map(CoveringTest::name)
                    .filter(name -> Boolean.TRUE.equals(passed.get(normalised(name))))
                    .toList();
            if (failed || shown.isEmpty()) {
                uncovered.add(requirement.id());
            } else {
                covered.put(requirement.id(), shown);
            }
        }
        return new Coverage(covered, uncovered);
    }

    /**
     * A test's name as it is compared across languages: without a leading "test", letters and digits only, lower case.
     */
    public static String normalised(String name) {
        String plain = plain(name);
        return plain.startsWith("test") && plain.length() > 4 ? plain.substring(4) : plain;
    }

    /** The letters and digits of a name, in lower case. */
    public static String plain(String name) {
        return name.codePoints()
                .filter(Character::isLetterOrDigit)
                .mapToObj(Character::toString)
                .collect(Collectors.joining())
                .toLowerCase(Locale.ROOT);
    }
}
