package io.quantumlayer.contracts.parser;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * A test that a file declares.
 *
 * @param name as its runner reports it; {@code *} stands for what is only known when the test runs
 * @param line from 1, as in the findings on it
 * @param certain whether the file alone says that a run of its tests reports this name
 */
public record DeclaredTest(
        @JsonProperty("name") String name,
        @JsonProperty("line") int line,
        @JsonProperty("certain") boolean certain) {}
