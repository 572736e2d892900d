package io.quantumlayer.contracts.project;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/** Test cases mapped to requirements: the answer of the test planner. */
public record TestPlan(@JsonProperty("cases") List<TestCase> cases) {

    /**
     * A test case.
     *
     * @param name what the test shows, as a short sentence; the test that implements it carries the same words
     * @param kind example, boundary, negative, property or contract
     * @param covers ids of requirements
     */
    public record TestCase(
            @JsonProperty("id") String id,
            @JsonProperty("name") String name,
            @JsonProperty("kind") String kind,
            @JsonProperty("covers") List<String> covers) {}
}
