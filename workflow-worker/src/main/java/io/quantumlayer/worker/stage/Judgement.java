package io.quantumlayer.worker.stage;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.quantumlayer.contracts.project.FailureJudgement.AtFault;
import io.quantumlayer.contracts.project.FailureJudgement.Judged;
import io.quantumlayer.worker.run.Step;
import io.quantumlayer.worker.step.StepWork;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which is wrong where tests fail, the code or they; kept with the code that was written by it, for whoever writes the
 * tests.
 *
 * @param of id of the drop of the run of tests that it speaks of, or {@code null} when no test has failed
 * @param verdicts one for each failure
 * @param problem why the arbiter said nothing of some of them, or {@code null}; the code is then taken to be at fault
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Judgement(
        @JsonProperty("of") @Nullable String of,
        @JsonProperty("verdicts") List<Judged> verdicts,
        @JsonProperty("problem") @Nullable String problem) {

    /** Metadata member of the code's drop that holds it. */
    static final String MEMBER = "judgement";

    static final Judgement NONE = new Judgement(null, List.of(), null);

    /** What was said of the newest run of the tests, if anything. */
    static Judgement stored(StepWork work) {
        if (!work.has(Step.RUN_TESTS) || !work.has(Step.WRITE_CODE)) {
            return NONE;
        }
        return work.kept(Step.WRITE_CODE, MEMBER, Judgement.class)
                .filter(judgement -> work.drop(Step.RUN_TESTS).id().equals(judgement.of))
                .orElse(NONE);
    }

    boolean codeAtFault() {
        return names(AtFault.CODE, AtFault.BOTH);
    }

    boolean testsAtFault() {
        return names(AtFault.TEST, AtFault.BOTH);
    }

    private boolean names(AtFault... sides) {
        return verdicts.stream().anyMatch(judged -> Arrays.asList(sides).contains(judged.atFault()));
    }

    /** What whoever rewrites is told, a line for each failure. */
    List<String> feedback() {
        return verdicts.stream()
                .map(judged -> "arbiter: '%s' fails because %s wrong: %s"
                        .formatted(judged.test(), side(judged.atFault()), judged.reason()))
                .toList();
    }

    /** What the journal tells; empty when nobody was asked. */
    String summary() {
        String said = feedback().stream().collect(Collectors.joining("; "));
        return problem == null ? said : problem + (said.isEmpty() ? "" : "; " + said);
    }

    private static String side(AtFault atFault) {
        return switch (atFault) {
            case CODE -> "the code is";
            case TEST -> "the test is";
            case BOTH -> "the test and the code are";
        };
    }
}
