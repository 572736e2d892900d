package io.quantumlayer.worker.project;

import static org.assertj.core.api.Assertions.assertThat;

import io.quantumlayer.contracts.project.Requirements.Requirement;
import io.quantumlayer.contracts.project.TestSuite.CoveringTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CoverageTests {

    private final List<Requirement> requirements =
            List.of(new Requirement("R1", "adds", List.of()), new Requirement("R2", "refuses", List.of()));

    @Test
    void requirementIsCoveredByATestThatPassed() {
        Coverage coverage = Coverage.of(
                requirements,
                List.of(new CoveringTest("adds two numbers", List.of("R1", "R2"))),
                Map.of("addstwonumbers", true));

        assertThat(coverage.covered()).containsOnlyKeys("R1", "R2");
        assertThat(coverage.uncovered()).isEmpty();
    }

    @Test
    void testThatDidNotRunCoversNothing() {
        Coverage coverage = Coverage.of(requirements, List.of(new CoveringTest("adds", List.of("R1"))), Map.of());

        assertThat(coverage.uncovered()).containsExactly("R1", "R2");
    }

    @Test
    void oneFailedTestIsEnoughToUncover() {
        Coverage coverage = Coverage.of(
                requirements,
                List.of(new CoveringTest("adds", List.of("R1")), new CoveringTest("adds zero", List.of("R1"))),
                Map.of("adds", true, "addszero", false));

        assertThat(coverage.covered()).doesNotContainKey("R1");
    }

    @Test
    void namesAreComparedAcrossLanguages() {
        assertThat(List.of(
                        "test_accepts_valid_ibans",
                        "acceptsValidIbans",
                        "TestAcceptsValidIbans",
                        "accepts valid ibans"))
                .allMatch(name -> Coverage.normalised(name).equals("acceptsvalidibans"));
    }
}
