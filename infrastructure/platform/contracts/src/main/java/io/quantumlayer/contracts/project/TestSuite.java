package io.quantumlayer.contracts.project;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/** The test files and what their tests cover: the answer of the tester. */
public record TestSuite(
        @JsonProperty("files") List<SourceFile> files,
        @JsonProperty("tests") List<CoveringTest> tests) {

    /**
     * A test in the files.
     *
     * @param name name of the test function or method as it stands in the file
     * @param covers ids of requirements that this test shows
     */
    public record CoveringTest(
            @JsonProperty("name") String name,
            @JsonProperty("covers") List<String> covers) {}
}
