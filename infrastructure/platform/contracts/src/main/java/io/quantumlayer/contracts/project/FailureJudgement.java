package io.quantumlayer.contracts.project;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/** Which is wrong where a test fails, it or the code: the answer of the arbiter. */
public record FailureJudgement(@JsonProperty("verdicts") List<Judged> verdicts) {

    /** What contradicts the requirements. */
    public enum AtFault {
        @JsonProperty("code")
        CODE,
        @JsonProperty("test")
        TEST,
        @JsonProperty("both")
        BOTH
    }

    /**
     * A failing test.
     *
     * @param test its name as the runner gives it
     * @param reason one sentence
     */
    public record Judged(
            @JsonProperty("test") String test,
            @JsonProperty("at_fault") AtFault atFault,
            @JsonProperty("reason") String reason) {}
}
